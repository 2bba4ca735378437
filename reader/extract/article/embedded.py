"""Articles that a page keeps as data: JSON for its scripts, or markup in a ``<textarea>``.

Sites that build their pages in the browser send no text but this. It is set as a plain page, with
the labels that a page would have, and read like one.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from reader.extract.html import scripts
from reader.extract.html.furniture import prose
from reader.text import dates

_LABELS = {
    "发布时间": scripts.TIMES,
    "来源": ("source", "sourceName", "source_name", "media", "mediaName", "media_name", "copyFrom"),
    "作者": ("author", "authorName", "author_name", "authors", "writer"),
    "编辑": ("editor", "editorName", "editor_name"),
    "责任编辑": ("responsibleEditor", "dutyEditor", "zebian"),
}
"""The names that data have for what a page says behind these labels."""
_PICTURES = ("image", "images", "pics")
_TAG = re.compile(r"<[^>]{0,2000}>")
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
    stored = (data for node in tree.css("script") for data in scripts.values(node.text()))
    texts = [*_areas(tree), *(text for data in stored for text in _texts(data))]
    best = max(texts, key=lambda text: text.weight, default=None)
    if best is None or best.weight < _LEAST or best.weight <= least:
        return None
    title = _first(best.around, scripts.TITLES)
    stated = ((label, _first(best.around, keys)) for label, keys in _LABELS.items())
    head = " ".join(f"{label}：{_shown(label, value)}" for label, value in stated if value)
    text = best.text
    if not _TAG.search(text):
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
    return sum(prose(row.strip()) for row in _TAG.sub("\n", text).splitlines())


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
