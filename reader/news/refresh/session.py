"""What the workers of one refresh share: clients, limits, queues, and a sandbox.

This is the only module of the house that imports `reader.fetch`, and it does so when a refresh
starts: first paint does not wait for httpx.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakValueDictionary

from msgspec import Struct

from reader import log
from reader.errors import ParserStopped, StoreError, body_too_large
from reader.model import Source
from reader.processes.sandbox import Sandbox
from reader.settings.config import Fetch
from reader.text.addresses import is_loopback
from reader.text.clean import host_of

if TYPE_CHECKING:
    from reader.fetch.client import Client, Response

# Politeness: what is to be fetched is queued by host, and no host is asked too often at once.

J = TypeVar("J")

WORKERS = 2
"""Connections to one host at once."""
PAUSE = 0.1
"""Seconds between two requests to one host."""


@dataclass(slots=True)
class HostQueue(Generic[J]):
    """The jobs that still need one host, and how many workers do them."""

    host: str
    owner: Callable[[J], object]
    """Returns whose job one is."""
    waiting: deque[J] = field(default_factory=deque)
    workers: int = 0
    _busy: list[object] = field(default_factory=list)
    """The owners of the jobs that workers are doing."""

    def jobs(self) -> Iterator[J]:
        """Yield one job after the other; several workers share them.

        They work for different owners where they can, so that a slow owner delays only itself.
        """
        while self.waiting:
            job = self._next()
            self._busy.append(self.owner(job))
            try:
                yield job
            finally:
                self._busy.remove(self.owner(job))

    def _next(self) -> J:
        others = (n for n, job in enumerate(self.waiting) if self.owner(job) not in self._busy)
        place = next(others, 0)
        job = self.waiting[place]
        del self.waiting[place]
        return job


class HostQueues(Generic[J]):
    """Hands out queues to workers, the longest first."""

    def __init__(
        self, jobs: Iterable[tuple[str, J]], owner: Callable[[J], object] = lambda job: job
    ) -> None:
        """Sort *jobs*, each with its address, by host."""
        queues: dict[str, HostQueue[J]] = {}
        for url, job in jobs:
            host = host_of(url)
            queues.setdefault(host, HostQueue(host, owner)).waiting.append(job)
        self._queues = sorted(queues.values(), key=lambda queue: -len(queue.waiting))

    @property
    def capacity(self) -> int:
        """How many workers can find work at once."""
        return sum(min(len(queue.waiting), WORKERS) for queue in self._queues)

    def take(self) -> HostQueue[J] | None:
        """Return a queue that can do with one more worker, None if there is none left."""
        free = [queue for queue in self._queues if queue.waiting and queue.workers < WORKERS]
        queue = min(free, key=lambda queue: queue.workers, default=None)
        if queue is not None:
            queue.workers += 1
        return queue

    def release(self, queue: HostQueue[J]) -> None:
        """Take one worker off a queue."""
        queue.workers -= 1
        if not queue.waiting and not queue.workers:
            self._queues.remove(queue)


class RateLimit:
    """Keeps requests to the same host apart, whoever makes them and for whatever."""

    def __init__(self) -> None:
        self._free: dict[str, float] = {}
        """When each host may be asked again, in the event loop's seconds."""

    async def wait(self, url: str) -> None:
        """Wait until the host of *url* may be asked; this machine needs no pause."""
        host = host_of(url)
        if is_loopback(host):
            return
        now = asyncio.get_running_loop().time()
        start = max(now, self._free.get(host, now))
        self._free[host] = start + PAUSE
        await asyncio.sleep(start - now)


# What the workers of one refresh share.

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
            raise self._stopped[source.url].having()


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
    async def session(self) -> AsyncIterator[FetchSession]:
        """Open a client for one worker."""
        client_class = await asyncio.to_thread(_import_client)  # 80 ms that the screen goes on in
        timeout, proxy = self.settings.timeout, self.settings.proxy
        async with client_class(timeout, limit=self.limit, proxy=proxy) as client:
            yield FetchSession(client, self)


class FetchSession(Struct, frozen=True):
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
    work: Callable[[FetchSession, HostQueue[J]], Awaitable[None]],
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


# Parsing what servers answer, in the sandbox and within limits.

T = TypeVar("T")

PAGE_MB = 16
"""Megabytes of a page, at most."""


async def parse(
    returns: type[T], function: str, session: FetchSession, source: Source, response: Response
) -> T:
    """Return what *function*, such as ``page:read_page`` of `reader.extract`, makes of a page.

    Raises FetchError, InputError.
    """
    check_size(response)
    async with session.network.parser_limit.slot(source):
        return await session.network.sandbox.run(
            returns,
            f"reader.extract.{function}",
            response.body,
            response.url,
            **hints_of(session, source, response),
        )


def hints_of(session: FetchSession, source: Source, response: Response) -> dict[str, Any]:
    """Return the further arguments of parsers: the charset that is known, and the present."""
    return {"charset": source.charset or response.charset, "now": session.network.now()}


def check_size(response: Response) -> None:
    """Raise FetchError for more than can be a page, or than its tree has room for."""
    if len(response.body) > PAGE_MB << 20:
        raise body_too_large(host=host_of(response.url), limit=PAGE_MB)
