import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.hosts import Proxy, is_inside, is_loopback

INSIDE = [
    "127.0.0.1",
    "127.8.9.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
    "localhost",
    "LOCALHOST.",
    "db.localhost",
    "printer.local",
    "nas",
    "2130706433",
    "127.1",
    "0x7f.0.0.1",
    "10.1.",
    "192.168.1.1.",
]
OUTSIDE = [
    "8.8.8.8",
    "2400:3200::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "news.example",
    "127.example.com",
    "10.0.0.1.example",
    "1.2.3",
    "198.18.0.7",
]


@pytest.mark.parametrize("host", INSIDE)
def test_what_only_this_network_reaches_is_inside(host: str) -> None:
    assert is_inside(host)


@pytest.mark.parametrize("host", OUTSIDE)
def test_all_else_is_outside(host: str) -> None:
    assert not is_inside(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.9.1", "127.1", "::1", "a.LocalHost", "localhost."]
)
def test_this_machine_has_many_names(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["127.example.com", "10.0.0.1", "nas", "notlocalhost", "1.2.3.4"])
def test_other_machines_are_not_this_one(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("http://127.0.0.1:7890", Proxy("http", "127.0.0.1", 7890)),
        ("HTTP://Proxy.Example:80/", Proxy("http", "proxy.example", 80)),
        ("socks5://me:s%40cret@[::1]:1080", Proxy("socks5", "::1", 1080, "me", "s@cret")),
        ("socks5h://me@localhost:1080", Proxy("socks5", "localhost", 1080, "me")),
    ],
)
def test_a_proxy_is_read(url: str, proxy: Proxy) -> None:
    read = Proxy.parse(url)
    assert read is not None
    fields = Proxy.__struct_fields__
    assert [getattr(read, name) for name in fields] == [getattr(proxy, name) for name in fields]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1:7890",
        "http://127.0.0.1",
        "http://127.0.0.1:0",
        "http://127.0.0.1:70000",
        "ftp://127.0.0.1:21",
        "socks4://127.0.0.1:1080",
        "http://:7890",
        "http://a.example:80/path",
        "http://a.example:80?x",
        "http://me:pa#ss@a.example:80",
        "http://me:pa/ss@a.example:80",
        "http://m%3Ae:x@a.example:80",
        "http://me:x%0d%0aA:b@a.example:80",
        "http://me:%E5%AF%86@a.example:80",
        "http://代理.example:80",
        "http://a b.example:80",
        f"socks5://me:{'x' * 256}@a.example:80",
    ],
)
def test_what_is_no_proxy_is_not_read(url: str) -> None:
    assert Proxy.parse(url) is None


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for url in (text, f"http://{text}:80", f"socks5://{text}"):
        proxy = Proxy.parse(url)
        assert proxy is None or Proxy.parse(str(proxy)) is not None


def test_no_login_is_shown() -> None:
    proxy = Proxy.parse("socks5://me:secret@[::1]:1080")
    assert str(proxy) == repr(proxy) == f"{proxy}" == "socks5://[::1]:1080"


@pytest.mark.parametrize(
    ("proxy", "host", "serves"),
    [
        ("http://127.0.0.1:80", "news.example", True),
        ("http://127.0.0.1:80", "192.168.1.1", True),
        ("http://localhost:80", "127.0.0.1", True),
        ("http://192.168.1.1:80", "news.example", True),
        ("http://192.168.1.1:80", "192.168.1.2", False),
        ("http://proxy.example:80", "localhost", False),
        ("http://proxy.example:80", "nas", False),
    ],
)
def test_the_readers_own_network_is_that_of_a_proxy_on_this_machine_alone(
    proxy: str, host: str, serves: bool
) -> None:
    read = Proxy.parse(proxy)
    assert read is not None
    assert read.serves(host) is serves
