from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import BadAddress
from reader.text.addresses import (
    Proxy,
    addresses_meant,
    check,
    is_inside,
    is_loopback,
    of_day,
    pattern_of,
)
from reader.text.clean import safe_url

HOST = "http://paper.example.cn"
DAY = date(2026, 3, 5)
FORMS = [
    ("/ccrb/html/{%Y-%m}/{%d}/node_1.htm", "/ccrb/html/2026-03/05/node_1.htm"),
    ("/pc/layout/{%Y%m}/{%d}/node_01.html", "/pc/layout/202603/05/node_01.html"),
    ("/{%Y%m%d}/html/index.htm", "/20260305/html/index.htm"),
    (
        "/{%Y}/{%Y%m%d}/{%Y%m%d}_001/{%Y%m%d}_001.html",
        "/2026/20260305/20260305_001/20260305_001.html",
    ),
    ("/item/sarb_{%Y_%-m_%-d}_1.html", "/item/sarb_2026_3_5_1.html"),
    ("/uniflows/html/{%Y/%m/%d}/01/default.htm", "/uniflows/html/2026/03/05/01/default.htm"),
    ("/Media/sarb/{%Y-%m-%d}", "/Media/sarb/2026-03-05"),
]


@pytest.mark.parametrize(("pattern", "path"), FORMS)
def test_an_address_of_a_day_and_its_pattern_tell_each_other(pattern: str, path: str) -> None:
    check(HOST + pattern)
    assert of_day(HOST + pattern, DAY) == HOST + path
    assert pattern_of(HOST + path, DAY) == HOST + pattern


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_a_pattern_found_on_one_day_means_the_address_of_any_other(
    day: date, form: tuple[str, str]
) -> None:
    pattern = pattern_of(of_day(form[0], DAY), DAY)
    assert of_day(pattern, day) == of_day(form[0], day)


def test_an_address_without_the_day_has_no_pattern() -> None:
    assert pattern_of(f"{HOST}/2026-03/06/node_1.htm", DAY) == ""
    assert pattern_of(f"{HOST}/120260305/node_1.htm", DAY) == ""


@pytest.mark.parametrize(
    "path",
    [
        "/{%Y-%m}/node_1.htm",
        "/{%Y-%m}/{%Q}/node_1.htm",
        "/{date}/node_1.htm",
        "/{%Y-%m}/{%d/node_1.htm",
        "/{%Y-%m-%d}/{}/node_1.htm",
        "/{%Y%m%}/{%d}/",
    ],
    ids=["no day", "no form", "a word", "open", "nothing", "a lone sign"],
)
def test_braces_that_do_not_hold_a_whole_day_are_told(path: str) -> None:
    with pytest.raises(
        BadAddress, match=r"”的花括号里要写全年、月、日，只能用 %Y、%y、%m、%d、%\-m、%\-d，例如 "
    ) as raised:
        check(HOST + path)
    assert "{%Y-%m}/{%d}" in str(raised.value)


@pytest.mark.parametrize("path", ["/2026-02/30/node_1.htm", "/202613/01/node_1.htm"])
def test_a_day_that_does_not_exist_is_told(path: str) -> None:
    with pytest.raises(BadAddress, match="”里的日期 "):
        check(HOST + path)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://news.example/rss", ["https://news.example/rss"]),
        ("HTTP://news.example", ["http://news.example"]),
        ("news.cn/rss", ["https://news.cn/rss", "http://news.cn/rss"]),
        ("127.0.0.1:8080/x", ["https://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"]),
        ("localhost:80", ["https://localhost:80", "http://localhost:80"]),
        ("[::1]:80/a", ["https://[::1]:80/a", "http://[::1]:80/a"]),
        ("//news.cn?a=1", ["https://news.cn?a=1", "http://news.cn?a=1"]),
        ("feed://news.cn/", ["https://news.cn/", "http://news.cn/"]),
        ("feed:https://news.cn/", []),
        ("me:pw@news.cn/", ["https://me:pw@news.cn/", "http://me:pw@news.cn/"]),
        (" \u3000<https://news.cn/a>\n", ["https://news.cn/a"]),
        ("《news.cn》。", ["https://news.cn", "http://news.cn"]),
        ("ｈｔｔｐｓ：／／ｎｅｗｓ。ｃｎ／ｒｓｓ？ａ＝１", ["https://news.cn/rss?a=1"]),
        ("news。cn／rss", ["https://news.cn/rss", "http://news.cn/rss"]),
        ("https://news.cn/图（一）", ["https://news.cn/图（一）"]),
        ("新闻.中国/a", ["https://新闻.中国/a", "http://新闻.中国/a"]),
        ("ftp://news.cn/", []),
        ("javascript:alert(1)", []),
        ("mailto:a@news.cn", []),
        ("吉林新闻", []),
        ("news", []),
        ("http://", []),
        ("", []),
    ],
)
def test_an_address_is_taken_as_people_have_it(typed: str, meant: list[str]) -> None:
    assert list(addresses_meant(typed)) == meant


@given(st.text(alphabet="aｂ.。:：/／?@ #[]1中，<", max_size=30))
def test_whatever_is_typed_only_safe_addresses_come_out(typed: str) -> None:
    found = addresses_meant(typed)
    assert all(safe_url(url) == url for url in found)
    assert all(url.startswith(("http://", "https://")) for url in found)


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
