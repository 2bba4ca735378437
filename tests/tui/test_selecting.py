"""Selecting articles, what is done with them at once, and the order of the list."""

from reader.news.library import Library
from reader.store.queue import STORY
from tests.store.making import add_source
from tests.tui.conftest import NOW, MakeApp, draft, put
from tests.tui.driving import SIZE, screen_of, settle, shown, until


def read_of(library: Library, ids: list[int]) -> list[bool]:
    return [head.read for head in library.heads(ids)]


async def test_selected_articles_are_marked_together_and_undone_as_one(
    make_app: MakeApp, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("v", "v", "j", "v")
        ids = [screen.front.articles.ids[index] for index in (0, 1, 3)]
        assert screen.front.articles.selected == set(ids)
        assert "选了 3 篇" in screen.front.articles.heading
        assert shown(app).count("✓") == 3
        await pilot.press("m")
        assert read_of(library, ids) == [True] * 3
        await pilot.press("s")
        assert all(head.starred for head in library.heads(ids))
        await pilot.press("u", "u")
        assert read_of(library, ids) == [False] * 3
        assert not any(head.starred for head in library.heads(ids))


async def test_a_marks_those_selected_alone(make_app: MakeApp, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "v", "A")
        assert library.totals()["unread"].unread == 10
        assert screen_of(app).status.message == "2 篇标为已读，u 撤销"
        await pilot.press("u")
        assert library.totals()["unread"].unread == 12


async def test_what_is_unread_is_read_first_and_then_all_are_unread(
    make_app: MakeApp, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        ids = list(screen.front.articles.ids[:2])
        library.mark_read(ids[:1])
        await pilot.press("v", "v", "m")
        assert read_of(library, ids) == [True, True]
        await pilot.press("m")
        assert read_of(library, ids) == [False, False]


async def test_selected_articles_are_moved_together_and_brought_back(
    make_app: MakeApp, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = library.counts()
        await pilot.press("v", "v", "M", *"hangzhou", "enter")
        await settle(pilot)
        assert library.counts()["330100"].total == before["330100"].total + 2
        await pilot.press("u")
        assert library.counts() == before
        await pilot.press("ctrl+r")
        assert library.counts()["330100"].total == before["330100"].total + 2


async def test_addresses_of_selected_articles_are_copied_line_by_line(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "v", "y")
        assert app.clipboard == "https://news.example.cn/0\nhttps://news.example.cn/1"


async def test_escape_selects_nothing_and_stays(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("c", *"cc", "enter", "v", "escape")
        assert not screen.front.articles.selected and screen.front.articles.view.region == "220100"
        assert "✓" not in shown(app)


async def test_another_list_selects_nothing(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "U")
        assert not screen_of(app).front.articles.selected


async def test_the_oldest_come_first_and_the_cursor_stays(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("j")
        current, ids = screen.front.articles.current, list(screen.front.articles.ids)
        await pilot.press("S")
        assert (
            list(screen.front.articles.ids) == ids[::-1]
            and screen.front.articles.current == current
        )
        assert "从旧到新" in screen.front.articles.heading
        await pilot.press("S", "S")
        assert list(screen.front.articles.ids) == ids


async def test_each_place_has_its_order_however_it_is_narrowed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        articles = screen_of(app).front.articles
        seen = []
        for keys in ["S"], ["c", *"cc", "enter"], ["S", "S"], ["U"], ["escape", "escape"]:
            await pilot.press(*keys)
            seen.append(articles.view.order)
        assert seen == ["oldest", "newest", "reprinted", "reprinted", "oldest"]


async def test_what_most_sources_have_comes_first(make_app: MakeApp, library: Library) -> None:
    store = library.store
    for name in ("延吉", "图们"):
        source = add_source(store, name, checked=int(NOW.timestamp()))
        store.articles.commit(source, [put(draft(0), "222400")])
    jobs = store.queue.next(STORY, 100)
    store.stories.settle({job: {13: 6, 14: 6}.get(job.article) for job in jobs})
    app = make_app(over=Library(store, now=lambda: NOW, folds=True))
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        ids = list(screen.front.articles.ids)
        await pilot.press("S", "S", "home")
        assert "转载最多" in screen.front.articles.heading
        assert list(screen.front.articles.ids) == [6, *(id for id in ids if id != 6)]
        assert "今天" not in shown(app) and "11-22" in shown(app)
        await pilot.press("enter", "n", "n")
        assert screen.front.articles.current == screen.front.articles.ids[2]
        await pilot.press("f3", "p")
        assert "前面没有未读文章了" in shown(app)
        await pilot.press("home")
        await pilot.click("#list", offset=(5, 0))
        assert screen.front.articles.current == 6


async def test_the_order_of_each_place_comes_back(make_app: MakeApp) -> None:
    for orders in (["oldest", "reprinted"], ["reprinted", "newest"]):
        app = make_app()
        async with app.run_test(size=SIZE) as pilot:
            screen = screen_of(app)
            await pilot.press("S")
            assert screen.front.articles.view.order == orders[0]
            await pilot.press("c", *"cc", "enter", "S", *"S" * (orders[0] == "oldest"))
            assert screen.front.articles.view.order == orders[1]
            await pilot.press("escape")


async def test_hits_are_always_the_newest_first(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"library", "enter")
        await until(pilot, lambda: bool(screen_of(app).front.lister.view.search))
        await pilot.press("S")
        assert "搜索结果总是从新到旧" in shown(app)
