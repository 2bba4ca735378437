"""D takes the unread articles along; what is here bears a mark."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.model import Draft, Source
from reader.news.library import Library
from reader.settings import paths
from reader.settings.config import Config, Fetch
from reader.store.store import Store
from reader.view import View
from tests.news.pages import article
from tests.server import Reply, Server
from tests.store.making import put
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, rest, screen_of, settle, shown, until

CONFIG = Config(fetch=Fetch(timeout=60))


@pytest.fixture
def heads(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Three articles of which the heads alone are here."""
    monkeypatch.setattr(paths, "picture_folder", lambda: tmp_path / "pictures")
    moment = int(NOW.timestamp())
    with Store.open(tmp_path / "heads.db") as store:
        source = store.sources.add(Source(url=server.at("/"), kind="page", checked=moment))
        urls = [server.route(f"/{n}.html", Reply(article(f"第{n}条"))) for n in range(3)]
        drafts = [
            Draft(headline=f"第{n}条", url=url, guid=url, extent="head")
            for n, url in enumerate(urls)
        ]
        puts = [put(each.url, time=moment - n, draft=each) for n, each in enumerate(drafts)]
        store.articles.commit(source, puts)
        yield Library(store, now=lambda: NOW)


async def test_the_unread_articles_are_taken_along_and_marked(
    heads: Library, make_app: MakeApp, server: Server
) -> None:
    heads.store.marks.read(list(heads.store.articles.ids(View()))[:1])
    app = make_app(CONFIG, over=heads)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("D")
        await settle(pilot)
        screen = screen_of(app)
        assert screen.status.message == "2 篇都取来了，没有网络也能看"
        assert screen.status.progress == ""
        assert shown(app).count("◉") == 2
        assert sorted(server.paths()) == ["/1.html", "/2.html"]


async def test_those_selected_are_taken_alone(
    heads: Library, make_app: MakeApp, server: Server
) -> None:
    app = make_app(CONFIG, over=heads)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("v", "D")
        await settle(pilot)
        assert screen_of(app).status.message == "1 篇都取来了，没有网络也能看"
        assert server.paths() == ["/0.html"]


async def test_escape_stops_it_and_it_goes_on_where_it_was(
    heads: Library, make_app: MakeApp, server: Server
) -> None:
    server.route("/1.html", Reply(article("慢"), drip=0.05))
    app = make_app(CONFIG, over=heads)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        await pilot.press("D")
        await until(pilot, lambda: shown(app).count("◉") > 0)
        assert screen.status.progress.startswith("正在取来离线看")
        assert screen.status.situation == "refreshing"
        await pilot.press("escape")
        await settle(pilot)
        assert (screen.status.progress, screen.status.message) == ("", "停止了，已经取来的都在")
        server.route("/1.html", Reply(article("快")))
        await pilot.press("D")
        await settle(pilot)
        assert screen.status.message == "3 篇都取来了，没有网络也能看"
        assert server.paths().count("/0.html") == 1


async def test_what_was_not_to_be_had_is_counted(
    heads: Library, make_app: MakeApp, server: Server
) -> None:
    server.route("/1.html", Reply("", status=404))
    app = make_app(CONFIG, over=heads)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("D")
        await settle(pilot)
        assert screen_of(app).status.message == "2 篇能离线看，1 篇没有取到"


async def test_samples_need_not_be_taken(make_app: MakeApp) -> None:
    with Store.open(None) as store:
        app = make_app(over=Library(store, samples=True, now=lambda: NOW))
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot)
            await pilot.press("D")
            await settle(pilot)
            assert "这台机器" in screen_of(app).status.message


async def test_the_article_on_show_is_shown_with_its_text(
    heads: Library, make_app: MakeApp
) -> None:
    app = make_app(CONFIG, over=heads)
    async with app.run_test(size=SIZE) as pilot:
        await rest(pilot)
        assert "按 x 读取" in shown(app)
        await pilot.press("D")
        await settle(pilot)
        assert "江边的候鸟比去年" in shown(app)
