from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.model import Source
from reader.news import catalogue
from reader.news.library import Library
from reader.store.store import Store
from tests.news.pages import Item, channel, rss
from tests.server import Reply, Server
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, click_on, screen_of, settle, shown, until


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    with Store.open(tmp_path / "empty.db") as store:
        yield Library(store, now=lambda: NOW)


@pytest.fixture
def sources(server: Server, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Source]]:
    """A catalogue of one source of 吉林, two of 延边 of one host, and one of the country."""
    feed = Reply(rss(Item("一", guid="1")), content_type="application/rss+xml")

    def source(path: str, region: str | None) -> Source:
        return Source(url=server.route(path, feed), name=path, kind="feed", region=region)

    cn, jilin = source("/cn", None), source("/jilin", "220000")
    yanbian = [source("/yanbian", "222400"), source("/paper", "222400")]
    own = {"CN": [cn], "220000": [jilin], "222400": yanbian}
    within = {"CN": [cn], "220000": [jilin, *yanbian], "222400": yanbian}
    monkeypatch.setattr(catalogue, "_all", lambda: (own, within))
    return own


def urls(library: Library) -> list[str]:
    return [source.url.rpartition("/")[2] for source in library.sources.all()]


async def test_places_are_marked_and_their_sources_added_and_asked(
    empty: Library, make_app: MakeApp, sources: dict[str, list[Source]]
) -> None:
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("i", "space", *"yanbian", "space")
        await pilot.pause()
        assert "[x] 延边朝鲜族自治州" in shown(app) and "添加 3 个来源" in shown(app)
        await pilot.press(*["backspace"] * 7)
        await pilot.pause()
        assert "[x] 全国" in shown(app) and "[ ] 吉林省" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert urls(empty) == ["cn", "yanbian", "paper"]
        assert screen_of(app).status.message == "3 个来源 · 3 篇新文章"
        await pilot.press("u")
        assert urls(empty) == []
        assert len(screen_of(app).front.articles.ids) == 0
        await pilot.press("ctrl+r")
        assert urls(empty) == ["cn", "yanbian", "paper"]
        assert len(screen_of(app).front.articles.ids) == 3


async def test_a_click_marks_a_place_and_adds_nothing_yet(
    empty: Library, make_app: MakeApp, sources: dict[str, list[Source]]
) -> None:
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i")
        await pilot.pause()
        await click_on(pilot, "全国")
        await click_on(pilot, "吉林省")
        assert "[x] 吉林省" in shown(app) and "添加 2 个来源" in shown(app)
        await click_on(pilot, "全国")
        await pilot.press("enter")
        await settle(pilot)
        assert urls(empty) == ["jilin"]


async def test_a_city_brings_its_own_and_by_one_more_key_its_province(
    empty: Library, make_app: MakeApp, sources: dict[str, list[Source]]
) -> None:
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", *"yanbian")
        await pilot.pause()
        assert "2 个，Tab +1" in shown(app)
        await pilot.press("tab", "enter")
        await settle(pilot)
        assert urls(empty) == ["yanbian", "paper", "jilin"]


async def test_what_a_place_brings_is_shown_and_chosen_one_by_one(
    empty: Library, make_app: MakeApp, sources: dict[str, list[Source]]
) -> None:
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", *"yanbian", "right", "down", "down", "down", "space")
        await pilot.pause()
        text = shown(app)
        assert "[-] 延边朝鲜族自治州" in text and "[-]   127.0.0.1:" in text
        assert "[ ]     /yanbian" in text and "[x]     /paper" in text
        await pilot.press("left")
        await pilot.pause()
        assert "/paper" not in shown(app) and "[-] 延边朝鲜族自治州" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert urls(empty) == ["paper"]


async def test_a_place_that_is_typed_brings_what_is_around_it(
    empty: Library, make_app: MakeApp, sources: dict[str, list[Source]]
) -> None:
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("i", "c", "c")
        await pilot.pause()
        assert "没有自己的，吉林的 1 个" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert urls(empty) == ["jilin"]
        await pilot.press("i", "q", "g", "enter", "i", "space", "space", "escape")
        await settle(pilot)
        assert urls(empty) == ["jilin", "cn"]
        await pilot.press("i", *"jilin")
        await pilot.pause()
        assert "已经有了，Tab +2" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "都已经有了" in shown(app)


async def test_places_are_chosen_on_the_source_page_too(
    empty: Library, make_app: MakeApp, sources: dict[str, list[Source]], server: Server
) -> None:
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("E")
        await pilot.pause()
        assert "按 i 选择地方" in shown(app)
        await pilot.press("i")
        await pilot.pause()
        assert "选择地方" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "1 个来源" in shown(app)
        assert "已添加 /cn，u 撤销" in shown(app)
        await pilot.press("u", "ctrl+r", "q")
        await settle(pilot)
        assert server.paths() == ["/cn"]


@pytest.mark.parametrize(
    ("keys", "added"), [(("enter",), 4), (("escape",), 1), (("n", "enter"), 1)]
)
async def test_an_address_is_added_with_the_pages_of_its_cities_if_they_are_wanted(
    empty: Library, make_app: MakeApp, server: Server, keys: tuple[str, ...], added: int
) -> None:
    pages = [(f"/2026/11/2{n}/{n}20041.html", f"护鸟队走遍大堤{n}", "2026-11-20") for n in "12"]
    cities = "".join(f'<a href="/{n}/">{n}</a>' for n in ("长春", "四平", "延边"))
    page = channel(pages, title="吉林频道_江城新闻网").replace("<body>", f"<body><p>{cities}</p>")
    url = server.route("/", Reply(page))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        await pilot.press("a", *url, "enter")
        await until(pilot, lambda: "Enter 添加" in shown(app))
        await pilot.press("enter")
        await settle(pilot)
        assert "也添加它链接的 3 个地方的频道页" in shown(app)
        await pilot.press(*keys)
        await settle(pilot)
        assert len(empty.sources.all()) == added
        assert len(screen.front.articles.ids) == 2
        if added == 4:
            await pilot.press("u")
        await pilot.press("u")
        assert empty.sources.all() == []


async def test_the_samples_give_way_to_the_places_chosen(
    make_app: MakeApp, sources: dict[str, list[Source]], tmp_path: Path
) -> None:
    with Store.open(None) as store:
        app = make_app(over=Library(store, now=lambda: NOW, samples=True))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert "按 i 选择想看的地方" in shown(app)
            await pilot.press("i", "escape")
            assert screen_of(app).library.samples
            await pilot.press("i", "enter")
            await settle(pilot)
            library = screen_of(app).library
            assert not library.samples
            await until(pilot, lambda: "cn" in urls(library))
            await pilot.press("u")
            await until(pilot, lambda: "cn" not in urls(library))
