import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.hosts import Proxy


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
