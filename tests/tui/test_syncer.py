"""The reader is kept in step with a server while it is open."""

from asyncio import wrap_future
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.cli.read import _say_waiting
from reader.news.library import Library
from reader.news.sync import server as passwords
from reader.news.sync.run import sync
from reader.news.sync.server import keep_password
from reader.settings.config import Config, Fetch, Sync
from reader.store.store import Store
from reader.tui.actions import refresher
from tests.server import Reply, Server
from tests.sync.fake import PASSWORD, USER, Greader
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, screen_of, settle, shown, until

AT_HAND = Config(fetch=Fetch(every="off"))
"""Nothing is refreshed by itself."""


@pytest.fixture
def greader(server: Server) -> Greader:
    made = Greader(server)
    feed = made.subscribe("https://a.example/feed", "延吉日报", "吉林/延边")
    for n in range(3):
        made.publish(feed, f"第{n}条")
    return made


@pytest.fixture
async def synced(
    greader: Greader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Library]:
    """A library that has been synced with the server."""
    monkeypatch.setattr(passwords, "_keyring", lambda: None)
    keep_password(tmp_path / "config.toml", greader.login.url, USER, PASSWORD)
    with Store.open(tmp_path / "synced.db") as store:
        await sync(store, greader.login, settings=Fetch(), terms=Sync(), now=lambda: NOW)
        greader.forms.clear()
        yield Library(store, now=lambda: NOW)


async def test_what_a_server_has_is_there_when_the_reader_opens(
    synced: Library, greader: Greader, make_app: MakeApp
) -> None:
    greader.publish("feed/1", "又一条")
    app = make_app(over=synced)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        assert len(screen.articles.ids) == 4
        assert screen.status.message == "同步好了：新文章 1 篇，收到标记 0 处，送出 0 处。"
        assert screen.status.progress == ""


async def test_marks_go_to_the_server_a_little_later_and_together(
    synced: Library, greader: Greader, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresher, "SOON", 0.001)
    app = make_app(AT_HAND, over=synced)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert greader.forms == []
        await pilot.press("A")
        await until(pilot, lambda: all(entry.read for entry in greader.entries.values()))
        await settle(pilot)
        sent = [name for name, _ in greader.forms if name == "edit-tag"]
        assert len(sent) == 1


async def test_marks_that_were_made_elsewhere_are_shown_after_a_refresh(
    synced: Library, greader: Greader, make_app: MakeApp
) -> None:
    app = make_app(AT_HAND, over=synced)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for entry in greader.entries.values():
            entry.read = True
        await pilot.press("R")
        await settle(pilot)
        screen = screen_of(app)
        assert all(head.read for head in synced.heads(screen.articles.ids))
        assert "收到标记 3 处" in screen.status.message


async def test_a_server_that_does_not_answer_is_said_when_it_was_asked_for(
    synced: Library, greader: Greader, make_app: MakeApp
) -> None:
    app = make_app(AT_HAND, over=synced)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        greader.misbehave("/ClientLogin", Reply("<html>"))
        await pilot.press("R")
        await settle(pilot)
        screen = screen_of(app)
        assert screen.status.is_error
        assert "Google Reader API" in screen.status.message
        assert screen.status.progress == ""


async def test_a_sync_can_be_stopped(synced: Library, greader: Greader, make_app: MakeApp) -> None:
    app = make_app(AT_HAND, over=synced)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        greader.misbehave("/list", Reply("{}" * 99, drip=0.05))
        await pilot.press("R")
        screen = screen_of(app)
        assert screen.status.progress == "正在同步"
        await pilot.press("escape")
        await settle(pilot)
        assert (screen.status.progress, screen.status.message) == ("", "停止了，已经取来的都在")


async def test_what_is_done_to_a_source_is_done_there_a_little_later_and_its_end_is_said(
    synced: Library, greader: Greader, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresher, "SOON", 0.001)
    [source] = synced.sources.all()
    app = make_app(AT_HAND, over=synced)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        change = await wrap_future(
            synced.sources.edit(source.id, lambda stored: replace(stored, name="晨报"))
        )
        assert change
        screen.show_change(change)
        await until(pilot, lambda: greader.feeds["feed/1"].title == "晨报")
        await settle(pilot)
        await pilot.press("E")
        await settle(pilot)
        assert "1 个由服务器去问，上次同步 刚刚" in shown(app)
        assert "由同步的服务器去问" in shown(app)
        await pilot.press("escape")
        greader.feeds.clear()
        await pilot.press("R")
        await settle(pilot)
        assert screen.status.message == "服务器不再订阅 晨报：停用了，文章都在。"


async def test_what_is_done_on_the_page_of_sources_is_done_there_too(
    synced: Library, greader: Greader, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresher, "SOON", 0.001)
    app = make_app(AT_HAND, over=synced)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("E")
        await settle(pilot)
        await pilot.press("D")
        await until(pilot, lambda: not greader.feeds)


async def test_a_mark_made_just_before_the_reader_is_left_is_sent(
    synced: Library, greader: Greader, make_app: MakeApp
) -> None:
    app = make_app(AT_HAND, over=synced)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("A")
        await settle(pilot)
        assert greader.forms == []
        await pilot.press("ctrl+q")
    assert all(entry.read for entry in greader.entries.values())
    assert not synced.store.sync.waiting()


async def test_the_reader_does_not_wait_for_a_slow_server_to_be_left(
    synced: Library,
    greader: Greader,
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(refresher, "AT_END", 0.01)
    greader.misbehave("/edit-tag", Reply("OK" * 99, drip=0.05))
    app = make_app(AT_HAND, over=synced)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("A", "ctrl+q")
    _say_waiting(synced, Sync())
    assert capsys.readouterr().err == "3 处标记还没送到服务器，下次同步时送出\n"
