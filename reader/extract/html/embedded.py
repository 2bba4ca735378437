"""What a page keeps as data for its scripts: articles, and lists of them.

Sites that build their pages in the browser send no text but this. It is set as a plain page, with
the labels that a page would have, and read like one.

JCMS, of which many governments build their sites, keeps the markup of each entry in a
``<record>``; pages that are built in the browser keep JSON with titles and addresses, or, as some
newspapers' editions, with the numbers and the names of pages; others write their links by a script.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from reader.extract.html.furniture import prose
from reader.text import dates
from reader.text.clean import clean

# The data in the scripts of a page, and the names that they have for the fields of an article.

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


# Articles that a page keeps as data.

_LABELS = {
    "发布时间": TIMES,
    "来源": ("source", "sourceName", "source_name", "media", "mediaName", "media_name", "copyFrom"),
    "作者": ("author", "authorName", "author_name", "authors", "writer"),
    "编辑": ("editor", "editorName", "editor_name"),
    "责任编辑": ("responsibleEditor", "dutyEditor", "zebian"),
}
"""The names that data have for what a page says behind these labels."""
_PICTURES = ("image", "images", "pics")
_MARKUP = re.compile(r"<[^>]{0,2000}>")
_AREAS = "textarea, noscript, xmp, script[type*=template], script[type*=html]"
_LEAST = 30
"""Characters of prose: what has fewer is no article, but a summary or a message."""
_PARTS = 50_000
"""Values of one piece of data that are looked at, at most."""

_Fields = Mapping[str, Any]


class _Text(Struct, frozen=True):
    """A text of the data, how much of it is prose, and the objects around it, the nearest first."""

    text: str
    weight: int
    around: tuple[_Fields, ...] = ()


def as_page(tree: LexborHTMLParser, least: int = 0) -> str | None:
    """Return the article that the data of a page hold as HTML, None where they hold none.

    It must have more than *least* characters of prose.
    """
    stored = (data for node in tree.css("script") for data in values(node.text()))
    texts = [*_areas(tree), *(text for data in stored for text in _texts(data))]
    best = max(texts, key=lambda text: text.weight, default=None)
    if best is None or best.weight < _LEAST or best.weight <= least:
        return None
    title = _first(best.around, TITLES)
    stated = ((label, _first(best.around, keys)) for label, keys in _LABELS.items())
    head = " ".join(f"{label}：{_shown(label, value)}" for label, value in stated if value)
    text = best.text
    if not _MARKUP.search(text):
        text = "".join(f"<p>{escape(row)}</p>" for row in text.splitlines())
        text = "".join(f'<img src="{escape(url)}">' for url in _addresses(best.around)) + text
    return f"<body><h1>{escape(title)}</h1><p>{escape(head)}</p><div>{text}</div></body>"


def _areas(tree: LexborHTMLParser) -> Iterator[_Text]:
    for node in tree.css(_AREAS):
        text = node.text()
        yield _Text(text, _weight(text))


def _texts(data: Any) -> Iterator[_Text]:
    """Yield the texts of *data*, and of each list of objects the texts of one name together."""
    stack: list[tuple[Any, tuple[_Fields, ...]]] = [(data, ())]
    for _ in range(_PARTS):
        if not stack:
            return
        value, around = stack.pop()
        if isinstance(value, str) and len(value) >= _LEAST:
            yield _Text(value, _weight(value), around)
        elif isinstance(value, dict):
            stack += [(inner, (value, *around[:3])) for inner in value.values()]
        elif isinstance(value, list):
            stack += [(inner, around) for inner in value]
            objects = [item for item in value if isinstance(item, dict)]
            names = dict.fromkeys(name for item in objects for name in item)
            for name in names if len(objects) > 1 else ():
                parts = [item[name] for item in objects if isinstance(item.get(name), str)]
                if len(parts) > 1:
                    stack.append(("\n".join(parts), around))


def _weight(text: str) -> int:
    return sum(prose(row.strip()) for row in _MARKUP.sub("\n", text).splitlines())


def _first(around: tuple[_Fields, ...], names: tuple[str, ...]) -> str:
    """Return the first value of one of these names, in the nearest object that has one."""
    for fields in around:
        for name in names:
            if value := _named(fields.get(name)):
                return value
    return ""


def _named(value: Any) -> str:
    """Return a value as text: of an object its name, of a list its values."""
    if isinstance(value, dict):
        return _named(value.get("name"))
    if isinstance(value, list):
        return " ".join(filter(None, map(_named, value[:8])))
    return str(value)[:200].strip() if isinstance(value, str | int) else ""


def _shown(label: str, value: str) -> str:
    return dates.parse(value) or "" if label == "发布时间" else value


def _addresses(around: tuple[_Fields, ...]) -> list[str]:
    """Return the addresses of the pictures that stand beside a text without markup."""
    for fields in around:
        for name in _PICTURES:
            value = fields.get(name)
            values = value if isinstance(value, list) else [value]
            urls = [v.get("url") if isinstance(v, dict) else v for v in values]
            if found := [url for url in urls if isinstance(url, str) and "/" in url]:
                return found
    return []


# Lists of articles that a page keeps as data for its scripts, set as the lists they become.

_ADDRESSES = (
    *("url", "link", "href", "linkUrl", "link_url", "articleUrl", "newsUrl", "docUrl", "docPubUrl"),
    *("docpuburl", "pcUrl", "pc_url", "webUrl", "pageUrl", "shareUrl", "share_url", "arcurl"),
)
_TITLES = (*TITLES, "listTitle", "list_title", "doctitle", "topic")
_PAGE_NUMBERS = ("pageNo", "pageno", "page_no", "pageNum", "pageNumber")
_PAGE_NAMES = ("pageName", "pagename", "page_name", "verName", *_TITLES, "name")
_PAGE_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{1,3}")
_SCRIPT = re.compile(r"<script\b[^>]{0,1000}>", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_DATA = re.compile(r"(?:[tT]itle|headline|subject|topic|page_?[nN]\w{1,5})[\"']?\s{0,9}:")
_WRITTEN = re.compile(r"document\.writeln?\(\s{0,9}(?:\"([^\"\n]{1,2000})\"|'([^'\n]{1,2000})')")
_TAG = re.compile(r"<[^>]{0,500}>")


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
    items = [item for value in values(script) for item in _items(value)]
    return "".join(items or _items(list(literals(script))))


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
            title = _page(value) or _first_of(value, _TITLES)
            address = _first_of(value, _ADDRESSES)
            if title and address:
                time = dates.parse(_first_of(value, TIMES)) or ""
                title = escape(clean(_TAG.sub("", title)))
                yield f'<li><a href="{escape(address)}">{title}</a> <span>{time}</span></li>'


def _page(fields: dict[str, Any]) -> str:
    """Return what the page of a newspaper that *fields* may describe is called, else nothing."""
    number = _first_of(fields, _PAGE_NUMBERS)
    name = _first_of(fields, _PAGE_NAMES)
    return f"第{number}版：{name}" if _PAGE_NUMBER.fullmatch(number) and name else ""


def _first_of(fields: dict[str, Any], names: tuple[str, ...]) -> str:
    found = (fields.get(name) for name in names)
    return next((str(value)[:500] for value in found if value and isinstance(value, str | int)), "")
