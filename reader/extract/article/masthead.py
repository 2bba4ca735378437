"""Where a page stands: its breadcrumb, and the masthead above its article.

A page has one where it says above the headline how to reach the channel's desk.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from reader.extract.decode import decode
from reader.extract.html.flow import Box, Line
from reader.extract.html.tree import base_of, parse
from reader.extract.html.walk import flow
from reader.model import Link, Masthead
from reader.text.clean import clean, safe_url

# The breadcrumb of a page (面包屑).

_AFTER = re.compile(r"\s*[>＞›»→]")
_BEFORE = re.compile(r"[>＞›»→]\s*\Z")
_STEP_LIMIT = 8
"""Steps, at most: what has more is another list of links."""
_LONGEST = 30
"""Characters of a step, at most: a longer one is a headline."""


def read_breadcrumb(data: bytes, url: str, *, charset: str | None = None) -> tuple[Link, ...]:
    """Return the steps above the page *url* that are links, the home page first.

    Raises `NotText`.
    """
    tree = parse(decode(data, declared=charset, kind="html", name=url))
    steps = steps_of(flow(tree.body).lines, base_of(tree, url))
    return tuple(step for step in steps if step.url != url)


def steps_of(lines: Iterable[Line], base: str) -> tuple[Link, ...]:
    """Return the steps of the first of *lines* in which signs such as > stand between links.

    Relative addresses count from *base*. There are none where no line is like that.
    """
    for line in lines:
        steps = tuple(dict.fromkeys(_steps(line, base))) if line.linked else ()
        if 0 < len(steps) <= _STEP_LIMIT:
            return steps
    return ()


def _steps(line: Line, base: str) -> Iterator[Link]:
    for span in line.spans:
        is_step = _AFTER.match(line.text, span.end) or _BEFORE.search(line.text[: span.start])
        if is_step and (address := safe_url(span.url, base)):
            title = clean(line.text[span.start : span.end])
            if 0 < len(title) <= _LONGEST:
                yield Link(title, address)


# The masthead: the channel an article stands in, its city navigation, hotline and mail.

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
