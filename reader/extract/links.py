"""The articles that a channel page or a page of a newspaper lists.

An article's address has an identity in it (a date, a number) and its title is a phrase; navigation,
logins, comments and licences have one or neither. What has no such address is an article only where
many links of the same form are titled by phrases; what has a shorter title, or stands on another
site, only among others. Beside news, lists of notices, data and services are left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from statistics import median

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from reader.errors import EmptyInput, ScriptOnly
from reader.extract.decode import decode, decoded
from reader.extract.html.addresses import PageAddress
from reader.extract.html.embedded import unfold_lists
from reader.extract.html.flow import Flow
from reader.extract.html.pagination import next_page
from reader.extract.html.tree import base_of, parse
from reader.extract.html.walk import flow
from reader.extract.lists import edition
from reader.extract.lists.anchors import Anchor, Anchors, SurroundingLinks, is_news
from reader.extract.lists.edition import Edition
from reader.extract.lists.items import PHRASE, Times, choose
from reader.model import Draft, Feed, Link
from reader.text import dates
from reader.text.clean import clean, host_of, safe_url

# The articles that a channel page lists.

MAX_NAMES = 300
_NAME = re.compile(r"[\u4e00-\u9fff]{2,8}")
_REPEATED = 4
"""Links of one form that make a list."""
_LIST_PHRASE = 9
"""The median length of the titles of a list whose addresses do not tell."""
_LISTS = ("ul", "ol", "dl", "table", "section")
_PLACES = 3
"""Places of one link where its time is looked for."""


class _Link(Struct, frozen=True):
    """What may be an article, and where the page leads to it."""

    url: str
    title: str
    address: PageAddress
    anchors: Sequence[Anchor]

    @property
    def phrased(self) -> bool:
        return len(self.title) >= PHRASE


def read_links(
    data: bytes,
    url: str,
    *,
    charset: str | None = None,
    now: datetime | None = None,
    name: str = "",
) -> Feed:
    """Return the articles that the page *url* lists, in its order, as entries with extent ``head``.

    Raises `NotText` and `EmptyInput`, in which the page is called *name*.
    """
    found = decoded(data, declared=charset, kind="html", name=name or url)
    html = found.text
    if not html.strip():
        raise EmptyInput(name=name or url)
    html = unfold_lists(html)
    tree = parse(html)
    base = base_of(tree, url)
    title = tree.css_first("title")
    listed = Feed(
        title=clean(title.text()[:1000]) if title else "",
        site_url=safe_url(url),
        charset_declared=found.declared,
        charset_used=found.used,
    )
    if issue := edition.read(tree, html, url, base):
        return replace(listed, entries=issue.entries, pages=issue.pages)
    anchors = Anchors(tree, base)
    page = flow(tree.body)
    links = _chosen(page, list(_links(page, anchors, url)), url)
    return replace(
        listed,
        entries=tuple(_entries(page, links, now)),
        next_page=next_page(tree, html, url, base, {link.url for link in links}),
    )


def read_names(data: bytes, url: str, *, charset: str | None = None) -> tuple[Link, ...]:
    """Return the links of the page *url* whose whole text is a name of a few Han characters.

    Its navigation is among them, such as the cities of a channel. Each name once, in the page's
    order, `MAX_NAMES` at most. Raises `NotText`.
    """
    tree = parse(decode(data, declared=charset, kind="html", name=url))
    found: dict[str, Link] = {}
    for node in tree.css("a[href]"):
        name = clean(node.text()[:50])
        address = safe_url(node.attributes.get("href") or "", url)
        if address and _NAME.fullmatch(name) and len(found) < MAX_NAMES:
            found.setdefault(name, Link(name, address))
    return tuple(found.values())


def _links(page: Flow, anchors: Anchors, url: str) -> Iterator[_Link]:
    """Yield the titled links of a page to others that may be articles, in the order of the page."""
    found: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in anchors.in_flow(page):
        found[anchor.url].append(anchor)
    for target, told in anchors.told.items():
        address = PageAddress(target)
        if target == url or not address.may_be_article:
            continue
        shown = found[target]
        headings = [a.text for a in shown if page.lines[a.line].role == "heading"]
        if title := choose(headings, [anchor.text for anchor in shown], told):
            yield _Link(target, title, address, shown)


def _chosen(page: Flow, links: Sequence[_Link], url: str) -> list[_Link]:
    """Return those of *links* that lead to articles."""
    links = _articles(links)
    sites = Counter(link.address.site for link in links)
    sites[PageAddress(url).site] = _REPEATED  # what many of them are on is the page's site too
    regular = {link.url for link in links if link.phrased and sites[link.address.site] >= _REPEATED}
    around = SurroundingLinks(page, _in_order(link for link in links if link.url in regular))
    chosen = [link for link in links if link.url in regular or any(map(around.match, link.anchors))]
    news = _news(page, chosen)
    return news if len(news) >= _REPEATED else chosen


def _news(page: Flow, links: Sequence[_Link]) -> list[_Link]:
    """Return those of *links* that stand in lists of news, not of notices, data or services."""
    forms: dict[str, list[str]] = defaultdict(list)
    lists: dict[tuple[str, int], list[str]] = defaultdict(list)
    for link in links:
        forms[link.address.form].append(link.title)
        lists[_list_of(page, link)].append(link.title)
    # What stands alone is of the kind that others of its form are.
    news = {
        key for key, titles in lists.items() if is_news(titles if titles[1:] else forms[key[0]])
    }
    return [link for link in links if _list_of(page, link) in news]


def _list_of(page: Flow, link: _Link) -> tuple[str, int]:
    """Return what tells the list of *link* from others: its form, and the element around it."""
    box = page.lines[link.anchors[0].line].box if link.anchors else -1
    return link.address.form, page.enclosing(box, *_LISTS)


def _articles(links: Sequence[_Link]) -> list[_Link]:
    """Return those of *links* whose address, or the titles of its form, are an article's."""
    sizes: dict[str, list[int]] = defaultdict(list)
    for link in links:
        if link.phrased:
            sizes[link.address.form].append(len(link.title))
    listed = {form for form, lengths in sizes.items() if len(lengths) >= _REPEATED}
    titled = {form for form in listed if median(sizes[form]) >= _LIST_PHRASE}
    return [
        link
        for link in links
        if (
            link.phrased or link.address.form in listed
            if link.address.has_identity
            else link.address.form in titled and not link.address.has_query
        )
    ]


def _in_order(links: Iterable[_Link]) -> list[Anchor]:
    anchors = (anchor for link in links for anchor in link.anchors)
    return sorted(anchors, key=lambda anchor: (anchor.line, anchor.start))


def _entries(page: Flow, links: Sequence[_Link], now: datetime | None) -> Iterator[Draft]:
    times = Times(page, _in_order(links), now)
    for link in links:
        shown = filter(None, map(times.shown, link.anchors[:_PLACES]))
        yield Draft(
            headline=link.title,
            url=link.url,
            published=next(shown, None) or dates.of_address(link.url),
            extent="head",
        )


# A newspaper's digital edition, of which each page is a web page, by one of them.

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
