"""The network and the parsers together: addresses in, feeds and articles out.

This is the only place of the house that imports `reader.fetch`, and it does so when a refresh
starts: first paint does not wait for httpx. Foreign bytes are parsed in the sandbox, but for
small and clean feeds, which hold no runaway and are most of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from reader.config import Fetch
from reader.errors import (
    BodyTooLarge,
    NotAFeed,
    NothingListed,
    NotText,
)
from reader.model import Draft, Feed, Link, Source
from reader.news.pace import Pace
from reader.news.passing import passing_over
from reader.news.turns import Turns
from reader.sandbox import Sandbox
from reader.text.clean import host_of, split_login
from reader.text.dates import epoch

if TYPE_CHECKING:
    from reader.fetch.client import Client, Response

T = TypeVar("T")

ANNOUNCED = 3
"""Feeds of one page that are tried; a page may announce any number."""
LONGEST = 32 << 20
"""Bytes of an answer, at most: of a feed, which may be longer than a page."""
AT_DESK = 8
"""Answers between parsing and storing at once: few for the memory, but more than may be slow."""
SMALL = 1 << 18
"""Bytes of a feed that take a few milliseconds, whatever they are."""
PAGE_MB = 16
"""Megabytes of a page."""
FURTHER = 20
"""Further pages of one article that are fetched."""
BACK = 50
"""Further pages of one list that are fetched to go back in time."""


class Online(Struct, frozen=True):
    """A worker's own client, and the sandbox of all; *now* dates what is read."""

    client: Client
    sandbox: Sandbox
    now: Callable[[], datetime]
    desk: asyncio.Semaphore
    """To be held from parsing to storing, so that parsed feeds do not pile up."""
    pace: Pace
    turns: Turns
    timeout: float
    """Seconds that one article may take, with all its pages."""

    async def get(
        self, url: str, *, etag: str = "", last_modified: str = "", typed: str = ""
    ) -> Response:
        """Fetch *url* when its host may be asked, as `reader.fetch.client.Client.get` does."""
        await self.pace.turn(url)
        return await self.client.get(url, etag=etag, last_modified=last_modified, typed=typed)

    async def listing(self, source: Source, response: Response) -> tuple[Source, Feed]:
        """Return the articles that an answer of *source* lists, and the source with its title.

        The kind ``auto`` is found out: a feed, a page that announces one, which is followed, or a
        channel page. Raises InputError.
        """
        if source.kind == "page":
            return await self._list_page(source, response)
        try:
            return await self._feed(source, response)
        except NotText:
            raise NotAFeed(name=host_of(response.url)) from None
        except NotAFeed:
            if source.kind == "feed":
                raise
        found = await self._announced(source, response) or await self._list_page(source, response)
        if not found[1].entries:
            raise NothingListed(name=host_of(response.url))
        return found

    async def _announced(self, source: Source, response: Response) -> tuple[Source, Feed] | None:
        """Return the first feed that a page announces and that lists articles, if there is one."""
        _check_size(response)
        async with self.turns.turn(source):
            links = await self.sandbox.run(
                tuple[Link, ...], "reader.extract.page:feed_links", response.body, response.url
            )
        for link in links[:ANNOUNCED]:
            with passing_over(link.url):  # many are long dead; the page itself is not
                answer = await self.get(link.url, typed=source.address)
                found, feed = await self._feed(source, answer)
                if feed.entries:
                    url = answer.permanent_url or split_login(link.url)[0]
                    login = source.login if answer.keeps_login else ""
                    return replace(found, url=url, login=login), feed
        return None

    async def names(self, source: Source, response: Response) -> tuple[Link, ...]:
        """Give the names that a channel page links."""
        async with self.turns.turn(source):
            return await self.sandbox.run(
                tuple[Link, ...],
                "reader.extract.links:read_names",
                response.body,
                response.url,
                charset=source.charset or response.charset,
            )

    async def earlier(self, source: Source, feed: Feed, since: int) -> Feed:
        """Give *feed*, a list of *source*, with what its further pages list, back to *since*.

        A page that cannot be had ends it, and so does one that lists nothing more.
        """
        entries, page, asked = {entry.url: entry for entry in feed.entries}, feed, {""}
        fresh = list(feed.entries)
        while fresh and not _before(fresh, since) and page.next_page not in asked:
            if len(asked) > BACK:
                break
            asked.add(page.next_page)
            fresh = []
            with passing_over(page.next_page):
                response = await self.get(page.next_page, typed=source.address)
                _, page = await self._list_page(source, response)
                fresh = [entry for entry in page.entries if entry.url not in entries]
                entries.update((entry.url, entry) for entry in fresh)
        return replace(feed, entries=tuple(entries.values()))

    async def article(self, source: Source, url: str) -> Draft:
        """Fetch an article of *source* and read it, its further pages joined to it.

        The addresses of those that could not be had in time stay in its ``pages``. Raises
        FetchError, InputError.
        """
        from reader.extract.article.pages import join_pages  # not before first paint

        self.turns.check(source)
        deadline = asyncio.get_running_loop().time() + self.timeout
        drafts = [await self._page(source, url)]
        waiting, seen = list(drafts[0].pages), {url}
        with passing_over(url), suppress(TimeoutError):
            async with asyncio.timeout_at(deadline):
                while waiting and len(drafts) <= FURTHER:
                    if waiting[0] not in seen:
                        page = await self._page(source, waiting[0])
                        seen.add(waiting[0])
                        waiting += page.pages
                        drafts.append(page)
                    del waiting[0]
        return replace(join_pages(drafts), pages=tuple(dict.fromkeys(waiting)))

    async def _page(self, source: Source, url: str) -> Draft:
        # A folder is the reader's own, and so are the addresses in it.
        typed = "" if source.kind == "folder" else source.address
        response = await self.get(url, typed=typed)
        return await self._read_page(Draft, "page:read_page", source, response)

    async def _feed(self, source: Source, response: Response) -> tuple[Source, Feed]:
        feed = await self._parse_feed(source, response)
        found = replace(source, kind="feed", site_url=feed.site_url or source.site_url)
        return _described(found, feed, response), feed

    async def _parse_feed(self, source: Source, response: Response) -> Feed:
        from reader.extract.feed import join_parts, parse_clean_feed

        if len(response.body) <= SMALL:
            charset = source.charset or response.charset
            feed = parse_clean_feed(response.body, response.url, charset=charset, now=self.now())
            if feed is not None:
                return feed
        async with self.turns.turn(source):
            parts = await self.sandbox.run_in_parts(
                Feed,
                "reader.extract.feed:parse_feed_in_parts",
                response.body,
                response.url,
                **self._hints(source, response),
            )
        return join_parts(parts)

    async def _list_page(self, source: Source, response: Response) -> tuple[Source, Feed]:
        page = await self._read_page(Feed, "links:read_links", source, response)
        return _described(replace(source, kind="page"), page, response), page

    async def _read_page(
        self, returns: type[T], function: str, source: Source, response: Response
    ) -> T:
        _check_size(response)
        async with self.turns.turn(source):
            return await self.sandbox.run(
                returns,
                f"reader.extract.{function}",
                response.body,
                response.url,
                **self._hints(source, response),
            )

    def _hints(self, source: Source, response: Response) -> dict[str, Any]:
        """Return what readers are told besides the bytes and their address."""
        return {"charset": source.charset or response.charset, "now": self.now()}


