"""One page of a newspaper's digital edition (数字报): its articles, and the edition's other pages.

Papers lay their pages out in some twenty ways, which have in common: the pages are linked by their
numbers (第01版：要闻), pages and articles lie in folders of the day, and the articles are linked by
a list of titles, by an image map of the printed page, or by both.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.extract.html.addresses import PageAddress
from reader.extract.html.embedded import unfold_lists
from reader.extract.html.tree import base_of, parse
from reader.extract.lists import issue
from reader.extract.lists.anchors import kept_address
from reader.extract.lists.issue import MAX_PAGES, PageName
from reader.model import Draft, Link
from reader.text import dates
from reader.text.clean import clean, safe_url

MAX_LISTED = 100
"""Articles of one page."""
_MARKED = (
    # Each begins with letters, by which it is found ten times as fast.
    re.compile(r"版(?:(?<=\d版)|(?<=\d\s版)|(?<=\d\s\s版)|\s{0,3}[:：])"),
    re.compile(r"age(?<=[Pp]age)_?[Nn](?:o|um|ame)"),
)
"""What the source of any page of an edition has, one of them."""
_SCRIPTED = (
    re.compile(
        r"版(?<=[\"']\d\d版)|版(?<=[\"'][A-Z]\d\d版)|版(?<=[\"']第\d\d版)|版(?<=[\"']第\d版)"
    ),
    re.compile(
        r"age(?<=[Pp]age)_?[Nn](?:o|um(?:ber)?)[\"']?\s{0,3}[:=]\s{0,3}[\"'][A-Za-z]{0,3}\d{1,3}[\"']"
    ),
)
"""The same where a script lists the pages."""
_NOWHERE = "http://nowhere.invalid/"
"""The address of a page that has none, so that its relative links lead somewhere."""
_MOST_LINKS = 5_000
_TITLE = 300
_FOUNDER = re.compile(r"<founder-(date|papername)>([^<]{1,60})<", re.IGNORECASE)
_PRINTED = re.compile(
    r"(20\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日[\s\xa0]{0,9}(?:[（(]?星期|第?\s?[A-Z]?\d{1,3}\s?版)"
)
_NAMED = re.compile(r"(?!数字报|电子报)[\u4e00-\u9fff]{1,10}?报(?=数字|电子|社|[\W_]|$)")
_SCRIPTED_TITLE = re.compile(r"[\"']([^\"'<>]{2,300})[\"']")
_DIGITS = re.compile(r"\d+")
_DAY = re.compile(r"(?<!\d)20\d\d[-/_]?\d\d?[-/_]?\d\d?(?!\d)")
_IN_DAY = re.compile(r"[/0_-]*")
"""The folders of a day but for its numbers."""
_NO_NUMBERS = str.maketrans("", "", "0_-")


class Edition(Struct, frozen=True):
    """One page of an edition, as its HTML states it."""

    day: str = ""
    """The day of the paper, as ISO 8601; empty where neither page nor address tells."""
    paper: str = ""
    """The name of the paper; empty where the page does not tell."""
    pages: tuple[Link, ...] = ()
    """The pages that it links, itself among them, in the order of the paper: 01版 要闻.

    One more than `MAX_PAGES` tells that there are too many.
    """
    entries: tuple[Draft, ...] = ()
    """Its own articles in their order, as heads."""
    entrance: str = ""
    """Where a page leads by itself that is none of an edition, such as to the newest one."""


class _Anchor(Struct, frozen=True):
    """What leads to *url*: a link, or an area of an image map."""

    url: str
    text: str
    is_area: bool


def read(tree: LexborHTMLParser, html: str, url: str, base: str) -> Edition | None:
    """Return the page of an edition that *html*, parsed as *tree*, is; None where it is none.

    *url* is its own address, and *base* that of its relative links.
    """
    if not _has(_MARKED, html):
        return None
    anchors = list(_anchors(tree, base))
    pages = _pages(anchors, url)
    articles = _articles(anchors, pages, url)
    if not pages or not (articles or len(pages) > 1) or not _is_own(url, pages, articles, anchors):
        return None
    day = _day(tree, html, url, [*pages, *articles])
    return Edition(
        day=day,
        paper=_paper(tree, html),
        pages=tuple(Link(name.label, page) for page, name in pages.items())[: MAX_PAGES + 1],
        entries=tuple(
            Draft(headline=title, url=article, published=day or None, extent="head")
            for article, title in articles.items()
        )[:MAX_LISTED],
    )


def of_html(html: str, url: str) -> Edition | None:
    """Return the page of an edition that *html*, the page *url*, is; None where it is none."""
    if not _has(_MARKED, html):
        return None
    url = url or _NOWHERE
    if found := _read(html, url):
        return found
    return _read(unfold_lists(html), url) if _has(_SCRIPTED, html) else None


def _has(marks: Iterable[re.Pattern[str]], html: str) -> bool:
    return any(mark.search(html) for mark in marks)


def _read(html: str, url: str) -> Edition | None:
    tree = parse(html)
    return read(tree, html, url, base_of(tree, url))


def is_page(edition: Edition, url: str, is_prose: bool) -> bool:
    """Return whether the page *url*, which *edition* was read of, is a page and not an article.

    Articles link the pages of their edition too. *is_prose*: it has a text.
    """
    form = _form(url)
    if any(_form(page.url) == form for page in edition.pages):
        return True
    return (
        not is_prose
        and bool(edition.entries)
        and all(_form(e.url) != form for e in edition.entries)
    )


def _anchors(tree: LexborHTMLParser, base: str) -> Iterator[_Anchor]:
    """Yield what leads somewhere, in the order of the page."""
    for node in tree.css("a, area, [daoxiang]")[:_MOST_LINKS]:
        if url := safe_url(_href(node), base).partition("#")[0]:
            yield _Anchor(url, _text(node), node.tag == "area")


def _href(node: LexborNode) -> str:
    attributes = node.attributes
    href = (attributes.get("href") or attributes.get("daoxiang") or "").strip()
    scripted = not href or href.startswith("#") or href[:11].lower() == "javascript:"
    return kept_address(attributes) if scripted else href


def _text(node: LexborNode) -> str:
    """Return what a link is called: by its text, by what a script writes into it, by attributes."""
    if script := node.css_first("script"):
        written = _SCRIPTED_TITLE.search(script.text())
        return clean(written[1]) if written else ""
    if text := clean(node.text()[:_TITLE]):
        return text
    names = ("title", "data-title", "data-original-title", "alt")
    return next((clean(v[:_TITLE]) for name in names if (v := node.attributes.get(name))), "")


def _pages(anchors: Sequence[_Anchor], url: str) -> dict[str, PageName]:
    """Return the edition's pages by their addresses, in their order.

    A page may be linked by its number and by its name, each on its own.
    """
    pages: dict[str, PageName] = {}
    mapped = {anchor.url for anchor in anchors if anchor.is_area}
    for anchor in anchors:
        name = issue.read_page_name(anchor.text)
        if name and anchor.url not in mapped and not _is_file(anchor.url):
            known = pages.get(anchor.url)
            pages[anchor.url] = known if known and known.name else name
    if pages:
        first = url if url in pages else next(iter(pages))
        alike = _shape(first), _day_in(first)
        pages = {page: n for page, n in pages.items() if (_shape(page), _day_in(page)) == alike}
    for anchor in anchors:
        named = pages.get(anchor.url)
        if named and not named.name and issue.is_name(anchor.text):
            pages[anchor.url] = PageName(named.number, anchor.text)
    return pages


def _articles(
    anchors: Sequence[_Anchor], pages: Mapping[str, PageName], url: str
) -> dict[str, str]:
    """Return the titles of the page's articles by their addresses, in their order.

    They are what the image map leads to, and what is linked by a title and has an address of the
    same form, or else of the same day. One without a title is named by its place; that ends as a
    title does that is cut off, so that the article's own comes instead.
    """
    linked = [a for a in anchors if a.url not in pages and a.url != url and not _is_file(a.url)]
    mapped = {_form(anchor.url) for anchor in linked if anchor.is_area}
    forms = {_form(page) for page in pages} - mapped
    words = set(map(_word, mapped))
    trees = {_tree(page) for page in pages}
    own = pages[url].label if url in pages else ""
    titles: dict[str, str] = {}
    left_out = set[str]()
    for anchor in linked:
        form = _form(anchor.url)
        alike = not words or _word(form) in words
        if form in forms or not (form in mapped or (alike and _tree(anchor.url) in trees)):
            continue
        if anchor.text and not issue.is_article(anchor.text, own):
            left_out.add(anchor.url)
        elif not titles.get(anchor.url):
            titles.pop(anchor.url, None)  # it stands where its title does
            titles[anchor.url] = anchor.text
    kept = {url: title for url, title in titles.items() if title or url not in left_out}
    return {url: title or f"{own}第{n}篇…" for n, (url, title) in enumerate(kept.items(), 1)}


def _is_own(
    url: str, pages: Iterable[str], articles: Iterable[str], anchors: Sequence[_Anchor]
) -> bool:
    """Return whether the page is of the edition that it links, and not one about other things."""
    edition = {*pages, *articles}
    if url in edition or _shape(url) in map(_shape, pages):
        return True
    if _day_in(url):
        return _tree(url) in map(_tree, edition)
    folder, host = _shape(url), urlsplit(url).netloc
    if all(_IN_DAY.fullmatch(_shape(page).removeprefix(folder)) for page in pages):
        return True
    here = {anchor.url for anchor in anchors if urlsplit(anchor.url).netloc == host}
    return 2 * len(edition & here) >= len(here)


def _paper(tree: LexborHTMLParser, html: str) -> str:
    """Return the name of the paper, as the page states it, else as its title has it."""
    title = tree.css_first("title")
    named = _NAMED.search(title.text()[:_TITLE]) if title is not None else None
    return clean(_facts(html).get("papername", "")) or (named[0] if named else "")


def _facts(html: str) -> dict[str, str]:
    """Return what the comment of Founder's system states."""
    return {name.lower(): value for name, value in _FOUNDER.findall(html)}


