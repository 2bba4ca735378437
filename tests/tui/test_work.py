"""What waits is done beside the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.model import Source
from reader.news.library import Library
from reader.settings.config import Config, Keep
from reader.store.store import Store
from reader.view import View, in_region
from tests.tui.conftest import NOW, TOLD, MakeApp, draft, put
from tests.tui.driving import SIZE, screen_of, settle, shown


@pytest.fixture
def unplaced(tmp_path: Path) -> Iterator[Library]:
    """Two articles of a source of 吉林, of which one tells of 长春; nothing is placed yet."""
    with Store.open(tmp_path / "unplaced.db") as store:
        source = store.sources.add(
            Source(
                url="https://a.example/", kind="feed", region="220000", checked=int(NOW.timestamp())
            )
        )
        drafts = [draft(1, "长春市图书馆延长夜间开放时间"), draft(2)]
        store.articles.commit(source, [put(each, "220000") for each in drafts])
        yield Library(store, now=lambda: NOW)


async def test_articles_come_to_their_places_beside_the_screen(
    unplaced: Library, make_app: MakeApp
) -> None:
    app = make_app(over=unplaced)
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        screen.work.go_on()
        await settle(pilot)
        assert [head.region for head in unplaced.heads(screen.front.articles.ids)] == [
            "220100",
            "220000",
        ]
        screen.navigation.visit(View((in_region("220100"),)))
        assert len(screen.front.articles.ids) == 1


async def test_a_list_of_a_place_follows(unplaced: Library, make_app: MakeApp) -> None:
    app = make_app(over=unplaced)
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        screen.work.go_on()
        await settle(pilot)
        screen.navigation.visit(View((in_region("220100"),)))
        source = unplaced.sources.all()[0]
        unplaced.store.sources.rule(source.id, "220100", "220200")
        edited = replace(draft(1, "长春市图书馆夜里也开"), blocks=(*draft(1).blocks, *TOLD))
        unplaced.store.articles.complete(screen.front.articles.ids[0], edited)
        screen.work.go_on()
        await settle(pilot)
        assert list(screen.front.articles.ids) == []
        assert "吉林市" in shown(app)


async def test_old_articles_go_from_the_list(library: Library, make_app: MakeApp) -> None:
    app = make_app(Config(keep=Keep(articles="1d")))
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("G")
        screen.work.go_on()
        await settle(pilot)
        assert len(screen.front.articles.ids) == 5
        assert library.totals()["all"].total == 5


async def test_an_article_that_is_gone_is_not_opened(library: Library, make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("G")
        await settle(pilot)
        library.store.retention.remove(1, int(NOW.timestamp()), 64)
        await pilot.press("up", "enter", "w", "M", "f3")
        await settle(pilot)
        assert screen_of(app) is screen