class Network(Struct, frozen=True):
    """What all workers of one refresh share."""

    settings: Fetch
    sandbox: Sandbox
    now: Callable[[], datetime]
    desk: asyncio.Semaphore
    pace: Pace
    turns: Turns
    limit: int = LONGEST
    """Bytes that one answer may have."""

    @asynccontextmanager
    async def online(self) -> AsyncIterator[Online]:
        """Open a client for one worker."""
        client_class = await asyncio.to_thread(_import_client)  # 80 ms that the screen goes on in
        timeout, proxy = self.settings.timeout, self.settings.proxy
        async with client_class(timeout, limit=self.limit, proxy=proxy) as client:
            yield Online(client, self.sandbox, self.now, self.desk, self.pace, self.turns, timeout)


@asynccontextmanager
async def network(settings: Fetch, now: Callable[[], datetime]) -> AsyncIterator[Network]:
    """Open the sandbox for as long as one refresh lasts."""
    async with Sandbox() as sandbox:
        yield new_network(settings, sandbox, now)


def new_network(settings: Fetch, sandbox: Sandbox, now: Callable[[], datetime]) -> Network:
    """Give what workers share, over a *sandbox* that whoever opened it closes."""
    desk = asyncio.Semaphore(AT_DESK)
    return Network(settings, sandbox, now, desk, Pace(), Turns())


def _check_size(response: Response) -> None:
    """Raise BodyTooLarge for more than can be a page, or than its tree has room for."""
    if len(response.body) > PAGE_MB << 20:
        raise BodyTooLarge(host=host_of(response.url), limit=PAGE_MB)


def _described(source: Source, feed: Feed, response: Response) -> Source:
    """Return *source* with what its answer and *feed*, which that holds, say about themselves."""
    return replace(
        source,
        title=feed.title or source.title,
        charset_declared=feed.charset_declared,
        charset_used=feed.charset_used,
        etag=response.etag,
        last_modified=response.last_modified,
    )


def _before(entries: Iterable[Draft], since: int) -> bool:
    """Whether all *entries* that have a time are from before *since*, and there are such."""
    times = [epoch(entry.published) for entry in entries if entry.published]
    return bool(times) and max(times) < since


def _import_client() -> type[Client]:
    from reader.fetch.client import Client

    return Client
