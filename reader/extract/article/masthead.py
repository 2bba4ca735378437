"""The masthead: the channel an article stands in, its city navigation, hotline and mail.

A page has one where it says above the headline how to reach the channel's desk.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from reader.extract.html.flow import Box, Line
from reader.model import Link, Masthead
from reader.text.clean import safe_url

_HOTLINE = re.compile(
    r"(?:热线|熱線|电话|電話|爆料|报料)(?:电话)?\s*[:：]\s*(\+?\d[\d\-—–() 　]{5,24}\d)"
)
_EMAIL = re.compile(
    r"(?:邮箱|郵箱|邮件|信箱|投稿|E-?mail)[^\w]{0,4}([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE
)
_CITY = re.compile(r"[\u4e00-\u9fff]{2,12}")
_NEAR = 12
"""Rows: channel and cities stand this close above the hotline."""
_CITIES = 3
"""Places that make a navigation."""


class _Row(Struct):
    """A line, or the items of a list, each one word that leads somewhere."""

    words: list[Link]
    lines: list[Line]


def read(lines: Sequence[Line], base: str, boxes: Sequence[Box] = ()) -> Masthead | None:
    """Return the masthead that the lines above a headline hold, None where there is none.

    *boxes* are those that the lines stand in.
    """
    hotline, email, last = None, None, 0
    for index, line in enumerate(lines):
        if found := _HOTLINE.search(line.text):
            hotline, last = hotline or found[1].strip(), index
        if found := _EMAIL.search(line.parted):
            email, last = email or found[1], index
    if hotline is None and email is None:
        return None
    near = _rows(lines[:last], boxes, base)[-_NEAR:]
    navigation = [n for n, row in enumerate(near) if len(row.words) >= _CITIES]
    row = navigation[-1] if navigation else len(near)
    above = [found.words[0].title for found in near[:row] if len(found.words) == 1]
    cities = tuple(near[row].words) if navigation else ()
    return Masthead(above[-1] if above else None, cities, hotline, email)


def _rows(lines: Sequence[Line], boxes: Sequence[Box], base: str) -> list[_Row]:
    rows: list[_Row] = []
    for line in lines:
        words = _words(line, base)
        above = rows[-1] if rows else None
        if above and len(words) == 1 and _are_of_one_list(above, words[0], line, boxes):
            above.words += words
            above.lines.append(line)
        else:
            rows.append(_Row(words, [line]))
    return rows


def _words(line: Line, base: str) -> list[Link]:
    """Return the words of a line that may be names of places with what they lead to, else none."""
    words = re.split(r"[\s|｜·/]+", line.parted.strip())
    if not all(map(_CITY.fullmatch, words)):
        return []
    links = {line.text[span.start : span.end].strip(): span.url for span in line.spans}
    return [Link(word, safe_url(links.get(word, ""), base)) for word in words]


def _are_of_one_list(above: _Row, word: Link, line: Line, boxes: Sequence[Box]) -> bool:
    """Return whether *word*, all of *line*, is linked as the words *above* are, in a box beside."""
    if not (boxes and word.url and len(above.words) == len(above.lines) and above.words[-1].url):
        return False
    one, other = boxes[above.lines[-1].box], boxes[line.box]
    return one is not other and (one.tag, one.parent) == (other.tag, other.parent)
