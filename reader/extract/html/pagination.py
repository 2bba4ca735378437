"""How pages name the pages that follow: those of an article in several, and of a list."""

import re
from collections.abc import Container, Iterator, Sequence
from html import unescape
from itertools import chain
from urllib.parse import urlsplit

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.extract.html.addresses import PageAddress
from reader.extract.html.flow import Line
from reader.text.clean import safe_url

_NEXT = re.compile(
    r"\W*(?:下一?[页頁]|后一?页|後一?頁|余下全文|next(?:\s*page)?|older(?:\s*posts)?)\W*",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"createPage\w{0,12}\(\s*(?:[\"'][\w-]{0,40}[\"']\s*,\s*)?(\d{1,4})\s*,\s*(\d{1,4})\s*,"
    r"\s*[\"']([^\"'<>\s]{1,200})[\"']\s*,\s*[\"'](\w{2,5})[\"']"
)
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
_MOST_PAGES = 50
"""Pages: no article has more."""
_SHORTEST_NAME = 4
"""Characters: a shorter name of a file is found by chance."""
_PAGE_NUMBER = re.compile(r"\W*(\d{1,2})\W*")


class _Series(Struct, frozen=True):
    """Pages that are called ``index.html``, ``index_1.html``, ``index_2.html`` and so on."""

    count: int
    current: int
    """Counted from 0."""
    prefix: str
    suffix: str

    def address(self, number: int) -> str:
        """Return the address of page *number*, counted from 0, relative to that of the first."""
        return f"{self.prefix}_{number}.{self.suffix}"


def next_page(
    tree: LexborHTMLParser, html: str, url: str, base: str, articles: Container[str]
) -> str:
    """Return the address of the page after *url* in a list, ``""`` if there is none.

    *tree* is that of *html*, the page; its addresses count from *base*. *articles* are what the
    list leads to.
    """
    site = PageAddress(url).site
    for found in chain(_stated(tree), _linked(tree, url, base), _in_scripts(html, url)):
        address = safe_url(found, base)
        if (
            address not in ("", url)
            and address not in articles
            and PageAddress(address).site == site
        ):
            return address
    return ""


def _stated(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield what says that it is the next page by an attribute."""
    yield from map(_href, tree.css(_STATED))
    for name in _KEPT:
        for node in tree.css(f"[{name}]"):
            address = node.attributes.get(name) or ""
            if "/" in address or "?" in address:
                yield address


def _linked(tree: LexborHTMLParser, url: str, base: str) -> Iterator[str]:
    """Yield what is linked by a word, then by the number after this page's, then by a sign."""
    labels = [(node, node.text().strip()) for node in tree.css("a[href]")]
    labels = [(node, label) for node, label in labels if 0 < len(label) <= _LABEL]
    for node, label in labels:
        if _is_next(label):
            yield _href(node)
    for node in tree.css(_TITLED):
        if _is_next(node.attributes.get("title") or node.attributes.get("aria-label") or ""):
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
    """Yield the numbers in a pager that may be this page's: not linked, marked, or leading here."""
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
    """Yield what the scripts of TRS and JCMS are told."""
    pages = _series(html)
    if pages is not None and pages.current + 1 < pages.count:
        yield pages.address(pages.current + 1)
    if group := _GROUP.search(html):
        yield unescape(group[1])
    if call := _SETTINGS.search(html):
        settings = {name: int(value) for name, value in _SETTING.findall(call[1])}
        current, size = settings.get("currentPage", 1), settings.get("perPage", 0)
        if current * size < settings.get("totalRecord", 0):
            yield f"{urlsplit(url).path}?uid={settings.get('unitid')}&pageNum={current + 1}"


def _same_list(address: str, url: str) -> bool:
    """Return whether both are pages of one list: the same address but for a counter."""
    one, two = urlsplit(address), urlsplit(url)
    return (
        one.netloc == two.netloc
        and _COUNTER.sub("", one.path) in (_COUNTER.sub("", two.path), two.path.rstrip("/"))
        and _without_counter(one.query) == _without_counter(two.query)
    )


def _without_counter(query: str) -> set[str]:
    return {part for part in query.split("&") if part and not _QUERY_COUNTER.fullmatch(part)}


def further_pages(lines: Sequence[Line], url: str, base: str) -> tuple[str, ...]:
    """Return the addresses of the pages after *url*, that the *lines* around a body's end link to.

    Relative addresses count from *base*.
    """
    numbered: dict[int, str] = {}
    following: list[str] = []
    for line in lines:
        for span in line.spans if line.linked else ():
            label = line.text[span.start : span.end]
            number = _PAGE_NUMBER.fullmatch(label)
            if span.style != "link" or not (number or _is_next(label)):
                continue
            address = safe_url(span.url, base)
            if not _same_article(address, url):
                continue
            if number:
                numbered.setdefault(int(number[1]), address)
            else:
                following.append(address)
    addresses = [numbered[number] for number in sorted(numbered) if number > 1]
    return tuple(dict.fromkeys(addresses or following))


def further_pages_in_scripts(html: str, url: str) -> tuple[str, ...]:
    """Return the addresses of the pages after *url* that the scripts of a page know.

    They list them, or tell their number to the function that many systems for publishing write the
    links of the pages with.
    """
    found: list[str] = []
    known = _series(html)
    if known is not None:
        found = [known.address(number) for number in range(1, min(known.count, _MOST_PAGES))]
    name = _stem(urlsplit(url).path).rpartition("/")[2]
    if not found and len(name) >= _SHORTEST_NAME:
        listed = re.finditer(re.escape(name) + r"[_\-]p?\d{1,2}\.\w{3,5}(?=[\"'])", html)
        found = [match[0] for match in listed][:_MOST_PAGES]
    addresses = (safe_url(address, url) for address in found)
    return tuple(dict.fromkeys(address for address in addresses if _same_article(address, url)))


def _same_article(address: str, url: str) -> bool:
    """Return whether both are pages of one article: the same address but for a counter."""
    if not url or not address or address == url:
        return False
    one, two = urlsplit(address), urlsplit(url)
    if one.netloc != two.netloc:
        return False
    if one.path == two.path:
        return one.query != two.query
    return _stem(one.path) == _stem(two.path)


def _stem(path: str) -> str:
    """Return a path without its suffix and its page's counter: ``/a/123`` of ``/a/123_2.html``."""
    path = re.sub(r"\.\w{3,5}$", "", path).rstrip("/")
    return re.sub(r"(?<=\d)[_\-./]p?\d{1,2}$|_\d{1,2}$", "", path)


def _is_next(label: str) -> bool:
    """Return whether a link with this text leads to the next page, not to the next article."""
    return _NEXT.fullmatch(label) is not None


def _series(html: str) -> _Series | None:
    """Return the pages that *html* hands to the function of TRS that writes the links to them.

    ``createPageHTML(3, 0, "index", "html")`` says that this is the first of three pages.
    """
    call = _CALL.search(html)
    return _Series(int(call[1]), int(call[2]), call[3], call[4]) if call is not None else None


def _href(node: LexborNode) -> str:
    return (node.attributes.get("href") or "").partition("#")[0]
