"""Where an article is from by what stands beside it, and what that tells of its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.model import NATIONAL
from reader.regions.gazetteer import load
from reader.regions.place import may_be_of, place, region_beside, region_of_address

SAID = "市园林局介绍，今年我市利用边角地新建口袋公园十二处。"


@pytest.mark.parametrize(
    ("url", "channel", "breadcrumb", "region"),
    [
        ("http://jl.people.com.cn/n2/2026/1.html", "", "", "220000"),
        ("http://www.wuhan.gov.cn/sy/whyw/1.shtml", "", "", "420100"),
        ("", "吉林频道", "首页 > 吉林频道 > 要闻 > 正文", "220000"),
        ("", "苏州频道", "凤凰网江苏 > 苏州 > 正文", "320500"),
        ("", "", "首页 › 地方 › 吉林 › 长春 › 正文", "220100"),
        ("", "新浪厦门", "", "350200"),
        ("", "东北网大庆", "", "230600"),
        ("http://jl.people.com.cn/1.html", "", "首页 > 长春", "220100"),
        ("https://www.example.com/1.html", "社会", "首页 > 社会 > 正文", None),
        ("", "", "", None),
    ],
)
def test_the_region_beside(url: str, channel: str, breadcrumb: str, region: str | None) -> None:
    assert region_beside(url, channel, breadcrumb) == region


def test_what_a_text_calls_its_own_is_where_its_page_is_at_home() -> None:
    assert place("新增两处口袋公园", SAID, beside="222400").primary == "222400"
    assert place("我省秋粮收购过半", "", beside="222400").primary == "220000"
    assert place("新款手机发布", "该公司发布新一代手机。", beside="220100").primary is None
    assert place("长春新增两处口袋公园", SAID, beside="330100").primary == "220100"


def test_a_narrower_place_beside_goes_before_the_press() -> None:
    assert place("新增两处口袋公园", SAID, press="红网", beside="430700").primary == "430700"
    assert place("新增两处口袋公园", SAID, press="大连晚报", beside="430700").primary == "210200"


@pytest.mark.parametrize(
    ("headline", "press", "region"),
    [
        ("全县春耕备耕物资充足", "长兴县融媒体中心", "330522"),
        ("县城新建体育公园开放", "“舒城发布”微信公众号", "341523"),
        ("我市新增两处口袋公园", "长兴县融媒体中心", "330500"),
        ("省运会筹备工作就绪", "大河报", "410000"),
        ("省内首条公交线开通", "哈尔滨日报", "230000"),
    ],
)
def test_a_press_says_of_its_own_place_what_it_does_not_name(
    headline: str, press: str, region: str
) -> None:
    assert place(headline, "", press=press).primary == region


@pytest.mark.parametrize("headline", ["十二星座：金牛座注意财务", "吉林坤获马拉松季军"])
def test_a_name_that_holds_that_of_a_place_is_none(headline: str) -> None:
    assert place(headline, "").primary in (None, NATIONAL)


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


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        ("吉林市三家企业入选", True),
        ("吉林要闻", True),
        ("我市新增三条公交线路", True),
        ("市委召开常委会会议", True),
        ("彩票开奖 足球比分", False),
        ("长春地铁延长运营", False),
        ("", False),
    ],
)
def test_a_page_names_its_place_or_one_above_or_calls_a_place_its_own(
    text: str, may_be: bool
) -> None:
    assert may_be_of("220200", text) is may_be
