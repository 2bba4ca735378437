"""Trimming: of the lines that hold a body, those that are the article's text and pictures.

What comes before source and date, what comes behind the credits, and the promotions between are
dropped; so is every line that does something instead of saying something.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reader.extract import headline as headlines
from reader.extract.credits import is_credits, read_line
from reader.extract.flow import Flow, Line
from reader.extract.furniture import is_notice, is_related, is_tool, prose
from reader.extract.labels import Credits

Kind = Literal[
    "text", "picture", "headline", "credits", "related", "tool", "links", "notice", "promotion"
]

_CLOSING: dict[Kind, float] = {"credits": 0.35, "related": 0.35, "notice": 0.15}
"""The largest share of prose that may stand behind what closes an article."""
_BEFORE = 80
"""Characters: what stands in the body's element before source and date is shorter: a subtitle."""
_DATE = re.compile(r"(?:19|20)\d\d\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}")
_DATED = 60
"""Characters: a line with a date is longer only where it is a sentence."""
_ENDING = 10
"""Characters: what stands before the link that is cut off."""
_NOTICE = 300
_INNER_NOTICE = 40
"""Characters: a longer notice in the midst of an article is one of its paragraphs."""


@dataclass(slots=True)
class Body:
    """The lines of the article, which are among the lines ``[start, limit)`` of its page."""

    lines: list[Line] = field(default_factory=list)
    start: int = 0
    limit: int = 0
    tail: list[str] = field(default_factory=list)
    """What was trimmed inside and behind it, but for promotions."""

    @property
    def paragraphs(self) -> list[str]:
        """The texts of its lines."""
        return [line.text for line in self.lines if line.text]


def trim(flow: Flow, start: int, end: int, headline: str) -> Body:
    """Give the body that the lines ``[start, end)`` hold, without what is not the article's."""
    lines = [_without_last_link(line) for line in flow.lines[start:end]]
    kinds = _kinds(lines, headlines.key(headline))
    _mark_promotions(flow, start, kinds)
    opening = _opening(lines, kinds)
    texts = [index for index, kind in enumerate(kinds) if kind == "text" and index >= opening]
    if not texts:
        return Body(start=start, limit=end)
    first, last = _with_pictures(lines, kinds, texts[0], _closing(lines, kinds, texts))
    kept, tail = [], []
    for index in range(first, len(lines)):
        if index <= last and _belongs(lines[index], kinds[index]):
            kept.append(lines[index])
        elif kinds[index] != "promotion":
            tail.append(lines[index].parted)
    return Body(kept, start + first, end, tail)


def _kinds(lines: Sequence[Line], headline: str) -> list[Kind]:
    """What each line is; a credit right below a picture is the picture's caption, thus text."""
    kinds: list[Kind] = []
    for line in lines:
        kind = _kind(line, headline)
        if kind == "credits" and kinds and kinds[-1] == "picture" and _names_photographer(line):
            kind = "text"
        kinds.append(kind)
    return kinds


def _kind(line: Line, headline: str) -> Kind:
    text = line.text
    if line.picture is not None:
        return "picture"
    if headlines.key(text) in (headline, ""):
        return "headline"
    if is_credits(line.parted):
        return "credits"
    if is_related(text):
        return "related"
    heading = line.bold or line.role == "heading"
    if is_tool(text) and (line.linked or not heading):
        return "tool"
    if line.linked * 10 >= len(text) * 8 and not heading and not text.endswith("。"):
        return "links"
    return "notice" if len(text) < _NOTICE and is_notice(text) else "text"


def _names_photographer(line: Line) -> bool:
    stated = read_line(line.parted)
    return stated.photographer is not None and stated == Credits(photographer=stated.photographer)


def _belongs(line: Line, kind: Kind) -> bool:
    """Whether a line between the first and the last of an article is part of it."""
    return kind in ("text", "picture") or (kind == "notice" and len(line.text) > _INNER_NOTICE)


def _mark_promotions(flow: Flow, start: int, kinds: list[Kind]) -> None:
    """Mark the boxes within that begin with a heading such as 相关阅读, and their copies."""
    if "related" not in kinds:
        return
    ends: dict[int, int] = {}
    for box in flow.boxes:
        begin, end = box.start - start, box.end - start
        if begin + 1 < end < len(kinds):
            ends[begin] = max(end, ends.get(begin, 0))
    dropped: set[str] = set()
    for index, line in enumerate(flow.lines[start : start + len(kinds)]):
        if kinds[index] == "text" and line.text in dropped:
            kinds[index] = "promotion"
        elif kinds[index] == "related":
            for follower in range(index, ends.get(index, index)):
                kinds[follower] = "promotion"
                dropped.add(flow.lines[start + follower].text)


def _opening(lines: Sequence[Line], kinds: Sequence[Kind]) -> int:
    """Where the article begins if its source or its date stands among the lines: behind them."""
    before, opening = 0, 0
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if before > _BEFORE:
            break
        dated = len(line.text) < _DATED and _DATE.search(line.text) and line.text[-1] != "。"
        if dated or (kind == "credits" and read_line(line.parted).source):
            opening = index + 1
        elif kind == "text":
            before += len(line.text)
    return opening


def _closing(lines: Sequence[Line], kinds: Sequence[Kind], texts: Sequence[int]) -> int:
    """The last line of the article: what closes it is followed by little prose, or by none."""
    counted = [
        prose(line.text, line.linked) if kind == "text" else 0
        for line, kind in zip(lines, kinds, strict=True)
    ]
    after = sum(counted) or 1
    total, last = after, texts[0]
    for index in range(texts[0], len(kinds)):
        after -= counted[index]
        if after <= _CLOSING.get(kinds[index], -1) * total:
            return last
        if kinds[index] == "text":
            last = index
    return texts[-1]


def _with_pictures(
    lines: Sequence[Line], kinds: Sequence[Kind], first: int, last: int
) -> tuple[int, int]:
    """The range with the pictures right before and behind it; a linked one at the end is a logo."""
    while first and kinds[first - 1] == "picture":
        first -= 1
    while last + 1 < len(kinds) and kinds[last + 1] == "picture":
        last += 1
    while kinds[last] == "picture" and lines[last].linked:
        last -= 1
    return first, last


def _without_last_link(line: Line) -> Line:
    """Cut off the link that a page sets behind an article's last word: 返回首页, 查看更多."""
    if len(line.runs) < 2:
        return line
    *runs, (words, styles) = line.runs
    text = "".join(run for run, _ in runs).strip()
    if len(text) < _ENDING or not any(url for _, url in styles) or not is_tool(words.strip()):
        return line
    return replace(line, text=text, runs=tuple(runs), linked=line.linked - len(words))
