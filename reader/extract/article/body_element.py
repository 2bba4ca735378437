"""The element of a page that holds the article's body.

On 99% of pages one element holds the whole body, and nearly nothing else. So it is the element that
has the most prose, the purest, soonest after the headline.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from reader.extract.article.credits import is_credits
from reader.extract.article.related import interruption, leads_away
from reader.extract.html.class_names import is_article
from reader.extract.html.flow import Box, Flow, Line
from reader.extract.html.furniture import is_dated, is_licence

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
