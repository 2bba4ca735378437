"""The sidebar on the screen: favourites, sources, all places, and what it remembers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.model import Source
from reader.news.library import Library
from reader.store.store import Store
from reader.view import STARRED, UNREAD, View, from_source, in_region
from tests.tui.conftest import NOW, MakeApp, draft, put
from tests.tui.driving import SIZE, screen_of, settle, shown


@pytest.fixture
def subscribed(tmp_path: Path) -> Iterator[Library]:
    """Two sources of 长春, of which one has an article, and one of 延吉 without any."""
    with Store.open(tmp_path / "subscribed.db") as store:
        first, *_ = [
            store.sources.add(
                Source(
                    url=f"https://{name}.example/",
                    name=name,
                    region=region,
                    checked=int(NOW.timestamp()),
                )
            )
            for name, region in (("早报", "220100"), ("晚报", "220100"), ("州报", "222401"))
        ]
        store.articles.commit(first, [put(draft(1), "220100")])
        yield Library(store, now=lambda: NOW)


async def test_a_favourite_comes_on_top_and_goes(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("F")
        assert screen.status.message == "已收藏 吉林 › 长春，u 撤销"
        assert "★ 长春" in shown(app)
        assert screen.library.memory.favourites() == ["220100"]
        await pilot.press("f2", "g", "g", "j", "j", "j", "j", "j", "enter")
        assert screen.front.articles.view == View((in_region("220100"),))
        await pilot.press("F")
        assert screen.status.message == "不再收藏 吉林 › 长春，u 撤销"
        assert "★ 长春" not in shown(app)
        await pilot.press("u")
        assert screen.status.message == "已撤销：还收藏着 吉林 › 长春"
        assert "★ 长春" in shown(app)


async def test_a_scope_cannot_be_a_favourite(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f2", "F")
        assert "先选一个地区" in screen_of(app).status.message


async def test_the_bar_is_on_the_row_of_what_is_listed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("U")
        assert screen.front.sidebar.shown == screen.front.articles.view == View((UNREAD,))
        assert screen.front.articles.heading == "未读 · 12 篇"
        await pilot.press("U")
        assert screen.front.sidebar.shown == screen.front.articles.view == View()
        for asked in (STARRED, in_region("220100")):
            screen.navigation.visit(View((asked,)))
            await pilot.press("U")
            assert screen.front.sidebar.shown == View((asked,))
            assert "只看未读" in screen.front.articles.heading
        screen.navigation.visit(View((UNREAD,), filter="图书馆"))
        assert screen.front.sidebar.shown == View((UNREAD,))


async def test_what_is_open_is_remembered(make_app: MakeApp, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f2", "j", "j", "j", "j", "h", "F")
        assert "长春  " not in shown(app).partition("杭州")[0]
    assert library.memory.opened_places() == ["330000"]
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        text = shown(app)
        assert "▸ 吉林" in text and "▾ 浙江" in text and "★ 吉林" in text


async def test_sources_stand_under_their_region(make_app: MakeApp, subscribed: Library) -> None:
    app = make_app(over=subscribed)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        assert "▸ 延边" in shown(app)
        await pilot.press("f2", "j", "j", "j", "j", "j", "l")
        text = shown(app)
        assert "· 早报" in text
        assert "· 晚报" in text and "· 州报" not in text
        await pilot.press("j", "enter")
        assert screen.front.articles.view == View((from_source(1),))
        assert "早报 · 1 篇" in shown(app)
        await pilot.press("f2", "h")
        assert screen.front.sidebar.place == "220100"
        await pilot.press("f3", "escape")
        assert screen.front.articles.view == View()


async def test_all_places_can_be_shown(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        assert "新疆" not in shown(app)
        await pilot.press("f2", "G", "enter")
        assert "只列有内容的地区" in shown(app)
        await pilot.press("k")
        assert screen_of(app).front.sidebar.place == "820000"
        await pilot.press("G", "h")
        assert "全部地区……" in shown(app)


async def test_a_place_of_no_tree_can_be_picked(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c", *"quanguo", "enter")
        screen = screen_of(app)
        assert screen.front.articles.view == View((in_region("CN"),))
        assert "全国 · 0 篇" in shown(app)
        await pilot.press("escape")
        assert screen.front.articles.view == View()


async def test_places_days_and_words_are_spelled_as_the_articles(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("T", "T")
        assert "長春" in shown(app) and "延邊" in shown(app) and "长春" not in shown(app)
        assert "11月21日 週六" in shown(app)
        assert "未讀" in shown(app) and "幫助" in shown(app)
        await pilot.press("c", *"cc", "enter")
        await settle(pilot)
        assert "吉林 › 長春 · " in shown(app)
