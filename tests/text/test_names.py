"""Commands with fields: a headline is one word, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.names import FIELDS, field_in_script, filled, unknown_field


@given(st.fixed_dictionaries({field: st.text() for field in FIELDS}))
def test_a_word_stays_one_word_whatever_fills_it(values: dict[str, str]) -> None:
    words = filled(("a", "{title}", "<{url}>", "{file}", '{"title": 1} {}'), values)
    assert words == ["a", values["title"], f"<{values['url']}>", values["file"], '{"title": 1} {}']


def test_a_field_that_there_is_not_is_found() -> None:
    assert unknown_field(("mail", "{title}", "{subject} {url}")) == "subject"
    assert unknown_field(("{url}", "{title}", "{source}", "{file}")) == ""


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("sh", "-c", "echo {title}"), "title"),
        (("bash", "-ec", "cat > {file}"), "file"),
        (("sh", "-c", 'echo "$1"', "-", "{title}"), ""),
        (("note", "{title}", "-c"), ""),
    ],
)
def test_a_field_inside_a_program_is_found(words: tuple[str, ...], field: str) -> None:
    assert field_in_script(words) == field
