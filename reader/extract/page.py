"""An article page: the evidence first, then the decisions, then the Draft."""

from datetime import datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from reader.errors import EmptyInput, not_an_article
from reader.extract.article import blocks, body, figures, line_kinds, masthead, subtitles
from reader.extract.article import headline as headlines
from reader.extract.article.analysis import Analysis
from reader.extract.article.body import Body
from reader.extract.article.field_labels import label_by_class
from reader.extract.article.headline import Headline
from reader.extract.article.masthead import steps_of
from reader.extract.article.subtitles import Subtitles
from reader.extract.article.zones import REACH, Zones, read_notes
from reader.extract.contract import as_dict
from reader.extract.decode import Input, decode
from reader.extract.html import embedded, page_dates
from reader.extract.html.flow import Flow
from reader.extract.html.pagination import further_pages, further_pages_in_scripts
from reader.extract.html.tree import base_of, parse
from reader.extract.html.walk import flow
from reader.extract.lists import edition
from reader.i18n import N_
from reader.model import Draft, Link
from reader.text.article import without_jump
from reader.text.clean import clean, safe_url

CAPTIONS = N_("图片说明")

_LONG = 1000
"""Characters: what a title or a meta says beyond is of no use."""
_SCANT = 40
"""Characters of prose: a page with fewer may keep its article as data."""
_TITLES = ("og:title", "articletitle", "twitter:title")
_TITLED = "[class*=itle], [id*=itle], [class*=eadline], [class*=bt]"
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def extract_page(
    data: bytes, url: str, *, charset: str | None = None, now: datetime | None = None
) -> dict[str, Any]:
    """Return what ``zhnews extract --json`` prints of a page."""
    return as_dict(read_page(data, url, charset=charset, now=now))


def read_page(
    data: bytes,
    url: str = "",
    *,
    charset: str | None = None,
    now: datetime | None = None,
    name: str = "",
) -> Draft:
    """Return the article of an HTML page; its parameters are those of `Input`.

    Raises what `analyse_page` raises.
    """
    return analyse_page(Input(data, name, url, charset, now)).draft


def analyse_page(document: Input) -> Analysis:
    """Read the article of an HTML page.

    Raises `NotText` for a binary, `EmptyInput`, and `InputError` for a page with neither
    headline nor text, and for one of a newspaper's edition, which lists articles.
    """
    # A241 of Big5 is the one by its own standard, and the other by WHATWG's.
    html, url = document.text("html").replace("∕", "／"), document.url
    if not html or html.isspace():
        raise EmptyInput(name=document.called)
    tree = parse(html)
    metas = _metas(tree)
    metas.setdefault("source", embedded.account(html))
    titles = [_title(tree), *(metas[name] for name in _TITLES if name in metas)]
    page, headline, lesser, body = _article(tree, titles)
    issue = edition.of_html(html, url)
    if issue and edition.is_page(issue, url, body.prose >= _SCANT):
        raise not_an_article(name=document.called)
    if body.prose < _SCANT and (stored := embedded.as_page(tree, 2 * body.prose)):
        page, headline, lesser, body = _article(parse(stored), titles)
    zones = Zones(page, headline, body, metas, url, document.now, page_dates.marked(tree))
    base = base_of(tree, url)
    built = blocks.build(page, body.lines, base)
    dated, published = zones.published(html)
    stated = subtitles.stated(html, headline.text)
    above = page.lines[: headline.start]
    draft = Draft(
        headline=without_jump(headline.text).strip() or headline.text,
        url=safe_url(url),
        published=published,
        kicker=lesser.kicker or stated.kicker,
        subtitle=lesser.subtitle or stated.subtitle,
        breadcrumb=" > ".join(step.title for step in steps_of(above, base)),
        summary=zones.summary(),
        blocks=built,
        notes=read_notes(zones.below),
        pages=further_pages(page.lines[body.start : body.limit + REACH], url, base)
        or further_pages_in_scripts(html, url),
        masthead=masthead.read(above, base, page.boxes),
    )
    if not draft.headline and not draft.blocks:
        raise not_an_article(name=document.called)
    statements = [*zones.statements(), (CAPTIONS, figures.photographers(built))]
    return Analysis.of(draft, page, headline, body, statements, dated, elements=True)


def feed_links(data: bytes, url: str) -> tuple[Link, ...]:
    """Return the RSS, Atom and JSON feeds that a page names in its head."""
    tree = parse(decode(data, kind="html", name=url))
    base = base_of(tree, url)
    found = []
    for node in tree.css("link[rel~=alternate]"):
        attributes = node.attributes
        address = safe_url(attributes.get("href") or "", base)
        if address and (attributes.get("type") or "").strip().lower() in _FEED_TYPES:
            found.append(Link(clean(attributes.get("title") or ""), address))
    return tuple(dict.fromkeys(found))


def _headline(page: Flow, titles: list[str], tree: LexborHTMLParser) -> Headline:
    """Return the headline by the page's titles, else by place, by markup or by the first words."""
    found = headlines.by_title(page, titles)
    if found and not headlines.may_be_section(found, titles):
        return found
    start, end = body.choose(page, 0)
    text = body.trim(page, start, end, "")
    limit = _first_prose(page, text)
    marked = {headlines.key(node.text()[:_LONG]) for node in tree.css(_TITLED)[:_LONG]}
    if found:
        return headlines.within(page, limit, found, marked) or found
    return (
        headlines.bare_title(titles)
        or headlines.by_place(page, limit, marked)
        or headlines.by_markup(page)
        or headlines.first_words(next(iter(text.paragraphs), ""))
    )


def _first_prose(page: Flow, body: Body) -> int:
    """Return the first line of prose of the *body*, above which the headline may stand."""
    lines = enumerate(page.lines[body.start : body.limit], body.start)
    return next((index for index, line in lines if line.is_prose), body.start)


def _article(tree: LexborHTMLParser, titles: list[str]) -> tuple[Flow, Headline, Subtitles, Body]:
    """Return the flow of a page, and the titles and the body in it."""
    page = label_by_class(line_kinds.mark(blocks.merge(flow(tree.body))))
    headline = _headline(page, titles, tree)
    lesser = subtitles.read(page, headline)
    text = body.trim(page, *body.choose(page, lesser.end), headline.text)
    figures.with_pictures(page, lesser.end, text)
    return page, headline, lesser, text


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("title")
    return clean(node.text()[:_LONG]) if node is not None else ""


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the ``<meta>`` of a page by name, property or itemprop, in small letters."""
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = clean((attributes.get("content") or "")[:_LONG])
        if name and content:
            metas.setdefault(name.strip().lower().removeprefix("weibo: "), content)
    return metas
