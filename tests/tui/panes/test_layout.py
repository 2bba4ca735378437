"""The article below the list: what is in sight, how high it is, and what is remembered of it."""

import pytest

from reader.settings.config import Config, Ui
from reader.tui.screen import ReaderScreen
from tests.tui.conftest import LooksRight, MakeApp
from tests.tui.driving import screen_of, settle, shown

BELOW = Config(ui=Ui(layout="below"))


def panes(screen: ReaderScreen) -> str:
    """Return which panes are in sight, and a bar between those one below the other."""
    right = [pane for pane in (screen.front.articles, screen.front.reading) if pane.region.area]
    assert [pane.region.y for pane in right] == sorted(pane.region.y for pane in right)
    stacked = len({pane.region.y for pane in right}) > 1
    names = ("/" if stacked else " ").join(str(pane.id) for pane in right)
    return " ".join(filter(None, ["regions" * bool(screen.front.sidebar.region.area), names]))


@pytest.mark.parametrize(
    ("width", "at_start", "reading", "at_list", "at_regions"),
    [
        (120, "regions list/article", "regions list/article", "regions list/article", None),
        (80, "regions list", "list/article", "list/article", "regions list"),
        (60, "list", "list/article", "list/article", "regions"),
        (59, "list", "article", "list", "regions"),
    ],
)
async def test_the_article_is_below_the_list_from_sixty_columns_on(
    make_app: MakeApp,
    width: int,
    at_start: str,
    reading: str,
    at_list: str,
    at_regions: str | None,
) -> None:
    app = make_app(BELOW)
    async with app.run_test(size=(width, 24)) as pilot:
        screen, seen = screen_of(app), []
        for key in (None, "enter", "f3", "f2", "f4", "z", "z"):
            await pilot.press(*filter(None, [key]))
            await pilot.pause()
            seen.append(panes(screen))
        at_regions = at_regions or at_list
        assert seen == [at_start, reading, at_list, at_regions, reading, "article", reading]
        if "/" in reading:
            assert screen.front.articles.region.right == screen.front.reading.region.right == width
            assert (screen.front.articles.size.height, screen.front.reading.size.height) == (7, 14)
            assert "分钟" in shown(app).splitlines()[screen.front.articles.region.bottom]


@pytest.mark.parametrize("width", [60, 80])
async def test_escape_leaves_the_article_and_then_hides_it(make_app: MakeApp, width: int) -> None:
    app = make_app(BELOW)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.press("enter", "f3", "escape")
        await pilot.pause()
        assert "article" not in panes(screen_of(app))


async def test_a_window_that_is_made_larger_or_smaller_has_room_again(make_app: MakeApp) -> None:
    app = make_app(BELOW)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = screen_of(app)
        await pilot.press("end", "enter")
        for size, seen in [
            ((120, 36), "regions list/article"),
            ((59, 24), "article"),
            ((60, 8), "list/article"),
            ((20, 5), "article"),  # under what says that there is no room
            ((80, 24), "list/article"),
        ]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert panes(screen) == seen
            if "list" in seen:
                assert screen.front.articles.cursor in screen.front.articles.rows_in_sight
                assert screen.front.articles.size.height == max(3, (size[1] - 3) // 3)


async def test_the_palette_puts_it_below_and_the_next_start_too(make_app: MakeApp) -> None:
    for layout, words in (("list/article", "正文在列表下面"), ("list article", "旁边")):
        app = make_app()
        async with app.run_test(size=(120, 24)) as pilot:
            await pilot.press("colon", *"正文位置", "enter")
            await settle(pilot)
            assert panes(screen_of(app)) == f"regions {layout}" and words in shown(app)
        again = make_app(BELOW)
        async with again.run_test(size=(120, 24)) as pilot:
            await pilot.pause()
            assert panes(screen_of(again)) == f"regions {layout}"


async def test_where_there_is_no_room_for_it_that_is_said(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(50, 24)) as pilot:
        await pilot.press("colon", *"正文位置", "enter")
        await settle(pilot)
        assert "60 列" in shown(app)


async def test_the_list_is_made_higher_by_keys_and_mouse_and_stays_so(make_app: MakeApp) -> None:
    app = make_app(BELOW)
    async with app.run_test(size=(80, 24)) as pilot:
        articles, reading = screen_of(app).front.articles, screen_of(app).front.reading
        await pilot.press("enter", "<")
        await pilot.pause()
        assert (articles.size.height, reading.size.height) == (8, 13)
        await pilot.press("f3", ">", ">", "<")
        await pilot.pause()
        assert articles.size.height == 9
        line = articles.region.bottom
        await pilot.mouse_down(offset=(10, line))
        await pilot.hover(offset=(10, line + 2))
        await pilot.mouse_up(offset=(10, line + 2))
        await pilot.pause()
        assert articles.size.height == 11
        await pilot.press(*">" * 9)
        await pilot.pause()
        assert (articles.size.height, reading.size.height) == (14, 7)
        await pilot.press("<")
        await pilot.pause()
        assert articles.size.height == 13
    app = make_app(BELOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f4")
        await pilot.pause()
        assert screen_of(app).front.articles.size.height == 13


async def test_a_click_opens_what_lies_under_it(make_app: MakeApp) -> None:
    app = make_app(BELOW)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = screen_of(app)
        await pilot.press("enter", "f3")
        await pilot.click(offset=(10, 4))
        await settle(pilot)
        assert screen.front.articles.position == 1 and screen.pane == "article"
        await pilot.press("f3")
        await pilot.click(offset=(10, 15))
        assert screen.pane == "article"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_an_article_below_the_list(make_app: MakeApp, looks_right: LooksRight, width: int) -> None:
    assert looks_right(make_app(BELOW), "j", "enter", size=(width, 24))


@pytest.mark.parametrize(("columns", "panes"), [(71, 1), (72, 2), (109, 2), (110, 3)])
async def test_so_many_panes_are_side_by_side(make_app: MakeApp, columns: int, panes: int) -> None:
    app = make_app()
    async with app.run_test(size=(columns, 30)) as pilot:
        await settle(pilot)
        assert sum(pane.display for pane in screen_of(app).front.panes.all) == panes
