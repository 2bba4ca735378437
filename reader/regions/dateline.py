"""The dateline: who reports, from where and when, in one of the first lines of a text."""

import re
from typing import NamedTuple

_DAY = r"(?:\d{4}年)?(?:[\d一二三四五六七八九十]{1,3}月)?[\d一二三四五六七八九十]{1,3}日"
_DATELINE = re.compile(
    rf"[\s【(]*(?P<opening>[^\d,。:!?()】]{{2,24}}?)[\s(]*"
    rf"(?:{_DAY}\s*(?:专?电|讯|消息|报道)|讯(?=[(:\s据记\d])|消息[(:])"
)
_PRESS = re.compile(r"社|网|报|电台|电视台|总台|在线|客户端|频道")
_LINES = 3
_LINE = 80


class Dateline(NamedTuple):
    """The offsets of a dateline's parts in the text; all 0 where there is none."""

    start: int = 0
    seat: int = 0
    """Where the name of the press ends and that of its seat, a place, begins."""
    end: int = 0


def find_dateline(text: str) -> Dateline:
    """Return the dateline of the folded *text*."""
    start = 0
    for line in text.split("\n", _LINES)[:_LINES]:
        if found := _DATELINE.match(line[:_LINE]):
            presses = [press.end() for press in _PRESS.finditer(found["opening"])]
            opening = start + found.start("opening")
            return Dateline(opening, opening + max(presses, default=0), start + found.end())
        start += len(line) + 1
    return Dateline()
