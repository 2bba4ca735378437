"""What was entered in a prompt: kept, and gone through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from reader.news.library import Library
from reader.tui.context import HISTORY_LIMIT, InputHistory
from tests.tui.conftest import MakeApp
from tests.tui.driving import SIZE, rest, settle

lines = st.text("雪冰 ", max_size=2)


def entering(*entered: str) -> list[str]:
    """Enter one line after the other; give what is kept."""
    kept: list[str] = []
    for line in entered:
        InputHistory(list(kept), lambda lines: kept.__setitem__(slice(None), lines)).add(line)
    return kept


@given(st.lists(lines))
def test_each_line_is_kept_once_the_newest_first(entered: list[str]) -> None:
    assert entering(*entered) == list(dict.fromkeys(reversed(entered)))


def test_only_the_newest_are_kept() -> None:
    kept = entering(*map(str, range(HISTORY_LIMIT + 9)))
    assert (kept[0], len(kept)) == (str(HISTORY_LIMIT + 8), HISTORY_LIMIT)


@given(st.lists(lines, unique=True), lines)
def test_one_goes_up_through_all_others_and_down_to_what_one_types(
    entered: list[str], typed: str
) -> None:
    history = InputHistory(entered, lambda _lines: None)
    others = [line for line in entered if line != typed]
    line, above = typed, []
    for _other in others:
        line = history.older(line)
        above.append(line)
    assert above == others and history.older(line) == line
    for expected in [*others[-2::-1], typed] if others else []:
        line = history.newer(line)
        assert line == expected
    assert history.newer(line) == typed


def test_what_one_changes_is_typed_anew() -> None:
    history = InputHistory(["雪", "冰"], lambda _lines: None)
    assert history.older("") == "雪"
    assert history.older("雪天") == "雪"
    assert history.newer("雪") == "雪天"


@pytest.mark.parametrize("key", ["/", "f", "ctrl+s"])
async def test_what_was_entered_is_offered_again_at_the_next_start(
    make_app: MakeApp, library: Library, key: str
) -> None:
    for typed in ("图书馆", "夜间"):
        app = make_app()
        async with app.run_test(size=SIZE) as pilot:
            await rest(pilot)
            await pilot.press(key, *["backspace"] * 9, *typed, "enter")
            await settle(pilot)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await rest(pilot)
        await pilot.press(key, *["backspace"] * 9, "雪", "up", "up")
        field = app.screen.query_one(Input)
        assert (field.value, field.cursor_position) == ("图书馆", 3)
        await pilot.press("down", "down")
        assert field.value == "雪"
        await settle(pilot)
