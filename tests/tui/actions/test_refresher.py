"""New articles come while the reader is open."""

from asyncio import wrap_future
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.cli.read import _say_waiting
from reader.model import Source
from reader.news.library import Library
from reader.news.rules import new_rule
from reader.news.sync import server as passwords
from reader.news.sync.run import sync
from reader.news.sync.server import keep_password
from reader.settings.config import Config, Fetch, Notify, Sync
from reader.store.store import Store
from reader.tui.actions import refresher
from tests.news.pages import Item, channel, rss
from tests.server import Reply, Server
from tests.sync.fake import PASSWORD, USER, Greader
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, screen_of, settle, shown, until

HOUR = 3600
MOMENT = int(NOW.timestamp())


def feed(*headlines: str, drip: float = 0) -> Reply:
    body = rss(*(Item(headline, guid=headline) for headline in headlines))
    return Reply(body, content_type="application/rss+xml", drip=drip)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    with Store.open(tmp_path / "empty.db") as store:
        yield Library(store, now=lambda: NOW)


def add(
    library: Library, url: str, *, checked: int | None = MOMENT, every: int | None = None
) -> Source:
    return library.store.sources.add(Source(url=url, kind="feed", checked=checked, every=every))


async def test_what_is_due_is_asked_when_the_reader_opens(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    add(empty, server.route("/never", feed("一")), checked=None)
    add(empty, server.route("/due", feed("二")), checked=MOMENT - HOUR)
    add(empty, server.route("/recent", feed("三")))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert sorted(server.paths()) == ["/due", "/never"]
        assert screen_of(app).status.message == "2 个来源 · 2 篇新文章"


async def test_what_becomes_due_is_asked_quietly(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        add(empty, server.route("/new", feed("一", "二")), checked=MOMENT - HOUR)
        add(empty, server.at("/gone"), checked=MOMENT - HOUR)
        await screen.refresher.ask_due()
        await settle(pilot)
        assert screen.status.message == "2 个来源 · 2 篇新文章 · 1 个失败"
        assert not screen.status.is_error
        assert screen.status.progress == ""
        assert len(screen.front.articles.ids) == 2


async def test_where_nothing_new_came_nothing_is_said(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        add(empty, server.at("/gone"), checked=MOMENT - HOUR)
        await screen.refresher.ask_due()
        await settle(pilot)
        assert server.paths() == ["/gone"]
        assert screen.status.message == ""


async def test_nothing_is_refreshed_by_itself_where_that_is_off(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    add(empty, server.route("/off", feed("一")), checked=MOMENT - 99 * HOUR)
    add(empty, server.route("/own", feed("二")), checked=MOMENT - HOUR, every=60)
    app = make_app(Config(fetch=Fetch(every="off")), over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert server.paths() == ["/own"]


async def test_a_refresh_can_be_stopped(empty: Library, make_app: MakeApp, server: Server) -> None:
    add(empty, server.route("/slow", feed("一", drip=0.05)))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        await pilot.press("R")
        assert screen.status.progress == "正在刷新 0/1"
        await pilot.press("escape")
        await settle(pilot)
        assert (screen.status.progress, screen.status.message) == ("", "停止了，已经取来的都在")
        await pilot.press("escape")
        assert len(screen.front.articles.ids) == 0


async def test_what_a_stopped_refresh_still_tells_is_not_shown(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    add(empty, server.route("/slow", feed("一", drip=0.05)))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        await pilot.press("R")
        screen.refresher.stop()
        screen.refresher._progress._show()  # as its timer does
        assert screen.status.progress == ""


async def test_the_pages_of_new_articles_are_counted_too_and_can_be_stopped(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    path = "/2026/11/20/120041.html"
    url = server.route("/", Reply(channel([(path, "江边来了一群候鸟", "2026-11-20 09:30")])))
    server.route(path, Reply("<p>候鸟</p>" * 50, drip=0.05))
    empty.store.sources.add(Source(url=url, kind="page", checked=MOMENT))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        await pilot.press("R")
        await until(pilot, lambda: screen.status.progress == "正在取正文 0/1")
        assert len(screen.front.articles.ids) == 1
        await pilot.press("escape")
        await settle(pilot)
        assert (screen.status.progress, screen.status.message) == ("", "停止了，已经取来的都在")


async def test_a_refresh_that_was_asked_for_is_not_cut_short(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    add(empty, server.route("/slow", feed("一", drip=0.05)))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        await pilot.press("R")
        add(empty, server.route("/due", feed("二")), checked=MOMENT - HOUR)
        await screen.refresher.ask_due()
        await pilot.pause()
        assert screen.status.progress == "正在刷新 0/1"
        assert "/due" not in server.paths()
        await pilot.press("escape")


async def test_what_a_rule_asks_for_is_told_after_a_refresh(
    empty: Library, make_app: MakeApp, server: Server, tmp_path: Path
) -> None:
    empty.store.rules.add(new_rule("notify", "暴雪"))
    add(empty, server.route("/feed", feed("长春暴雪", "冰雪节")), checked=None)
    told = tmp_path / "told"
    notify = Notify(("sh", "-c", 'printf %s "$2" > "$0"', str(told)))
    app = make_app(Config(notify=notify), over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        assert "长春暴雪" in told.read_text("utf-8")
        assert not screen_of(app).status.is_error


async def test_a_notice_that_fails_is_said_and_stays_to_be_told(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    empty.store.rules.add(new_rule("notify", "暴雪"))
    add(empty, server.route("/feed", feed("长春暴雪")), checked=None)
    app = make_app(Config(notify=Notify(("/nowhere/notify",))), over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.app.workers.wait_for_complete()
        await until(pilot, lambda: screen_of(app).status.is_error)
        assert "找不到通知命令 /nowhere/notify" in screen_of(app).status.message
        assert len(empty.store.notices.claim()) == 1


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
        assert len(screen.front.articles.ids) == 4
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
        assert all(head.read for head in synced.heads(screen.front.articles.ids))
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
