"""What programs print, as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.processes.program import clean_output
from reader.text.clean import CONTROL
from tests.hostile import POISON


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("\x1b[1;31m红\x1b[0m字\n", "红字"),
        ("\x1b]0;title\x07一\x1b]8;;https://a.example\x1b\\二\x1b]52;c;eA", "一二"),
        ("一\n\x1b]0;没有结束\n三", "一\n\n三"),
        ("10%\r50%\r100%\r\n好\r\n", "100%\n好"),
        ("a\tb\x00\x08c", "a   bc"),
        ("\x9b2J\x1b(B\x1bM行", "行"),
    ],
)
def test_escape_codes_vanish_whole(printed: str, text: str) -> None:
    assert clean_output(printed) == text


@given(st.text(st.characters(exclude_categories=[])) | st.text("\x1b[]0;m\\\r\n\x07a汉"))
def test_nothing_that_a_terminal_obeys_is_left(printed: str) -> None:
    for line in clean_output(printed + POISON).split("\n"):
        assert not CONTROL.search(line)
