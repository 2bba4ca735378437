"""The bottom line: the keys of where one is, a message beside them, progress; clicks on keys."""

from collections.abc import Callable
from itertools import chain, product

import pytest
from textual.app import App, ComposeResult
from textual.strip import Strip

from reader.model import Source
from reader.news.library import Library
from reader.store.store import Store
from reader.text.wrap import width as cells
from reader.tui.app import ZhnewsApp
from reader.tui.appearance import variables_of
from reader.tui.commands import COMMANDS
from reader.tui.screens.help import HelpScreen
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.status import HELP, HINTS, StatusLine
from reader.view import View
from tests.tui.conftest import NOW, MakeApp
from tests.tui.driving import SIZE, click_on, screen_of, settle, shown

WIDTHS = [60, 80, 120]
LONG = "从来源读取文章时服务器答复得太慢，" * 9


def last_line(app: App[None]) -> str:
    """Return the status line, without the blanks at its ends."""
    return shown(app).splitlines()[-1].strip()


class OneLine(App[None]):
    """Nothing but a status line."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variables_of(self.current_theme)

    def compose(self) -> ComposeResult:
        yield StatusLine({})


def test_every_key_that_is_told_has_a_word_and_no_other_has() -> None:
    hints = [HELP, *chain.from_iterable(HINTS.values())]
    assert all(hint.label for hint in hints)
    assert {c.id for c in COMMANDS if c.footer} == {hint.id for hint in hints if not hint.word}


@pytest.mark.parametrize("width", WIDTHS)
async def test_whatever_is_said_the_help_and_the_progress_stay(width: int) -> None:
    app = OneLine()
    async with app.run_test(size=(width, 3)) as pilot:
        status = app.query_one(StatusLine)
        for message, progress in product(("", "已撤销", LONG), ("", "刷新 3/12", LONG)):
            status.say(message)
            status.progress = progress
            await pilot.pause()
            line = last_line(app)
            assert cells(line) <= width - 2
            assert line.startswith(message[:3]) and progress[:3] in line
            if progress != LONG:
                assert line.endswith(f"? 帮助   {progress}" if progress else "? 帮助")


@pytest.mark.parametrize(("width", "told"), [(60, False), (120, True)])
async def test_a_message_stands_beside_as_many_keys_as_fit(width: int, told: bool) -> None:
    app = OneLine()
    async with app.run_test(size=(width, 3)) as pilot:
        app.query_one(StatusLine).complain("无法连接主机，请稍后再试一次")
        await pilot.pause()
        assert last_line(app).startswith("无法连接主机，请稍后再试一次")
        assert ("/ 搜索" in last_line(app)) is told
        assert "Enter 打开" in last_line(app)


async def test_only_what_changes_is_painted(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    painted = []
    render = StatusLine.render_line

    def counted(line: StatusLine, y: int) -> Strip:
        painted.append(line.situation)
        return render(line, y)

    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        monkeypatch.setattr(StatusLine, "render_line", counted)
        await pilot.press("j", "j", "G", "k")
        await settle(pilot)
        assert painted == []
        await pilot.press("enter")
        await settle(pilot)
        assert painted == ["article"]
        await pilot.press("j", "space", "b")
        await settle(pilot)
        assert painted == ["article"]


async def test_the_keys_are_those_of_where_one_is(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        for keys, told in (
            ("", "Enter 打开  Space 读下去  c 选地区  / 搜索  ? 帮助"),
            ("f2", "Enter 打开  l 展开  c 选地区  F 收藏  ? 帮助"),
            ("f3 v", "m 已读/未读  s 星标  M 移走  y 复制  e 保存  Esc 取消选择  ? 帮助"),
            ("escape enter", "Space 读下去  n 下篇未读  s 星标  Esc 返回  ? 帮助"),
            ("z", "Space 读下去  Esc 返回  n 下篇未读  s 星标  ? 帮助"),
            ("ctrl+s 读 enter", "n 下一处  N 上一处  Esc 结束  ? 帮助"),
            ("escape", "Space 读下去  Esc 返回  n 下篇未读  s 星标  ? 帮助"),
            ("f3 V", "Esc 返回  c 选地区  / 搜索  R 刷新  ? 帮助"),
        ):
            await pilot.press(*keys.split())
            await settle(pilot)
            assert last_line(app).endswith(told)
        screen.navigation.visit(View())
        await pilot.press("E")
        await settle(pilot)
        told = "Enter 列文章  r 问一次  Space 启停  Esc 返回  ? 帮助"
        assert last_line(app) == told


async def test_where_nothing_came_yet_the_keys_bring_something(make_app: MakeApp) -> None:
    with Store.open(None) as store:
        source = Source(url="https://news.example.cn/feed", checked=int(NOW.timestamp()))
        store.sources.add(source)
        app = make_app(over=Library(store, now=lambda: NOW))
        async with app.run_test(size=(60, 20)) as pilot:
            await settle(pilot)
            assert last_line(app) == "R 刷新  i 选地方  a 添加  ? 帮助"
            screen_of(app).status.progress = "正在刷新 0/1"
            await pilot.pause()
            assert last_line(app).startswith("Esc 停止  i 选地方  a 添加")


def is_prompt(app: ZhnewsApp) -> bool:
    return isinstance(app.screen, Prompt)


def is_help(app: ZhnewsApp) -> bool:
    return isinstance(app.screen, HelpScreen)


def is_reading(app: ZhnewsApp) -> bool:
    return screen_of(app).pane == "article"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("words", "came"), [("/ 搜索", is_prompt), ("Enter 打开", is_reading), ("? 帮助", is_help)]
)
async def test_a_click_on_a_key_is_that_key(
    make_app: MakeApp, width: int, words: str, came: Callable[[ZhnewsApp], bool]
) -> None:
    app = make_app()
    async with app.run_test(size=(width, 20)) as pilot:
        await settle(pilot)
        await click_on(pilot, words)
        assert came(app)


async def test_a_key_is_clicked_beside_a_message_in_the_pane_that_has_the_focus(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        screen = screen_of(app)
        await pilot.press("s", "f2", "j", "j", "j", "j", "j")
        await click_on(pilot, "Enter 打开")
        assert screen.front.lister.view.region is not None and screen.pane == "list"
        assert "篇加上星标" in last_line(app)
