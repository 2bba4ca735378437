"""What servers answer, parsed: the articles that a source lists, an article with all its pages.

Foreign bytes are parsed in the sandbox, but for small and clean feeds: those cannot keep a parser
busy for long, and most feeds are.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader.errors import NotAFeed, NothingListed, NotText
from reader.extract.html.addresses import PageAddress
from reader.model import Draft, Feed, Link, Source
from reader.news.refresh.editions import leads_to_edition
from reader.news.refresh.session import FetchSession, check_size, hints_of, parse, skip_failure
from reader.text.clean import display_url, host_of, split_login
from reader.text.dates import epoch

if TYPE_CHECKING:
    from reader.fetch.client import Response

# The columns of a page.

COLUMN_LIMIT = 5
"""Columns that are proposed of a page."""
_LEAST = 3
"""Articles that make a column."""


class Column(Struct, frozen=True):
    """What the addresses of a column hold, such as ``/yw/``, and how many articles it has."""

    part: str
    count: int


def columns(entries: Sequence[Draft]) -> list[Column]:
    """Return the columns of what a page lists, the largest first; none where it has only one."""
    parts = (part for part in (PageAddress(entry.url).column for entry in entries) if part != "/")
    counts = Counter(parts).most_common(COLUMN_LIMIT)
    # Of a folder within another the outer one would hold the articles of both.
    found = [Column(part, len(narrowed(entries, part))) for part, n in counts if n >= _LEAST]
    return found if len(found) > 1 else []


def narrowed(entries: Sequence[Draft], part: str) -> tuple[Draft, ...]:
    """Return those of *entries* whose address holds *part*."""
    return tuple(entry for entry in entries if part in entry.url)


# What servers answer, parsed.

ANNOUNCED = 3
"""Feeds of one page that are tried; a page may announce any number."""
SMALL = 1 << 18
"""Bytes of a feed that take a few milliseconds to parse, whatever they are."""
PAGE_LIMIT = 20
"""Further pages of one article that are fetched."""
LIST_PAGE_LIMIT = 50
"""Further pages of one list that are fetched to go back in time."""


async def list_articles(
    session: FetchSession, source: Source, response: Response
) -> tuple[Source, Feed]:
    """Return *source*, with what its answer says about itself, and the articles it lists.

    The kind ``auto`` is found out: a feed, a page that announces one, which is followed, a channel
    page, or a page of a paper's edition or one that leads to it, whose articles are not listed.
    Raises InputError, and FetchError where a paper's edition cannot be had.
    """
    if source.kind == "page":
        return await _list_page(session, source, response)
    try:
        return await _list_feed(session, source, response)
    except NotText:
        raise NotAFeed(name=display_url(response.url)) from None
    except NotAFeed:
        if source.kind == "feed":
            raise
    announced = await _follow_announced(session, source, response)
    found, feed = announced or await _list_page(session, source, response)
    if feed.pages or (not feed.entries and await leads_to_edition(session, source, response)):
        return replace(source, kind="paper"), feed
    if not feed.entries:
        raise NothingListed(name=host_of(response.url))
    return found, feed


async def list_earlier(session: FetchSession, source: Source, feed: Feed, since: int) -> Feed:
    """Return *feed*, a list of *source*, with what its further pages list, back to *since*.

    *since* is in epoch seconds. A page that cannot be had ends it, and so does one that lists
    nothing more.
    """
    entries, page, asked = {entry.url: entry for entry in feed.entries}, feed, {""}
    fresh = list(feed.entries)
    while fresh and not _are_before(fresh, since) and page.next_page not in asked:
        if len(asked) > LIST_PAGE_LIMIT:
            break
        asked.add(page.next_page)
        fresh = []
        with skip_failure(page.next_page):
            response = await session.get(page.next_page, typed=source.address)
            _, page = await _list_page(session, source, response)
            fresh = [entry for entry in page.entries if entry.url not in entries]
            entries.update((entry.url, entry) for entry in fresh)
    return replace(feed, entries=tuple(entries.values()))


async def read_names(session: FetchSession, source: Source, response: Response) -> tuple[Link, ...]:
    """Return the links of a channel page by their names, which may be those of places."""
    return await _read_page_links("links:read_names", session, source, response)


async def read_breadcrumb(
    session: FetchSession, source: Source, response: Response
) -> tuple[Link, ...]:
    """Return the links that lead down to a page, as it shows them itself."""
    return await _read_page_links("article.masthead:read_breadcrumb", session, source, response)


async def parse_article(session: FetchSession, source: Source, response: Response) -> Draft:
    """Return the article of a page, without its further pages. Raises InputError."""
    return await parse(Draft, "page:read_page", session, source, response)


async def read_article(
    session: FetchSession, source: Source, url: str, further: Sequence[str] = ()
) -> Draft:
    """Fetch an article of *source* and read it, its further pages joined to it.

    *further* are the addresses of pages that its list tells, beside those that it tells itself.

    The addresses of those that could not be had in time stay in its ``pages``. Raises FetchError,
    InputError.
    """
    from reader.extract.article.pages import join_pages  # not before first paint

    session.network.parser_limit.check(source)
    deadline = asyncio.get_running_loop().time() + session.network.settings.timeout
    drafts = [await _read_page(session, source, url)]
    waiting, seen = [*drafts[0].pages, *further], {url}
    with skip_failure(url), suppress(TimeoutError):
        async with asyncio.timeout_at(deadline):
            while waiting and len(drafts) <= PAGE_LIMIT:
                if waiting[0] not in seen:
                    page = await _read_page(session, source, waiting[0])
                    seen.add(waiting[0])
                    waiting += page.pages
                    drafts.append(page)
                del waiting[0]
    return replace(join_pages(drafts), pages=tuple(dict.fromkeys(waiting)))


async def _follow_announced(
    session: FetchSession, source: Source, response: Response
) -> tuple[Source, Feed] | None:
    """Return the first feed that a page announces and that lists articles, if there is one."""
    check_size(response)
    async with session.network.parser_limit.slot(source):
        links = await session.network.sandbox.run(
            tuple[Link, ...], "reader.extract.page:feed_links", response.body, response.url
        )
    for link in links[:ANNOUNCED]:
        with skip_failure(link.url):  # many are long dead; the page itself is not
            answer = await session.get(link.url, typed=source.address)
            found, feed = await _list_feed(session, source, answer)
            if feed.entries:
                url = answer.permanent_url or split_login(link.url)[0]
                login = source.login if answer.keeps_login else ""
                return replace(found, url=url, login=login), feed
    return None


async def _list_feed(
    session: FetchSession, source: Source, response: Response
) -> tuple[Source, Feed]:
    feed = await _parse_feed(session, source, response)
    found = replace(source, kind="feed", site_url=feed.site_url or source.site_url)
    return _described(found, feed, response), feed


async def _parse_feed(session: FetchSession, source: Source, response: Response) -> Feed:
    from reader.extract.feed import join_parts, parse_clean_feed

    hints = hints_of(session, source, response)
    if len(response.body) <= SMALL:
        feed = parse_clean_feed(response.body, response.url, **hints)
        if feed is not None:
            return feed
    async with session.network.parser_limit.slot(source):
        parts = await session.network.sandbox.run_in_parts(
            Feed,
            "reader.extract.feed:parse_feed_in_parts",
            response.body,
            response.url,
            **hints,
        )
    return join_parts(parts)


async def _list_page(
    session: FetchSession, source: Source, response: Response
) -> tuple[Source, Feed]:
    page = await parse(Feed, "links:read_links", session, source, response)
    page = replace(page, entries=narrowed(page.entries, source.part))
    return _described(replace(source, kind="page"), page, response), page


async def _read_page(session: FetchSession, source: Source, url: str) -> Draft:
    # A folder is the reader's own, and so are the addresses in it.
    typed = "" if source.kind == "folder" else source.address
    return await parse_article(session, source, await session.get(url, typed=typed))


async def _read_page_links(
    function: str, session: FetchSession, source: Source, response: Response
) -> tuple[Link, ...]:
    charset = source.charset or response.charset
    async with session.network.parser_limit.slot(source):
        return await session.network.sandbox.run(
            tuple[Link, ...],
            f"reader.extract.{function}",
            response.body,
            response.url,
            charset=charset,
        )


def _described(source: Source, feed: Feed, response: Response) -> Source:
    """Return *source* with what its answer and *feed*, which that holds, say about themselves.

    Of a feed that is cut off no validators are kept, so that the whole is asked for next time.
    """
    return replace(
        source,
        title=feed.title or source.title,
        charset_declared=feed.charset_declared,
        charset_used=feed.charset_used,
        etag="" if feed.is_cut else response.etag,
        last_modified="" if feed.is_cut else response.last_modified,
    )


def _are_before(entries: Iterable[Draft], since: int) -> bool:
    """Whether all *entries* that have a time are from before *since*, and there are such."""
    times = [epoch(entry.published) for entry in entries if entry.published]
    return bool(times) and max(times) < since
