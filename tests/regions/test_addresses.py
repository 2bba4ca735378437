import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.regions.beside import region_of_address
from reader.regions.gazetteer import load


@pytest.mark.parametrize(
    ("url", "id"),
    [
        ("http://jl.people.com.cn/GB/349771/index.html", "220000"),
        ("https://www.jl.news.cn/", "220000"),
        ("http://wuxi.people.com.cn/", "320200"),
        ("http://www.sx.chinanews.com.cn/", "140000"),
        ("http://sx.sina.com.cn/", "610000"),
        ("http://shanxi.sina.com.cn/", "140000"),
        ("http://www.hq.xinhuanet.com/", "460000"),
        ("https://news.cnjiwang.com/jwyc/", "220000"),
        ("https://www.info.gov.hk/gia/rss/general_zh.xml", "810000"),
        ("https://changchun.news.example/", "220100"),
        ("https://news.heilongjiang.example/a", "230000"),
    ],
)
def test_a_host_or_the_code_before_a_site_tells_the_region(url: str, id: str) -> None:
    assert region_of_address(url) == id


@pytest.mark.parametrize(
    "url",
    [
        "https://www.people.com.cn/",
        "https://people.com.cn/",
        "https://zz.people.com.cn/",
        "https://jl.example.com/",
        "https://hunchun.news.example/",
        "https://changchun.heilongjiang.example/",
        "https://news.example/changchun",
        "https://notcnjiwang.com/",
        "jl.people.com.cn",
        "/home/me/news",
        "http://[jl.people.com.cn/",
        "",
    ],
)
def test_other_addresses_tell_nothing(url: str) -> None:
    assert region_of_address(url) is None


@given(st.text(alphabet="htps:/.jlpeo.com.cn@[]#?", max_size=40))
def test_any_text_is_a_known_region_or_none(url: str) -> None:
    id = region_of_address(url)
    assert id is None or id in load()
