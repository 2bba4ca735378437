"""How scores decide which regions an article is about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.i18n import render
from reader.model import ABROAD, NATIONAL, Link, Masthead, Placement
from reader.regions.evidence import ArticlePart, Evidence
from reader.regions.gazetteer import lexicon, load
from reader.regions.place import Scores, may_be_of, place, region_beside, region_of_address

TEN = ("长春", "江城", "四平", "辽源", "通化", "白城", "白山", "松原", "延边", "长白山保护开发区")


def masthead(*cities: str, channel: str | None = None) -> Masthead:
    return Masthead(channel, tuple(Link(city, "") for city in cities))


def reason(placement: Placement) -> str:
    return render(placement.reason)


# The headline


@pytest.mark.parametrize(
    ("headline", "source", "id"),
    [
        ("长春汽开区:让服务多走一步", None, "220174"),
        ("长春汽开区：让服务多走一步", "220000", "220174"),
        ("吉林：瑞雪兆丰年", None, "220000"),
        ("海南：瑞雪不来", None, "460000"),
        ("朝阳区：新集市开张", "220100", "220104"),
        ("吉林长春：瑞雪兆丰年", None, "220100"),
        ("长春举办冰雪节", None, "220100"),
        ("珲春举办冰雪节", "220000", "222404"),
        ("今冬去珲春市看雪", None, "222404"),
        ("沈阳举办冰雪节", "220000", "210100"),
        ("两江新区迎来新住户", None, "500157"),
        ("雄安新区的第一场雪", None, "133100"),
        ("长白山保护开发区的第一场雪", None, "22C001"),
    ],
)
def test_a_place_in_the_headline_tells_it(headline: str, source: str | None, id: str) -> None:
    placement = place(headline, "", source)
    assert placement.primary == id
    assert reason(placement) == f"标题：{load()[id].short}"


def test_the_headline_comes_before_the_text_and_that_before_the_source() -> None:
    assert place("四平的雪", "通化下雪了。", "220000").primary == "220300"
    assert place("瑞雪", "通化下雪了。", "220000").primary == "220500"
    assert place("瑞雪", "", "220000").primary == "220000"


def test_a_broader_place_than_the_source_tells_nothing_new() -> None:
    placement = place("吉林：瑞雪", "新华社吉林省12月20日电", "220100")
    assert placement.primary == "220100" and reason(placement) == "来源设置：长春"


# Up and down the tree


def test_a_headline_of_a_city_and_a_text_of_one_county_mean_the_county() -> None:
    text = "昨天，汕头市潮阳区一处仓库起火。潮阳区消防队赶到。"
    assert place("广东汕头一仓库起火", text).primary == "440513"


def test_where_something_is_held_does_not_narrow_what_it_is_about() -> None:
    text = "河南美食季昨天在郑州开幕，河南省商务厅将派发消费券，河南各地都有活动。"
    assert place("河南美食季开幕", text).primary == "410000"


def test_a_list_of_the_cities_of_a_province_means_the_province() -> None:
    text = "安徽今天普降小雪，其中芜湖3毫米、安庆2毫米、蚌埠2毫米、宿州1毫米、淮南1毫米。"
    placement = place("安徽普降小雪", text)
    assert placement.regions == ("340000",)


def test_two_places_in_the_headline_are_both_regions() -> None:
    placement = place("四平与辽源共建公路", "")
    assert placement.primary == "220300" and set(placement.regions) == {"220300", "220400"}
    assert set(place("长春沈阳通航", "").regions) == {"220100", "210100"}


def test_a_path_of_places_is_the_last_of_them() -> None:
    assert place("", "四川省凉山彝族自治州甘洛县下雪了。").regions == ("513435",)


# The country and abroad


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("国务院部署秋粮生产", "各地区各部门要抓好落实。"),
        ("全国多地降温", "北京、吉林、浙江、广东、四川都有雨，甘肃有雪。"),
        ("", "黑龙江的雪、浙江的雨、四川的雾和海南的风都来了，青海也冷。"),
    ],
)
def test_what_is_about_the_country_is_national(headline: str, text: str) -> None:
    placement = place(headline, text)
    assert placement.primary == NATIONAL and placement.regions == ()
    assert reason(placement)


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("日本一工厂停产", "东京一家工厂今天停产，曾有客人来自武汉。"),
        ("", "新华社华盛顿3月14日电 美国国防部发言人14日说，将发布报告。"),
        ("韩国广州市一仓库起火", "广州市消防部门出动。"),
        ("", "新华社河内5月2日电 越南北部太原省连日暴雨，太原多地停电。"),
        ("美国德州遭遇龙卷风", "德州北部停电。"),
    ],
)
def test_what_happens_abroad_is_abroad_even_under_a_name_of_ours(headline: str, text: str) -> None:
    placement = place(headline, text)
    assert placement.primary == ABROAD and placement.regions == ()
    assert reason(placement)


def test_several_provinces_under_one_name_stay_the_regions_of_a_national_article() -> None:
    placement = place("交通运输部：京津冀路网更密", "")
    assert placement.primary == NATIONAL
    assert set(placement.regions) == {"110000", "120000", "130000"}


def test_a_place_at_home_beats_guests_from_abroad() -> None:
    assert place("法国客人来到长春", "").primary == "220100"


# Datelines and the press


@pytest.mark.parametrize(
    ("text", "source", "id"),
    [
        ("新华社长春12月20日电（记者 甲）雪后初晴。", None, "220100"),
        ("　　新华社长春1月2日专电 雪后初晴。", None, "220100"),
        ("长春12月20日电 雪后初晴。", None, "220100"),
        ("新华网哈尔滨３月２１日电 雪后初晴。", None, "230100"),
        ("中新社汕头五月二十一日电 雪后初晴。", None, "440500"),
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
    assert placement.primary == id
    assert reason(placement) == f"电头：{load()[id].short}"


def test_a_dateline_of_two_places_gives_both_the_first_being_primary() -> None:
    placement = place("雪后", "新华社长春、沈阳12月20日电")
    assert placement.regions == ("220100", "210100")


def test_beside_other_places_a_dateline_tells_only_its_province() -> None:
    text = "新华社昆明8月20日电 盈江县20日发生地震，云南省派出专家。"
    assert place("云南盈江发生地震", text).regions == ("533123",)
    assert place("西藏的春天", "新华社昆明8月20日电 西藏的桃花开了。").regions == ("540000",)


@pytest.mark.parametrize(
    "text",
    [
        "本报讯（记者 甲）雪后初晴。",
        "新华社12月20日电",
        "新华社北京12月20日电",
        "新华日报讯（记者 甲）",
        "",
    ],
)
def test_a_dateline_without_a_place_leaves_the_source(text: str) -> None:
    assert place("雪后", text).primary is None
    placement = place("雪后", text, "450000")
    assert placement.primary == "450000" and reason(placement) == "来源设置：广西"


def test_a_dateline_of_beijing_counts_for_a_source_of_beijing() -> None:
    assert place("雪后", "本报北京12月20日讯", "110000").primary == "110000"


@pytest.mark.parametrize(
    ("text", "press", "id"),
    [
        ("中国吉林网12月20日讯（记者 甲）我省迎来瑞雪。", "", "220000"),
        ("吉林日报讯（记者 甲）省农业农村厅部署春耕。", "", "220000"),
        ("今年我市新建公园七个。", "长春日报", "220100"),
        ("今年我省新建公园七个。", "长春日报", "220000"),
        ("全市新建公园七个。", "潇湘晨报", "430000"),
    ],
)
def test_a_press_tells_what_it_calls_its_own(text: str, press: str, id: str) -> None:
    assert place("雪后", text, press=press).primary == id


@pytest.mark.parametrize("press", ["吉林日报", "羊城晚报", "新华网", "央视网 新闻联播", ""])
def test_a_press_that_does_not_speak_of_its_own_place_tells_nothing(press: str) -> None:
    assert place("雪后", f"{press}讯 记者获悉，一款新手机上市。", press=press).primary is None


# Masthead and source


def test_the_masthead_tells_the_province() -> None:
    placement = place("瑞雪", "", None, masthead(*TEN))
    assert placement.primary == "220000" and reason(placement) == "版头：吉林"
    assert place("瑞雪", "朝阳区下雪了。", None, masthead(channel="长春频道")).primary == "220104"
    for cities, id in (
        (("长春", "四平"), "220000"),
        (("长春", "四平", "沈阳"), "220000"),
        (("长春", "四平", "沈阳", "大连"), None),
        (("长春",), None),
        (("珲春", "图们"), "222400"),
    ):
        assert place("瑞雪", "", None, masthead(*cities)).primary == id


def test_a_source_that_the_gazetteer_does_not_hold_tells_nothing() -> None:
    assert place("瑞雪", "", "999999").primary is None


# Names of several places


@pytest.mark.parametrize(
    ("headline", "text", "source", "id"),
    [
        ("鼓楼区的早市", "南京人爱赶早市。", None, "320106"),
        ("鼓楼区的早市", "", "350100", "350102"),
        ("鼓楼区的早市", "", "320300", "320302"),
        ("鼓楼区的早市", "", None, None),
        ("朝阳区的早市", "", None, "110105"),
        ("长春朝阳区的早市", "", None, "220104"),
        ("朝阳区的早市", "", "220000", "220104"),
        ("辽宁朝阳的早市", "", None, "211300"),
        ("吉林的早市", "", None, "220000"),
        ("吉林市的早市", "", None, "220200"),
        ("吉林的早市", "", "220200", "220200"),
        ("海南的早市", "", None, "460000"),
        ("海南州的早市", "", None, "632500"),
        ("青海与海南的早市", "海南很热。", "460000", "460000"),
        ("西安长安区的早市", "", None, "610116"),
        ("石家庄市长安区的早市", "", None, "130102"),
        ("江城的早市", "", "220000", "220200"),
        ("江城的早市", "武汉人起得早。", None, "420100"),
        ("南山区的早市", "", None, "440305"),
        ("鹤岗市南山区的早市", "", None, "230404"),
    ],
)
def test_company_tells_regions_of_one_name_apart(
    headline: str, text: str, source: str | None, id: str | None
) -> None:
    assert place(headline, text, source).primary == id


@pytest.mark.parametrize(
    ("headline", "id"),
    [
        ("合作：共赢之路", None),
        ("和平与友谊长存", None),
        ("为振兴老厂出力", None),
        ("永康一岁了", None),
        ("永康市的早市", "330784"),
        ("金华永康的早市", "330784"),
        ("甘南合作的早市", "623001"),
    ],
)
def test_an_everyday_word_is_a_place_only_with_its_kind_or_in_company(
    headline: str, id: str | None
) -> None:
    assert place(headline, "").primary == id


@pytest.mark.parametrize(
    ("headline", "id"),
    [
        ("襄樊的雪", "420600"),
        ("永年县的雪", "130408"),
        ("上海闸北区的雪", "310106"),
        ("蓟县的雪", "120119"),
        ("臺灣高雄的雨", "710200"),
        ("長春的雪", "220100"),
        ("吉林乾安縣的雪", "220723"),
        ("冰城的雪", "230100"),
        ("人工造的雪：在沪上市", "310000"),
        ("八达岭的雪", "110119"),
    ],
)
def test_former_names_traditional_spelling_nicknames_and_sights_lead_to_the_place(
    headline: str, id: str
) -> None:
    assert place(headline, "").primary == id


# Names that hold the name of a place


@pytest.mark.parametrize(
    "headline",
    [
        "南京西路改造",
        "桂林路上的早市",
        "朝阳南大街的槐树",
        "桂林街道的早市",
        "容城镇的早市",
        "长安汽车发布新车",
        "青岛啤酒涨价",
        "上海大众召回",
        "北京银行发债",
        "山东舰出海",
        "兰州拉面涨价",
        "吉林大学迎新",
        "中山大学迎新",
        "孙中山的故事",
        "北京时间八点",
        "新东方开学",
        "奥巴马访谈",
    ],
)
def test_a_name_that_is_part_of_another_is_no_place(headline: str) -> None:
    assert place(headline, "").primary is None
    assert place(headline, "", "450000").primary == "450000"


def test_a_university_lies_in_the_city_whose_name_it_bears() -> None:
    assert place("延边大学迎新", "").primary == "222400"
    assert place("延边大学教授在四平讲学", "").regions == ("220300",)


@pytest.mark.parametrize(
    "text",
    [
        "王先生是重庆人，今年四十岁。",
        "司机籍贯重庆，今年四十岁。",
        "来自重庆、四川的游客最多。",
        "一辆开往重庆的客车昨天停运。",
        "他曾在重庆打工。",
        "学习重庆的做法，小区装了电梯。",
    ],
)
def test_where_people_come_from_and_go_to_does_not_place_an_article(text: str) -> None:
    assert place("", text).primary is None
    assert place("长春的故事", text).regions == ("220100",)


@pytest.mark.parametrize(
    ("headline", "id"),
    [
        ("从江西到江苏", "360000"),
        ("威海南海新区的雪", "371000"),
        ("河南安阳的雪", "410500"),
        ("贺兰山东麓的雪", "640000"),
        ("山西安泽的雪", "141026"),
    ],
)
def test_names_are_cut_where_they_cover_most(headline: str, id: str) -> None:
    assert place(headline, "").primary == id


# Bad input and cost


def test_what_the_source_tells_needs_no_lexicon() -> None:
    lexicon.cache_clear()
    assert place("", "", "220100", masthead(*TEN)).primary == "220100"
    assert lexicon.cache_info().currsize == 0


@pytest.mark.parametrize(
    "text", ["", "\n", "x" * 300_000, "吉" * 300_000, "plain English text, 2019"]
)
def test_what_names_no_place_is_placed_nowhere(text: str) -> None:
    assert place(text, text) == Placement(None)


def test_of_an_enormous_text_only_the_beginning_is_read() -> None:
    assert place("", "长春下雪。" + "沈阳下雪。" * 60_000).primary == "210100"
    assert place("", "雪。" * 500_000 + "长春").primary is None


WORDS = "新华社长春北京吉林省朝阳区市12月日电讯：、（\n 网报合作美国国务院大学人来自"


@given(
    st.text(alphabet=WORDS, max_size=60),
    st.text(alphabet=WORDS, max_size=120),
    st.sampled_from([None, "220000", "220100", "110105", "CN", "nowhere"]),
    st.sampled_from(["", "长春日报", "新华社"]),
)
@settings(max_examples=100)
def test_any_text_is_placed_in_known_regions_the_country_abroad_or_nowhere(
    headline: str, text: str, source: str | None, press: str
) -> None:
    placement = place(headline, text, source, press=press)
    assert all(id in load() for id in placement.regions)
    assert len(set(placement.regions)) == len(placement.regions)
    if placement.primary not in (None, NATIONAL, ABROAD):
        assert placement.primary == placement.regions[0]
    assert bool(reason(placement)) == (placement.primary is not None)


JILIN, CHANGCHUN, SIPING, CHAOYANG = "220000", "220100", "220300", "220104"
LIAONING = "210000"


def scores(part: ArticlePart, **weights: float) -> Scores:
    """Scores of one piece of evidence a region: ``_220100=4``."""
    return Scores(Evidence(id.strip("_"), part, weight, "") for id, weight in weights.items())


@pytest.mark.parametrize(
    ("weights", "regions"),
    [
        ({"_220000": 1.0}, [JILIN]),
        ({"_220000": 0.9}, []),
        ({"_220000": 10.0, "_210000": 4.0}, [JILIN, LIAONING]),
        ({"_220000": 10.0, "_210000": 3.9}, [JILIN]),
        ({"_220000": 7.0, "_220100": 3.0}, [CHANGCHUN]),
        ({"_220000": 7.0, "_220100": 2.9}, [JILIN]),
        ({"_220100": 3.0, "_220300": 2.0}, [CHANGCHUN]),
        ({"_220100": 3.0, "_220300": 2.1}, [CHANGCHUN, SIPING]),
        ({"_220000": 10.0, "_220100": 1.0, "_220300": 1.0}, [JILIN]),
        ({"_220000": 3.0, "_220100": 3.0, "_220300": 3.0}, [JILIN, CHANGCHUN, SIPING]),
        ({"_220000": 2.9, "_220100": 3.0, "_220300": 3.0}, [CHANGCHUN, SIPING]),
        ({"_220104": 4.0}, [CHAOYANG]),
        ({"_220100": 1.0, "_220300": 1.0, "_220400": 1.0}, [CHANGCHUN, SIPING, "220400"]),
        ({"_220100": 1.0, "_220300": 1.0, "_220400": 1.0, "_220500": 1.0}, [JILIN]),
    ],
)
def test_the_heaviest_regions_stand_out(weights: dict[str, float], regions: list[str]) -> None:
    assert scores(ArticlePart.HEADLINE, **weights).standing_out() == regions


def test_of_several_parts_that_no_headline_names_the_whole_is_meant() -> None:
    assert scores(ArticlePart.LEAD, _220100=3.0, _220300=3.0).standing_out() == [JILIN]


@pytest.mark.parametrize(
    ("weights", "where"),
    [
        ({"_220000": 1.0}, None),
        ({"_220000": 0.9, "CN": 0.5}, "CN"),
        ({"_220000": 2.0, "CN": 2.0}, None),
        ({"_220000": 2.0, "CN": 2.1}, "CN"),
        ({"_220000": 2.0, "CN": 2.1, "INT": 2.1}, "CN"),
        ({"_220000": 2.0, "CN": 2.1, "INT": 2.2}, "INT"),
        ({"_220000": 2.0, "_210000": 1.0, "_370000": 1.0}, None),
        ({"_220000": 1.9, "_210000": 1.0, "_370000": 1.0}, "CN"),
        ({"_220000": 6.0, "_210000": 1.0, "_370000": 1.0, "CN": 0.1}, None),
        ({"_220000": 5.9, "_210000": 1.0, "_370000": 1.0, "CN": 0.1}, "CN"),
        ({"_220000": 1.0, "_210000": 1.0}, None),
        ({}, None),
    ],
)
def test_an_article_about_no_place_is_about_the_country_or_abroad(
    weights: dict[str, float], where: str | None
) -> None:
    assert scores(ArticlePart.LEAD, **weights).elsewhere() == where


def test_three_provinces_in_the_headline_are_no_whole_country() -> None:
    assert scores(ArticlePart.HEADLINE, _220000=1.0, _210000=1.0, _370000=1.0).elsewhere() is None


def test_what_a_text_says_again_and_again_counts_four_times_at_most() -> None:
    often = [Evidence(JILIN, ArticlePart.TEXT, 1.5, "吉林")] * 9
    assert Scores([*often, Evidence(LIAONING, ArticlePart.LEAD, 10.0, "辽宁")]).standing_out() == [
        LIAONING,
        JILIN,
    ]
    assert Scores([*often, Evidence(LIAONING, ArticlePart.LEAD, 10.1, "辽宁")]).standing_out() == [
        LIAONING
    ]


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
