import asyncio
import threading
from collections.abc import Callable

import pytest

from reader.errors import StoreError
from reader.news.threads import in_thread
from tests.store.making import DISK_FULL


async def cancelled_midway(end: Callable[[], None]) -> None:
    """Cancel the task whose work is under way and comes to this end."""
    begun, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def work() -> None:
        loop.call_soon_threadsafe(begun.set)
        assert go_on.wait(60)
        end()

    task = asyncio.create_task(in_thread(work))
    await begun.wait()
    task.cancel()
    loop.call_soon(go_on.set)
    await task


async def test_work_begun_is_seen_through_when_the_task_is_cancelled() -> None:
    done: list[str] = []
    with pytest.raises(asyncio.CancelledError):
        await cancelled_midway(lambda: done.append("committed"))
    assert done == ["committed"]


async def test_the_failure_of_work_begun_is_raised_though_the_task_is_cancelled() -> None:
    def fill_the_disk() -> None:
        raise DISK_FULL

    with pytest.raises(StoreError, match="磁盘满了"):
        await cancelled_midway(fill_the_disk)


async def test_the_errors_of_the_work_arrive() -> None:
    with pytest.raises(ZeroDivisionError):
        await in_thread(divmod, 1, 0)
