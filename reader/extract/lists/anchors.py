"""What leads somewhere on a page: links, and elements that a script makes links of."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.extract.html.flow import Flow
from reader.text.clean import clean, safe_url

_KEPT = ("data-url", "data-href", "data-link")
"""Attributes that keep an address for a script."""
_SCRIPTED = "[data-url], [data-href], [data-link], [onclick], a[href^=javascript i]"
_NO_LINKS = ("img", "input", "button", "select", "option", "video", "body", "html")
_QUOTED = re.compile(
    r"[\"']((?:https?:/|\.{0,2}/|[\w-]+/|[\w-]+\.(?:s?html?|php|jsp|aspx?))[^\"'\s<>\\]*)[\"']"
)
_ADDRESS = re.compile(r"(?!javascript:|data:|#)\S*[/.]\S*", re.IGNORECASE)
_LABELLED = re.compile(r"(?:文章)?标题\s*[:：]\s*")
_CLIMB = 6
"""Elements between a picture and the link around it, at most."""


class Anchor(Struct, frozen=True):
    """A text that leads to *url*: ``[start, end)`` of a line of the page's flow."""

    url: str
    text: str
    line: int
    start: int
    end: int


class Anchors:
    """The links of a page, whose relative addresses count from *base*."""

    def __init__(self, tree: LexborHTMLParser, base: str) -> None:
        self._resolve = cache(lambda href: safe_url(href, base).partition("#")[0])
        self._boxes: dict[int, str] = {}
        """What elements other than ``<a>`` lead to, by their identity in the tree."""
        self._mend(tree)
        self.told: dict[str, list[str]] = {}
        """What attributes call each address of the page; the addresses in order."""
        self._read_attributes(tree)

    def in_flow(self, page: Flow) -> Iterator[Anchor]:
        """Yield the texts of *page*, the flow of the tree, that lead somewhere."""
        boxes = self._addresses_of(page) if self._boxes else []
        for index, line in enumerate(page.lines):
            for span in line.spans if line.linked else ():
                url = span.url.partition("#")[0]
                if url in self.told and span.style == "link":
                    text = line.text[span.start : span.end]
                    yield Anchor(url, text, index, span.start, span.end)
            if boxes and not line.linked and (url := boxes[line.box]):
                yield Anchor(url, line.text, index, 0, len(line.text))

    def _mend(self, tree: LexborHTMLParser) -> None:
        """Write the address into links that a script opens, and find what else leads somewhere."""
        for node in tree.css(_SCRIPTED):
            attributes = node.attributes
            if node.tag in _NO_LINKS or _ADDRESS.fullmatch((attributes.get("href") or "").strip()):
                continue
            address = kept_address(attributes)
            if address and node.tag == "a":
                node.attrs["href"] = address
            elif address:
                self._boxes[node.mem_id] = self._resolve(address)

    def _read_attributes(self, tree: LexborHTMLParser) -> None:
        """Read what attributes say of each link, and number it: flows join links that are alike."""
        for number, node in enumerate(tree.css(f"a[href], area[href], {_SCRIPTED}")):
            attributes = node.attributes
            href = attributes.get("href")
            url = self._resolve(href) if href else self._boxes.get(node.mem_id)
            if url:
                if href:
                    node.attrs["href"] = f"{url}#{number}"
                titles = self.told.setdefault(url, [])
                for name in ("title", "data-title", "alt"):
                    if title := attributes.get(name):
                        titles.append(_title(title))
        for node in tree.css("a[href] img[alt]"):
            url = _around(node).partition("#")[0]
            if url in self.told:
                self.told[url].append(_title(node.attributes.get("alt") or ""))

    def _addresses_of(self, page: Flow) -> list[str]:
        """Return what each box of *page* leads to, by itself or by the boxes around it."""
        found: list[str] = []
        for box in page.boxes:
            own = self._boxes.get(box.node.mem_id, "") if box.node is not None else ""
            found.append(own or (found[box.parent] if box.parent >= 0 else ""))
        return found


def kept_address(attributes: Mapping[str, str | None]) -> str:
    """Return the address that attributes keep for a script, or a script in them opens."""
    for name in _KEPT:
        value = (attributes.get(name) or "").strip()
        if _ADDRESS.fullmatch(value):
            return value
    for name in ("href", "onclick"):
        if quoted := _QUOTED.search(attributes.get(name) or ""):
            return quoted[1]
    return ""


def _around(node: LexborNode) -> str:
    """Return the address of the link right around a picture."""
    link = node.parent
    for _ in range(_CLIMB):
        if link is None or link.tag == "a":
            break
        link = link.parent
    return (link.attributes.get("href") or "") if link is not None else ""


def _title(value: str) -> str:
    """Return a title in an attribute, whose further lines hold times and counts."""
    return _LABELLED.sub("", clean(value.strip().split("\n", 1)[0][:300]), count=1)