def _day(tree: LexborHTMLParser, html: str, url: str, links: Iterable[str]) -> str:
    """Return the day that the page states, else that its links have, else that of its address."""
    stated = dates.parse(_facts(html).get("date", ""))
    if not stated and tree.body is not None and (printed := _PRINTED.search(tree.body.text())):
        stated = dates.parse(printed[0])
    if stated:
        return stated[:10]
    return next(filter(None, map(_day_in, links)), "") or _day_in(url)


def _day_in(url: str) -> str:
    return dates.of_address(url) or ""


def _is_file(url: str) -> bool:
    return PageAddress(url).is_file


def _shape(url: str) -> str:
    """Return the folder of an address but for its numbers, which the pages of a paper share."""
    return _DIGITS.sub("0", url.rpartition("/")[0])


def _tree(url: str) -> tuple[str, str, str]:
    """Return what the pages and the articles of one edition share: the host, ``pc``, and the day.

    The day has to be written alike. The folder right above it may be another (layout, content).
    """
    parts = urlsplit(url)
    day = _DAY.search(parts.path)
    above = parts.path[: day.start()].rpartition("/")[0].rpartition("/")[0] if day else parts.path
    return parts.netloc, above, day[0] if day else ""


def _form(url: str) -> str:
    """Return the name of an address' file but for numbers: ``node_0.htm``."""
    return _DIGITS.sub("0", urlsplit(url).path.rpartition("/")[2]).lower()


def _word(form: str) -> str:
    """Return a form without what parts its numbers: ``content_0.htm`` and ``content_0_0.htm``."""
    return form.translate(_NO_NUMBERS)
