"""The order in which sources are asked: by host, so that no host has to serve many at once."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field

from reader.model import Source
from reader.text.clean import host_of, is_loopback

WORKERS = 2
"""Connections to one host at once."""
PAUSE = 0.1
"""Seconds between two requests to one host."""


@dataclass(slots=True)
class Lane:
    """The sources of one host that are still to be asked, and how many workers ask them."""

    host: str
    waiting: deque[Source] = field(default_factory=deque)
    workers: int = 0
    _free: float = 0.0

    async def sources(self) -> AsyncIterator[Source]:
        """Yield one source after the other, at the pace that the host may be asked at."""
        while self.waiting:
            await self._turn()
            if self.waiting:  # another worker may have been faster
                yield self.waiting.popleft()

    async def _turn(self) -> None:
        if is_loopback(self.host):
            return
        now = asyncio.get_running_loop().time()
        start = max(now, self._free)
        self._free = start + PAUSE
        await asyncio.sleep(start - now)


class Lanes:
    """Hands out lanes to workers: those of the hosts with most to ask first."""

    def __init__(self, sources: Iterable[Source]) -> None:
        lanes: dict[str, Lane] = {}
        for source in sources:
            host = host_of(source.url)
            lanes.setdefault(host, Lane(host)).waiting.append(source)
        self._lanes = sorted(lanes.values(), key=lambda lane: -len(lane.waiting))

    @property
    def room(self) -> int:
        """How many workers can find work at once."""
        return sum(min(len(lane.waiting), WORKERS) for lane in self._lanes)

    def take(self) -> Lane | None:
        """Give a lane with room for one more worker; None where there is no work left for one."""
        open_lanes = [lane for lane in self._lanes if lane.waiting and lane.workers < WORKERS]
        lane = min(open_lanes, key=lambda lane: lane.workers, default=None)
        if lane is not None:
            lane.workers += 1
        return lane

    def leave(self, lane: Lane) -> None:
        """Give a lane back."""
        lane.workers -= 1
        if not lane.waiting and not lane.workers:
            self._lanes.remove(lane)
