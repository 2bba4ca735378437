"""An article whose own page tells its time goes to its day; reading goes on from where it was."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.model import Article, Draft
from reader.news.library import Library
from reader.settings.config import Fetch
from reader.store.articles import Put
from reader.store.store import Store
from reader.tui import lister
from reader.view import TODAY, View
from tests.store.making import add_source
from tests.tui.conftest import NOW, MakeApp, draft, leave_in_place, put
from tests.tui.driving import SIZE, rest, screen_of, settle, shown


def listed(number: int) -> Put:
    """An article as a channel page lists it: without text and time, found just now."""
    found = replace(draft(number), blocks=(), published=None, extent="head")
    return put(found, "220100")


@pytest.fixture
def channel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Four articles of a channel page, found at once, over nine of a feed of three days."""
    with Store.open(tmp_path / "channel.db") as store:
        source = add_source(store, checked=int(NOW.timestamp()))
        store.articles.commit(source, [put(draft(n), "220100") for n in range(3, 12)])
        store.articles.commit(source, [listed(n) for n in (23, 22, 21, 20)])
        leave_in_place(store)
        library = Library(store, now=lambda: NOW)

        async def complete(id: int, _settings: Fetch) -> Article:
            published = (NOW - timedelta(hours=40, minutes=id)).isoformat()
            whole = Draft(headline="", published=published, blocks=draft(0).blocks)
            store.articles.complete(id, whole)
            return library.article(id)

        monkeypatch.setattr(library, "complete", complete)
        yield library


def day(library: Library, id: int) -> str:
    [head] = library.heads([id])
    return datetime.fromtimestamp(head.time, NOW.tzinfo).strftime("%m-%d")


@pytest.mark.parametrize("at_once", [2000, 2])
async def test_reading_goes_on_where_the_articles_were(
    make_app: MakeApp, channel: Library, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(lister, "AT_ONCE", at_once)
    app = make_app(over=channel)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        first, second, third, fourth = screen.front.articles.ids[:4]
        assert shown(app).count("约 刚刚") == 4
        await pilot.press("enter")
        await settle(pilot)
        assert day(channel, first) == "11-21" and list(screen.front.articles.ids).index(first) > 4
        assert screen.front.articles.current == first and screen.front.reading.article is not None
        assert screen.front.reading.article.head.id == first and screen.pane == "article"
        assert shown(app).count("约 刚刚") == 3
        await pilot.press("n")
        assert screen.front.articles.current == second
        await settle(pilot)
        await pilot.press("]")
        assert screen.front.articles.current == third
        await settle(pilot)
        await pilot.press("[")
        assert screen.front.articles.current == third  # there is none before it
        await pilot.press("]")
        assert screen.front.articles.current == fourth
        await settle(pilot)
        await pilot.press("f3", "up")
        await rest(pilot)
        await pilot.press("down", "n")
        assert screen.front.articles.position > 4


async def test_an_article_that_is_not_of_today_stays_there_while_it_is_read(
    make_app: MakeApp, channel: Library
) -> None:
    app = make_app(over=channel)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        screen.navigation.visit(View((TODAY,)))
        first, second = screen.front.articles.ids[:2]
        await pilot.press("enter")
        await settle(pilot)
        assert screen.front.articles.current == first and first in screen.front.lister.ids
        await pilot.press("n")
        await settle(pilot)
        assert screen.front.articles.current == second and first not in screen.front.lister.ids


async def test_the_window_stays_where_the_cursor_is_in_sight(
    make_app: MakeApp, channel: Library
) -> None:
    app = make_app(over=channel)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        articles = screen_of(app).front.articles
        await pilot.press("down", "enter")
        await settle(pilot)
        assert articles.scroll_offset.y == 0 and articles.position > 4
    app = make_app(over=channel)
    async with app.run_test(size=(120, 12)) as pilot:
        await pilot.press("f3", "home", "down")
        window = screen_of(app).front.articles.window
        await pilot.press("enter")
        await settle(pilot)
        articles = screen_of(app).front.articles
        assert (articles.window, articles.scroll_offset.y > 0) == (window, True)
