"""Many marks at once: shown before they are stored, one change after the other."""

from threading import Event

import pytest

from reader.errors import StoreBusy
from reader.model import Count, View
from reader.news.changes import Change
from reader.news.library import Library
from reader.tui import marking
from tests.tui.conftest import MakeApp
from tests.tui.driving import SIZE, screen_of, settle, shown


async def test_a_long_list_is_shown_as_read_before_that_is_stored(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "MANY", 5)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        library, may_store = screen.library, Event()
        mark = library.mark_view_read

        def mark_later(view: View) -> Change | None:
            assert may_store.wait(60)
            return mark(view)

        monkeypatch.setattr(library, "mark_view_read", mark_later)
        await pilot.press("A")
        assert "●" not in shown(app)
        assert library.totals()["unread"] == Count(12, 12)
        await pilot.press("u", "A")
        assert "请稍等" in screen.status.message
        may_store.set()
        await settle(pilot)
        assert library.totals()["unread"] == Count()
        assert screen.status.message == "12 篇标为已读，u 撤销"
        await pilot.press("u")
        await settle(pilot)
        assert library.totals()["unread"] == Count(12, 12)
        assert screen.status.message == "已撤销：12 篇标为已读"
        assert "●" in shown(app)


async def test_what_could_not_be_stored_is_shown_unread_again(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "MANY", 5)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)

        def fail(view: View) -> Change | None:
            raise StoreBusy(path="zhnews.db")

        monkeypatch.setattr(screen.library, "mark_view_read", fail)
        await pilot.press("A")
        await settle(pilot)
        assert "正被占用" in screen.status.message
        assert "●" in shown(app)


async def test_what_is_shown_as_read_is_stored_by_whoever_quits_at_once(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "MANY", 5)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        monkeypatch.setattr(screen, "call_after_refresh", lambda paint: True)  # never is painted
        await pilot.press("A")
        assert screen.library.totals()["unread"] == Count(12, 12)
        library = screen.library
    assert library.totals()["unread"] == Count()


async def test_over_a_database_that_cannot_be_written_it_is_said_once_that_nothing_is_kept(
    library: Library, make_app: MakeApp
) -> None:
    library.store.read_only = True
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "只能读" in shown(app)
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert library.totals()["unread"].total == library.totals()["all"].total
