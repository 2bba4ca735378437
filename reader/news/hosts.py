"""Politeness: what is to be fetched is queued by host, and no host is asked too often at once."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from reader.text.clean import host_of
from reader.text.hosts import is_loopback

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
