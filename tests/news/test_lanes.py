from itertools import pairwise

import pytest

from reader.model import Source
from reader.news.lanes import PAUSE, WORKERS, Lanes


def sources(host: str, count: int) -> list[Source]:
    return [Source(url=f"https://{host}/{number}") for number in range(count)]


def test_no_host_has_more_than_its_workers() -> None:
    all_lanes = Lanes([*sources("a.example", 9), *sources("b.example", 1)])
    taken = [all_lanes.take() for _ in range(3)]
    assert [lane and lane.host for lane in taken] == ["a.example", "b.example", "a.example"]
    assert Lanes(sources("a.example", 9)).room == WORKERS


def test_a_lane_given_back_with_work_left_is_handed_out_again() -> None:
    all_lanes = Lanes(sources("a.example", 9))
    first, second = all_lanes.take(), all_lanes.take()
    assert first is second
    assert first is not None
    all_lanes.leave(first)
    assert all_lanes.take() is first


async def test_workers_of_one_host_share_its_sources_and_its_pace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("asyncio.sleep", sleep)
    lane = Lanes(sources("a.example", 4)).take()
    assert lane is not None
    one, other = lane.sources(), lane.sources()
    seen = [(await anext(worker)).url for worker in (one, other, one, other)]
    assert seen == [source.url for source in sources("a.example", 4)]
    assert waits[0] == 0
    assert all(later - earlier > PAUSE * 0.9 for earlier, later in pairwise(waits))


async def test_this_machine_needs_no_pause() -> None:
    here = [Source(url=f"http://127.0.0.1/{number}") for number in range(999)]
    lane = Lanes(here).take()
    assert lane is not None
    assert len([source async for source in lane.sources()]) == 999
