"""The breadcrumb of a page (面包屑): the links from the home page down to where it stands."""

import re
from collections.abc import Iterable, Iterator

from reader.extract.decode import decode
from reader.extract.html.flow import Line
from reader.extract.html.tree import base_of, parse
from reader.extract.html.walk import flow
from reader.model import Link
from reader.text.clean import clean, safe_url

_AFTER = re.compile(r"\s*[>＞›»→]")
_BEFORE = re.compile(r"[>＞›»→]\s*\Z")
_MOST = 8
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
        if 0 < len(steps) <= _MOST:
            return steps
    return ()


def _steps(line: Line, base: str) -> Iterator[Link]:
    for span in line.spans:
        is_step = _AFTER.match(line.text, span.end) or _BEFORE.search(line.text[: span.start])
        if is_step and (address := safe_url(span.url, base)):
            title = clean(line.text[span.start : span.end])
            if 0 < len(title) <= _LONGEST:
                yield Link(title, address)
