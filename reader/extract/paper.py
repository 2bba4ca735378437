"""A newspaper's digital edition, of which each page is a web page, by one of them."""

import re
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from reader.errors import EmptyInput, ScriptOnly
from reader.extract.decode import decoded
from reader.extract.html.tree import base_of, parse
from reader.extract.html.walk import flow
from reader.extract.lists import edition
from reader.extract.lists.edition import Edition
from reader.text.clean import host_of, safe_url

_SOON = re.compile(r"\s*(\d{0,3})(?:\.\d+)?\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"']{1,1000})", re.I)
_AT_ONCE = 10
"""Seconds: a page that is refreshed later is one to be read."""
_LOCATION = re.compile(
    r"location(?:\.href)?\s{0,9}(?:=|\.(?:replace|assign)\()\s{0,9}[\"']([^\"'\s<>]{1,500})[\"']"
)
_SCANT = 200
"""Characters of text: a page that has more is one to be read."""
_OF_LIST = re.compile(r"list|node|layout|left|nav|menu|dir|mulu|banm|index", re.IGNORECASE)


def read_edition(
    data: bytes,
    url: str,
    *,
    charset: str | None = None,
    now: datetime | None = None,
) -> Edition:
    """Return the page *url* of an edition, or where a page that is none leads by itself.

    Raises `NotText`, `EmptyInput`, and `ScriptOnly` for a page whose content scripts bring.
    """
    found = decoded(data, declared=charset, kind="html", name=host_of(url))
    if not found.text.strip():
        raise EmptyInput(name=host_of(url))
    if issue := edition.of_html(found.text, url):
        return issue
    tree = parse(found.text)
    entrance = _entrance(tree, url)
    scripts = tree.css_first("script")
    if not entrance and scripts is not None and _is_bare(tree):
        raise ScriptOnly(name=host_of(url))
    return Edition(entrance=entrance)


def _entrance(tree: LexborHTMLParser, url: str) -> str:
    """Return where a page leads by itself: by a refresh, a script or the frame of a list."""
    base = base_of(tree, url)
    for target in (_refresh(tree), _location(tree), _frame(tree)):
        address = safe_url(target, base).partition("#")[0] if target else ""
        if address and address != url:
            return address
    return ""


def _refresh(tree: LexborHTMLParser) -> str:
    for meta in tree.css("meta[http-equiv][content]"):
        if (meta.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            found = _SOON.match(meta.attributes.get("content") or "")
            if found and int(found[1] or 0) <= _AT_ONCE:
                return found[2].strip()
    return ""


def _location(tree: LexborHTMLParser) -> str:
    texts = (script.text() for script in tree.css("script")) if _is_bare(tree) else ()
    return next((found[1] for text in texts if (found := _LOCATION.search(text))), "")


def _frame(tree: LexborHTMLParser) -> str:
    """Return the frame that is called a list, else the first."""
    frames = [frame.attributes for frame in tree.css("frame[src], iframe[src]")]
    frames.sort(key=lambda frame: not _OF_LIST.search(f"{frame.get('name')} {frame.get('src')}"))
    return (frames[0].get("src") or "") if frames else ""


def _is_bare(tree: LexborHTMLParser) -> bool:
    return sum(len(line.text) for line in flow(tree.body).lines) < _SCANT
