"""Adding a source by its address: looking at it, seeing what it is, and adding or reading it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.model import Source
from reader.news.library import Library
from reader.store.store import Store
from reader.tui.screens import address
from reader.tui.screens.address import AddressPrompt
from reader.tui.widgets.prompt import LineInput
from tests.news.pages import Item, article, channel, rss
from tests.server import Reply, Server
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, screen_of, settle, shown, until

ARTICLE = "/2026/05/18/80041.html"
LISTED = [(f"/2026/05/1{n}/{n}0041.html", f"护鸟队走遍大堤数候鸟{n}", "") for n in range(5)]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    with Store.open(tmp_path / "empty.db") as store:
        yield Library(store, now=lambda: NOW)


async def enter(pilot: Pilot[None], address: str, showing: str) -> None:
    """Press a, type *address*, and wait for what is found."""
    await pilot.press("a")
    await pilot.pause()
    pilot.app.screen.query_one(LineInput).value = address
    await pilot.press("enter")
    await until(pilot, lambda: showing in shown(pilot.app))


def feed(*headlines: str, drip: float = 0) -> Reply:
    items = (Item(headline, guid=headline) for headline in headlines)
    return Reply(rss(*items), content_type="application/rss+xml", drip=drip)


async def test_what_was_found_is_shown_before_it_is_added(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    server.route("/jilin/rss", feed("一号", "二号", "三号", "四号"))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await enter(pilot, f"  127.0.0.1:{server.port}／jilin/rss ", "Enter 添加")
        text = shown(app)
        assert "这是订阅“江城新闻”，武汉市，列出 4 篇。" in text
        assert "· 一号" in text and "· 三号" in text and "四号" not in text
        assert empty.sources.all() == []
        await pilot.press("escape")
        await pilot.pause()
        assert "这是订阅" not in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Enter 添加" in shown(app))
        await pilot.press("enter")
        await settle(pilot)
        assert [source.kind for source in empty.sources.all()] == ["feed"]
        assert len(screen_of(app).front.articles.ids) == 4


async def test_a_refused_address_stays_in_the_line_to_be_mended(
    empty: Library, make_app: MakeApp, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "TICK", 0.01)
    url = server.route("/rss", feed("一号"))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await enter(pilot, url + "x", "（HTTP 404）")
        ticks: list[None] = []
        app.screen.set_interval(0.01, lambda: ticks.append(None))
        await until(pilot, lambda: len(ticks) > 2)
        assert "（HTTP 404）" in shown(app)  # what is wrong stays, though time goes on
        line = app.screen.query_one(LineInput)
        assert line.value == url + "x"
        await pilot.press("backspace")
        await pilot.pause()
        assert "HTTP 404" not in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Enter 添加" in shown(app))
        await pilot.press("escape", "escape")
        assert screen_of(app).library is empty


async def test_a_look_that_takes_long_is_told_and_stopped_by_escape(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    url = server.route("/slow", feed("一号", drip=0.1))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await enter(pilot, url, f"正在看 {url}，0 秒了，Esc 停止")
        await until(pilot, lambda: server.paths() == ["/slow"])
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, AddressPrompt)
        assert "正在看" not in shown(app)
        await pilot.press("escape")
        screen_of(app)


async def test_an_address_that_is_known_is_said_to_be(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    url = server.route("/rss", feed("一号"))
    empty.store.sources.add(Source(url=url, kind="feed", checked=int(NOW.timestamp())))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await enter(pilot, url, "已经有订阅“江城新闻”了")
        assert "Enter 添加" not in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "已经在来源中了" in screen_of(app).status.message


async def test_of_an_article_the_channel_is_added(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    section = server.route("/", Reply(channel(LISTED, title="江城要闻")))
    url = server.route(ARTICLE, Reply(article("护鸟队的一天")))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await enter(pilot, url, "Space 只读这一篇")
        text = shown(app)
        assert "这是一篇文章：护鸟队的一天" in text and "它所在的频道页是“江城要闻”" in text
        await pilot.press("enter")
        await settle(pilot)
        assert [source.url for source in empty.sources.all()] == [section]


async def test_an_article_is_read_once_and_then_one_is_where_one_was(
    library: Library, make_app: MakeApp, server: Server
) -> None:
    url = server.route(ARTICLE, Reply(article("护鸟队的一天")))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        await pilot.press("j", "j", "enter")
        await settle(pilot)
        before = screen.front.trail.packed()
        await enter(pilot, url, "没有找到列出它的频道页")
        await pilot.press("space")
        await settle(pilot)
        assert "只读这一次" in shown(app)
        assert screen.front.reading.article is not None
        assert screen.front.reading.article.head.headline == "护鸟队的一天"
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert screen.library is library
        assert screen.front.trail.packed() == before
        assert len(library.sources.all()) == 1


async def test_a_page_of_several_columns_is_narrowed_to_one_by_its_number(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    pages = [
        (f"/{column}/202605/t20260518_{n}.html", f"云州{column}新闻第{n}条在此", "")
        for column, count in (("yw", 5), ("bmdt", 3))
        for n in range(count)
    ]
    server.route("/", Reply(channel(pages)))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await enter(pilot, f"127.0.0.1:{server.port}/", "Enter 添加")
        assert "只收一个栏目：1 /yw/（5 篇）  2 /bmdt/（3 篇）" in shown(app)
        await pilot.press("2")
        await until(pilot, lambda: "列出 3 篇" in shown(app))
        await pilot.press("0")
        await until(pilot, lambda: "列出 8 篇" in shown(app))
        await pilot.press("3", "1")
        await until(pilot, lambda: "列出 5 篇" in shown(app))
        await pilot.press("enter")
        await settle(pilot)
        assert [source.part for source in empty.sources.all()] == ["/yw/"]
        assert len(screen_of(app).front.articles.ids) == 5
