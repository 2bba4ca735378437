"""A story of several sources is one row."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from reader.model import Block, Source
from reader.news.library import Library
from reader.news.work import work
from reader.settings.config import Config
from reader.store.store import Store
from reader.view import View, from_source, in_region, reprints_of
from tests.tui.conftest import NOW, LooksRight, MakeApp, draft, put
from tests.tui.driving import SIZE, screen_of, settle, shown
from tests.tui.test_searching import write

TEXT = "澜湾渔港今晨开网，头网出鱼三万斤，头鱼以六万元成交。渔把头说，冰层比往年厚，小鱼全都放了。"
SOURCES = ("澜湾日报", "海滨晚报", "东岸早报")


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Library]:
    """Three sources with one story, the third with another one besides."""
    with Store.open(tmp_path / "told.db") as store:
        for number, name in enumerate(SOURCES):
            source = store.sources.add(
                Source(
                    url=f"https://{number}.example.cn/feed",
                    title=name,
                    region="220100",
                    checked=int(NOW.timestamp()),
                )
            )
            story = replace(
                draft(number, f"澜湾渔港今晨开网{'！' * number}"),
                published=(NOW - timedelta(hours=5 - number)).isoformat(),
                source=name,
                blocks=(Block("paragraph", TEXT), Block("paragraph", TEXT[::-1])),
            )
            store.articles.commit(source, [put(story, "220100")])
        store.articles.commit(source, [put(draft(9, "图书馆夜间开放"), "220100")])
        list(work(store))
        yield Library(store, now=lambda: NOW, folds=True)


async def test_a_story_is_one_row_that_tells_how_many_others_there_are(
    make_app: MakeApp, told: Library
) -> None:
    app = make_app(over=told)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert len(screen_of(app).front.articles.ids) == 2
        assert "澜湾日报 +2" in shown(app)
        assert "海滨晚报" not in shown(app)


async def test_d_lists_the_others_and_leads_back(make_app: MakeApp, told: Library) -> None:
    app = make_app(over=told)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        articles = screen_of(app).front.articles
        row = articles.current
        await pilot.press("d")
        assert len(articles.ids) == 2
        assert row not in articles.ids
        assert "其他来源" in shown(app)
        assert "东岸早报" in shown(app)
        await pilot.press("escape")
        assert (articles.view, articles.current) == (View(), row)
        await pilot.press("d", "d")
        assert (articles.view, articles.current) == (View(), row)


async def test_the_others_are_named_by_who_printed_them(make_app: MakeApp, told: Library) -> None:
    app = make_app(over=told)
    for id in (2, 3):
        article = told.article(id)
        told.store.articles.commit(
            told.sources.get(article.head.source_id),
            [replace(put(replace(article.draft, source="澜湾日报"), "220100"), id=id)],
        )
    list(work(told.store))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("d")
        assert "海滨晚报" in shown(app) and "东岸早报" in shown(app)


async def test_a_story_of_one_source_has_no_others(make_app: MakeApp, told: Library) -> None:
    app = make_app(over=told)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("j", "d")
        assert screen_of(app).front.articles.view == View()
        assert "没有别的来源" in shown(app)


async def test_opening_a_row_reads_its_whole_story_and_m_takes_it_back(
    make_app: MakeApp, told: Library
) -> None:
    app = make_app(over=told)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        assert [head.read for head in told.heads([1, 2, 3, 4])] == [True, True, True, False]
        await pilot.press("u")
        assert screen_of(app).status.message == "没有可以撤销的"
        await pilot.press("m")
        assert not any(head.read for head in told.heads([1, 2, 3, 4]))
        await pilot.press("A")
        assert all(head.read for head in told.heads([1, 2, 3, 4]))
        await pilot.press("u")
        assert not any(head.read for head in told.heads([1, 2, 3, 4]))


async def test_a_source_lists_its_own_article(make_app: MakeApp, told: Library) -> None:
    app = make_app(over=told)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen_of(app).navigation.visit(View((from_source(2),)))
        await pilot.pause()
        assert list(screen_of(app).front.articles.ids) == [2]
        await pilot.press("k", "escape")
        assert screen_of(app).front.articles.current == 1


async def test_the_setting_lists_every_article(make_app: MakeApp, told: Library) -> None:
    app = make_app(Config(), over=Library(told.store, now=lambda: NOW))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert len(screen_of(app).front.articles.ids) == 4
        assert "+2" not in shown(app)
        await seek(pilot, "渔港")
        assert list(screen_of(app).front.articles.ids) == [3, 2, 1]
        assert "搜索 渔港 · 3 篇" in shown(app) and "合为" not in shown(app)


async def seek(pilot: Pilot[None], words: str) -> None:
    await pilot.press("/")
    await write(pilot, words)
    await pilot.press("enter")


async def test_among_hits_a_story_is_one_row_too(make_app: MakeApp, told: Library) -> None:
    app = make_app(over=told)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        articles = screen_of(app).front.articles
        await seek(pilot, "渔港")
        assert list(articles.ids) == [1]
        assert "搜索 渔港 · 3 篇，合为 1 条" in shown(app)
        assert "澜湾日报 +2" in shown(app)
        await seek(pilot, "渔港 source:早报")  # where the original is no hit
        assert list(articles.ids) == [3]
        assert "搜索 渔港 source:早报 · 1 篇" in shown(app)
        await seek(pilot, "图书馆")
        assert "搜索 图书馆 · 1 篇" in shown(app) and "合为" not in shown(app)


async def test_d_lists_the_others_of_a_hit_and_leads_back_to_the_hits(
    make_app: MakeApp, told: Library
) -> None:
    app = make_app(over=told)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        screen.navigation.visit(View((in_region("220100"),)))
        await seek(pilot, "今 is:unread")
        await pilot.press("d")
        assert sorted(screen.front.articles.ids) == [2, 3]
        screen.front.lister.relist("articles")
        await settle(pilot)
        assert sorted(screen.front.articles.ids) == [2, 3]
        await pilot.press("escape")
        assert screen.front.articles.view == View(search="今 is:unread")
        assert screen.front.articles.current == 1
        await pilot.press("d", "/")
        await write(pilot, "图书馆")
        assert list(screen.front.articles.ids) == [4]
        for view in (
            View((reprints_of(1),)),
            View(search="今 is:unread"),
            View((in_region("220100"),)),
        ):
            await pilot.press("escape")
            await settle(pilot)
            assert screen.front.articles.view == view


async def test_the_cursor_goes_to_the_row_of_its_story(make_app: MakeApp, told: Library) -> None:
    told.folds = False
    app = make_app(over=told)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("j")
        articles = screen_of(app).front.articles
        assert articles.current == 2
        told.folds = True
        screen_of(app).front.lister.relist("stories")
        assert articles.current == 1


@pytest.mark.parametrize("width", [80, 200])
def test_what_a_story_looks_like(
    make_app: MakeApp, told: Library, looks_right: LooksRight, width: int
) -> None:
    assert looks_right(make_app(over=told), size=(width, 24))


def test_what_the_others_look_like(
    make_app: MakeApp, told: Library, looks_right: LooksRight
) -> None:
    assert looks_right(make_app(over=told), "d", size=(120, 24))
