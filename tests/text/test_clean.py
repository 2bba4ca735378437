import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clean import (
    clean,
    clean_code,
    close_up,
    display_url,
    has_controls,
    host_of,
    safe_url,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))
INVISIBLE = [
    *(chr(code) for code in (*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), 0x9B, 0x9F)),
    *"\u061c\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\xad\u2060\ufff9",
    *"\ud800\udfff\ufdd0\ufffe\uffff\U0001ffff\U0010fffe",
]
PARTING = [*"\t\n\v\f\r\x1c\x1f\x85\u2028\u2029"]


@pytest.mark.parametrize("character", INVISIBLE)
def test_what_shows_nothing_vanishes(character: str) -> None:
    assert clean(f"长{character}春") == "长春"
    assert has_controls(f"长{character}春")


@pytest.mark.parametrize("character", PARTING)
def test_a_control_that_parts_words_becomes_a_blank(character: str) -> None:
    assert clean(f"长{character}春") == "长 春"
    assert has_controls(f"长{character}春")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x1b]0;改名\x07标题", "]0;改名标题"),
        ("  长 \xa0\t 春  ", "长 春"),
        ("\u3000\u3000本报讯\u3000", "本报讯"),
        ("王\u3000伟", "王\u3000伟"),
        ("王 \u3000\u3000 伟", "王\u3000伟"),
        ("长春\xa0吉林", "长春 吉林"),
        ("全家👨‍👩‍👧和❤️‍🔥", "全家👨‍👩‍👧和❤️‍🔥"),
        ("长\u200d春", "长春"),
        ("👍\u200d", "👍"),
        ("", ""),
    ],
)
def test_one_line_of_text_is_left(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(ANY_TEXT)
def test_clean_code_has_no_controls_but_its_line_breaks_and_stays_as_it_is(text: str) -> None:
    cleaned = clean_code(text)

    assert not has_controls(cleaned.replace("\n", ""))
    assert clean_code(cleaned) == cleaned


@given(ANY_TEXT)
def test_clean_text_has_no_controls_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)

    assert not has_controls(cleaned)
    assert clean(cleaned) == cleaned
    assert not {"Cc", "Cs"} & set(map(unicodedata.category, cleaned))


@pytest.mark.parametrize(
    ("url", "base", "result"),
    [
        (" http://example.com/新闻/1.html\n", "", "http://example.com/新闻/1.html"),
        ("//example.com/a", "https://example.org/", "https://example.com/a"),
        ("../b?c=1#d", "http://example.com/x/y/z", "http://example.com/x/b?c=1#d"),
        ("/a\nb.html", "http://example.com/", "http://example.com/ab.html"),
        ("\ufeffhttp://example.com/a b", "", "http://example.com/a%20b"),
        ("http://例子.中国/\u3000", "", "http://例子.中国/"),
        ("http://me:secret@example.com/", "", "http://me:secret@example.com/"),
        ("http://[::1]:8080/", "", "http://[::1]:8080/"),
        ("http://example.com:18080/a", "", "http://example.com:18080/a"),
        ("http://example.com:70000/a", "", ""),
        ("HTTPS://Example.com/A", "", "https://Example.com/A"),
        ("http://", "http://example.com/", ""),
        ("http:///etc/passwd", "http://example.com/", ""),
    ],
)
def test_a_safe_address_is_absolute(url: str, base: str, result: str) -> None:
    assert safe_url(url, base) == result


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x01JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:news@example.com",
        "http://",
        "http:///path",
        "http://[bad",
        "http://example.com:port/",
        "http://example.com:99999/",
        "http://example.com\\@example.org/",
        "http://exa mple.com/",
        "http://example.com/\x1b[31m",
        "http://example.com/\u202egnp",
    ],
)
def test_an_unsafe_address_is_none(url: str) -> None:
    assert safe_url(url) == ""


@given(ANY_TEXT, st.sampled_from(["", "http://example.com/a/"]))
def test_no_address_brings_a_control_or_a_blank(url: str, base: str) -> None:
    address = safe_url(url, base)

    assert not has_controls(address)
    assert not any(map(str.isspace, address))
    assert not address or address.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://me:secret@example.com/a", "http://example.com/a"),
        (
            "http://example.com/?to=http://me:secret@example.org/",
            "http://example.com/?to=http://example.org/",
        ),
        ("http://example.com/@me", "http://example.com/@me"),
        ("http://exam\x1bple.com/", "http://example.com/"),
    ],
)
def test_a_shown_address_tells_no_secret(url: str, shown: str) -> None:
    assert display_url(url) == shown


def test_the_host_is_found_where_there_is_one() -> None:
    assert host_of("https://me@News.Example.com:8080/a") == "news.example.com"
    assert host_of("/a/b") == host_of("http://[bad") == ""


def test_a_blank_behind_a_stop_is_closed_up() -> None:
    assert close_up("来了， 江边。 “好” a, b 。 c") == "来了，江边。“好” a, b 。 c"


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("江 边 的 候 鸟 来 了 3 万 只 。", "江边的候鸟来了3万只。"),
        ("张 三 李 四 来 了", "张三李四来了"),
        ("张三 李四 王五", "张三 李四 王五"),
        ("a b c d e f", "a b c d e f"),
    ],
)
def test_a_text_that_is_spaced_out_is_closed_up(text: str, closed: str) -> None:
    assert close_up(text) == closed
