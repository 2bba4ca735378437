"""Teasers: repeated boxes that each begin with a link and go on with an abstract of where it leads.

An abstract reads like an article's paragraph, so it is marked as part of its link.
"""

from collections import defaultdict
from itertools import groupby

from reader.extract.html.flow import Box, Flow

TEASER = "teaser"
"""The role of the lines of teasers."""
_REPEATED = 3
"""Boxes of one kind that make a list."""
_LINES = range(2, 6)
"""Lines of a teaser: title and abstract, picture, time, tools."""
_LONGEST = 160
"""Characters of a teaser, its title included."""


def mark(flow: Flow) -> Flow:
    """Return *flow* with the abstracts of its teasers marked as links."""
    families: dict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in flow.boxes:
        if box.end - box.start in _LINES:
            families[box.parent, box.tag].append(box)
    for family in families.values():
        if len(family) < _REPEATED:
            continue
        for teasing, run in groupby(family, lambda box: _is_teaser(flow, box)):
            teasers = list(run) if teasing else []
            if teasers and _goes_on(flow, teasers[-1]):
                continue  # the sections of an article, with links for headings
            for box in teasers if len(teasers) >= _REPEATED else ():
                for line in flow.lines[box.start : box.end]:
                    line.linked, line.role = max(1, len(line.text)), TEASER
    return flow


def _goes_on(flow: Flow, last: Box) -> bool:
    """Return whether a paragraph of the same element follows."""
    following = flow.lines[last.end : last.end + 1]
    return any(
        line.is_prose
        and flow.boxes[line.box].tag == "p"
        and flow.boxes[line.box].parent == last.parent
        for line in following
    )


def _is_teaser(flow: Flow, box: Box) -> bool:
    """Return whether all of the first line with text is a link, but for a mark before it."""
    texts = [line for line in flow.lines[box.start : box.end] if line.text]
    return (
        bool(texts)
        and texts[0].linked * 10 >= len(texts[0].text) * 8
        and sum(len(line.text) for line in texts) <= _LONGEST
    )
