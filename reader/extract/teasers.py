"""Teasers: repeated boxes that each begin with a link and go on with an abstract of where it leads.

An abstract reads like an article's paragraph, so it is marked as part of its link.
"""

from collections import defaultdict
from itertools import groupby

from reader.extract.flow import Box, Flow, Line

_REPEATED = 3
"""Boxes of one kind, side by side, that make a list."""
_LINES = 5
_LONGEST = 160
"""Characters of a teaser, its title included."""


def mark(flow: Flow) -> Flow:
    """Give *flow* with the abstracts of its teasers marked as links."""
    siblings: dict[int, list[Box]] = defaultdict(list)
    for box in flow.boxes:
        if box.start < box.end:
            siblings[box.parent].append(box)
    for family in siblings.values():
        if len(family) < _REPEATED:
            continue
        for (_, teasing), run in groupby(family, lambda box: (box.tag, _is_teaser(flow, box))):
            teasers = list(run) if teasing else ()
            for box in teasers if len(teasers) >= _REPEATED else ():
                for line in flow.lines[box.start : box.end]:
                    line.linked = max(1, len(line.text))
    return flow


def _is_teaser(flow: Flow, box: Box) -> bool:
    lines = flow.lines[box.start : box.end]
    texts = [line for line in lines if line.text]
    return (
        len(lines) <= _LINES
        and bool(texts)
        and _leads(texts[0])
        and sum(len(line.text) for line in texts) <= _LONGEST
    )


def _leads(line: Line) -> bool:
    """Whether all of a line is a link, but for a mark before it."""
    return line.linked * 10 >= len(line.text) * 8
