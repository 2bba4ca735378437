import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.addresses import addresses_meant
from reader.text.clean import safe_url


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
