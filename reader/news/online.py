"""The network and the parsers together: addresses in, feeds and articles out.

This is the only place of the house that imports `reader.fetch`, and it does so when a refresh
starts: first paint does not wait for httpx. Foreign bytes are parsed in the sandbox.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reader.config import Fetch
from reader.errors import FetchError, InputError, NotAFeed
from reader.model import Draft, Feed, Link, Source
from reader.sandbox import Sandbox
from reader.text.clean import host_of, safe_url

if TYPE_CHECKING:
    from reader.fetch.client import Client, Response


ANNOUNCED = 3
"""Feeds of one page that are tried; a page may announce any number."""


@dataclass(frozen=True, slots=True)
class Online:
    """An open client and an open sandbox, used by one refresh; *now* dates what is read."""

    client: Client
    sandbox: Sandbox
    now: Callable[[], datetime]

    async def listing(self, source: Source, response: Response) -> tuple[Source, Feed]:
        """Give the articles that an answer of *source* lists, and the source with its title.

        The kind ``auto`` is found out: a feed first, else a channel page. Raises InputError.
        """
        kind = source.kind
        if kind != "page":
            try:
                feed: Feed = await self._read("extract.feed:parse_feed", source, response)
            except NotAFeed:
                if kind == "feed":
                    raise
            else:
                return replace(source, kind="feed", title=feed.title or source.title), feed
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
                answer = await self.client.get(link.url, typed=source.url)
                found, feed = await self.listing(replace(source, kind="feed"), answer)
            except (FetchError, InputError):
                continue  # announced feeds are often long dead; the page itself is not
            if feed.entries:
                return replace(found, url=answer.permanent_url or link.url), feed
        return None

    async def article(self, source: Source, url: str) -> Draft:
        """Fetch the page of an article of *source* and read it. Raises FetchError, InputError."""
        # A folder is the reader's own, and so are the addresses in it.
        response = await self.client.get(url, typed=safe_url(source.url))
        draft: Draft = await self._read("extract.page:read_page", source, response)
        return draft

    async def _read(self, function: str, source: Source, response: Response) -> Any:
        return await self.sandbox.run(
            f"reader.{function}",
            response.body,
            response.url,
            charset=source.charset or response.charset,
            now=self.now(),
        )


@asynccontextmanager
async def online(settings: Fetch, now: Callable[[], datetime]) -> AsyncIterator[Online]:
    """Open the network and the sandbox for as long as one refresh lasts."""
    client_class = await asyncio.to_thread(_import_client)  # 100 ms that the screen goes on in
    async with client_class(timeout=settings.timeout) as client, Sandbox() as sandbox:
        yield Online(client, sandbox, now)


def _import_client() -> type[Client]:
    from reader.fetch.client import Client

    return Client
