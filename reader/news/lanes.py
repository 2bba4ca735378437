"""The order of what is to be fetched: by host, so that no host has to serve many at once."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from reader.text.clean import host_of

J = TypeVar("J")

WORKERS = 2
"""Connections to one host at once."""


@dataclass(slots=True)
class Lane(Generic[J]):
    """What is still to be fetched from one host, and how many workers fetch it."""

    host: str
    owner: Callable[[J], object]
    """Whose job one is."""
    waiting: deque[J] = field(default_factory=deque)
    workers: int = 0
    _served: list[object] = field(default_factory=list)
    """Whose jobs the workers have in hand."""

    def jobs(self) -> Iterator[J]:
        """Yield one job after the other; several workers share them.

        They work for different owners where they can, so that one that takes long holds up itself.
        """
        while self.waiting:
            job = self._next()
            self._served.append(self.owner(job))
            try:
                yield job
            finally:
                self._served.remove(self.owner(job))

    def _next(self) -> J:
        others = (n for n, job in enumerate(self.waiting) if self.owner(job) not in self._served)
        place = next(others, 0)
        job = self.waiting[place]
        del self.waiting[place]
        return job


class Lanes(Generic[J]):
    """Hands out lanes to workers: those of the hosts with most to fetch first."""

    def __init__(
        self, jobs: Iterable[tuple[str, J]], owner: Callable[[J], object] = lambda job: job
    ) -> None:
        """Sort *jobs*, each with its address, by their hosts."""
        lanes: dict[str, Lane[J]] = {}
        for url, job in jobs:
            host = host_of(url)
            lanes.setdefault(host, Lane(host, owner)).waiting.append(job)
        self._lanes = sorted(lanes.values(), key=lambda lane: -len(lane.waiting))

    @property
    def room(self) -> int:
        """How many workers can find work at once."""
        return sum(min(len(lane.waiting), WORKERS) for lane in self._lanes)

    def take(self) -> Lane[J] | None:
        """Give a lane with room for one more worker; None where there is no work left for one."""
        open_lanes = [lane for lane in self._lanes if lane.waiting and lane.workers < WORKERS]
        lane = min(open_lanes, key=lambda lane: lane.workers, default=None)
        if lane is not None:
            lane.workers += 1
        return lane

    def leave(self, lane: Lane[J]) -> None:
        """Give a lane back."""
        lane.workers -= 1
        if not lane.waiting and not lane.workers:
            self._lanes.remove(lane)
