"""What the workers of one refresh share: clients, limits, and a sandbox for foreign bytes.

This is the only module of the house that imports `reader.fetch`, and it does so when a refresh
starts: first paint does not wait for httpx.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from msgspec import Struct

from reader import log
from reader.config import Fetch
from reader.errors import ParserStopped, StoreError
from reader.model import Source
from reader.news.hosts import HostQueue, HostQueues, J, RateLimit
from reader.sandbox import Sandbox

if TYPE_CHECKING:
    from reader.fetch.client import Client, Response

LONGEST = 32 << 20
"""Bytes of an answer, at most: of a feed, which may be longer than a page."""
IN_FLIGHT = 8
"""Answers between parsing and storing at once: few, to save memory, but enough not to be slow."""


class ParserLimit:
    """Keeps a source whose pages stop parsers from slowing down the other sources of a refresh.

    Its pages are parsed one at a time, and no longer at all once a parser had to be stopped: the
    next page would take as long.
    """

    def __init__(self) -> None:
        self._locks = WeakValueDictionary[str, asyncio.Lock]()
        self._stopped: dict[str, ParserStopped] = {}

    @asynccontextmanager
    async def slot(self, source: Source) -> AsyncIterator[None]:
        """Hold the turn to parse a page of *source*. Raises ParserStopped where that is over."""
        async with self._locks.setdefault(source.url, asyncio.Lock()):
            self.check(source)
            try:
                yield
            except ParserStopped as error:
                self._stopped[source.url] = error
                raise

    def check(self, source: Source) -> None:
        """Raise ParserStopped where no page of *source* may be parsed any more."""
        if source.url in self._stopped:
            raise ParserStopped(**self._stopped[source.url].params)


class Network(Struct, frozen=True):
    """What all workers of one refresh share; *now* dates what they read."""

    settings: Fetch
    sandbox: Sandbox
    now: Callable[[], datetime]
    in_flight: asyncio.Semaphore
    """To be held from parsing to storing, so that parsed feeds do not pile up."""
    rate_limit: RateLimit
    parser_limit: ParserLimit
    limit: int = LONGEST
    """Bytes that one answer may have."""

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """Open a client for one worker."""
        client_class = await asyncio.to_thread(_import_client)  # 80 ms that the screen goes on in
        timeout, proxy = self.settings.timeout, self.settings.proxy
        async with client_class(timeout, limit=self.limit, proxy=proxy) as client:
            yield Session(client, self)


class Session(Struct, frozen=True):
    """A worker's own client on the *network* of all."""

    client: Client
    network: Network

    async def get(
        self, url: str, *, etag: str = "", last_modified: str = "", typed: str = ""
    ) -> Response:
        """Fetch *url* when its host may be asked, as `reader.fetch.client.Client.get` does."""
        await self.network.rate_limit.wait(url)
        return await self.client.get(url, etag=etag, last_modified=last_modified, typed=typed)


@asynccontextmanager
async def open_network(settings: Fetch, now: Callable[[], datetime]) -> AsyncIterator[Network]:
    """Open a network with a sandbox of its own, as for one refresh."""
    async with Sandbox() as sandbox:
        yield network_over(sandbox, settings, now)


def network_over(sandbox: Sandbox, settings: Fetch, now: Callable[[], datetime]) -> Network:
    """Return a network over a *sandbox* that whoever opened it closes."""
    in_flight = asyncio.Semaphore(IN_FLIGHT)
    return Network(settings, sandbox, now, in_flight, RateLimit(), ParserLimit())


async def run_workers(
    network: Network,
    queues: HostQueues[J],
    work: Callable[[Session, HostQueue[J]], Awaitable[None]],
    size: int,
) -> None:
    """Do the *work* of all *queues* with at most *size* workers, each with its own session."""

    async def worker() -> None:
        async with network.session() as session:
            while queue := queues.take():
                await work(session, queue)
                queues.release(queue)

    await run_together(*(worker() for _ in range(min(size, queues.capacity))))


async def run_together(*work: Coroutine[object, object, None]) -> None:
    """Run all of *work* concurrently; the first error cancels the rest and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            for coroutine in work:
                group.create_task(coroutine)
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None


@contextmanager
def skip_failure(name: str) -> Iterator[None]:
    """Suppress errors about *name*, a page or a picture; log those that are faults of ours.

    What is wrong with the database concerns everything: raises StoreError.
    """
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        log.as_ours(error, name)


def _import_client() -> type[Client]:
    from reader.fetch.client import Client

    return Client
