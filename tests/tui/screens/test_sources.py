from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.model import Problem, Source
from reader.news.library import Library
from reader.store.store import Store
from reader.tui.app import ZhnewsApp
from reader.tui.screens.sources import SourcesPage
from reader.view import View, from_source, in_region
from tests.server import Reply, Server
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, screen_of, settle, shown, until

MOMENT = int(NOW.timestamp())
FEED = (
    "<rss><channel><title>松江晚报</title><item><title>江边步道今日开放</title>"
    "<link>https://news.example.cn/2.html</link></item></channel></rss>"
)


def page_of(app: ZhnewsApp) -> SourcesPage:
    page = app.screen
    assert isinstance(page, SourcesPage)
    return page


@pytest.fixture
def more(library: Library) -> list[Source]:
    """The library's own source and three that nothing came from."""
    gone = Problem("not_a_feed", "{name} 不是订阅。", {"name": "siping.example.cn"})
    return library.store.sources.add_all(
        [
            Source(
                url="https://siping.example.cn/feed",
                kind="feed",
                name="四平新闻",
                region="220300",
                checked=MOMENT,
                succeeded=MOMENT - 90000,
                problem=gone,
            ),
            Source(url="https://yanji.example.cn/", kind="page", name="延边要闻", checked=MOMENT),
            Source(url="https://off.example.cn/", kind="page", name="停用的来源", enabled=False),
        ]
    )


