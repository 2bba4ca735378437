"""Addresses taken apart, and the way of a fetch through its redirects, without a network."""

import gzip
import zlib
from collections.abc import AsyncIterator

import pytest

from reader.errors import FetchError
from reader.fetch.exchange import (
    MAX_COOKIES,
    MAX_REDIRECTS,
    MAX_RETRY_AFTER,
    Route,
    TooLarge,
    Url,
    charset,
    inflate,
    read,
    retry_after,
)

HOME = "https://news.example/a"


def url(address: str) -> Url:
    parsed = Url.parse(address)
    assert parsed is not None
    return parsed


def route(address: str = HOME, login: str = "") -> Route:
    return Route(url(address), url(address), login)


@pytest.mark.parametrize(
    ("address", "authority", "endpoint", "target"),
    [
        ("http://news.example", "news.example", ("news.example", 80), "/"),
        ("https://news.example/a?b=1#c", "news.example", ("news.example", 443), "/a?b=1"),
        ("https://news.example:443/", "news.example", ("news.example", 443), "/"),
        ("http://news.example:443/", "news.example:443", ("news.example", 443), "/"),
        ("http://[2001:db8::1]:81/", "[2001:db8::1]:81", ("2001:db8::1", 81), "/"),
        (
            "http://新闻.example/早",
            "xn--efvy88h.example",
            ("xn--efvy88h.example", 80),
            "/%E6%97%A9",
        ),
    ],
)
def test_an_address_has_a_host_to_connect_to_and_a_target(
    address: str, authority: str, endpoint: tuple[str, int], target: str
) -> None:
    parsed = url(address)
    assert (parsed.authority, parsed.endpoint, parsed.target) == (authority, endpoint, target)


@pytest.mark.parametrize(
    "address", ["", "ftp://a.example/", "http://", "http://a.example:0/", "http://\u0378.example/"]
)
def test_what_leads_nowhere_is_no_address(address: str) -> None:
    assert Url.parse(address) is None


def test_ten_redirects_are_followed_and_no_more() -> None:
    way = route()
    for number in range(MAX_REDIRECTS):
        way.follow(302, f"/{number}")
    assert way.url.text == f"https://news.example/{MAX_REDIRECTS - 1}"
    with pytest.raises(FetchError, match=r"news\.example"):
        way.follow(302, "/")


def test_a_redirect_leads_to_an_address() -> None:
    with pytest.raises(FetchError, match=" 转到了一个不能打开的网址，请检查网址。"):
        route().follow(302, "ftp://news.example/")
    with pytest.raises(FetchError, match=" 指向内部网络，为了安全没有打开。"):
        route().follow(302, "http://127.0.0.1/")


@pytest.mark.parametrize(
    ("steps", "permanent"),
    [
        ([], None),
        ([(301, "/b")], "https://news.example/b"),
        ([(308, "/b"), (301, "/c")], "https://news.example/c"),
        ([(301, "/b"), (302, "/c"), (301, "/d")], "https://news.example/b"),
        ([(302, "/b"), (301, "/c")], None),
        ([(301, "http://news.example/a")], None),
    ],
)
def test_permanent_redirects_alone_move_a_source(
    steps: list[tuple[int, str]], permanent: str | None
) -> None:
    way = route()
    for status, location in steps:
        way.follow(status, location)
    assert (way.permanent and way.permanent.text) == permanent


def test_credentials_and_cookies_stay_with_their_origin() -> None:
    way = route(login="user")
    way.keep(["a=1; path=/", "b = 2"])
    assert way.headers() == {"Cookie": "a=1; b=2", "Authorization": "Basic dXNlcjo="}
    seen = []
    for location in ("/b", "https://other.example/", HOME):
        way.follow(301, location)
        seen.append((way.headers(), way.keeps_login))
    assert seen == [
        ({"Cookie": "a=1; b=2", "Authorization": "Basic dXNlcjo="}, True),
        ({}, False),
        ({"Authorization": "Basic dXNlcjo="}, True),
    ]


def test_fifty_cookies_are_kept_at_most() -> None:
    way = route()
    way.keep(f"{number}=1" for number in range(MAX_COOKIES + 9))
    assert way.headers()["Cookie"].count("=") == MAX_COOKIES


TEXT = "江边步道今日开放。".encode() * 9


async def chunks(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), 7):
        yield data[start : start + 7]


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


@pytest.mark.parametrize(
    ("coding", "sent"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT[:50]) + gzip.compress(TEXT[50:])),
        ("gzip", gzip.compress(TEXT) + b"\0" * 9),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
    ],
    ids=["none", "identity", "gzip", "two members", "padded", "zlib", "raw deflate"],
)
async def test_a_body_is_read_up_to_its_limit(coding: str, sent: bytes) -> None:
    limit = max(len(TEXT), len(sent))
    assert await read(chunks(sent), coding, limit) == TEXT
    with pytest.raises(TooLarge):
        await read(chunks(sent), coding, len(TEXT) - 1)


async def test_more_than_the_limit_is_not_inflated() -> None:
    with pytest.raises(TooLarge):
        await read(chunks(gzip.compress(TEXT)), "gzip", len(gzip.compress(TEXT)) - 1)


async def test_of_nothing_nothing_is_inflated() -> None:
    assert await read(chunks(b""), "gzip", 9) == b""


@pytest.mark.parametrize(
    ("coding", "sent"),
    [("br", TEXT), ("gzip", TEXT), ("gzip", gzip.compress(TEXT)[:-9]), ("deflate", b"\xff" * 9)],
    ids=["unasked", "not gzip", "cut off", "not deflate"],
)
def test_what_cannot_be_inflated_is_an_error(coding: str, sent: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        inflate(sent, coding, 1 << 20)


NOON = 1_576_814_400.0  # Fri, 20 Dec 2019 04:00:00 GMT


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("Fri, 20 Dec 2019 04:10:00 GMT", 600),
        ("Fri, 20 Dec 2019 03:00:00 GMT", 0),
        ("99999999999999999999", MAX_RETRY_AFTER),
        ("-5", 0),
        ("soon", 0),
        ("", 0),
    ],
)
def test_a_pause_is_seconds_or_a_date_and_a_week_at_most(text: str, seconds: int) -> None:
    assert retry_after(text, NOON) == seconds


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("text/html;charset=gbk", "gbk"),
        ("text/html; Charset = 'utf-8'; x=1", "utf-8"),
        ("text/html", None),
    ],
)
def test_the_charset_is_what_the_type_declares(content_type: str, name: str | None) -> None:
    assert charset(content_type) == name
