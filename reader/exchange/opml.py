"""OPML 2.0 (http://opml.org/spec2.opml): lists of subscriptions, in folders.

What OPML has no word for stands in attributes of our own namespace, so that nothing is lost from
zhnews to zhnews; other readers pass them over.

listparser 0.20 drops such attributes and home pages, turns folders with Chinese names to mojibake,
and does not write.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, cast, get_args
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from reader.errors import EmptyInput, InputError, input_too_large
from reader.extract.decode import decode, repair
from reader.i18n import N_
from reader.model import Source, SourceKind
from reader.text.clean import clean, safe_url, split_login

_NOT_OPML = N_("{name} 不是完好的 OPML 文件，请从原来的阅读器重新导出。")

LIMIT_MB = 16
MAX_SOURCES = 50_000
LONG_NAME = 200
DEEPEST = 16
"""Folders within folders; what lies deeper lies in the last of them."""
OURS = "urn:zhnews:opml"
"""The name of our namespace."""


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_ROOT = re.compile(r"<opml(?=[\s>])", re.IGNORECASE)

_KINDS = {*get_args(SourceKind)} - {"folder"}
"""Folders are the reader's own: no file names one that is read."""


def read_opml(
    data: bytes,
    name: str,
    on_refused: Callable[[str], None] = lambda _name: None,
    on_surplus: Callable[[str], None] = lambda _name: None,
) -> list[Source]:
    """Return the sources that the OPML file *name* lists, in its order, `MAX_SOURCES` at most.

    Only http and https addresses are taken; *on_refused* is called with the name of each outline
    that has another or none, and is no folder, *on_surplus* with that of each source beyond the
    limit. ``folder`` holds the names of the outlines around a
    source, parted by ``/``. Raises InputError, NotText, EmptyInput,
    and InputError for what is none or broken.
    """
    if len(data) > LIMIT_MB << 20:
        raise input_too_large(name=name, limit=LIMIT_MB)
    text = decode(data, kind="xml", name=name)
    if not text.strip():
        raise EmptyInput(name=name)
    root = _ROOT.search(text)
    if root is None:
        raise InputError(_NOT_OPML, kind="parse", name=name)
    # From the root on: before it stand a declaration, whose charset is done with, and entities.
    text = repair(text[root.start() :])
    parser: ElementTree.XMLPullParser[Any] = ElementTree.XMLPullParser(("start", "end"))
    try:
        parser.feed(text)
        parser.close()
    except ElementTree.ParseError:
        raise InputError(_NOT_OPML, kind="parse", name=name) from None
    found = _sources(parser.read_events(), on_refused)
    sources = list(islice(found, MAX_SOURCES))
    for source in found:
        on_surplus(source.label)
    return sources


def write_opml(sources: Iterable[Source]) -> bytes:
    """Return an OPML file of *sources*, in folders by their ``folder``, without credentials."""
    ElementTree.register_namespace("zhnews", OURS)
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = "zhnews"
    body = SubElement(root, "body")
    folders = {"": body}
    for source in sources:
        SubElement(_folder(folders, source.folder), "outline", _attributes(source))
    ElementTree.indent(root)
    return f"{_DECLARATION}\n{ElementTree.tostring(root, 'unicode')}\n".encode()


def _sources(events: Iterable[Any], on_refused: Callable[[str], None]) -> Iterator[Source]:
    around: list[str] = []
    for event, element in events:
        if element.tag.lower() != "outline":
            continue
        if event == "end":
            around.pop()
            continue
        if url := _address(element):
            yield _source(element, url, "/".join(filter(None, around[:DEEPEST])))
        elif _is_subscription(element):
            on_refused(_label(element) or clean(element.get("xmlUrl", ""))[:LONG_NAME])
        around.append("" if url else _label(element).replace("/", "／"))


def _address(element: Element) -> str:
    """Return where a source is: its feed, or its home page, which may announce one."""
    home = element.get("htmlUrl", "") if len(element) == 0 else ""  # else it is a folder's
    feeds = (value for name, value in element.items() if name.lower() == "xmlurl")
    return safe_url(next(filter(None, feeds), home))


def _is_subscription(element: Element) -> bool:
    """Whether it means to be a source, whatever its address is; a folder may have a home page."""
    names = {name.lower() for name, _value in element.items()}
    return "xmlurl" in names or (len(element) == 0 and not names.isdisjoint({"htmlurl", "type"}))


def _source(element: Element, address: str, folder: str) -> Source:
    url, login = split_login(address)
    label = _label(element)
    title = clean(element.get("title", label))[:LONG_NAME]
    every = _own(element, "every")
    kind, full_text = _own(element, "kind"), _own(element, "full_text")
    return Source(
        url=url,
        login=login,
        kind=cast(SourceKind, kind) if kind in _KINDS else "auto",
        name="" if label in (title, url) else label,
        title=title,
        site_url=split_login(safe_url(element.get("htmlUrl", "")))[0],
        region=_own(element, "region") or None,
        folder=folder,
        every=int(every[:9]) if every.isdecimal() else None,
        full_text="always" if full_text == "always" else "demand",
        charset=_own(element, "charset"),
        part=_own(element, "match"),
        enabled=_own(element, "enabled") != "false",
    )


def _label(element: Element) -> str:
    return clean(element.get("text") or element.get("title") or "")[:LONG_NAME]


def _own(element: Element, name: str) -> str:
    return clean(element.get(f"{{{OURS}}}{name}", ""))[:LONG_NAME]


def _attributes(source: Source) -> dict[str, str]:
    own = {
        "kind": source.kind if source.kind != "auto" else "",
        "region": source.region or "",
        "every": "" if source.every is None else str(source.every),
        "full_text": source.full_text if source.full_text != "demand" else "",
        "charset": source.charset,
        "match": source.part,
        "enabled": "" if source.enabled else "false",
    }
    return {
        "type": "rss",
        "text": source.label,
        "title": source.title,
        "xmlUrl": source.url,
        "htmlUrl": source.site_url,
        **{f"{{{OURS}}}{name}": value for name, value in own.items() if value},
    }


def _folder(folders: dict[str, Element], path: str) -> Element:
    """Return the outline of the folder *path*, made with all around it if need be."""
    if path not in folders:
        around, _, name = path.rpartition("/")
        folders[path] = SubElement(_folder(folders, around), "outline", text=name)
    return folders[path]
