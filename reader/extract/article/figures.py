"""Figures: the captions below pictures, and the pictures that stand beside the body.

The alternative text is no caption, since it often repeats the headline; a caption is the next short
line, which often names the photographer or points at the picture.

A lead picture stands between headline and body, a gallery there or behind the last line.
"""

import re
from collections.abc import Callable, Iterable
from itertools import takewhile

from reader.extract.article.body import Body
from reader.extract.article.field_labels import Credits
from reader.extract.article.person_names import is_person
from reader.extract.html.flow import Flow, Line, is_photograph
from reader.extract.html.furniture import is_related, is_tool
from reader.extract.html.tree import (
    is_advertising,
    is_apart,
    is_figure,
    is_furniture,
    is_gallery,
)
from reader.model import Block

# Captions: which line below a picture is its caption, and whom it credits.

_LONGEST = 120
_MARK = re.compile(
    r"^\s*[▲△▼↑↓]"
    r"|^[（(\s]*(?:[上下左右]?[图圖]|资料图片?|資料圖|[图圖]为|图片|[图圖]源|摄影)"
    r"(?:来源|來源|说明)?(?:[:：/为\d一二三）)]|\s|$)"
    r"|(?:摄影?|攝影?|供[图圖]|制图|[/／][图圖]|资料图片?|资料照片|视频截图|网络截图|新华社发"
    r"|视觉中国|\s资料)[）)】\]。\s]*$"
    r"|[（(][^（）()]{0,12}(?:[摄攝图圖供]|取自|资料|翻拍|视觉中国|新华社)[^（）()]{0,14}[）)]\s*$"
)
_CREDIT = re.compile(
    r"(?:(?:图片来源|[图圖]源|摄影|攝影|供?图)\s*[:：/／]\s*(?P<after>[\w·《》 ]{2,24}?)"
    r"|(?P<before>[\w·《》、\s]{2,40}?)\s*[/／]?\s*(?:摄影?|攝影?|供[图圖]))[）)】\]。\s]*$"
)


def is_marked(text: str) -> bool:
    """Return whether *text* says by a mark or a credit that it belongs to a picture."""
    return len(text) <= _LONGEST and _MARK.search(text) is not None


def photographers(blocks: Iterable[Block]) -> Credits:
    """Return the people whom captions of *blocks* credit, and paragraphs that are captions."""
    named = (
        block.image.credit if block.image else credit(block.text) if is_marked(block.text) else ""
        for block in blocks
    )
    credits = " ".join(named).split()
    people = dict.fromkeys(filter(is_person, credits))
    return Credits(photographer=" ".join(people) or None)


def credit(caption: str) -> str:
    """Return whom a caption credits with its picture, ``""`` where it names nobody."""
    found = _CREDIT.search(caption[-_LONGEST:])
    if found is None:
        return ""
    if found["after"]:
        return found["after"].strip()
    words = re.sub(r".*(?:记者|通讯员)", " ", found["before"]).replace("、", " ").split()
    named = list(takewhile(is_person, reversed(words)))
    return " ".join(reversed(named)) or "".join(words[-1:])


# The pictures that stand outside the body's lines and are the article's all the same.

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
