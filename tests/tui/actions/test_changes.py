"""Marks and other changes: shown at once, stored beside the screen, and said where they are not."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from reader.errors import StoreError
from reader.model import Count
from reader.news.library import Library
from reader.store.database import Database
from reader.store.store import Store
from reader.view import View
from tests.store.failing import FAILURES, Faults, failing
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, screen_of, settle, shown

Queued = Callable[..., Library]


@pytest.fixture
def queued(library: Library, tmp_path: Path) -> Iterator[Queued]:
    """Open `library` with a queue of writes, over connections that fail by *faults*."""
    opened = list[Library]()

    def make(faults: Faults | None = None, patience: float = 10) -> Library:
        factory = {"factory": failing(faults)} if faults else {}
        store = Store(Database(tmp_path / "zhnews.db", patience=patience, **factory))
        opened.append(Library(store, now=lambda: NOW, queued=True))
        return opened[-1]

    yield make
    for each in opened:
        with suppress(StoreError):
            each.close()


@pytest.fixture
def other(library: Library, tmp_path: Path) -> Iterator[Database]:
    """Another program over the same file."""
    database = Database(tmp_path / "zhnews.db")
    yield database
    database.close()


async def stored(pilot: Pilot[None], library: Library) -> None:
    """Wait until what is queued was stored, or was not, and the screen has heard of it."""
    await asyncio.to_thread(library.writes.put(lambda: None).result)
    await pilot.pause()


def unread(library: Library) -> Count:
    return library.totals()["unread"]


async def test_a_mark_is_shown_while_another_program_holds_the_store(
    make_app: MakeApp, queued: Queued, other: Database
) -> None:
    library = queued()
    app = make_app(over=library)
    async with app.run_test(size=SIZE) as pilot:
        with other.write():
            await pilot.press("m", "j", "s", "j")
            assert screen_of(app).front.articles.position == 2
            assert shown(app).count("●") == 11 and shown(app).count("★") == 1
            assert unread(library) == Count(12, 12)
            await pilot.press("A")
            assert "●" not in shown(app)
            await pilot.press("u")
            assert shown(app).count("●") == 11
        await stored(pilot, library)
        assert unread(library) == Count(11, 11)
        assert screen_of(app).status.message in ("已撤销", "已撤销：11 篇标为已读")
        assert shown(app).count("●") == 11 and shown(app).count("★") == 1


async def test_keys_on_the_source_page_work_from_what_those_before_them_store(
    make_app: MakeApp, queued: Queued, other: Database
) -> None:
    library = queued()
    [before] = library.sources.all()
    app = make_app(over=library)
    async with app.run_test(size=SIZE) as pilot:
        with other.write():
            await pilot.press("E", "space", "n", "ctrl+u", *"abc", "enter", "space")
        await stored(pilot, library)
        assert library.sources.all() == [replace(before, name="abc")]


async def test_what_could_not_be_stored_is_shown_unread_again(
    make_app: MakeApp, queued: Queued, other: Database
) -> None:
    library = queued(patience=0.01)
    app = make_app(over=library)
    async with app.run_test(size=SIZE) as pilot:
        with other.write():
            await pilot.press("A")
            await stored(pilot, library)
        assert "没有保存：" in screen_of(app).status.message
        assert "正被别的程序占用" in screen_of(app).status.message
        assert shown(app).count("●") == 12
        await pilot.press("u")
        assert screen_of(app).status.message == "没有可以撤销的"


async def test_a_database_that_was_taken_away_is_said_at_once(
    make_app: MakeApp, queued: Queued, tmp_path: Path
) -> None:
    library = queued()
    app = make_app(over=library)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        (tmp_path / "zhnews.db").rename(tmp_path / "elsewhere.db")
        await pilot.press("s")
        await stored(pilot, library)
        assert "没有保存：" in screen_of(app).status.message
        assert "不在原处了" in screen_of(app).status.message
        assert "★" not in shown(app)
        (tmp_path / "elsewhere.db").rename(tmp_path / "zhnews.db")
        await pilot.press("s")
        await stored(pilot, library)
        assert "★" in shown(app)


async def test_a_store_that_waits_is_said(
    make_app: MakeApp, queued: Queued, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.tui.context.SOON", 0.001)
    library = queued()
    app = make_app(over=library)
    async with app.run_test(size=SIZE) as pilot:
        with other.write():
            await pilot.press("m")
            await pilot.pause(0.02)
            assert "等它空出来" in screen_of(app).status.message


async def test_whoever_quits_at_once_loses_nothing(
    make_app: MakeApp, queued: Queued, other: Database, tmp_path: Path
) -> None:
    library = queued()
    app = make_app(over=library)
    with other.write():
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("A", "ctrl+q")
    library.close()
    with Store.open(tmp_path / "zhnews.db") as store:
        assert unread(Library(store)) == Count()
        assert Library(store).memory.recall("trail")


ACTIONS = {
    "read": ("m",),
    "star": ("s",),
    "open": ("enter",),
    "list read": ("A",),
    "move": ("M", "enter"),
    "rule": ("X", "书", "enter", "enter"),
    "undo": ("u",),
    "source": ("E", "space", "q"),
}


@pytest.mark.parametrize("failure", ["full", "io"])
async def test_no_action_that_the_store_refuses_ends_the_program(
    make_app: MakeApp, queued: Queued, failure: str
) -> None:
    faults = Faults(FAILURES[failure], lasting=True)
    library = queued(faults)
    app = make_app(over=library)
    sentence = "磁盘满了" if failure == "full" else "出错"
    said = set[str]()
    async with app.run_test(size=SIZE) as pilot:
        library.star(library.ids(View())[:1])
        await stored(pilot, library)
        faults.at = 0
        for name, keys in ACTIONS.items():
            screen_of(app).status.clear()
            await pilot.press(*keys)
            await stored(pilot, library)
            if sentence in getattr(app.screen, "status", screen_of(app).status).message:
                said.add(name)
            if (name, failure) == ("open", "full"):
                assert screen_of(app).front.reading.article is not None  # one reads on
        assert app.is_running and app.failure is None
        if failure == "full":
            assert said == set(ACTIONS)


async def test_over_a_database_that_cannot_be_written_it_is_said_once_that_nothing_is_kept(
    library: Library, make_app: MakeApp
) -> None:
    library.store.read_only = True
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "只能读" in shown(app)
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert library.totals()["unread"].total == library.totals()["all"].total
