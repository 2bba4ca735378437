"""Searching everything: hits as one types, marked in list and article, and the way back."""

from array import array

import pytest
from msgspec.structs import replace
from textual.app import App
from textual.pilot import Pilot

from reader.model import Block, Listing
from reader.news.library import Library
from reader.news.work import index
from reader.store.queue import PLACE
from reader.tui.actions import regions
from reader.tui.context import Listed
from reader.tui.panes.list_title import title
from reader.tui.panes.sidebar import Found
from reader.tui.widgets.prompt import LineInput, Prompt
from reader.view import UNREAD, View, in_region
from tests.tui.conftest import PLACES, MakeApp, draft, put
from tests.tui.driving import SIZE, screen_of, settle, shown, until


@pytest.fixture
def library(library: Library) -> Library:
    """The twelve articles and two about the heating, one with the word deep in its text."""
    [source] = library.sources.all()
    early = draft(30, "供暖提前开始")
    late = draft(40, "公告")
    blocks = (*late.blocks * 3, Block("paragraph", "今年的供暖費不變，供暖到四月。"))
    puts = [put(early, PLACES[0]), put(replace(late, blocks=blocks), PLACES[1])]
    library.store.articles.commit(source, puts)
    library.store.placing.settle([(job, None) for job in library.store.queue.next(PLACE, 9)])
    list(index(library.store))
    return library


async def write(pilot: Pilot[None], text: str) -> None:
    prompt = pilot.app.screen
    assert isinstance(prompt, Prompt)
    prompt.query_one(LineInput).value = text
    await settle(pilot)


def row_of(app: App[None], name: str) -> str:
    """Return what stands in the row *name* of the sidebar, empty where there is none."""
    lines = (line.partition("│")[0].strip() for line in shown(app).splitlines())
    return next((line for line in lines if line.startswith(name)), "")


async def test_hits_are_listed_while_one_types_with_their_lines(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("/")
        assert "搜索：" in shown(app)
        await write(pilot, "供暖")
        assert "搜索 供暖 · 2 篇" in shown(app)
        assert "供暖费" not in shown(app)
        assert "今年的供暖費不變，供暖到四月。" in shown(app)
        await write(pilot, "供暖费")
        assert "搜索 供暖费 · 1 篇" in shown(app)
        await write(pilot, "图书馆")
        assert "搜索 图书馆 · 14 篇" in shown(app)
        await pilot.press("enter")
        assert screen_of(app) is screen and len(screen.front.articles.ids) == 14


async def test_escape_goes_back_to_where_one_was(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 14)) as pilot:
        screen = screen_of(app)
        screen.navigation.visit(View((in_region("220000"),)))
        await pilot.press("G", "k")
        view, current = screen.front.articles.view, screen.front.articles.current
        scroll = screen.front.articles.scroll_offset.y
        for ending in (["escape"], ["enter", "enter", "escape", "escape"]):
            await pilot.press("/")
            await write(pilot, "供暖")
            assert len(screen.front.articles.ids) == 2
            await pilot.press(*ending)
            await settle(pilot)
            assert (screen.front.articles.view, screen.front.articles.current) == (view, current)
            assert screen.front.articles.scroll_offset.y == scroll


async def test_words_are_marked_in_the_article_and_gone_through(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 20)) as pilot:
        screen = screen_of(app)
        await pilot.press("/")
        await write(pilot, "供暖 四月")
        await pilot.press("enter", "enter")
        assert screen.pane == "article"
        await settle(pilot)
        assert "找到 1/3" in shown(app)
        assert "今年的供暖費不變" in shown(app)
        await pilot.press("n")
        assert "找到 2/3" in shown(app)
        await pilot.press("N", "N")
        assert "找到 3/3" in shown(app)
        await pilot.press("ctrl+s")
        await write(pilot, "图书馆")
        await pilot.press("enter")
        assert "/36" in shown(app)
        await pilot.press("escape")
        assert screen.pane == "article" and "/3" in shown(app)
        await pilot.press("escape")
        assert screen.pane == "list" and screen.front.articles.view.search


