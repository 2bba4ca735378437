"""The body: the element that holds it, and which of its lines are the article's.

On 99% of pages one element holds the whole body, and nearly nothing else. So it is the element that
has the most prose, the purest, soonest after the headline.

What comes before source and date, what comes behind the credits, and the promotions between are
dropped; so is every line that does something instead of saying something.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import NamedTuple

from reader.extract.article.credits import WHOLE, is_credits, names_editor, read_line
from reader.extract.article.field_labels import Credits
from reader.extract.article.line_kinds import LineKind, interruption, kinds_of, leads_away
from reader.extract.article.person_names import is_person
from reader.extract.html.flow import Box, Flow, Line
from reader.extract.html.furniture import (
    is_comments,
    is_dated,
    is_end,
    is_licence,
    is_tool,
    without_label,
)
from reader.extract.html.tree import is_article

# The element of a page that holds the article's body.

_PURITY = 3
"""The power of a box's share of prose in its score."""
_SKIPPED = 4
"""What the prose between headline and box weighs against it."""
_NAMED = 1.8
"""What the score of a box gains by being named as one that holds an article."""
_LINE = 6
"""Characters that each line adds to the size of its box: many short lines are no body."""
_AFTERMATH = 0.3
"""What prose weighs below a site's licences, and below 相关阅读 after an article's worth."""
_ARTICLE = 60
"""Characters of prose: the shortest articles have about as many."""
_LABELLED = re.compile(r"^[^。:：]{0,60}[:：][^。]{2,120}$")
"""What only lines of credits need to be asked about."""


class Candidate(NamedTuple):
    """A box that may hold the body, and what speaks for it."""

    score: float
    box: Box
    prose: float
    """Characters that read as an article's."""
    purity: float
    """Their share of all its characters."""
    skipped: float
    """Characters of prose between the headline and the box."""


def choose(flow: Flow, start: int) -> tuple[int, int]:
    """Return the range of lines of the likeliest box; *start* is where the headline ends."""
    ranked = candidates(flow, start)
    return (
        (max(ranked[0].box.start, start), ranked[0].box.end) if ranked else (start, len(flow.lines))
    )


def candidates(flow: Flow, start: int) -> list[Candidate]:
    """Return the likeliest of the boxes that hold prose below line *start*, the best first.

    They are those that would win if only they were named as an article's box.
    """
    found = list(_scored(flow, start))
    least = max((candidate.score for candidate in found), default=0.0) / _NAMED
    likely = [_with_name(candidate) for candidate in found if candidate.score >= least]
    return sorted(likely, key=lambda candidate: -candidate.score)


def _with_name(candidate: Candidate) -> Candidate:
    """Return the candidate, with what the name of its box tells."""
    box = candidate.box
    if box.parent < 0 or not is_article(f"{box.tag} {box.names}"):
        return candidate
    return candidate._replace(score=candidate.score * _NAMED)


def _scored(flow: Flow, start: int) -> Iterator[Candidate]:
    """Yield the boxes that hold prose below line *start*.

    A paragraph is none, since others may stand beside it.
    """
    measures = list(_measures(flow, start))
    weights = [0.0] * start + list(accumulate([weight for weight, _ in measures], initial=0.0))
    sizes = [0] * start + list(accumulate([size for _, size in measures], initial=0))
    for box in flow.boxes:
        weight = weights[box.end] - weights[box.start]
        if box.end <= start or not weight or box.tag == "p":
            continue
        purity = weight / (sizes[box.end] - sizes[box.start])
        skipped = max(0.0, weights[box.start] - weights[min(start, box.start)])
        score = weight * purity**_PURITY * weight / (weight + _SKIPPED * skipped)
        yield Candidate(score, box, weight, purity, skipped)


def _is_credits(line: Line) -> bool:
    return is_dated(line.text) or (
        _LABELLED.search(line.text) is not None and is_credits(line.parted)
    )


def _measures(flow: Flow, start: int) -> Iterator[tuple[float, int]]:
    """Yield the weight as prose and the size of each line from *start* on; credits have neither."""
    seen, factor = 0, 1.0
    lines = flow.lines
    for index, line in enumerate(lines[start:], start):
        if not line.text:
            yield 0, 0
        elif line.role == "table":
            yield line.prose * factor, line.prose
        elif line.is_link:
            yield 0, len(line.text) + _LINE
        elif _is_credits(line):
            yield 0, 0
        else:
            if is_licence(line.text):
                factor = _AFTERMATH
            if (
                seen > _ARTICLE
                and leads_away(lines, index)
                and interruption(flow, lines, index) == index
            ):
                factor = _AFTERMATH
            prose = line.prose
            seen += prose
            yield prose * factor, len(line.text) + _LINE


# The body: of the lines that its element holds, those that are the article's text and pictures.

_CLOSING: dict[LineKind, float] = {
    "credits": 0.35,
    "related": 0.35,
    "declaration": 0.35,
    "notice": 0.15,
}
"""The largest share of prose that may stand behind what closes an article."""
_BEFORE = 80
"""Characters: what stands in the body's element before source and date is shorter: a subtitle."""
_BUTTON = 4
"""Characters: no last line of an article is as short, unless a name signs it."""
_ENDING = 10
"""Characters: what stands before the link that is cut off."""
_INNER_NOTICE = 40
"""Characters: a longer notice in the midst of an article is one of its paragraphs."""


