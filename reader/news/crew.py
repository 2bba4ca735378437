"""Doing things side by side: any number of them, or the work of lanes by a few workers."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine

from reader.news.lanes import J, Lane, Lanes
from reader.news.online import Network, Online


async def together(*work: Coroutine[object, object, None]) -> None:
    """Do all of *work* at once; what one of it raises ends the rest."""
    tasks = [asyncio.create_task(coroutine) for coroutine in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def share(
    net: Network, lanes: Lanes[J], work: Callable[[Online, Lane[J]], Awaitable[None]], size: int
) -> None:
    """Let at most *size* workers, each with a client of its own, do the *work* of *lanes*."""

    async def worker() -> None:
        async with net.online() as online:
            while lane := lanes.take():
                await work(online, lane)
                lanes.leave(lane)

    await together(*(worker() for _ in range(min(size, lanes.room))))
