"""New articles come while the reader is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.model import Source
from reader.news.library import Library
from reader.news.rules import new_rule
from reader.settings.config import Config, Fetch, Notify
from reader.store.store import Store
from tests.news.pages import Item, channel, rss
from tests.server import Reply, Server
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, screen_of, settle, until

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
        assert len(screen.articles.ids) == 2


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
        assert len(screen.articles.ids) == 0


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
        assert len(screen.articles.ids) == 1
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
