"""The pictures that stand outside the body's lines and are the article's all the same.

A lead picture stands between headline and body, a gallery there or behind the last line.
"""

from collections.abc import Callable
from itertools import takewhile

from reader.extract.article.body import Body
from reader.extract.article.captions import is_marked
from reader.extract.html.class_names import (
    is_advertising,
    is_apart,
    is_figure,
    is_furniture,
    is_gallery,
)
from reader.extract.html.flow import Flow, Line
from reader.extract.html.furniture import is_related, is_tool
from reader.extract.html.images import is_photograph

_LEAD = 8
"""Lines: a lead picture stands this close above the body's element."""
_BELOW = 30
"""Lines: a gallery below the body ends this close."""
_AROUND = 3
"""Elements around a picture whose names tell what it is."""
_AGAINST = (is_advertising, is_furniture, is_apart)


def with_pictures(flow: Flow, headline: int, body: Body) -> None:
    """Add to *body* the pictures above it, from line *headline* on, and the gallery below it."""
    body.lines[:0] = _above(flow, headline, body.start)
    body.lines += _below(flow, body) if body.lines else []


def _above(flow: Flow, headline: int, start: int) -> list[Line]:
    """Return the lead picture or the gallery that leads nowhere, with the captions.

    A single picture has a caption, or is called so (``<figure>``).
    """
    lines: list[Line] = []
    for index in range(headline, start):
        picture = flow.lines[index]
        if picture.picture is None or picture.linked or not _is_own(flow, picture):
            continue
        has_caption = _has_caption(flow, index, start)
        is_lead = index >= start - _LEAD and (has_caption or _is_figure(flow, picture))
        if is_lead or _is_within(flow, picture, is_gallery):
            lines += flow.lines[index : index + 1 + has_caption]
    return lines


def _has_caption(flow: Flow, index: int, start: int) -> bool:
    """Return whether a caption stands below the picture *index*.

    It is marked as one, or is all that parts the body from a photograph, which the page shows once:
    a button comes again below.
    """
    picture, caption = flow.lines[index].picture, flow.lines[index + 1]
    if not caption.text or picture is None:
        return False
    if caption.role == "caption" or is_marked(caption.text):
        return True
    shown = [line for line in flow.lines if line.picture == picture]
    plain = not (caption.linked or is_tool(caption.text))
    return index == start - 2 and plain and is_photograph(picture) and len(shown) == 1


def _below(flow: Flow, body: Body) -> list[Line]:
    """Return the pictures of a gallery; outside the element of the body they lead nowhere."""
    near = flow.lines[body.stop : body.limit + _BELOW]
    pictures = [
        line
        for index, line in enumerate(takewhile(lambda line: not is_related(line.text), near))
        if line.picture is not None
        and (not line.linked or body.stop + index < body.limit)
        and _is_within(flow, line, is_gallery)
        and _is_own(flow, line)
    ]
    return pictures if len(pictures) > 1 else []


def _is_own(flow: Flow, picture: Line) -> bool:
    """Return whether the names around a picture say nothing against it: 广告, an author's face."""
    return not any(_is_within(flow, picture, said) for said in _AGAINST)


def _is_figure(flow: Flow, picture: Line) -> bool:
    box = flow.boxes[picture.box]
    return box.tag == "figure" or is_figure(box.names)


def _is_within(flow: Flow, picture: Line, is_named: Callable[[str], bool]) -> bool:
    box = picture.box
    for _ in range(_AROUND):
        if box <= 0:
            break
        if is_named(flow.boxes[box].names):
            return True
        box = flow.boxes[box].parent
    return False
