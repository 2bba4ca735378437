"""The next page of a list of articles."""

import re
from collections.abc import Container, Iterator
from html import unescape
from itertools import chain
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.extract.addresses import Address
from reader.extract.paging import is_next, series
from reader.text.clean import safe_url

_STATED = "link[rel~=next], a[rel~=next]"
_KEPT = ("data-next", "data-next-url", "data-next-page", "data-nexturl")
"""Attributes that keep the address for a script."""
_TITLED = "a[title*=下], a[aria-label*=下], a[title*=next i], a[aria-label*=next i]"
_NAMED = "a.next, .next > a, a.nxt, a.pagenext, a.next-page"
_MORE = re.compile(r"\W*(?:点击|點擊)?(?:加载|加載|载入|查看|显示|浏览)更多\W*")
_ARROW = re.compile(r"\s*[›»>→]{1,2}\s*")
_NUMBER = re.compile(r"\W{0,3}(\d{1,4})\W{0,3}")
_LABEL = 12
"""Characters: no link to another page has more."""
_WRAPPERS = ("li", "td", "span", "dd", "b", "strong")
_CURRENT = re.compile(r"cur|current|active|on|now|this|thisclass|thispage|sel|selected|cpb")
_WORD = re.compile(r"[a-z]+")
_PAGERS = 20
"""Groups of numbers that are looked at, at most."""
_COUNTER = re.compile(
    r"[-_/]?(?:index|default|list)?(?:[-_/]?p(?:age)?)?[-_/]?\d{0,4}(?:\.\w{2,5})?/?$",
    re.IGNORECASE,
)
"""The end of a list's address that tells its pages apart: ``index_2.html``, ``/page/2``."""
_QUERY_COUNTER = re.compile(
    r"(?:p|pn|pg|(?:cur(?:rent)?_?)?page_?(?:no|num|index)?)=\d*", re.IGNORECASE
)
_GROUP = re.compile(
    r"<nextgroup>\s*<!\[CDATA\[\s*<a href=[\"']([^\"'<>]{1,1000})[\"']", re.IGNORECASE
)
_SETTINGS = re.compile(r"\.jPage\(\s*\{([^{}]{1,1000})\}")
_SETTING = re.compile(r"(\w+)\s*:\s*[\"']?(\d+)")


def next_page(
    tree: LexborHTMLParser, html: str, url: str, base: str, articles: Container[str]
) -> str:
    """Give the address of the page after *url* in a list, ``""`` if there is none.

    *tree* is that of *html*, the page; its addresses count from *base*. *articles* are what the
    list leads to.
    """
    site = Address(url).site
    for found in chain(_stated(tree), _linked(tree, url, base), _in_scripts(html, url)):
        address = safe_url(found, base)
        if address not in ("", url) and address not in articles and Address(address).site == site:
            return address
    return ""


def _stated(tree: LexborHTMLParser) -> Iterator[str]:
    """What says that it is the next page by an attribute."""
    yield from map(_href, tree.css(_STATED))
    for name in _KEPT:
        for node in tree.css(f"[{name}]"):
            address = node.attributes.get(name) or ""
            if "/" in address or "?" in address:
                yield address


def _linked(tree: LexborHTMLParser, url: str, base: str) -> Iterator[str]:
    """What is linked by a word, then by the number after this page's, then by a sign."""
    labels = [(node, node.text().strip()) for node in tree.css("a[href]")]
    labels = [(node, label) for node, label in labels if 0 < len(label) <= _LABEL]
    for node, label in labels:
        if is_next(label):
            yield _href(node)
    for node in tree.css(_TITLED):
        if is_next(node.attributes.get("title") or node.attributes.get("aria-label") or ""):
            yield _href(node)
    signs = [node for node, label in labels if _ARROW.fullmatch(label) or _MORE.fullmatch(label)]
    named = (safe_url(_href(node), base) for node in (*tree.css(_NAMED), *signs))
    yield from _numbered(labels, url, base)
    yield from (address for address in named if _same_list(address, url))


def _numbered(labels: list[tuple[LexborNode, str]], url: str, base: str) -> Iterator[str]:
    pagers: dict[int, tuple[LexborNode, dict[int, str]]] = {}
    for node, label in labels:
        number, box = _NUMBER.fullmatch(label), node.parent
        if box is not None and box.tag in _WRAPPERS:
            box = box.parent
        if number is not None and box is not None:
            pager = pagers.setdefault(box.mem_id, (box, {}))
            pager[1].setdefault(int(number[1]), safe_url(_href(node), base))
    for box, numbers in list(pagers.values())[:_PAGERS]:
        for current in _current(box, url, base):
            address = numbers.get(current + 1, "")
            if _same_list(address, url):
                yield address


def _current(box: LexborNode, url: str, base: str) -> Iterator[int]:
    """The numbers in a pager that may be this page's: not linked, marked, or linked to itself."""
    for node in box.iter(include_text=True):
        number = _NUMBER.fullmatch(node.text())
        if number is None:
            continue
        link = node if node.tag == "a" else node.css_first("a") if node.tag != "-text" else None
        href = _href(link) if link is not None else ""
        marked = any(_is_marked(part) for part in (node, link) if part is not None)
        if not href or marked or safe_url(href, base) == url:
            yield int(number[1])


def _is_marked(node: LexborNode) -> bool:
    if node.tag == "-text":
        return False
    words = _WORD.findall((node.attributes.get("class") or "").lower())
    return "aria-current" in node.attributes or any(map(_CURRENT.fullmatch, words))


def _in_scripts(html: str, url: str) -> Iterator[str]:
    """What the scripts of TRS and JCMS are told."""
    pages = series(html)
    if pages is not None and pages.current + 1 < pages.count:
        yield pages.address(pages.current + 1)
    if group := _GROUP.search(html):
        yield unescape(group[1])
    if call := _SETTINGS.search(html):
        settings = {name: int(value) for name, value in _SETTING.findall(call[1])}
        current, size = settings.get("currentPage", 1), settings.get("perPage", 0)
        if current * size < settings.get("totalRecord", 0):
            yield f"{urlsplit(url).path}?uid={settings.get('unitid')}&pageNum={current + 1}"


def _href(node: LexborNode) -> str:
    return (node.attributes.get("href") or "").partition("#")[0]


def _same_list(address: str, url: str) -> bool:
    """Whether both are pages of one list: the same address but for a counter."""
    one, two = urlsplit(address), urlsplit(url)
    return (
        one.netloc == two.netloc
        and _COUNTER.sub("", one.path) in (_COUNTER.sub("", two.path), two.path.rstrip("/"))
        and _without_counter(one.query) == _without_counter(two.query)
    )


def _without_counter(query: str) -> set[str]:
    return {part for part in query.split("&") if part and not _QUERY_COUNTER.fullmatch(part)}
