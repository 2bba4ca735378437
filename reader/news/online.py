"""The network and the parsers together: addresses in, feeds and articles out.

This is the only place of the house that imports `reader.fetch`, and it does so when a refresh
starts: first paint does not wait for httpx. Foreign bytes are parsed in the sandbox, but for
small and clean feeds, which hold no runaway and are most of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reader.config import Fetch
from reader.errors import FetchError, InputError, NotAFeed, NotText
from reader.model import Draft, Feed, Link, Source
from reader.sandbox import Sandbox
from reader.text.clean import host_of, split_login

if TYPE_CHECKING:
    from reader.fetch.client import Client, Response


ANNOUNCED = 3
"""Feeds of one page that are tried; a page may announce any number."""
AT_DESK = 8
"""Answers between parsing and storing at once: few for the memory, but more than may be slow."""
SMALL = 1 << 18
"""Bytes of a feed that take a few milliseconds, whatever they are."""


@dataclass(frozen=True, slots=True)
class Online:
    """A worker's own client, and the sandbox of all; *now* dates what is read."""

    client: Client
    sandbox: Sandbox
    now: Callable[[], datetime]
    desk: asyncio.Semaphore
    """To be held from parsing to storing, so that parsed feeds do not pile up."""

    async def listing(self, source: Source, response: Response) -> tuple[Source, Feed]:
        """Give the articles that an answer of *source* lists, and the source with its title.

        The kind ``auto`` is found out: a feed first, else a channel page. Raises InputError.
        """
        kind = source.kind
        if kind != "page":
            try:
                feed = await self._feed(source, response)
            except NotText:
                raise NotAFeed(name=host_of(response.url)) from None
            except NotAFeed:
                if kind == "feed":
                    raise
            else:
                title, site_url = feed.title or source.title, feed.site_url or source.site_url
                return replace(source, kind="feed", title=title, site_url=site_url), feed
        page: Feed = await self._read("extract.links:read_links", source, response)
        if kind == "auto" and not page.entries:
            raise NotAFeed(name=host_of(response.url))
        return replace(source, kind="page", title=page.title or source.title), page

    async def announced(self, source: Source, response: Response) -> tuple[Source, Feed] | None:
        """Give the first feed that a page announces and that lists articles, if there is one."""
        links: tuple[Link, ...] = await self.sandbox.run(
            "reader.extract.page:feed_links", response.body, response.url
        )
        for link in links[:ANNOUNCED]:
            try:
                answer = await self.client.get(link.url, typed=source.address)
                found, feed = await self.listing(replace(source, kind="feed"), answer)
            except (FetchError, InputError):
                continue  # announced feeds are often long dead; the page itself is not
            if feed.entries:
                url = answer.permanent_url or split_login(link.url)[0]
                login = source.login if answer.keeps_login else ""
                return replace(found, url=url, login=login), feed
        return None

    async def names(self, source: Source, response: Response) -> tuple[Link, ...]:
        """Give the names that a channel page links."""
        charset = source.charset or response.charset
        names: tuple[Link, ...] = await self.sandbox.run(
            "reader.extract.navigation:read_names", response.body, response.url, charset=charset
        )
        return names

    async def article(self, source: Source, url: str) -> Draft:
        """Fetch the page of an article of *source* and read it. Raises FetchError, InputError."""
        # A folder is the reader's own, and so are the addresses in it.
        typed = "" if source.kind == "folder" else source.address
        response = await self.client.get(url, typed=typed)
        draft: Draft = await self._read("extract.page:read_page", source, response)
        return draft

    async def _feed(self, source: Source, response: Response) -> Feed:
        if len(response.body) <= SMALL:
            from reader.extract.feed import parse_clean_feed

            charset = source.charset or response.charset
            feed = parse_clean_feed(response.body, response.url, charset=charset, now=self.now())
            if feed is not None:
                return feed
        found: Feed = await self._read("extract.feed:parse_feed", source, response)
        return found

    async def _read(self, function: str, source: Source, response: Response) -> Any:
        return await self.sandbox.run(
            f"reader.{function}",
            response.body,
            response.url,
            charset=source.charset or response.charset,
            now=self.now(),
        )


@dataclass(frozen=True, slots=True)
class Network:
    """What all workers of one refresh share."""

    settings: Fetch
    sandbox: Sandbox
    now: Callable[[], datetime]
    desk: asyncio.Semaphore

    @asynccontextmanager
    async def online(self) -> AsyncIterator[Online]:
        """Open a client for one worker."""
        client_class = await asyncio.to_thread(_import_client)  # 80 ms that the screen goes on in
        async with client_class(timeout=self.settings.timeout) as client:
            yield Online(client, self.sandbox, self.now, self.desk)


@asynccontextmanager
async def network(settings: Fetch, now: Callable[[], datetime]) -> AsyncIterator[Network]:
    """Open the sandbox for as long as one refresh lasts."""
    async with Sandbox() as sandbox:
        yield Network(settings, sandbox, now, asyncio.Semaphore(AT_DESK))


def _import_client() -> type[Client]:
    from reader.fetch.client import Client

    return Client