@dataclass(slots=True)
class Body:
    """The lines of the article, which are among the lines ``[start, limit)`` of its page."""

    lines: list[Line] = field(default_factory=list)
    start: int = 0
    limit: int = 0
    stop: int = 0
    """Where the lines behind its last begin."""
    tail: list[str] = field(default_factory=list)
    """What was trimmed inside and behind it, but for promotions."""

    @property
    def paragraphs(self) -> list[str]:
        """The texts of its lines."""
        return [line.text for line in self.lines if line.text and line.role != "caption"]

    @property
    def prose(self) -> int:
        """How many characters of it read as an article's."""
        return sum(line.prose for line in self.lines)


def trim(flow: Flow, start: int, end: int, headline: str) -> Body:
    """Return the body that the lines ``[start, end)`` hold, without what is not the article's."""
    lines = [_without_last_link(line) for line in flow.lines[start:end]]
    kinds = kinds_of(flow, start, lines, headline)
    if "text" not in kinds:
        _take_summaries(lines, kinds)
    opening = _opening(lines, kinds)
    texts = [index for index, kind in enumerate(kinds) if kind == "text" and index >= opening]
    if not texts:
        return Body(start=start, limit=end, stop=end)
    first, last = _with_pictures(lines, kinds, texts[0], _closing(lines, kinds, texts))
    kept, tail = [], []
    for index in range(first, len(lines)):
        if index <= last and _belongs(lines[index], kinds[index]):
            kept.append(lines[index])
        elif kinds[index] != "promotion":
            tail.append(lines[index].parted)
    return Body(kept, start + first, end, start + last + 1, tail)


def _take_summaries(lines: list[Line], kinds: list[LineKind]) -> None:
    """Make the summaries the text, without their labels, where there is no other text."""
    for index, kind in enumerate(kinds):
        if kind == "summary":
            kinds[index] = "text"
            lines[index] = replace(lines[index], text=without_label(lines[index].text), runs=())


def _belongs(line: Line, kind: LineKind) -> bool:
    """Return whether a line between the first and the last of an article is part of it."""
    return kind in ("text", "picture") or (kind == "notice" and len(line.text) > _INNER_NOTICE)


def _opening(lines: Sequence[Line], kinds: Sequence[LineKind]) -> int:
    """Return where the article begins: behind its source or date, if these are among the lines."""
    before, opening = 0, 0
    prose = sum(line.prose for line in lines)
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if before > _BEFORE:
            break
        if is_dated(line.text) or (kind == "credits" and read_line(line.parted).source):
            opening = index + 1 if before * 2 < prose else opening
        elif kind == "text":
            before += len(line.text)
    return opening


def _closing(lines: Sequence[Line], kinds: Sequence[LineKind], texts: Sequence[int]) -> int:
    """Return the last line of the article; what closes it is followed by little or no prose."""
    counted = [line.prose if kind == "text" else 0 for line, kind in zip(lines, kinds, strict=True)]
    after = sum(counted) or 1
    total, last = after, texts[0]
    for index in range(texts[0], len(kinds)):
        after -= counted[index]
        if is_comments(lines[index].text):
            return last
        if is_end(lines[index].text) and after <= _CLOSING["credits"] * total:
            return last
        if kinds[index] == "credits" and _goes_on(lines, kinds, index):
            continue
        if kinds[index] in _CLOSING and after <= _CLOSING[kinds[index]] * total:
            return last
        if (
            kinds[index] == "credits"
            and total - after > WHOLE
            and names_editor(lines[index].parted)
        ):
            return last
        if kinds[index] == "text" and not _is_button(lines[index]):
            last = index
    return last


def _goes_on(lines: Sequence[Line], kinds: Sequence[LineKind], index: int) -> bool:
    """Return whether a line signs but a part of an article: a reporter's name, and paragraphs."""
    following = range(index + 1, min(index + 3, len(kinds)))
    stated = read_line(lines[index].parted)
    return (
        len(following) == 2
        and all(kinds[after] == "text" and lines[after].is_prose for after in following)
        and stated == Credits(author=stated.author)
    )


def _is_button(line: Line) -> bool:
    """Return whether a line behind an article's last is too short for one: a thing to click on."""
    return (
        0 < len(line.text) <= _BUTTON
        and line.text.isalnum()
        and line.role != "item"
        and not (is_person(line.text) and not line.role)
    )


def _with_pictures(
    lines: Sequence[Line], kinds: Sequence[LineKind], first: int, last: int
) -> tuple[int, int]:
    """Return the range with the pictures right before and behind it.

    A linked one at the end is a logo.
    """
    while first and kinds[first - 1] in ("picture", "summary"):
        first -= 1
    while last + 1 < len(kinds) and kinds[last + 1] == "picture":
        if last + 2 < len(kinds) and _is_button(lines[last + 2]):
            break
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
