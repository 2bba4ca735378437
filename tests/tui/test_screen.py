from functools import partial
from pathlib import Path

import pytest

from reader.errors import ConfigError, StoreError
from reader.model import Source
from reader.news.library import Library
from reader.news.samples import open_paths
from reader.settings.config import Config, Ui
from reader.store.store import Store
from reader.tui.screen import ReaderScreen
from reader.view import UNREAD, View, in_region
from tests.server import Reply, Server
from tests.tui.conftest import NOW, MakeApp, draft, leave_in_place, put
from tests.tui.driving import SIZE, click_on, rest, screen_of, settle, shown, until


async def test_it_opens_on_the_list_of_all_articles(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        assert screen.focused is screen.front.articles
        assert screen.front.articles.position == 0
        text = shown(app)
        assert "全部 · 12 篇" in text
        assert "今天" in text and "昨天" in text
        assert "长春" in text and "杭州" in text


async def test_enter_opens_an_article_and_counts_it_as_read(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j", "enter")
        screen = screen_of(app)
        assert screen.focused is screen.front.reading
        assert screen.front.articles.position == 1
        assert screen.library.totals()["unread"].unread == 11
        text = shown(app)
        assert "2026-11-23 06:40 · 澜湾日报 · 记者 林小满" in text
        assert "编辑 周一木 · 责编 何静" in text
        assert "〔图〕读者在自习（林小满 摄）" in text
        assert "　　澜湾市图书馆" in text


async def test_a_resting_cursor_shows_the_article_and_leaves_it_unread(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("j")
        screen = screen_of(app)
        await rest(pilot)
        assert screen.front.articles.position == 1
        assert screen.library.totals()["unread"].unread == 12


async def test_q_goes_back_level_by_level_and_quits_at_the_root(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("c", *"cc", "enter", "U", "enter")
        assert screen.pane == "article"
        await pilot.press("q")
        assert screen.pane == "list"
        assert screen.front.articles.view == View(
            (
                in_region("220100"),
                UNREAD,
            )
        )
        await pilot.press("q")
        assert screen.front.articles.view == View((in_region("220100"),))
        await pilot.press("escape")
        assert screen.front.articles.view == View()
        await pilot.press("escape")
        assert app.is_running
        await pilot.press("q")
        assert app._exit


@pytest.mark.parametrize("typed", ["cc", "长春", "changchun", "长c"])
async def test_the_picker_finds_a_region_however_it_is_typed(make_app: MakeApp, typed: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("f7")
        for character in typed:
            await pilot.press(character)
        await pilot.press("enter")
        assert screen.front.articles.view == View((in_region("220100"),))
        assert len(screen.front.articles.ids) == 6
        assert "吉林 › 长春 · 6 篇" in shown(app)


async def test_a_province_holds_the_articles_of_its_cities(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("c", *"jilin", "enter")
        assert len(screen.front.articles.ids) == 9


async def test_the_tree_opens_closes_and_lists_a_place(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("f2", "j", "j", "j", "j")
        assert "▾ 吉林" in shown(app)
        await pilot.press("h")
        assert "▸ 吉林" in shown(app)
        assert "延边" not in "\n".join(line[:24] for line in shown(app).splitlines())
        await pilot.press("l", "j", "j", "enter")
        assert screen.front.articles.view == View((in_region("222400"),))
        assert screen.focused is screen.front.articles


async def test_marks_are_shown_counted_and_undone(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("s", "m")
        head = screen.front.articles.head(0)
        assert head is not None and head.starred and head.read
        assert "★" in shown(app)
        await pilot.press("A")
        assert screen.library.totals()["unread"].unread == 0
        assert "u 撤销" in shown(app)
        await pilot.press("u", "u", "u")
        head = screen.front.articles.head(0)
        assert head is not None and not head.starred and not head.read
        await pilot.press("ctrl+r")
        head = screen.front.articles.head(0)
        assert head is not None and head.starred


async def test_space_reads_through_everything(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 12)) as pilot:
        screen = screen_of(app)
        for _press in range(200):
            await pilot.press("space")
            if "后面没有未读文章了" in shown(app):
                break
        assert screen.library.totals()["unread"].unread == 0
        assert screen.front.articles.position == 11


async def test_n_and_p_go_between_unread_articles(make_app: MakeApp, library: Library) -> None:
    ids = library.ids(View())
    library.mark_read([ids[1], ids[2]])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("n")
        assert screen.front.articles.position == 3
        await pilot.press("p")
        assert screen.front.articles.position == 0
        await pilot.press("]", "]", "[")
        assert screen.front.articles.position == 1


async def test_starred_and_unread_filters_come_and_go(make_app: MakeApp, library: Library) -> None:
    library.star(library.ids(View())[4:6])
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("V")
        assert len(screen.front.articles.ids) == 2
        await pilot.press("V", "enter", "q", "U")
        assert len(screen.front.articles.ids) == 11
        await pilot.press("U")
        assert len(screen.front.articles.ids) == 12


@pytest.mark.parametrize(
    ("width", "at_start", "reading", "at_regions"),
    [
        (200, "regions list article", "regions list article", "regions list article"),
        (120, "regions list article", "regions list article", "regions list article"),
        (80, "regions list", "list article", "regions list"),
        (60, "list", "article", "regions"),
    ],
)
async def test_as_many_panes_show_as_there_is_room_for(
    make_app: MakeApp, width: int, at_start: str, reading: str, at_regions: str
) -> None:
    app = make_app()
    async with app.run_test(size=(width, 24)) as pilot:
        screen = screen_of(app)

        def panes() -> str:
            panes = (screen.front.sidebar, screen.front.articles, screen.front.reading)
            return " ".join(str(pane.id) for pane in panes if pane.display and pane.size.width)

        await pilot.pause()
        assert panes() == at_start
        await pilot.press("enter")
        await pilot.pause()
        assert panes() == reading
        await pilot.press("h", "h")
        await pilot.pause()
        assert panes() == at_regions


async def test_zen_shows_the_article_alone(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("enter", "z")
        await pilot.pause()
        assert (screen.front.sidebar.display, screen.front.articles.display) == (False, False)
        await pilot.press("escape")
        await pilot.pause()
        assert (screen.front.sidebar.display, screen.front.articles.display) == (True, True)


async def test_a_window_too_small_says_so(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        assert "窗口太小" in shown(app) and "Enter" not in shown(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "窗口太小" not in shown(app) and "澜湾日报" in shown(app)
        await pilot.press("E")
        await pilot.resize_terminal(80, 5)
        await pilot.pause()
        assert shown(app).split() == ["窗口太小"]


@pytest.mark.parametrize("key", ["enter", "E", ":", "?"])
async def test_the_keys_go_where_they_went_before_the_window_was_too_small(
    make_app: MakeApp, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        focused = app.screen.focused
        assert focused is not None
        for size in ((20, 24), (80, 24), (80, 4), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.screen.focused is focused


@pytest.mark.parametrize("key", [":", "?", "c"])
async def test_over_a_window_too_small_nothing_opens_that_says_less(
    make_app: MakeApp, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert shown(app).split() == ["窗口太小"]
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "窗口太小" not in shown(app)


async def test_of_a_row_that_the_window_cuts_the_headline_is_seen(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 13)) as pilot:
        await pilot.press(*"jjjj")
        rows = screen_of(app).front.articles
        assert rows.row_height == 2 and rows.size.height % 2
        assert rows.scroll_offset.y and (rows.scroll_offset.y + rows.blank_lines) % 2 == 0


async def test_hostile_headlines_are_shown_as_they_are(make_app: MakeApp, library: Library) -> None:
    hostile = ["[/]", "[@click=app.quit]x[/]", "[NEWS] 标题", "[b]粗[/b]"]
    [source] = library.sources.all()
    puts = [put(draft(-1 - i, text), "220100") for i, text in enumerate(hostile)]
    library.store.articles.commit(source, puts)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        text = shown(app)
        for headline in hostile:
            assert headline in text
        await pilot.click("#article", offset=(3, 1))
        assert app.is_running


async def test_the_help_names_every_command_that_is_heard_and_its_keys(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 100)) as pilot:
        await pilot.press("?")
        await pilot.pause()
        text = shown(app)
        assert "退回一层；在最外层退出" in text
        assert "C-d" in text and "PgDn" in text and "S-Tab" in text
        assert "列表" in text.split("移动")[0] and "展开或收起文末的声明" not in text
        assert "问一次" not in text
        await pilot.press("q")
        assert isinstance(app.screen, ReaderScreen)
        await pilot.press("enter", "?")
        await pilot.pause()
        assert "展开或收起文末的声明" in shown(app)


async def test_the_notes_are_unfolded_and_folded_by_a_click(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter", "G")
        await settle(pilot)
        for sign, other in (("▸ 声明", "▾ 声明"), ("▾ 声明", "▸ 声明")):
            await click_on(pilot, sign)
            assert other in shown(app)


async def test_a_place_that_is_picked_is_found_in_the_tree_below_what_stands_above_it(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "c", *"cc", "enter", "f2")
        await pilot.pause()
        assert "全部" in shown(app) and "星标" in shown(app)
        assert screen_of(app).front.sidebar.place == "220100"


async def test_the_palette_lists_first_what_is_called_so(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("colon", *"xz")
        await pilot.pause()
        assert shown(app).index("选择地区") < shown(app).index("简体/繁體")
        assert shown(app).index("选择文章") < shown(app).index("右侧窗格")


async def test_the_palette_runs_a_command_by_name(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("fullwidth_colon", *"只看未读", "enter")
        await pilot.pause()
        assert UNREAD in screen.front.articles.view.conditions


async def test_the_palette_runs_what_a_pane_does(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(app)
        first = screen.front.articles.cursor
        await pilot.press("fullwidth_colon", *"move.last", "enter")
        await pilot.pause()
        assert screen.front.articles.cursor > first
        before = shown(app)
        await pilot.press("fullwidth_colon", *"展开声明", "enter")
        await pilot.pause()
        assert shown(app) != before


async def test_keys_can_be_remapped(make_app: MakeApp) -> None:
    app = make_app(Config(keys={"article.star": "*"}))
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("s")
        assert screen.library.totals()["starred"].total == 0
        await pilot.press("*")
        assert screen.library.totals()["starred"].total == 1


def test_a_wrong_key_or_theme_names_the_line(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[keys]\n"article.stare" = "s"\n[ui]\ntheme = "x"\n')
    with pytest.raises(ConfigError) as caught:
        make_app(Config(keys={"article.stare": "s"}))
    assert caught.value.params["line"] == 2
    with pytest.raises(ConfigError) as caught:
        make_app(Config(ui=Ui(theme="x")))
    assert caught.value.params["line"] == 4


async def test_new_and_changed_files_come_with_a_refresh_and_the_cursor_stays(
    make_app: MakeApp, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    text = (
        "{title}\n\n2026-11-2{day} 09:00  |  来源:澜湾日报\n\n  澜湾市图书馆夜间开放，读者很多。\n"
    )
    for day in (0, 1, 2):
        (folder / f"{day}.txt").write_text(text.format(title=f"第{day}天的图书馆夜晚", day=day))
    with open_paths([folder]) as files:
        app = make_app(over=files)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot)
            screen = screen_of(app)
            assert len(screen.front.articles.ids) == 3
            await pilot.press("j")
            current = screen.front.articles.current
            (folder / "3.txt").write_text(text.format(title="新的图书馆夜晚", day=3))
            await pilot.press("R")
            await settle(pilot)
            assert len(screen.front.articles.ids) == 4
            assert screen.front.articles.current == current
            assert "新的图书馆夜晚" in shown(app)


async def test_a_worker_that_crashes_does_not_end_the_app(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)

        async def crash() -> None:
            raise RuntimeError("worker")

        screen.context.run(crash, "test")
        await pilot.pause()
        await pilot.press("j")
        assert app.is_running
        assert screen.front.articles.position == 1
        assert "RuntimeError" in shown(app)


async def test_work_that_newer_work_ends_before_it_begins_leaves_nothing_behind(
    make_app: MakeApp,
) -> None:
    app = make_app()
    begun: list[str] = []

    async def work(name: str) -> None:
        begun.append(name)

    async with app.run_test(size=SIZE) as pilot:
        for name in ("old", "new"):
            screen_of(app).context.run(partial(work, name), "test")
        await settle(pilot)
    assert begun == ["new"]


@pytest.mark.parametrize("width", [30, 60, 80, 120, 200])
async def test_the_key_of_the_help_is_told_at_every_width(make_app: MakeApp, width: int) -> None:
    app = make_app()
    async with app.run_test(size=(width, 20)) as pilot:
        await settle(pilot)
        assert shown(app).splitlines()[-1].rstrip().endswith("? 帮助")


async def test_a_dead_source_is_said_in_the_status_line(
    make_app: MakeApp, library: Library
) -> None:
    [source] = library.sources.all()
    library.store.sources.remove(source.id)
    library.store.sources.add(Source(url="http://127.0.0.1:9/feed", kind="feed"))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("R")
        await settle(pilot)
        assert "无法连接 127.0.0.1" in shown(app)


async def test_adding_a_source_leaves_the_samples(make_app: MakeApp, tmp_path: Path) -> None:
    memory = Library(Store.open(None), now=lambda: NOW, samples=True)
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "图书馆开到深夜\n\n2026-11-22 09:00  来源:澜湾日报\n\n  读者很多。\n"
    )
    app = make_app(over=memory)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "这里是示例文章" in shown(app)
        await pilot.press("a")
        for character in str(folder):
            await pilot.press(character)
        await pilot.press("enter")
        await until(pilot, lambda: "Enter 添加" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "图书馆开到深夜" in shown(app))
        assert "这里是示例文章" not in shown(app)
        await settle(pilot)
        own = screen_of(app).libraries.own()
    with pytest.raises(StoreError):  # it was opened by the screen
        own.sources.all()


def make_long(library: Library) -> None:
    """Store more articles than are listed for the first paint."""
    [source] = library.sources.all()
    puts = [put(draft(number), "220100") for number in range(100, 2300)]
    library.store.articles.commit(source, puts)
    leave_in_place(library.store)


async def test_a_long_list_is_whole_after_its_first_paint(
    make_app: MakeApp, library: Library
) -> None:
    make_long(library)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        assert "全部 · 2212 篇" in shown(app)
        await pilot.press("G")
        assert screen.front.articles.position == 2211
        await pilot.press("g", "g")
        assert screen.front.articles.position == 0


async def test_the_last_article_is_the_last_of_all_listed_or_not_yet(
    make_app: MakeApp, library: Library
) -> None:
    make_long(library)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        articles = screen_of(app).front.articles
        screen_of(app).front.lister.show(View((UNREAD,)))
        assert len(articles.ids) == 2000
        articles.action_last()
        await settle(pilot)
        assert articles.position == 2211


async def test_the_cursor_stays_on_an_article_that_is_listed_late(
    make_app: MakeApp, library: Library
) -> None:
    make_long(library)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        articles = screen_of(app).front.articles
        await pilot.press("j", "j", "S")
        await settle(pilot)
        assert (articles.current, articles.position) == (articles.ids[2209], 2209)
        await pilot.press("S")
        assert articles.position == 2
        late = articles.ids[2209]
        screen_of(app).navigation.visit(View((in_region("220100"),)))
        screen_of(app).navigation.visit(View(), keep=late)
        assert articles.position == 0
        await pilot.press("j")  # who moves on is not taken away
        await settle(pilot)
        assert articles.position == 1


async def test_the_next_unread_article_is_found_however_far_it_is(
    make_app: MakeApp, library: Library
) -> None:
    make_long(library)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        ids = screen.front.articles.ids
        library.mark_read([*ids[1:2150], *ids[2151:]])
        for view in (View(), View(filter="图书馆")):
            screen.navigation.visit(view)
            await settle(pilot)
            screen.front.articles.go_to(screen.front.articles.ids.index(ids[1]))
            library.mark_read([ids[0], ids[2150]], False)
            await pilot.press("p")
            assert screen.front.articles.current == ids[0]
            library.mark_read([ids[0]], False)
            await pilot.press("n")
            assert screen.front.articles.current == ids[2150]
            await pilot.press("n")
            assert screen.front.articles.current == ids[2150]
            assert "后面没有未读文章了" in shown(app)


async def test_a_source_that_was_never_asked_is_asked_at_start(
    make_app: MakeApp, library: Library, server: Server
) -> None:
    item = "<item><title>第一条</title></item>"
    feed = f"<rss version='2.0'><channel><title>澜湾</title>{item}</channel></rss>"
    url = server.route("/feed", Reply(feed, content_type="application/rss+xml"))
    library.store.sources.add(Source(url=url, kind="feed"))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await settle(pilot)
        assert "第一条" in shown(app)
        assert "1 个来源 · 1 篇新文章" in shown(app)


async def test_the_cursor_is_in_sight_whatever_becomes_of_the_window(
    make_app: MakeApp, library: Library
) -> None:
    make_long(library)
    app = make_app()
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        await pilot.press(*["j"] * 20)
        for size in ((120, 12), (60, 9), (200, 20)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert screen.front.articles.cursor in screen.front.articles.rows_in_sight
