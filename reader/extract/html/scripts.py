"""The data in the scripts of a page, and the names that they have for the fields of an article."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

TITLES = ("title", "headline", "newsTitle", "docTitle", "subject")
TIMES = (
    *("datePublished", "publishTime", "publish_time", "pubTime", "pubtime", "newsTime"),
    *("publishDate", "publish_date", "publishedAt", "pub_date", "createTime", "ctime", "time"),
)
_LARGEST = 4_000_000
_TRIES = 20
"""Places in a script where data may begin that are tried."""
_LITERAL = re.compile(r"\{[^{}]{1,2000}\}")
_FIELD = re.compile(
    r"([A-Za-z_]\w{0,30})\s{0,9}:\s{0,9}(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|(\d{1,20}))"
)
_NICKNAME = re.compile(r"var nickname\s{0,9}=\s{0,9}(?:\w{1,20}\()?[\"']([^\"'<>\\]{2,40})[\"']")
_ESCAPED = re.compile(r"\\(.)")
_START = re.compile(r"(?:^|[=(:,])\s{0,20}(?=[\[{]\s{0,20}[\[{\"\]}])")


def values(script: str) -> Iterator[Any]:
    """Yield the objects and arrays in the text of a *script* that are JSON, in their order."""
    if len(script) > _LARGEST:
        return
    position = 0
    for _ in range(_TRIES):
        start = _START.search(script, position)
        if start is None:
            return
        try:
            value, position = json.JSONDecoder(strict=False).raw_decode(script, start.end())
        except (ValueError, RecursionError):
            position = start.end() + 1  # a program, not data
        else:
            yield value


def account(html: str) -> str:
    """Return the account that a page of WeChat was published by, ``""`` for other pages.

    Its name may look like no press's; elsewhere a nickname is that of the reader who is logged in.
    """
    found = _NICKNAME.search(html) if 'id="js_content"' in html else None
    return unescape(found[1]).strip() if found else ""


def literals(script: str) -> Iterator[dict[str, str]]:
    """Yield the objects in the text of a *script* that it writes as a program: ``{title: 'A'}``."""
    for literal in _LITERAL.finditer(script):
        fields = _FIELD.findall(literal[0])
        yield {name: _ESCAPED.sub(r"\1", "".join(values)) for name, *values in fields}
