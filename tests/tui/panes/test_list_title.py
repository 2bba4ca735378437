"""What an empty list says: what is under way, what failed, and what one can do about it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import BadAddress
from reader.model import Source
from reader.news.library import Library
from reader.news.samples import open_paths
from reader.settings.config import Config
from reader.store.store import Store
from reader.text.wrap import width as cells
from reader.tui.app import ZhnewsApp
from reader.tui.context import WorkFailed
from reader.view import UNREAD, View, in_region
from tests.news.pages import Item, rss
from tests.server import Reply, Server
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, screen_of, settle, shown, until

MOMENT = int(NOW.timestamp())


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    with Store.open(tmp_path / "empty.db") as store:
        yield Library(store, now=lambda: NOW)


def add(library: Library, *urls: str, checked: int | None = None) -> None:
    sources = [Source(url=url, kind="feed", region="220100", checked=checked) for url in urls]
    library.store.sources.add_all(sources)


def explained(app: ZhnewsApp) -> str:
    """Return what stands in the list, without its line breaks and blanks."""
    articles = screen_of(app).front.articles
    rows = (articles.row_runs(row, articles.text_width) for row in range(articles.row_count))
    lines = [runs[0][0] for row in rows for runs in row if runs]
    assert all(cells(line) <= articles.text_width for line in lines)
    return "".join("".join(lines).split())


@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_where_every_source_failed_one_reads_how_many_why_and_what_to_do(
    empty: Library, make_app: MakeApp, server: Server, width: int
) -> None:
    add(empty, server.at("/a"), server.at("/b"))
    app = make_app(over=empty)
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        said = "2个来源都没有取到：服务器答复出错。按R再取一次。按E看每个来源的情况。"
        assert explained(app) == said + "按Enter先看示例文章。"
        status = screen_of(app).status
        assert status.message == "2 个来源 · 0 篇新文章 · 2 个失败，E 看原因：服务器答复出错"
        assert status.is_error
        await pilot.press("E")
        await pilot.pause()
        assert "2 个要看一看" in shown(app)


async def test_a_feed_that_is_cut_off_is_told_there_and_on_the_page_of_sources(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    cut = rss(Item("江边步道今日开放")).removesuffix("</channel></rss>")
    add(empty, server.route("/cut", Reply(cut, content_type="application/rss+xml")))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        said = "没有读到结尾，只收下了前面完整的 1 篇文章，下次再取"
        status = screen_of(app).status
        assert status.message == f"1 个来源 · 1 篇新文章，E 看原因：{said}"
        await pilot.press("E")
        await pilot.pause()
        assert "1 个要看一看" in shown(app)
        assert said in shown(app)


async def test_one_source_of_the_list_says_itself_what_is_wrong(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    url = server.route("/ok", Reply(rss(), content_type="application/rss+xml"))
    add(empty, server.at("/a"), url)
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert (
            "2个来源中有1个没有取到：127.0.0.1上没有这个网页（HTTP404），请检查网址。"
            in explained(app)
        )
        screen_of(app).navigation.visit(View((in_region("330000"),)))
        assert explained(app) == "这里没有文章"


async def test_the_samples_can_be_read_until_there_is_something_else(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    add(empty, server.at("/a"))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        screen = screen_of(app)
        assert screen.library.samples
        assert "按 Esc 回到自己的来源" in shown(app)
        assert len(screen.front.articles.ids) == 30
        await pilot.press("enter", "escape", "escape")
        await settle(pilot)
        assert screen.library is empty
        assert "回到自己的来源" not in shown(app)
        assert "按Enter先看示例文章。" in explained(app)
        server.route("/a", Reply(rss(Item("一", guid="1")), content_type="application/rss+xml"))
        await pilot.press("R")
        await settle(pilot)
        assert len(screen.front.articles.ids) == 1
        await pilot.press("escape")
        assert screen.library is empty


async def test_while_sources_are_asked_the_list_says_so(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    slow = Reply(rss(Item("一")), content_type="application/rss+xml", drip=0.05)
    add(empty, server.route("/slow", slow))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: explained(app) == "正在刷新0/1")
        await pilot.press("enter")
        assert screen_of(app).library is empty
        await pilot.press("escape")
        await settle(pilot)
        assert explained(app) == "还没有文章：按R刷新。按Enter先看示例文章。"


async def test_while_files_are_read_the_list_says_so_from_the_first_frame_on(
    make_app: MakeApp, tmp_path: Path
) -> None:
    with open_paths([tmp_path]) as library:
        app = make_app(over=library)
        async with app.run_test(size=SIZE) as pilot:
            assert screen_of(app).status.progress == "正在读取"
            assert explained(app) == "正在读取"
            await settle(pilot)
            assert screen_of(app).status.progress == ""
            assert explained(app) == "没有找到可以读的文章。"


async def test_the_files_of_a_folder_are_counted_as_they_are_read(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("江边来了候鸟\n\n　　大堤上很热闹。\n", "utf-8")
    with open_paths([tmp_path]) as library:
        app = make_app(over=library)
        async with app.run_test(size=SIZE) as pilot:
            told: list[str] = []
            monkeypatch.setattr(screen_of(app).refresher._progress, "tell", told.append)
            await settle(pilot)
            assert told == ["正在读取", "正在读取 2/2"]


async def test_of_unread_articles_none_is_left_when_all_are_read(
    make_app: MakeApp, library: Library
) -> None:
    library.mark_read(library.ids(View()))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("U")
        await settle(pilot)
        assert explained(app) == "都读完了按U列出读过的。"
        await pilot.press("U")
        assert len(screen_of(app).front.articles.ids) == 12
        screen_of(app).navigation.visit(View((in_region("110000"), UNREAD)))
        assert explained(app) == "这里没有文章"


async def test_the_keys_that_are_told_are_the_readers_own(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    add(empty, server.at("/a"), checked=MOMENT)
    app = make_app(Config(keys={"refresh.all": "f9", "article.star": "s"}), over=empty)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert explained(app).startswith("还没有文章：来源都答复了")
        empty.store.sources.update(Source(id=1, url=server.at("/a")))
        await pilot.press("f9")
        await settle(pilot)
        assert "按F9再取一次。" in explained(app)


async def test_an_error_of_other_work_does_not_hide_a_refresh(
    empty: Library, make_app: MakeApp, server: Server
) -> None:
    slow = Reply(rss(Item("一")), content_type="application/rss+xml", drip=0.05)
    add(empty, server.route("/slow", slow))
    app = make_app(over=empty)
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await until(pilot, lambda: screen.status.progress != "")
        screen.post_message(WorkFailed(BadAddress(url="x"), "full text"))
        await until(pilot, lambda: screen.status.is_error)
        assert screen.status.progress == "正在刷新 0/1"
        await pilot.press("escape")