async def test_the_page_tells_how_every_source_is_doing(
    make_app: MakeApp, more: list[Source]
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("E")
        await pilot.pause()
        text = shown(app)
        assert "4 个来源 · 2 个要看一看" in text
        line = next(line for line in text.splitlines() if "四平新闻" in line)
        assert "!" in line and "订阅" in line and "1天前" in line and "本来是订阅" in line
        assert "12/12" in text and "停用" in text and "从来没有列出文章" in text
        current = page_of(app).rows.current
        assert current is not None and current.finding is not None  # the first to look at
        await pilot.press("q")
        assert screen_of(app).focused is screen_of(app).front.articles


async def test_what_is_known_of_a_source_stands_below_the_list(
    make_app: MakeApp, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=(60, 24)) as pilot:
        await settle(pilot)
        await pilot.press("E")
        await pilot.pause()
        text = shown(app)
        assert "https://news.example.cn/feed" in text
        assert "上次成功 -" in text and "最新文章 20分钟前" in text and "有 12 篇" in text


async def test_the_page_shows_what_others_write_meanwhile(
    make_app: MakeApp, library: Library, tmp_path: Path
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("E")
        await pilot.pause()
        page = page_of(app)
        assert len(page.rows.sources) == 1
        with Store.open(tmp_path / "zhnews.db") as other:
            other.sources.add(Source(url="https://new.example.cn/"))
        page._next_look = 0.0
        page.look_again()
        assert len(page.rows.sources) == 2


async def test_enter_lists_the_articles_of_a_source(make_app: MakeApp, library: Library) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E", "enter")
        await pilot.pause()
        [source] = library.sources.all()
        assert screen_of(app).front.articles.view == View((from_source(source.id),))


async def test_a_removed_source_comes_back_with_its_articles_and_marks(
    make_app: MakeApp, library: Library
) -> None:
    ids = library.ids(View())
    library.star([ids[3]])
    library.mark_read([ids[4]])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E", "enter", "E", "D")
        await pilot.pause()
        assert "12 篇文章，u 撤销" in shown(app)
        assert "还没有来源" in shown(app)
        await pilot.press("q")
        await pilot.pause()
        screen = screen_of(app)
        assert screen.front.articles.view == View()
        assert len(screen.front.articles.ids) == 0
        await pilot.press("u")
        await pilot.pause()
        assert "都回来了" in shown(app)
        assert list(screen.front.articles.ids) == list(ids)
        [starred, read] = library.heads([ids[3], ids[4]])
        assert starred.starred and read.read
        await pilot.press("ctrl+r")
        assert len(library.ids(View())) == 0


async def test_a_source_is_disabled_renamed_and_moved_and_all_is_undone(
    make_app: MakeApp, library: Library
) -> None:
    [before] = library.sources.all()
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E", "space", "n", "ctrl+u", *"abc", "enter")
        await pilot.press("M", *"cc", "enter")
        await pilot.pause()
        [after] = library.sources.all()
        assert (after.enabled, after.name, after.region) == (False, "abc", "220100")
        assert "吉林 › 长春，u 撤销" in shown(app)
        await pilot.press("u", "u", "u")
        assert library.sources.all() == [before]
        assert page_of(app).rows.current is not None


async def test_a_declared_source_is_changed_in_the_file(
    make_app: MakeApp, library: Library, tmp_path: Path
) -> None:
    [source] = library.sources.all()
    declared = Source(url=source.url, kind="feed", name="澜湾")
    library.store.sources.declare([declared])
    [before] = library.sources.all()
    app = make_app()
    async with app.run_test(size=(160, 24)) as pilot:
        for key in ("D", "space", "n", "M"):
            await pilot.press("E", key)
            await pilot.pause()
            assert "config.toml 里" in shown(app)
            await pilot.press("q")
        assert library.sources.all() == [before]
        library.store.sources.declare([])
        await pilot.press("E", "space")
        [after] = library.sources.all()
        assert after.enabled and not after.declared


@pytest.mark.parametrize(
    ("body", "said"),
    [(FEED, "列出 1 篇文章，1 篇是新的"), ("<html><body>请登录</body></html>", "可能要登录")],
)
async def test_a_source_is_asked_at_once(
    make_app: MakeApp, library: Library, server: Server, body: str, said: str
) -> None:
    library.store.sources.remove(library.sources.all()[0].id)
    url = server.route("/feed", Reply(body, content_type="text/html"))
    library.store.sources.add(Source(url=url, kind="feed", checked=int(NOW.timestamp())))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E", "r")
        await settle(pilot)
        assert said in shown(app)


async def test_a_source_that_was_given_up_is_asked_all_the_same(
    make_app: MakeApp, library: Library, server: Server
) -> None:
    library.store.sources.remove(library.sources.all()[0].id)
    url = server.route("/feed", Reply(FEED, content_type="application/rss+xml"))
    gone = Problem("http", "", {"status": 410})
    library.store.sources.add(Source(url=url, kind="feed", checked=MOMENT, problem=gone))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E")
        await pilot.pause()
        assert "不再问它" in shown(app)
        await pilot.press("r")
        await settle(pilot)
        assert "列出 1 篇文章" in shown(app)
        assert library.sources.all()[0].problem is None


async def test_the_cursor_tells_the_charset(
    make_app: MakeApp, library: Library, more: list[Source]
) -> None:
    for source in library.sources.all():
        lying = replace(source, charset_declared="gb2312", charset_used="utf-8")
        library.store.sources.update(lying)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("E", "G")
        await until(pilot, lambda: "编码 gb2312→utf-8" in shown(app))


async def test_the_samples_have_no_sources(make_app: MakeApp) -> None:
    with Store.open(None) as store:
        app = make_app(over=Library(store, samples=True, now=lambda: NOW))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("E")
            assert "按 a 添加" in shown(app)
            screen_of(app)


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_cursor_tells_in_full_what_is_wrong(
    make_app: MakeApp, more: list[Source], width: int
) -> None:
    app = make_app()
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        await pilot.press("E", "G", "g", "g", "j")
        page = page_of(app)
        await pilot.press("k")
        while page.rows.current is None or page.rows.current.finding is None:
            await pilot.press("j")
        await pilot.pause()
        below = shown(app).splitlines()[-6:]
        assert any("可能要登录或已经改版" in line for line in below)
        assert "Esc 返回" in below[-1]


async def test_no_way_back_leads_to_a_source_that_is_gone(
    make_app: MakeApp, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen, source = screen_of(app), library.sources.all()[0]
        for view in (View((from_source(source.id),)), View((in_region("220100"),))):
            screen.navigation.visit(view)
        library.sources.remove(source.id).result()
        screen._sources_changed()
        await settle(pilot)
        await pilot.press("escape")
        assert screen.front.articles.view == View() and app.failure is None
