"""Lists of articles that a page keeps as data for its scripts, set as the lists they become.

JCMS, of which many governments build their sites, keeps the markup of each entry in a
``<record>``; pages that are built in the browser keep JSON with titles and addresses, or, as some
newspapers' editions, with the numbers and the names of pages; others write their links by a script.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from reader.extract.html import scripts
from reader.text import dates
from reader.text.clean import clean

_ADDRESSES = (
    *("url", "link", "href", "linkUrl", "link_url", "articleUrl", "newsUrl", "docUrl", "docPubUrl"),
    *("docpuburl", "pcUrl", "pc_url", "webUrl", "pageUrl", "shareUrl", "share_url", "arcurl"),
)
_TITLES = (*scripts.TITLES, "listTitle", "list_title", "doctitle", "topic")
_PAGE_NUMBERS = ("pageNo", "pageno", "page_no", "pageNum", "pageNumber")
_PAGE_NAMES = ("pageName", "pagename", "page_name", "verName", *_TITLES, "name")
_PAGE_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{1,3}")
_SCRIPT = re.compile(r"<script\b[^>]{0,1000}>", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_DATA = re.compile(r"(?:[tT]itle|headline|subject|topic|page_?[nN]\w{1,5})[\"']?\s{0,9}:")
_WRITTEN = re.compile(r"document\.writeln?\(\s{0,9}(?:\"([^\"\n]{1,2000})\"|'([^'\n]{1,2000})')")
_TAG = re.compile(r"<[^>]{0,500}>")
_PARTS = 50_000
"""Values of one piece of data that are looked at, at most."""


def unfold_lists(html: str) -> str:
    """Return *html* with the lists in its scripts as markup, each where its script stands."""
    if html[:500].lstrip().startswith("<datastore"):  # what a script of JCMS asks for
        return _records(html)
    pieces: list[str] = []
    position = 0
    while start := _SCRIPT.search(html, position):
        end = _END.search(html, start.end())
        if end is None:
            break
        listed = _listed(html[start.end() : end.start()])
        pieces.append(html[position : start.start() if listed else end.start()])
        pieces.append(listed)
        position = end.start()
    return "".join([*pieces, html[position:]])


def _listed(script: str) -> str:
    """Return the list that the text of a script holds, as markup; empty where it holds none."""
    if "<recordset" in script:
        return _records(script)
    written = "".join("".join(parts) for parts in _WRITTEN.findall(script))
    if "<a " in written:
        return written
    if _DATA.search(script) is None:
        return ""
    items = [item for value in scripts.values(script) for item in _items(value)]
    return "".join(items or _items(list(scripts.literals(script))))


def _records(store: str) -> str:
    """Return the markup in the records of a ``<datastore>``."""
    records = (record.partition("<![CDATA[")[2] for record in store.split("<record>")[1:])
    return "".join(record.partition("]]>")[0] for record in records)


def _items(data: Any) -> Iterator[str]:
    """Yield each object of *data* that has a title and an address, as an item of a list."""
    stack = [data]
    for _ in range(_PARTS):
        if not stack:
            return
        value = stack.pop()
        if isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, dict):
            stack += reversed(value.values())
            title = _page(value) or _first(value, _TITLES)
            address = _first(value, _ADDRESSES)
            if title and address:
                time = dates.parse(_first(value, scripts.TIMES)) or ""
                title = escape(clean(_TAG.sub("", title)))
                yield f'<li><a href="{escape(address)}">{title}</a> <span>{time}</span></li>'


def _page(fields: dict[str, Any]) -> str:
    """Return what the page of a newspaper that *fields* may describe is called, else nothing."""
    number = _first(fields, _PAGE_NUMBERS)
    name = _first(fields, _PAGE_NAMES)
    return f"第{number}版：{name}" if _PAGE_NUMBER.fullmatch(number) and name else ""


def _first(fields: dict[str, Any], names: tuple[str, ...]) -> str:
    found = (fields.get(name) for name in names)
    return next((str(value)[:500] for value in found if value and isinstance(value, str | int)), "")
