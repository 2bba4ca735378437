"""Jump lines, by which a newspaper's article goes on on another page: 下转第4版, 上接第1版."""

import re
from typing import NamedTuple

_LINE = (
    r"\s?[▶►→·*]{0,3}\s?[（(【\[]?\s?(?P<way>[下紧][转接]|上接)\s?(?:自|到|至)?\s?第?\s?"
    r"(?P<page>[A-Z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3})\s?版(?:[《“][^》”]{1,30}[》”])?\s?[）)】\]]?\s?"
)
_LONGEST = 60
"""Characters: what `_LINE` matches is shorter."""
_FIRST, _LAST = re.compile(_LINE), re.compile(_LINE + r"\Z")
_HAN = "一二三四五六七八九"


class Jump(NamedTuple):
    """Where an article goes on, or went on from."""

    is_back: bool
    """Whether it leads back to where the article begins."""
    page: str
    """The number of the page: ``4``, ``A4``."""


def jump_of(text: str) -> Jump | None:
    """Return where the jump line leads that *text* begins or ends with, None where it has none."""
    found = _find(text)
    return Jump(found["way"] == "上接", page_number(found["page"])) if found else None


def without_jump(text: str) -> str:
    """Return *text* without the jump line that it begins or ends with.

    >>> without_jump("江堤步道全线贯通（下转第四版）")
    '江堤步道全线贯通'
    """
    found = _find(text)
    return text[: found.start()] + text[found.end() :] if found else text


def _find(text: str) -> re.Match[str] | None:
    """Return the jump line at an end of *text*: what lies between is not looked at."""
    return _FIRST.match(text) or _LAST.search(text, max(0, len(text) - _LONGEST))


def page_number(text: str) -> str:
    """Return the number of a page without what is written now so and now so: 04, 四 are 4."""
    letters = text.rstrip("0123456789")
    if letters != text:
        return f"{letters.upper()}{int(text[len(letters) :])}"
    tens, ten, ones = text.partition("十")
    if not all(char in _HAN for char in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return text
    if not ten:
        return str(_HAN.index(text) + 1)
    return str(10 * (_HAN.index(tens) + 1 if tens else 1) + (_HAN.index(ones) + 1 if ones else 0))