async def test_the_newest_query_wins_and_faults_are_said(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("fullwidth_solidus")
        await write(pilot, "供暖")
        await write(pilot, "titel:供暖")
        assert "最接近的是 title:" in shown(app)
        assert len(screen.front.articles.ids) == 2
        await write(pilot, "，")
        assert "标点不能单独搜索" in shown(app)
        prompt = app.screen.query_one(LineInput)
        prompt.value = "供暖"
        await pilot.pause()
        prompt.value = "公告 供暖"
        await settle(pilot)
        assert screen.front.articles.view.search == "公告 供暖"
        await write(pilot, "没有的词")
        assert "搜索 没有的词 · 0 篇" in shown(app) and "没有找到" in shown(app)


@pytest.mark.parametrize("key", ["/", "f"])
@pytest.mark.parametrize("ending", ["escape", "供暖", ""])
async def test_an_error_leaves_with_the_query_that_caused_it(
    make_app: MakeApp, key: str, ending: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        status = screen_of(app).status
        await pilot.press(key)
        await write(pilot, "titel:供暖")
        assert status.is_error and "最接近的是 title:" in status.message
        if ending == "escape":
            await pilot.press(ending)
        else:
            await write(pilot, ending)
        assert status.message == "" and "最接近的是" not in shown(app)


def test_the_title_tells_no_count_before_one_is_known(library: Library) -> None:
    view = View(search="供暖")
    asked = Listed(1, view, Listing(array("q"), array("q")), is_whole=False)
    assert title(asked, 0, 0, library) == "搜索 供暖"
    some = Listed(1, view, Listing(array("q", [1]), array("q", [0])), is_whole=False)
    assert title(some, 0, 0, library) == "搜索 供暖 · 1 篇以上"


async def test_a_search_is_kept_in_the_sidebar(make_app: MakeApp, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("B")
        assert "先按 / 搜索" in shown(app)
        await pilot.press("/")
        await write(pilot, "供暖")
        await pilot.press("enter", "B")
        assert library.memory.searches() == ["供暖"]
        await pilot.press("escape")
        assert screen.front.articles.view == View()
        screen.navigation.visit(View(search="供暖"))
        await settle(pilot)
        assert "搜索 供暖 · 2 篇" in shown(app)
        await pilot.press("B")
        assert library.memory.searches() == []
        await pilot.press("u")
        assert library.memory.searches() == ["供暖"]
        await pilot.press("ctrl+r")
        assert library.memory.searches() == []


async def test_a_kept_search_tells_how_many_unread_articles_it_finds(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regions, "COUNT_DELAY", 0.01)
    library.memory.toggle_search("供暖")
    library.memory.toggle_search("title:")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: row_of(app, "/ 供暖").endswith(" 2"))
        assert row_of(app, "/ title:").endswith("title:")
        await pilot.press("G", "m")
        await until(pilot, lambda: row_of(app, "/ 供暖").endswith(" 1"))
        await pilot.press("u")
        await until(pilot, lambda: row_of(app, "/ 供暖").endswith(" 2"))
        await settle(pilot)


def test_what_takes_long_to_count_is_counted_as_far_as_it_goes(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    [source] = library.sources.all()
    more = [put(draft(number), PLACES[0]) for number in range(100, 200)]
    library.store.articles.commit(source, more)
    list(index(library.store))
    assert regions.unread(library, "图书馆延长") == Found(112)
    monkeypatch.setattr(regions, "COUNT_BUDGET", 0)
    found = regions.unread(library, "图书馆延长")
    assert 0 < found.count < 112 and not found.is_whole


async def test_marks_are_those_of_the_hits(make_app: MakeApp, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("/")
        await write(pilot, "供暖")
        await pilot.press("enter", "A")
        assert library.totals()["all"].unread == 12
        await pilot.press("U")
        await settle(pilot)
        assert screen.front.articles.view == View((UNREAD,), search="供暖")
        assert "0 篇" in shown(app)
        await pilot.press("u", "U")
        await settle(pilot)
        assert len(screen.front.articles.ids) == 2


async def test_a_damaged_index_is_said_and_made_anew(make_app: MakeApp, library: Library) -> None:
    with library.store._database.write() as connection:
        connection.execute("UPDATE tokens_data SET block = x'00' WHERE id > 10")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("/")
        await write(pilot, "供暖")
        assert library.search.unindexed() == 0
        await write(pilot, "供暖 ")
        await write(pilot, "供暖费")
        assert "搜索 供暖费 · 1 篇" in shown(app)
