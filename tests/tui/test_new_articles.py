"""What came since the last visit is marked and counted, until the reader leaves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.model import Source
from reader.news.library import Library
from reader.store.store import Store
from tests.tui.conftest import NOW, MakeApp, draft, put
from tests.tui.driving import SIZE, screen_of, settle, shown


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    """A library of one source, of which nothing came yet."""
    with Store.open(tmp_path / "empty.db") as store:
        store.sources.add(Source(url="https://news.example.cn/feed", checked=int(NOW.timestamp())))
        yield Library(store, now=lambda: NOW)


def add(library: Library, *numbers: int) -> None:
    [source] = library.store.sources.all()
    library.store.articles.commit(source, [put(draft(n), "222400") for n in numbers])


async def test_on_the_first_visit_nothing_is_new(make_app: MakeApp, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=SIZE):
        assert "新到" not in screen_of(app).front.articles.heading
        assert "◆" not in shown(app)
    assert library.memory.recall("seen") == ["12"]


async def test_what_came_since_the_last_visit_is_marked_until_one_leaves(
    make_app: MakeApp, library: Library
) -> None:
    library.memory.remember_seen()
    add(library, 20, 21)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        assert "全部 · 新到 2 · 14 篇" in screen.front.articles.heading
        await pilot.press("end")
        assert shown(app).count("◆") == 2
        await pilot.press("m")
        assert (shown(app).count("◆"), shown(app).count("◇")) == (1, 1)
        add(library, 22)
        screen.front.lister.relist("articles")
        assert "新到 3" in screen.front.articles.heading
        await pilot.press("c", *"cc", "enter")
        assert "新到" not in screen.front.articles.heading
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("escape")
        assert screen_of(app).front.articles.count_new == 0


@pytest.mark.parametrize("key", ["j", "s", "enter"])
async def test_a_list_that_was_empty_stays_at_the_newest_until_one_acts(
    make_app: MakeApp, empty: Library, key: str
) -> None:
    app = make_app(over=empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        for number in range(40, 20, -4):
            add(empty, number, number + 1)
            screen.front.lister.relist("articles")
            await settle(pilot)
            assert (screen.front.articles.position, screen.front.articles.scroll_offset.y) == (0, 0)
        await pilot.press(key)
        await settle(pilot)
        current = screen.front.articles.current
        add(empty, 20)
        screen.front.lister.relist("articles")
        assert screen.front.articles.current == current
        assert screen.front.articles.position == 1 + (key == "j")
