"""Addresses taken apart, and the way of a fetch through its redirects, without a network."""

import pytest

from reader.errors import FetchError
from reader.fetch.route import MAX_COOKIES, MAX_REDIRECTS, Route, Url

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
