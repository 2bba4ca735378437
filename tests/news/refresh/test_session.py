"""Whose pages are parsed, and when."""

import asyncio

import pytest

from reader.errors import NotAFeed, ParserStopped
from reader.model import Source
from reader.news.refresh.session import PAUSE, WORKERS, HostQueues, ParserLimit, RateLimit


def jobs(host: str, count: int) -> list[tuple[str, int]]:
    return [(f"https://{host}/{number}", number) for number in range(count)]


def test_no_host_has_more_than_its_workers() -> None:
    queues = HostQueues([*jobs("a.example", 9), *jobs("b.example", 1)])
    taken = [queues.take() for _ in range(3)]
    assert [queue and queue.host for queue in taken] == ["a.example", "b.example", "a.example"]
    assert HostQueues(jobs("a.example", 9)).capacity == WORKERS


def test_a_queue_given_back_with_work_left_is_handed_out_again() -> None:
    queues = HostQueues(jobs("a.example", 9))
    first, second = queues.take(), queues.take()
    assert first is second
    assert first is not None
    queues.release(first)
    assert queues.take() is first


def test_workers_of_one_host_share_its_jobs() -> None:
    queue = HostQueues(jobs("a.example", 4)).take()
    assert queue is not None
    one, other = queue.jobs(), queue.jobs()
    assert [next(worker) for worker in (one, other, one, other)] == [0, 1, 2, 3]


def test_workers_of_one_host_work_for_different_owners_where_they_can() -> None:
    owned = [(f"https://a.example/{name}", name) for name in ("a1", "a2", "a3", "b1")]
    queue = HostQueues(owned, owner=lambda name: name[0]).take()
    assert queue is not None
    one, other = queue.jobs(), queue.jobs()
    assert [next(worker) for worker in (one, other, other, one)] == ["a1", "b1", "a2", "a3"]


async def waits(monkeypatch: pytest.MonkeyPatch, *urls: str) -> list[float]:
    """How long whoever asks for *urls* at once has to wait."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("asyncio.sleep", sleep)
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: 0.0)
    limit = RateLimit()
    for url in urls:
        await limit.wait(url)
    return waited


async def test_requests_to_one_host_keep_their_distance(monkeypatch: pytest.MonkeyPatch) -> None:
    waited = await waits(monkeypatch, *(url for url, _ in jobs("a.example", 4)))
    assert waited == pytest.approx([0, PAUSE, 2 * PAUSE, 3 * PAUSE])


async def test_another_host_need_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await waits(monkeypatch, "https://a.example/1", "https://b.example/1") == [0, 0]


async def test_this_machine_needs_no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await waits(monkeypatch, *(f"http://127.0.0.1/{number}" for number in range(99))) == []


ONE, OTHER = Source(url="https://a.example/1"), Source(url="https://a.example/2")


async def test_a_source_waits_for_itself_alone() -> None:
    limit, order = ParserLimit(), list[str]()
    is_over = asyncio.Event()

    async def parse(source: Source, name: str) -> None:
        async with limit.slot(source):
            order.append(name)
            if name == "first":
                await is_over.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(parse(ONE, "first"))
        group.create_task(parse(ONE, "second"))
        group.create_task(parse(OTHER, "other")).add_done_callback(lambda _: is_over.set())
    assert order == ["first", "other", "second"]


@pytest.mark.parametrize(("error", "goes_on"), [(ParserStopped, False), (NotAFeed, True)])
async def test_a_source_is_parsed_no_more_once_a_parser_was_stopped(
    error: type[NotAFeed | ParserStopped], goes_on: bool
) -> None:
    limit = ParserLimit()
    with pytest.raises(error, match=r"a\.example"):
        async with limit.slot(ONE):
            raise error(name="a.example/1")
    async with limit.slot(OTHER):
        pass
    if goes_on:
        async with limit.slot(ONE):
            pass
        return
    with pytest.raises(ParserStopped, match=r"a\.example/1"):
        limit.check(ONE)
    with pytest.raises(ParserStopped):
        async with limit.slot(ONE):
            raise AssertionError
