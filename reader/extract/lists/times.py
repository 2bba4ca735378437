"""When the articles of a list were published, as the list shows it beside their titles."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, zip_longest
from operator import attrgetter

from msgspec import Struct

from reader.extract.html.flow import Flow, Line
from reader.extract.html.page_dates import find
from reader.extract.lists.anchors import Anchor
from reader.text import dates

_SENTENCE = re.compile(r"[，。！？；]")
_LONG = 60
"""Characters: no line that states a date is longer."""
_AROUND = 8
"""Lines of an item that are looked at, before and behind its title."""
_BEHIND = 3
"""Lines behind an item that may still be its."""
_TIMED = ("datetime", "data-time", "data-date", "data-pubtime", "data-publish-time")
_TIMED_ELEMENTS = ", ".join(f"[{name}]" for name in _TIMED)

_HINT = re.compile(r"\d\D{0,3}\d|[天日前刚]")
_DAY_FIRST = re.compile(r"(?<![\d.:-])(\d\d?)日?\W{1,3}((?:19|20)\d\d)[-./年](\d\d?)月?(?![\d.-])")
"""A day in an element of its own: 06, then 2025-05."""
_DAY_AND_MONTH = re.compile(r"(?<![\d.:-])(\d\d?)\W{1,3}(\d\d?月)(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d.:-])(\d\d?)[-./月](\d\d?)日?\W{1,3}((?:19|20)\d\d)(?![\d.:-])")
_BARE = re.compile(r"(?<![\d.:/-])(0\d|1[0-2])[-/.]([0-3]\d)(?![\d.:/-]|\s+\d\d?:)")
"""A month and a day that nothing but their place tells for a date."""
_DAY = r"(?:(?:19|20)\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d\d?:\d\d(?::\d\d)?)?"
_EDGE = re.compile(
    rf"^(?:[\[(（]{_DAY}[\])）]\s*|{_DAY}\s+)|\s*[\[(（]{_DAY}[\])）]$"
    r"|\s+\d\d-\d\d(?: \d\d?:\d\d)?$"
    r"|\s*(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d\d?:\d\d(?::\d\d)?)?$"
    r"|^(?:0\d|1[0-2])[-/][0-3]\d(?=[^\W\d])|(?<=[^\W\d])(?:0\d|1[0-2])[-/][0-3]\d$"
)


class _Gap(Struct, frozen=True):
    """The room of an anchor between those of the articles before and behind it."""

    before: int
    """The line of the article before it, and then of the one behind it."""
    behind: int
    left: int
    """Where its room in its own line begins, and then where it ends."""
    right: int


def undated(text: str) -> str:
    """Return a title without the date that stands before or behind it in its link."""
    return _EDGE.sub("", text).strip()


class Times:
    """The times of *anchors*, articles in the flow *page* in its order."""

    def __init__(self, page: Flow, anchors: Sequence[Anchor], now: datetime | None) -> None:
        self._page, self._now = page, now
        self._gaps = _gaps(anchors, len(page.lines))

    def shown(self, anchor: Anchor) -> str | None:
        """Return the time that is shown beside *anchor*, None where none is."""
        gap = self._gaps[anchor]
        item = self._item(anchor, gap)
        return (
            self._in_attributes(item)
            or self._read(self._beside(anchor, item, gap), anchor.url)
            or self._read(self._behind(anchor, item, gap), anchor.url)
        )

    def _item(self, anchor: Anchor, gap: _Gap) -> int:
        """Return the greatest box without other articles; -1 where its own has others."""
        boxes, item = self._page.boxes, -1
        box = self._page.lines[anchor.line].box
        while box > 0 and boxes[box].start > gap.before and boxes[box].end <= gap.behind:
            item, box = box, boxes[box].parent
        return item

    def _in_attributes(self, item: int) -> str | None:
        node = self._page.boxes[item].node if item > 0 else None
        timed = node.css_first(_TIMED_ELEMENTS) if node is not None else None
        if timed is None:
            return None
        stated = (timed.attributes.get(name) for name in _TIMED)
        return next((iso for text in stated if text and (iso := dates.parse(text))), None)

    def _beside(self, anchor: Anchor, item: int, gap: _Gap) -> Iterator[str]:
        """Yield what stands in the line of a title and in its item."""
        line = self._page.lines[anchor.line]
        yield _part(line, anchor.end, gap.right)
        yield _part(line, gap.left, anchor.start)
        yield from (edge[0] for edge in _EDGE.finditer(anchor.text))
        if item > 0:
            box = self._page.boxes[item]
            behind = self._page.lines[anchor.line + 1 : min(box.end, anchor.line + _AROUND)]
            before = self._page.lines[max(box.start, anchor.line - _AROUND) : anchor.line]
            yield from (line.parted for line in (*behind, *before))

    def _behind(self, anchor: Anchor, item: int, gap: _Gap) -> Iterator[str]:
        """Yield what stands between an item and the next."""
        boxes = self._page.boxes
        start = boxes[item].end if item > 0 else anchor.line + 1
        around = boxes[item].parent if item > 0 else self._page.lines[anchor.line].box
        end = min(start + _BEHIND, gap.behind, boxes[around].end)
        yield from (line.parted for line in self._page.lines[start:end])

    def _read(self, texts: Iterator[str], url: str) -> str | None:
        """Return the first date in short *texts* that are no sentences, which may share it."""
        short = (text for text in texts if len(text) <= _LONG and not _SENTENCE.search(text))
        text = " ".join(filter(None, map(str.strip, short)))
        if not _HINT.search(text):
            return None
        text = _DAY_FIRST.sub(r"\2-\3-\1", text)
        text = _YEAR_LAST.sub(r"\3-\1-\2", text)
        text = _BARE.sub(r"\1月\2日", _DAY_AND_MONTH.sub(r"\2\1日", text))
        found = find(text, self._now, url)
        return found[0] if found else None


def _gaps(anchors: Sequence[Anchor], lines: int) -> Mapping[Anchor, _Gap]:
    """Return the room of each anchor; several of one article have one room."""
    groups = [list(group) for _, group in groupby(anchors, key=attrgetter("url"))]
    gaps: dict[Anchor, _Gap] = {}
    before, left = -1, 0
    for group, following in zip_longest(groups, groups[1:]):
        behind, right = lines, sys.maxsize
        if following:
            behind, right = following[0].line, following[0].start
        for anchor in group:
            gaps[anchor] = _Gap(
                before,
                behind,
                left if anchor.line == before else 0,
                right if anchor.line == behind else sys.maxsize,
            )
        before, left = group[-1].line, group[-1].end
    return gaps


def _part(line: Line, start: int, end: int) -> str:
    """Return the runs of a line between two places, parted by blanks."""
    if not line.runs:
        return line.text[start:end]
    parts, position = [], 0
    for run, _ in line.runs:
        parts.append(line.text[max(position, start) : min(position + len(run), end)])
        position += len(run)
    return " ".join(filter(None, parts))
