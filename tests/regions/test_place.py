import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.i18n import render
from reader.model import Link, Masthead
from reader.regions.gazetteer import load
from reader.regions.masthead import place_of_masthead
from reader.regions.place import place

TEN = ("长春", "江城", "四平", "辽源", "通化", "白城", "白山", "松原", "延边", "长白山保护开发区")


def masthead(*cities: str, channel: str | None = None) -> Masthead:
    return Masthead(channel, tuple(Link(city, "") for city in cities))


@pytest.mark.parametrize(
    ("text", "source", "id"),
    [
        ("新华社长春12月20日电（记者 甲）雪后初晴。", None, "220100"),
        ("　　新华社长春1月2日专电 雪后初晴。", None, "220100"),
        ("长春12月20日电 雪后初晴。", None, "220100"),
        ("中新网吉林长春12月20日电", None, "220100"),
        ("中新网烟台12月20日电", None, "370600"),
        ("烟台2019年12月20日讯", None, "370600"),
        ("本报珲春12月20日讯（记者 甲）", None, "222404"),
        ("本报长春讯（记者 甲）", None, "220100"),
        ("新华社吉林江城12月20日电", None, "220200"),
        ("本报朝阳区12月20日讯", "110000", "110105"),
        ("本报朝阳区12月20日讯", "220100", "220104"),
        ("编者按：雪后初晴。\n新华社长春12月20日电", None, "220100"),
    ],
)
def test_a_dateline_places_an_article(text: str, source: str | None, id: str) -> None:
    placement = place("雪后", text, source)
    assert placement.primary == id and placement.regions == (id,)
    assert render(placement.reason) == f"电头：{load()[id].short}"


def test_a_dateline_of_two_places_gives_both_the_first_being_primary() -> None:
    placement = place("雪后", "新华社长春、沈阳12月20日电")
    assert placement.regions == ("220100", "210100") and placement.primary == "220100"


@pytest.mark.parametrize(
    "text", ["中国吉林网12月20日讯（记者 甲）", "吉林日报讯（记者 甲）", "吉林新闻网12月20日讯"]
)
def test_a_press_that_bears_the_name_of_its_province_places_its_article_there(text: str) -> None:
    assert place("雪后", text).primary == "220000"
    assert place("雪后", text, "220100").primary == "220100"


@pytest.mark.parametrize(
    "text",
    [
        "本报讯（记者 甲）雪后初晴。",
        "新华社12月20日电",
        "新华社华盛顿12月20日电",
        "新华社北京12月20日电",
        "东方网12月20日讯",
        "新华日报讯（记者 甲）",
        "本报朝阳区12月20日讯",
        "雪后初晴，长春12月20日电力充足。",
        "",
    ],
)
def test_a_dateline_that_names_no_place_for_certain_tells_nothing(text: str) -> None:
    assert place("雪后", text).primary is None
    placement = place("雪后", text, "450000")
    assert placement.primary == "450000" and render(placement.reason) == "来源设置：广西"


def test_a_dateline_of_beijing_counts_for_a_source_of_beijing() -> None:
    assert render(place("雪后", "本报北京12月20日讯", "110000").reason) == "电头：北京"


@pytest.mark.parametrize(
    ("headline", "source", "id"),
    [
        ("长春汽开区:让服务多走一步", None, "220174"),
        ("长春汽开区：让服务多走一步", "220000", "220174"),
        ("吉林：瑞雪兆丰年", None, "220000"),
        ("海南：瑞雪不来", None, "460000"),
        ("朝阳区：新集市开张", "220100", "220104"),
        ("吉林长春：瑞雪兆丰年", None, "220100"),
        ("长春举办冰雪节", "220000", "220100"),
        ("长春市举办冰雪节", "220000", "220100"),
        ("珲春市举办冰雪节", "220000", "222404"),
        ("公主岭举办冰雪节", "220000", "220184"),
    ],
)
def test_a_headline_that_begins_with_a_place_tells_it(
    headline: str, source: str | None, id: str
) -> None:
    placement = place(headline, "", source)
    assert placement.primary == id
    assert render(placement.reason) == f"标题：{load()[id].short}"


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("合作：共赢之路", None),
        ("合作共赢之路", "620000"),
        ("振兴：老厂新生", "210000"),
        ("朝阳：新集市开张", None),
        ("珲春举办冰雪节", "220000"),
        ("沈阳举办冰雪节", "220000"),
        ("长春大学迎新", "220000"),
        ("中山大学迎新", "440000"),
        ("南京西路改造", "320000"),
        ("张三：我的一天", None),
        ("长春举办冰雪节", None),
    ],
)
def test_a_headline_that_is_not_certain_leaves_the_source(
    headline: str, source: str | None
) -> None:
    assert place(headline, "", source).primary == source


def test_the_headline_comes_before_the_dateline_and_that_before_the_source() -> None:
    assert place("四平：瑞雪", "新华社长春12月20日电", "220000").primary == "220300"
    assert place("瑞雪", "新华社长春12月20日电", "220000").primary == "220100"
    assert place("瑞雪", "", "220000").primary == "220000"


def test_a_broader_place_than_the_source_is_passed_over() -> None:
    placement = place("吉林：瑞雪", "新华社吉林省12月20日电", "220100")
    assert placement.primary == "220100" and render(placement.reason) == "来源设置：长春"


def test_a_source_that_the_gazetteer_does_not_hold_tells_nothing() -> None:
    assert place("瑞雪", "", "999999").primary is None


def test_the_ten_labels_of_a_masthead_have_one_province() -> None:
    assert place_of_masthead(masthead(*TEN, channel="白山松水")) == "220000"
    placement = place("瑞雪", "", None, masthead(*TEN))
    assert placement.primary == "220000" and render(placement.reason) == "版头：吉林"


def test_a_masthead_of_counties_means_their_prefecture() -> None:
    assert place_of_masthead(masthead("珲春", "敦化", "安图")) == "222400"


@pytest.mark.parametrize(
    ("channel", "id"), [("吉林频道", "220000"), ("长春新闻", "220100"), ("关东", None)]
)
def test_a_channel_of_a_province_or_a_city_tells_it(channel: str, id: str | None) -> None:
    assert place_of_masthead(masthead(channel=channel)) == id


def test_the_navigation_of_a_national_site_tells_nothing() -> None:
    assert place_of_masthead(masthead("北京", "上海", "天津", "吉林", "黑龙江")) is None
    assert place_of_masthead(masthead("首页", "时政", "国际", "长春", "四平")) is None
    assert place_of_masthead(masthead("长春")) is None
    assert place_of_masthead(masthead()) is None


@given(
    st.text(alphabet="新华社长春北京12月日电讯：:、（\n 吉林网报合作", max_size=60),
    st.text(alphabet="新华社长春北京12月日电讯：:、（\n 吉林网报合作", max_size=60),
    st.sampled_from([None, "220000", "220100", "110105", "CN"]),
)
@settings(deadline=None, max_examples=300)
def test_any_text_is_placed_in_a_known_region_or_nowhere(
    headline: str, text: str, source: str | None
) -> None:
    placement = place(headline, text, source)
    assert all(id in load() for id in placement.regions)
    assert placement.primary == (placement.regions[0] if placement.regions else None)
