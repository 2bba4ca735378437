"""The help: what each key does where one is, looked for by typing."""

import pytest
from textual.pilot import Pilot

from reader import i18n
from reader.settings.config import Config
from reader.text.wrap import width as cells
from reader.tui.commands import COMMANDS, PLACES, keys_of
from reader.tui.screens.help import FRAME_CELLS, HelpRow, table
from tests.tui.conftest import MakeApp
from tests.tui.driving import SIZE, shown

ROWS = [HelpRow(command, "  ".join(keys_of(command, {}))) for command in COMMANDS]
TALL = (120, 100)


async def after(pilot: Pilot[None], *keys: str) -> str:
    """Press keys; give what is shown then, without the frame, one blank for all between two."""
    await pilot.press(*keys)
    await pilot.pause()
    return " ".join(shown(pilot.app).replace("│", "").split())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 78])
def test_nothing_is_cut(use_language: None, language: str, width: int) -> None:
    room = width - FRAME_CELLS
    lines = [line.plain for line in table(ROWS, room, with_ids=True)]
    assert max(map(cells, lines)) <= room
    said = "".join("".join(lines).split())
    for row in ROWS:
        for text in (*row.keys.split(), i18n._(PLACES[row.place]), row.command.id):
            assert text.replace(" ", "") in said
    assert "…" not in said


def test_words_stand_in_their_column_and_keys_of_any_length_above_it() -> None:
    [row] = (row for row in ROWS if row.command.id == "list.mark_read")
    _blank, _place, *lines = table(
        [HelpRow(row.command, "  ".join(["F10"] * 5))], 40, with_ids=False
    )
    assert lines[0].plain == "F10  F10  F10  F10  F10"
    assert len(lines) > 2 and all(line.plain.startswith(" " * 12) for line in lines[1:])


async def test_a_key_is_shown_once_for_what_it_does_where_one_is(make_app: MakeApp) -> None:
    app = make_app(Config(keys={"article.star": "*"}))
    async with app.run_test(size=TALL) as pilot:
        text = await after(pilot, "?")
        assert "n 打开下一篇未读文章" in text and "到下一处" not in text
        assert "* 加上或去掉星标" in text
        text = await after(pilot, "escape", "enter", "ctrl+s", "读", "enter", "?")
        assert "在正文中查找时 n Enter 到下一处" in text
        assert "打开下一篇未读文章" not in text and "展开或收起文末的声明" not in text
        assert "Esc 结束查找，回到原处" in text and "Esc 退回一层" not in text


@pytest.mark.parametrize(("typed", "found"), [("星标", "s F9"), ("xb", "s F9"), ("F9", "s F9")])
async def test_keys_are_found_by_typing(make_app: MakeApp, typed: str, found: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        text = await after(pilot, "?", "/", *typed)
        assert f"{found} 加上或去掉星标" in text and "标为已读或未读" not in text
        assert "没有找到" in await after(pilot, "?")
        text = await after(pilot, "escape")
        assert "╭─ 按键" in text and "打开光标处的地区或文章" in text
        assert "╭─ 按键" not in await after(pilot, "escape")


async def test_what_was_found_is_scrolled_by_letters(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 14)) as pilot:
        before = await after(pilot, "?", "/", "页", "enter")
        assert await after(pilot, "j", "j") != before
        assert "╭─ 按键" not in await after(pilot, "q")


async def test_the_names_of_the_commands_are_shown_where_one_asks(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=TALL) as pilot:
        text = await after(pilot, "?")
        assert "Tab 显示命令名" in text and "article.star" not in text
        assert "article.star" in await after(pilot, "tab")
        assert "article.star" not in await after(pilot, "tab")
