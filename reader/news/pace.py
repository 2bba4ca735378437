"""How fast one host may be asked, whoever asks it and for whatever."""

import asyncio

from reader.text.clean import host_of
from reader.text.hosts import is_loopback

PAUSE = 0.1
"""Seconds between two requests to one host."""


class Pace:
    """Keeps the requests of one refresh to each host apart."""

    def __init__(self) -> None:
        self._free: dict[str, float] = {}

    async def turn(self, url: str) -> None:
        """Wait until the host of *url* may be asked; this machine needs no pause."""
        host = host_of(url)
        if is_loopback(host):
            return
        now = asyncio.get_running_loop().time()
        start = max(now, self._free.get(host, now))
        self._free[host] = start + PAUSE
        await asyncio.sleep(start - now)
