from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import EmptyInput, InputError, ZhnewsError
from reader.exchange import opml
from reader.exchange.opml import read_opml, write_opml
from reader.model import Source
from reader.text.clean import clean

FEED = "https://news.example/feed"


def document(body: str, before: str = '<?xml version="1.0"?>') -> bytes:
    return f'{before}<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def outline(url: str = FEED, **attributes: str) -> str:
    pairs = {"text": "松江晚报", "xmlUrl": url, **attributes}
    written = " ".join(f'{name}="{value}"' for name, value in pairs.items())
    return f"<outline {written}/>"


def only(data: bytes) -> Source:
    [source] = read_opml(data, "a.opml")
    return source


def test_a_source_has_its_name_its_page_and_the_folders_around_it() -> None:
    inner = outline(htmlUrl="https://news.example/")
    source = only(
        document(f'<outline text="吉林"><outline text="长春">{inner}</outline></outline>')
    )
    assert (source.url, source.title, source.name) == (FEED, "松江晚报", "")
    assert (source.site_url, source.folder) == ("https://news.example/", "吉林/长春")


def test_a_home_page_without_its_feed_is_a_source_whose_feed_is_to_be_found() -> None:
    home = '<outline text="松江晚报" htmlUrl="https://news.example/"/>'
    source = only(document(f'<outline text="吉林" htmlUrl="https://a.example/">{home}</outline>'))
    assert (source.url, source.kind, source.folder) == ("https://news.example/", "auto", "吉林")


def test_a_name_apart_from_the_title_is_the_readers_own() -> None:
    source = only(document(outline(text="晚报", title="松江晚报")))
    assert (source.name, source.title) == ("晚报", "松江晚报")


@pytest.mark.parametrize("charset", ["gbk", "gb18030", "utf-8", "utf-16"])
def test_every_charset_is_read(charset: str) -> None:
    data = document(outline(), f'<?xml version="1.0" encoding="{charset}"?>').decode()
    assert only(data.encode(charset)).title == "松江晚报"


def test_an_ampersand_that_was_not_written_as_one_is_mended() -> None:
    assert only(document(outline("http://a.example/?x=1&y=2&amp;z=3"))).url.endswith("x=1&y=2&z=3")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("松江晚报", "松江\0晚报"),
        ("松江晚报", "松江&zwnj;晚报&#27;"),
        ("xmlUrl", "xmlurl"),
        ("xmlUrl", "xmlURL"),
    ],
)
def test_what_other_programs_write_wrongly_is_read(old: str, new: str) -> None:
    source = only(document(outline()).replace(old.encode(), new.encode()))
    assert (source.url, source.title.replace("\u200c", "")) == (FEED, "松江晚报")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/xml,x", "", "http://[bad"]
)
def test_what_is_no_address_of_the_web_is_passed_over(url: str) -> None:
    assert read_opml(document(outline(url)), "a.opml") == []


def test_credentials_are_parted_from_the_address_and_never_written() -> None:
    source = only(document(outline("http://reader:secret@a.example/")))
    assert (source.url, source.login) == ("http://a.example/", "reader:secret")
    assert b"secret" not in write_opml([source])
    assert "secret" not in repr(source)


def test_names_are_cleaned() -> None:
    source = only(document(outline(text="晚\u202e报&#27;[31m&lt;b&gt;")))
    assert source.title == "晚报[31m<b>"


def test_no_entity_is_looked_up() -> None:
    external = '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "很长">]>'
    assert only(document(outline(text="&x;&y;晚报"), external)).title == "&x;&y;晚报"


@pytest.mark.parametrize(
    "data",
    [b"<rss/>", b"<opml>", b"<html><body>x</body></html>", b"{}", document("<outline>")],
)
def test_what_is_no_opml_says_so(data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.opml"):
        read_opml(data, "a.opml")


def test_neither_size_nor_depth_nor_number_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = '<outline text="层">' * 20_000 + outline() + "</outline>" * 20_000
    assert only(document(deep)).folder == "/".join(["层"] * opml.DEEPEST)
    monkeypatch.setattr(opml, "MAX_SOURCES", 3)
    surplus = list[str]()
    read = read_opml(document(outline() * 9), "a.opml", on_surplus=surplus.append)
    assert (len(read), len(surplus)) == (3, 6)
    with pytest.raises(InputError, match=" 太大了，超过 "):
        read_opml(b" " * ((opml.LIMIT_MB << 20) + 1), "a.opml")
    with pytest.raises(EmptyInput):
        read_opml(b" " * (opml.LIMIT_MB << 20), "a.opml")


words = st.text(max_size=12).map(clean)
sources = st.builds(
    Source,
    url=st.integers(0, 99).map(lambda number: f"https://news.example/{number}?a=1&b=<"),
    kind=st.sampled_from(["auto", "feed", "page"]),
    name=words,
    title=words,
    site_url=st.sampled_from(["", "https://news.example/"]),
    region=st.sampled_from([None, "220100"]),
    folder=st.lists(words.filter(lambda word: word and "/" not in word), max_size=3).map("/".join),
    every=st.none() | st.integers(60, 86400),
    full_text=st.sampled_from(["demand", "always"]),
    charset=st.sampled_from(["", "gb18030"]),
    enabled=st.booleans(),
)


def plain(source: Source) -> tuple[object, ...]:
    named = source.label, source.title
    settings = source.region, source.every, source.full_text, source.charset, source.enabled
    return source.url, source.kind, named, source.site_url, source.folder, settings


@given(st.lists(sources, max_size=6, unique_by=lambda source: source.url))
@settings(max_examples=60)
def test_nothing_is_lost_in_a_round_trip(before: list[Source]) -> None:
    after = read_opml(write_opml(before), "a.opml")
    assert sorted(map(plain, after), key=str) == sorted(map(plain, before), key=str)


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_give_sources_or_one_clear_error(data: bytes) -> None:
    for candidate in (data, b"<opml>" + data, document(outline())[:-20] + data):
        with suppress(ZhnewsError):
            read_opml(candidate, "a.opml")
