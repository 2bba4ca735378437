"""The manual on the screen: from the help to its topics, and back."""

import re

import pytest
from textual.pilot import Pilot

from reader import i18n
from reader.settings.config import Config, Ui
from reader.text.wrap import width as cells
from reader.tui.screens.help import Topics
from tests.tui.conftest import MakeApp
from tests.tui.driving import SIZE, settle, shown


async def after(pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    await pilot.pause()
    return shown(pilot.app)


async def test_the_help_leads_to_the_manual_and_escape_all_the_way_back(make_app: MakeApp) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await settle(pilot)
        start = await after(pilot)
        help = await after(pilot, "?")
        assert "Enter 手册" in help
        topics = await after(pilot, "enter")
        assert re.search("隐私  什么存在哪里", topics)
        third = await after(pilot, "down", "down")
        topic = await after(pilot, "enter")
        assert "怎样筛选列表、搜索全文。" in topic and "隐私  什么" not in topic
        assert await after(pilot, "escape") == third
        assert await after(pilot, "escape") == help
        assert await after(pilot, "escape") == start


async def test_a_topic_is_found_by_typing_and_read_page_by_page(make_app: MakeApp) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await pilot.press("?", "enter", *"隐私")
        first = await after(pilot, "enter")
        assert "存在哪里" in first and "从不把密码" not in first
        second = await after(pilot, "space")
        assert second != first
        assert await after(pilot, "b") == first
        assert "从不把密码" in await after(pilot, "G")
        assert await after(pilot, "g", "g") == first
        assert "Enter 打开" in await after(pilot, "q")


async def test_topics_are_found_by_their_words_too_those_that_are_called_so_first(
    make_app: MakeApp,
) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        lines = (await after(pilot, "?", "enter", *"密码")).splitlines()
        assert [line.split()[1] for line in lines if "。" in line] == [
            "来源",
            "同步",
            "设置",
            "隐私",
        ]
        lines = (await after(pilot, *["backspace"] * 2, *"ss")).splitlines()
        assert next(line.split()[1] for line in lines if "。" in line) == "搜索"


async def test_what_is_to_be_typed_stands_as_it_is_typed(make_app: MakeApp) -> None:
    async with make_app(Config(ui=Ui(punctuation="full"))).run_test(size=(120, 60)) as pilot:
        assert "source:新华" in await after(pilot, "?", "enter", *"搜索", "enter")


async def test_a_topic_is_set_anew_for_another_width(make_app: MakeApp) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await after(pilot, "?", "enter", "enter")
        await pilot.resize_terminal(60, 24)
        narrow = (await after(pilot)).splitlines()
        assert "各处有哪些键，怎样改成自己的。" in "".join(narrow)
        assert {cells(line) for line in narrow} == {60}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_what_a_topic_tells_is_whole_in_80_columns(
    use_language: None, language: str, make_app: MakeApp
) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await after(pilot, "?", "enter")
        assert isinstance(pilot.app.screen, Topics)
        assert "…" not in shown(pilot.app)
