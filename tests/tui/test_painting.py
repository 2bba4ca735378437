"""What a key paints: only what it changed. Everything else would be slow over a line."""

import pytest
from textual._compositor import ChopsUpdate
from textual.pilot import Pilot
from textual.screen import Screen

from reader.news.library import Library
from reader.tui.panes import article_list
from reader.tui.panes.article_list import ArticleList
from reader.tui.panes.reading_pane import ReadingPane
from reader.tui.panes.sidebar import Sidebar
from reader.view import View
from tests.tui.conftest import HOUR, MakeApp
from tests.tui.driving import SIZE, screen_of, settle


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Counts the lines that panes paint, and the layouts; the cursor never rests meanwhile."""
    monkeypatch.setattr(article_list, "REST", HOUR)
    counts = {"list": 0, "regions": 0, "article": 0, "layout": 0}

    def count(owner: type, method: str, name: str) -> None:
        original = getattr(owner, method)

        def counting(*args: object, **kwargs: object) -> object:
            counts[name] += 1
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, method, counting)

    monkeypatch.setattr(article_list, "REST", 60.0)  # or a slow machine shows the article meanwhile
    count(ArticleList, "render_line", "list")
    count(Sidebar, "render_line", "regions")
    count(ReadingPane, "render_line", "article")
    count(Screen, "_refresh_layout", "layout")
    return counts


async def press(pilot: Pilot[None], painted: dict[str, int], *keys: str) -> dict[str, int]:
    """Press *keys* and give what that painted."""
    before = dict(painted)
    await pilot.press(*keys)
    await pilot.pause()
    return {name: painted[name] - before[name] for name in painted}


async def test_a_move_paints_the_two_rows(make_app: MakeApp, painted: dict[str, int]) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen_of(app).opener.show()
        await settle(pilot)
        moved = await press(pilot, painted, "j")
        assert moved == {"list": 4, "regions": 0, "article": 0, "layout": 0}


async def test_opening_paints_the_row_the_counts_and_no_other_row(
    make_app: MakeApp, painted: dict[str, int]
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen_of(app).opener.show()
        await settle(pilot)
        opened = await press(pilot, painted, "enter")
        assert screen_of(app).pane == "article"
        assert opened["layout"] == opened["article"] == 0  # it was on show
        assert opened["list"] == 2
        assert 0 < opened["regions"] < 8


async def test_going_back_to_the_list_paints_the_cursors_row(
    make_app: MakeApp, painted: dict[str, int]
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert await press(pilot, painted, "escape") == {
            "list": 2,
            "regions": 0,
            "article": 0,
            "layout": 0,
        }


async def test_a_pane_that_became_narrower_paints_nothing_of_its_neighbour(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_list, "REST", HOUR)
    library.mark_view_read(View()).result()  # or opening marks it, and paints its row before
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        articles, compositor = screen_of(app).front.articles, app.screen._compositor
        ends: list[int] = []
        paint = compositor.render_partial_update

        def painting() -> ChopsUpdate | None:
            update = paint()
            if update is not None:
                ends.extend(end for _y, _start, end in update.spans)
            return update

        monkeypatch.setattr(compositor, "render_partial_update", painting)
        articles.row_changed(articles.cursor)
        await pilot.pause()
        assert ends
        assert max(ends) <= articles.region.right
