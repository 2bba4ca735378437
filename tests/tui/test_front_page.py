"""The front page on the screen: walked, opened and marked as any list."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.model import Block, Listing, Source
from reader.news.front_page import FrontPage
from reader.news.library import Library
from reader.news.work import work
from reader.settings.config import Config, Ui
from reader.store.store import Store
from reader.view import FRONT, UNREAD, View, reprints_of
from tests.tui.conftest import NOW, LooksRight, MakeApp, draft, leave_in_place, put
from tests.tui.driving import SIZE, rest, screen_of, settle, shown
from tests.tui.test_searching import write

TEXT = "澜湾渔港今晨开网，头网出鱼三万斤，头鱼以六万元成交。渔把头说，冰层比往年厚，小鱼全都放了。"
PAGE = View((FRONT,))
FIRST = Config(ui=Ui(start="front"))


@pytest.fixture
def pressroom(tmp_path: Path) -> Iterator[Library]:
    """Three sources of 长春 with one story; single ones of 长春 (4), 吉林 (5) and 延边 (6, 7).

    Favourites are 长春 and 四平, of which there is nothing.
    """
    with Store.open(tmp_path / "press.db") as store:
        sources = [
            store.sources.add(
                Source(url=f"https://{n}.example.cn/", title=name, checked=int(NOW.timestamp()))
            )
            for n, name in enumerate(("澜湾日报", "海滨晚报", "东岸早报"))
        ]
        for number, source in enumerate(sources):
            story = replace(
                draft(number, "澜湾渔港今晨开网"),
                published=(NOW - timedelta(hours=9 - number)).isoformat(),
                source=source.title,
                blocks=(Block("paragraph", TEXT), Block("paragraph", TEXT[::-1])),
            )
            store.articles.commit(source, [put(story, "220100")])
        for number, region in enumerate(("220100", "220000", "222400", "222400"), 1):
            single = replace(draft(number, f"单独的第{number}条"), source=None)
            store.articles.commit(sources[0], [put(replace(single, guid=f"s{number}"), region)])
        leave_in_place(store)
        list(work(store))
        library = Library(store, now=lambda: NOW, folds=True)
        for place in ("220100", "220300"):
            library.memory.toggle_favourite(place)
        yield library


async def test_it_stands_over_all_lists_and_is_walked_as_they_are(
    make_app: MakeApp, pressroom: Library
) -> None:
    app = make_app(over=pressroom)
    async with app.run_test(size=SIZE) as pilot:
        articles = screen_of(app).front.articles
        await pilot.press("f2", "home", "enter")
        assert articles.view == PAGE
        text = shown(app)
        parts = [
            "要闻 · 5 篇",
            "吉林 › 长春",
            "渔港今晨开网",
            "3 家：澜湾日报、海滨晚报、东岸早报",
            "没有新消息：四平",
            "单独的第2条",
            "吉林 › 延边",
            "单独的第3条",
        ]
        assert sorted(parts, key=text.index) == parts
        walked = [articles.current]
        for _step in range(5):
            await pilot.press("j")
            walked.append(articles.current)
        assert walked == [1, 4, 5, 6, 7, 7]
        await pilot.press("n")
        assert "后面没有未读文章了" in shown(app)
        await pilot.press("p", "p")
        assert articles.current == 5
        await pilot.press("escape", "escape")
        assert articles.view == View()


async def test_its_articles_are_read_marked_and_selected(
    make_app: MakeApp, pressroom: Library
) -> None:
    app = make_app(FIRST, over=pressroom)
    async with app.run_test(size=SIZE) as pilot:
        articles = screen_of(app).front.articles
        await settle(pilot)
        await pilot.press("enter", "escape")
        assert [head.read for head in pressroom.heads([1, 2, 3, 4])] == [True, True, True, False]
        await pilot.press("v", "v", "s")
        assert [head.starred for head in pressroom.heads([1, 4, 5])] == [True, True, False]
        await pilot.press("escape", "U")
        assert (articles.view, list(articles.ids)) == (View((FRONT, UNREAD)), [4, 5, 6, 7])
        assert "要闻 · 只看未读 · 4 篇" in shown(app)
        await pilot.press("U", "A")
        assert all(head.read for head in pressroom.heads([4, 5, 6, 7]))
        await pilot.press("u")
        assert not any(head.read for head in pressroom.heads([4, 5, 6, 7]))


async def test_d_lists_the_sources_of_a_story_and_leads_back(
    make_app: MakeApp, pressroom: Library
) -> None:
    app = make_app(FIRST, over=pressroom)
    async with app.run_test(size=SIZE) as pilot:
        articles = screen_of(app).front.articles
        await settle(pilot)
        await pilot.press("d")
        assert articles.view == View((reprints_of(1),))
        assert sorted(articles.ids) == [2, 3]
        await pilot.press("d")
        assert (articles.view, articles.current) == (PAGE, 1)


async def test_it_is_filtered(make_app: MakeApp, pressroom: Library) -> None:
    app = make_app(FIRST, over=pressroom)
    async with app.run_test(size=SIZE) as pilot:
        articles = screen_of(app).front.articles
        await settle(pilot)
        await pilot.press("f")
        await write(pilot, "region:延边")
        await pilot.press("enter")
        await settle(pilot)
        assert list(articles.ids) == [6, 7]
        assert "没有新消息" not in shown(app)


async def test_the_reader_opens_on_it_and_quits_from_it(
    make_app: MakeApp, pressroom: Library
) -> None:
    pressroom.memory.remember({"trail": ['[{"view":{}},{"view":{"search":"渔港"}}]']}).result()
    app = make_app(FIRST, over=pressroom)
    async with app.run_test(size=(120, 12)) as pilot:
        await rest(pilot)
        screen = screen_of(app)
        assert (screen.front.articles.view, screen.front.trail.is_root) == (PAGE, True)
        assert screen.front.articles.scroll_offset.y == 0
        await pilot.press("f2")
        assert screen.front.sidebar.cursor == 0
        await pilot.press("j", "enter")
        assert screen.front.articles.view == View()
        await pilot.press("escape")
        assert screen.front.articles.view == PAGE
        await pilot.press("q")
    assert app.return_code == 0


async def test_it_is_made_when_the_screen_is_painted(
    make_app: MakeApp, pressroom: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(FIRST, over=pressroom)
    listing, painted = FrontPage.listing, list[bool]()

    def watched(page: FrontPage, view: View, limit: int | None = None) -> Listing:
        painted.append("━ 要闻 ━" in shown(app) and "Enter 打开" in shown(app))
        return listing(page, view, limit)

    monkeypatch.setattr(FrontPage, "listing", watched)
    async with app.run_test(size=SIZE) as pilot:
        await rest(pilot)
        assert painted == [True]


async def test_it_is_found_again_as_it_was_left(make_app: MakeApp, pressroom: Library) -> None:
    async with make_app(over=pressroom).run_test(size=SIZE) as pilot:
        await pilot.press("f2", "home", "enter", "j", "j", "enter")
    app = make_app(over=pressroom)
    async with app.run_test(size=SIZE) as pilot:
        await rest(pilot)
        screen = screen_of(app)
        assert (screen.front.articles.view, screen.front.articles.current) == (PAGE, 5)
        assert (
            screen.pane,
            screen.front.reading.article and screen.front.reading.article.head.id,
        ) == (
            "article",
            5,
        )


async def test_other_favourites_make_another_page(make_app: MakeApp, pressroom: Library) -> None:
    app = make_app(FIRST, over=pressroom)
    async with app.run_test(size=SIZE) as pilot:
        articles = screen_of(app).front.articles
        await settle(pilot)
        await pilot.press("end", "F")
        assert list(articles.ids) == [1, 4, 6, 7, 5]
        assert articles.current == 7
        await pilot.press("u")
        assert list(articles.ids) == [1, 4, 5, 6, 7]


async def test_the_top_of_the_page_stays_in_sight(make_app: MakeApp, pressroom: Library) -> None:
    app = make_app(FIRST, over=pressroom)
    async with app.run_test(size=(60, 12)) as pilot:
        screen = screen_of(app)
        await settle(pilot)
        pressroom.memory.toggle_favourite("220100").result()
        screen.front.lister.relist("favourites")
        assert (list(screen.front.articles.ids), screen.front.articles.current) == (
            [5, 1, 4, 6, 7],
            1,
        )
        assert screen.front.articles.scroll_offset.y == 0


async def test_a_page_of_a_day_that_is_over_says_which(
    make_app: MakeApp, pressroom: Library
) -> None:
    later = Library(pressroom.store, now=lambda: NOW + timedelta(days=2), folds=True)
    app = make_app(FIRST, over=later)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "要闻 · 11月23日 周一 · 3 篇" in shown(app)


async def test_headings_that_end_the_page_come_into_sight(
    make_app: MakeApp, pressroom: Library
) -> None:
    pressroom.memory.toggle_favourite("220000")  # all else that there is in it comes first
    pressroom.memory.toggle_favourite("330100")
    app = make_app(FIRST, over=pressroom)
    async with app.run_test(size=(60, 18)) as pilot:
        await settle(pilot)
        for height in range(18, 9, -1):
            await pilot.resize_terminal(60, height)
            await pilot.press("home")
            assert "没有新消息：杭州" not in shown(app)
            await pilot.press(*"jjjjj")
            assert "没有新消息：杭州" in shown(app)


@pytest.mark.parametrize("width", [80, 120])
def test_what_it_looks_like(
    make_app: MakeApp, pressroom: Library, looks_right: LooksRight, width: int
) -> None:
    pressroom.mark_read([5])
    assert looks_right(make_app(FIRST, over=pressroom), size=(width, 24))


async def test_an_article_whose_full_text_came_stays_where_it_was(
    make_app: MakeApp, pressroom: Library
) -> None:
    app = make_app(FIRST, over=pressroom)
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await settle(pilot)
        await pilot.press("j", "enter")
        screen.front.lister.held = 4
        pressroom.move([4], "330100").result()
        screen.front.lister.relist("places")
        await settle(pilot)
        assert (list(screen.front.articles.ids), screen.front.articles.current) == (
            [1, 4, 5, 6, 7],
            4,
        )
        assert screen.front.lister.answer.listing.sections == [
            (0, "220100"),
            (2, "220300"),
            (2, "220000"),
            (3, "222400"),
        ]
        await pilot.press("n")
        assert screen.front.articles.current == 5


async def test_it_has_but_one_order(make_app: MakeApp, pressroom: Library) -> None:
    app = make_app(FIRST, over=pressroom)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("S")
        assert "要闻总是按地方" in shown(app)
        assert list(screen_of(app).front.articles.ids) == [1, 4, 5, 6, 7]
