"""The strict reader of feeds: fast, for well-formed RSS 0.9x, 1.0 and 2.0 and Atom 1.0."""

import functools
import html
from collections.abc import Iterator
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from reader.extract.feed_entry import RawEntry, RawFeed, is_picture

_PREFIXES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/2005/Atom": "atom:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://search.yahoo.com/mrss/": "media:",
}
_CUT_OFF = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
}
_ENDS = ("</item>", "</entry>")
_ROOTS = ("rss", "rdf:RDF", "atom:feed")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


class NotStrict(Exception):
    """The text is not a feed of the kinds read here, or not well-formed."""


def read(text: str, limit: int) -> RawFeed:
    """Read at most *limit* entries of the feed *text*, which begins at its root element.

    A feed that is cut off must end with a whole entry. raises NotStrict.
    """
    root = _parse(text)
    base = _base(root)
    items = [item for item in root.iter() if _name(item.tag) in ("item", "atom:entry")]
    try:
        entries = [_entry(_Children(item), base) for item in items[:limit]]
    except RecursionError as error:
        raise NotStrict from error
    if not entries:
        raise NotStrict
    channel = next((child for child in root if _name(child.tag) == "channel"), root)
    head = _Children(channel)
    return RawFeed(title=head.text("title", "atom:title"), link=_link(head), entries=entries)


def _parse(text: str) -> Element:
    builder = ElementTree.TreeBuilder()
    parser = ElementTree.XMLParser(target=builder)
    try:
        parser.feed(text)
        parser.close()
    except ElementTree.ParseError as error:
        if error.code not in _CUT_OFF or not text.endswith(_ENDS):
            raise NotStrict from error
    root = builder.close()
    if _name(root.tag) not in _ROOTS:
        raise NotStrict
    return root


def _base(root: Element) -> str:
    """The xml:base of the feed; in RSS it may stand on the channel."""
    first = next(iter(root), root)
    return root.get(_BASE, "") or first.get(_BASE, "")


def _entry(children: "_Children", base: str) -> RawEntry:
    content = children.first("content:encoded", "atom:content")
    for element in (children.parent, content):
        base = urljoin(base, element.get(_BASE, "")) if element is not None else base
    source = children.first("source", "dc:source", "atom:source")
    nested = _Children(source).text("atom:title") if source is not None else ""
    return RawEntry(
        title=children.text("title", "atom:title", "dc:title"),
        link=_link(children),
        guid=children.text("guid", "atom:id") or children.parent.get(_ABOUT, ""),
        authors=list(_authors(children)),
        source=nested or children.text("source", "dc:source"),
        dates=[
            children.text("pubDate", "atom:published", "dc:date", "dcterms:issued"),
            children.text("atom:updated", "dcterms:modified"),
        ],
        summary=children.text("description", "atom:summary"),
        content=_markup(content) if content is not None else "",
        images=[address for address in _images(children) if address],
        base=base,
    )


def _authors(children: "_Children") -> Iterator[str]:
    for element in children.all("author", "dc:creator"):
        yield _markup(element)
    for element in children.all("atom:author"):
        yield _Children(element).text("atom:name")


def _link(children: "_Children") -> str:
    """Give the address of the page: RSS's text, Atom's alternate link, or a guid that is one."""
    if link := children.text("link"):
        return link
    links = [
        element
        for element in children.all("atom:link")
        if element.get("rel", "alternate") == "alternate"
    ]
    links.sort(key=lambda element: "html" not in element.get("type", "html"))
    if links:
        return links[0].get("href", "")
    for guid in children.all("guid", "atom:id"):
        address = (guid.text or "").strip()
        if guid.get("isPermaLink") != "false" and address.startswith("http"):
            return address
    return ""


def _images(children: "_Children") -> Iterator[str]:
    enclosures = [*children.all("enclosure"), *children.all("media:content")]
    for group in children.all("media:group"):
        enclosures += _Children(group).all("media:content")
    for element in enclosures:
        address = element.get("url", "")
        if is_picture(element.get("type", ""), element.get("medium", ""), address):
            yield address
    for link in children.all("atom:link"):
        if link.get("rel") == "enclosure" and link.get("type", "").startswith("image"):
            yield link.get("href", "")


class _Children:
    """The children of an element by name, with the usual prefix of each namespace."""

    def __init__(self, parent: Element) -> None:
        self.parent = parent
        self._found: dict[str, list[Element]] = {}
        for child in parent:
            self._found.setdefault(_name(child.tag), []).append(child)

    def all(self, *names: str) -> list[Element]:
        return [element for name in names for element in self._found.get(name, ())]

    def first(self, *names: str) -> Element | None:
        return next(iter(self.all(*names)), None)

    def text(self, *names: str) -> str:
        """Give the first text that is not blank, of the names in their order."""
        for name in names:
            for element in self._found.get(name, ()):
                if text := _markup(element).strip():
                    return text
        return ""


def _markup(element: Element) -> str:
    """Give an element's text, or its children as HTML, as in Atom's xhtml."""
    if not len(element):
        return element.text or ""
    for part in element.iter():
        part.tag = part.tag.rpartition("}")[2]
    inner = (ElementTree.tostring(child, "unicode", method="html") for child in element)
    return html.escape(element.text or "", quote=False) + "".join(inner)


@functools.lru_cache(maxsize=256)
def _name(tag: str) -> str:
    """Give ``dc:creator`` for ``{http://purl.org/dc/elements/1.1/}creator``."""
    uri, _, local = tag.rpartition("}")
    return _PREFIXES.get(uri[1:], uri + "}") + local if uri else local
