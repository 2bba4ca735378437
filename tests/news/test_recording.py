import asyncio
import threading

import pytest

from reader.news.recording import in_thread


async def test_work_begun_is_seen_through_when_the_task_is_cancelled() -> None:
    begun, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    done: list[str] = []

    def commit() -> None:
        loop.call_soon_threadsafe(begun.set)
        assert go_on.wait(10)
        done.append("committed")

    task = asyncio.create_task(in_thread(commit))
    await begun.wait()
    task.cancel()
    loop.call_soon(go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert done == ["committed"]


async def test_the_errors_of_the_work_arrive() -> None:
    with pytest.raises(ZeroDivisionError):
        await in_thread(divmod, 1, 0)
