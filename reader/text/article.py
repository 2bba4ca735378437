"""An article told as text: its credits, the marks of its levels, jump lines, its length."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from reader.i18n import N_, _
from reader.model import Block, Draft, ListItem

# The credits of an article, when, from whom, by whom, and those of its pictures.

CUT = N_("原文太长，这里只有开头。")
"""What stands below the text of an article that was cut."""


def stamp(published: str) -> str:
    """Write an ISO 8601 time to the minute: 2019-12-20 15:56; a date alone stays as it is."""
    return published[:16].replace("T", " ")


def byline(draft: Draft, source: str = "", spell: Callable[[str], str] = str) -> list[str]:
    """Return the items of the line: time, source with a paper's page, people with their labels.

    *source* stands in where the article names none; names are written by *spell*.
    """
    # Feeds write 记者张三 into their author field.
    author = (draft.author or "").removeprefix("记者").strip(" ：:")
    people = (
        (_("记者"), author),
        (_("摄影"), draft.photographer),
        (_("编辑"), draft.editor),
        (_("责编"), draft.responsible_editor),
    )
    where = " ".join(filter(None, (draft.source or source, draft.page)))
    items = (stamp(draft.published or ""), spell(where))
    return [
        *filter(None, items),
        *(f"{label} {spell(name)}" for label, name in people if name),
    ]


def caption(figure: Block) -> str:
    """Return the caption of a figure, and whom it credits unless it says so itself."""
    caption, credit = figure.text, figure.image.credit if figure.image else ""
    if credit and credit not in caption:
        return f"{caption}（{credit}）" if caption else credit
    return caption


# What tells the levels of an article apart where it is set as text.

INDENT = "　　"
"""Two Han: the indent of a first line, and of a heading for each level above its own."""
_BULLET = "•"


def heading_ranks(blocks: Iterable[Block]) -> dict[int, int]:
    """Return how many of the levels that the article uses stand above each of them."""
    levels = sorted({block.level for block in blocks if block.level})
    return {level: above for above, level in enumerate(levels)}


def heading_indents(blocks: Iterable[Block]) -> dict[int, str]:
    """Return the indent by the level of a heading, among those that the article uses."""
    return {level: INDENT * above for level, above in heading_ranks(blocks).items()}


def list_marks(block: Block) -> list[str]:
    """Return what stands before each line of a list: its indent and its number or bullet.

    Those of one depth are as long as each other.
    """
    items = block.items or [ListItem()] * (block.text.count("\n") + 1)
    marks = [_mark(item) for item in items]
    room = max(map(len, marks))
    return [
        " " * room * item.depth + mark.rjust(room) for item, mark in zip(items, marks, strict=True)
    ]


def _mark(item: ListItem) -> str:
    if item.continued:
        return ""
    return f"{_BULLET} " if item.number is None else f"{item.number}. "


# How much there is to read in a text, and how long that takes.

PACE = 400
"""Han characters that one reads in a minute: between 300 and 500 in silent reading of news."""


def amount(text: str) -> int:
    """Return how much there is to read, in Han characters: a third of the bytes of UTF-8.

    A Han character has three, and an English word with its blank some six: it takes as long, and
    as much room, as two Han characters.
    """
    return (len(text.encode()) + 2) // 3


def minutes(texts: Iterable[str]) -> int:
    """Return the whole minutes that reading *texts* takes, at least one."""
    return max(1, round(sum(map(amount, texts)) / PACE))


# Jump lines, by which a newspaper's article goes on on another page.

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
