"""Tasks on a database file, done by a background process."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

import pytest

from reader.errors import StoreForeign, UnknownRegion, ZhnewsError
from reader.model import Feed, Source
from reader.news.refresh import background
from reader.news.refresh.background import FEW, refresh_in_background, work_in_background
from reader.news.work import waiting
from reader.processes.child import Child
from reader.settings.config import Fetch, Keep
from reader.store.store import Store
from reader.text.dates import clock_from, now_in_china
from reader.view import View
from tests.news.pages import Item, channel, rss
from tests.news.test_work import fill
from tests.server import Reply, Server

SETTINGS = Fetch(jobs=2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "zhnews.db") as opened:
        yield opened


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    """Gather the children that are started."""
    started: list[Child] = []

    class Watched(Child):
        def __init__(self, module: str) -> None:
            super().__init__(module)
            started.append(self)

    monkeypatch.setattr(background, "Child", Watched)
    return started


def no_progress(done: int, total: int) -> None:
    raise AssertionError((done, total))


async def test_outcomes_come_from_a_child_and_articles_are_in_the_file(
    store: Store, server: Server, children: list[Child]
) -> None:
    good = store.sources.add(Source(url=server.route("/a", Reply(rss(Item("候鸟来了"))))))
    gone = store.sources.add(Source(url=server.at("/gone")))
    asked = refresh_in_background(store, [good, gone], settings=SETTINGS, on_progress=no_progress)
    outcomes = {outcome.source.id: outcome async for outcome in asked}
    assert (outcomes[good.id].status, outcomes[good.id].new) == ("ok", 1)
    assert outcomes[good.id].feed == Feed()
    problem = outcomes[gone.id].problem
    assert problem is not None
    assert problem.kind == "http"
    assert len(store.articles.ids(View())) == 1
    assert [child.is_over for child in children] == [True]


async def test_progress_of_pages_is_reported(store: Store, server: Server) -> None:
    path = "/2026/11/20/120041.html"
    url = server.route("/", Reply(channel([(path, "江边来了一群候鸟", "2026-11-20 09:30")])))
    server.route(path, Reply("<p>候鸟</p>" * 50))
    source = store.sources.add(Source(url=url, kind="page"))
    told: list[tuple[int, int]] = []
    asked = refresh_in_background(
        store,
        [source],
        settings=SETTINGS,
        on_progress=lambda done, total: told.append((done, total)),
    )
    assert [outcome.new async for outcome in asked] == [1]
    assert told == [(0, 1), (1, 1)]


async def test_who_listens_no_longer_ends_the_child(
    store: Store, server: Server, children: list[Child]
) -> None:
    quick = store.sources.add(Source(url=server.route("/a", Reply(rss(Item("候鸟来了"))))))
    slow = store.sources.add(Source(url=server.route("/b", Reply(rss(Item("江边")), drip=0.05))))
    asked = refresh_in_background(store, [quick, slow], settings=SETTINGS, on_progress=no_progress)
    async with aclosing(asked):
        outcome = await anext(asked)
    assert outcome.source.id == quick.id
    assert [child.is_over for child in children] == [True]
    assert len(store.articles.ids(View())) == 1


async def test_who_no_longer_waits_for_a_child_that_starts_leaves_none_behind(
    store: Store, children: list[Child]
) -> None:
    async def ask() -> None:
        async for _ in refresh_in_background(store, [], settings=SETTINGS, on_progress=no_progress):
            raise AssertionError

    asking = asyncio.create_task(ask())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert [child.is_over for child in children] == [True]


async def test_a_child_that_is_ended_is_said(
    store: Store, server: Server, children: list[Child]
) -> None:
    quick = store.sources.add(Source(url=server.route("/a", Reply(rss(Item("候鸟来了"))))))
    slow = store.sources.add(Source(url=server.route("/b", Reply(rss(Item("江边")), drip=0.05))))
    asked = refresh_in_background(store, [quick, slow], settings=SETTINGS, on_progress=no_progress)
    with pytest.raises(ZhnewsError, match="后台的工作中断了，请再试一次。"):
        async for _ in asked:
            os.kill(children[0]._process.pid, signal.SIGTERM)


async def test_what_stops_a_child_comes_back_as_itself(tmp_path: Path, store: Store) -> None:
    other = tmp_path / "other.db"
    other.write_text("not a database" * 100)
    store.path = other
    asked = refresh_in_background(store, [], settings=SETTINGS, on_progress=no_progress)
    with pytest.raises(StoreForeign):
        await anext(asked)


@pytest.mark.parametrize(("articles", "processes"), [(FEW // 3, 0), (FEW // 3 + 1, 1)])
async def test_a_child_does_what_waits_where_it_is_much(
    store: Store, children: list[Child], articles: int, processes: int
) -> None:
    fill(store, [f"长春市来了候鸟（{number}）" for number in range(articles)])
    steps = [step async for step in work_in_background(store, folds=True, keep=Keep())]
    assert sum(step.moved for step in steps if step.task == "place") == articles
    assert len(children) == processes
    assert waiting(store) == 0


async def test_a_place_that_there_is_not_is_named(store: Store) -> None:
    fill(store, [f"长春市来了候鸟（{number}）" for number in range(FEW)])
    keep = Keep(regions={"桃花源": "30d"})
    with pytest.raises(UnknownRegion) as caught:
        _ = [step async for step in work_in_background(store, folds=True, keep=keep)]
    assert caught.value.params["label"] == "桃花源"


def test_a_clock_goes_on_from_a_moment() -> None:
    later = now_in_china() + timedelta(days=3)
    assert timedelta(0) <= clock_from(later)() - later < timedelta(minutes=1)
