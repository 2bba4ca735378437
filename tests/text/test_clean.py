import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.clean import (
    clean,
    clean_block,
    display_url,
    has_controls,
    host_of,
    safe_url,
)

ANY = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("标题\x1b]0;x\x07", "标题]0;x"),
        ("甲\u202e乙\u2066丙\u061c", "甲乙丙"),
        ("甲\x9b31m\x00乙\x7f", "甲31m乙"),
        ("甲\t乙\r\n丙\u2028丁", "甲 乙 丙 丁"),
        ("  甲   乙　 ", "甲 乙"),
        ("甲　乙", "甲　乙"),
        ("\ufeff甲\u200b乙\u00ad丙", "甲乙丙"),
        ("甲\ud800乙\ufffe丙\U0001ffff", "甲乙丙"),
        ("[/] [@click=app.quit]x[/]", "[/] [@click=app.quit]x[/]"),
    ],
)
def test_what_is_no_text_goes(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_a_joiner_stays_inside_emoji_only() -> None:
    family = "👨\u200d👩\u200d👧"
    assert clean(f"{family} 甲\u200d乙") == f"{family} 甲乙"
    assert clean("❤\ufe0f\u200d🔥") == "❤\ufe0f\u200d🔥"


def test_a_block_keeps_its_rows_and_cells() -> None:
    assert clean_block("\n线路\t首班 \r\n 1\x1b路\t6:00\n") == "线路\t首班\n1路\t6:00"


@settings(deadline=None)
@given(ANY)
def test_nothing_that_a_terminal_obeys_is_left_and_cleaning_again_changes_nothing(
    text: str,
) -> None:
    cleaned = clean(text)
    assert not has_controls(cleaned)
    assert clean(cleaned) == cleaned
    assert cleaned == cleaned.strip()
    cleaned.encode("utf-8")


@settings(deadline=None)
@given(st.text("甲乙，。a1 ", max_size=40))
def test_plain_text_keeps_all_but_its_blanks(text: str) -> None:
    assert clean(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("url", "base", "safe"),
    [
        ("https://a.example/新闻?x=1", "", "https://a.example/新闻?x=1"),
        (" \n//a.example/b ", "https://c.example/", "https://a.example/b"),
        ("../b.html", "http://a.example/x/y/", "http://a.example/x/b.html"),
        ("ht\ntp://a.example/b", "", "http://a.example/b"),
        ("http://a.example/b c", "", "http://a.example/b%20c"),
        ("javascript:alert(1)", "https://a.example/", ""),
        ("data:text/html,x", "https://a.example/", ""),
        ("file:///etc/passwd", "https://a.example/", ""),
        ("http://a.example/\x1b[31m", "", ""),
        ("http://a.example:port/", "", ""),
        ("http://[::1/", "", ""),
        ("b.html", "", ""),
        ("http:///b", "", ""),
        ("", "https://a.example/", ""),
    ],
)
def test_only_absolute_http_addresses_are_safe(url: str, base: str, safe: str) -> None:
    assert safe_url(url, base) == safe


@settings(deadline=None)
@given(ANY, st.sampled_from(["", "https://a.example/b"]))
def test_any_address_is_safe_or_empty(url: str, base: str) -> None:
    safe = safe_url(url, base)
    assert safe == "" or safe.startswith(("http://", "https://"))
    assert not has_controls(safe) and " " not in safe


def test_a_password_is_not_shown() -> None:
    assert display_url("https://me:secret@a.example/b") == "https://a.example/b"


def test_the_host_is_named_in_small_letters() -> None:
    assert host_of("https://me:secret@A.Example:8080/b") == "a.example"
    assert host_of("http://[::1/") == ""
