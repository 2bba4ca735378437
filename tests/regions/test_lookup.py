from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import UnknownRegion
from reader.regions.gazetteer import load
from reader.regions.lookup import match, require, resolve, resolve_trail

GAZETTEER = load()


def id_of(label: str, near: str | None = None) -> str | None:
    region = resolve(label, near)
    return region.id if region else None


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("220100", "220100"),
        ("22c001", "22C001"),
        ("长春", "220100"),
        ("长春市", "220100"),
        (" 长春 ", "220100"),
        ("延边朝鲜族自治州", "222400"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("海南", "460000"),
        ("朝阳", "211300"),
        ("沪", "310000"),
        ("冰城", "230100"),
        ("羊城", "440100"),
        ("长春汽开区", "220174"),
        ("两江新区", "500157"),
        ("雄安", "133100"),
    ],
)
def test_a_name_alone_means_the_highest_region_of_that_name(label: str, id: str) -> None:
    assert id_of(label) == id


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("吉林/长春", "220100"),
        ("吉林 > 长春", "220100"),
        ("吉林省长春市", "220100"),
        ("吉林长春", "220100"),
        ("吉林/吉林", "220200"),
        ("江苏省南京市鼓楼区", "320106"),
        ("北京市/北京市/朝阳区", "110105"),
        ("北京朝阳", "110105"),
        ("河南省济源市", "419001"),
        ("吉林/江城", "220200"),
    ],
)
def test_a_path_leads_down_the_tree(label: str, id: str) -> None:
    assert id_of(label) == id


def test_every_region_is_found_by_its_path() -> None:
    for id in GAZETTEER:
        path = "/".join(region.short for region in GAZETTEER.path(id))
        assert id_of(path) == id, path


def test_a_path_that_leaves_the_tree_means_nothing() -> None:
    assert resolve("吉林/沈阳") is None
    assert resolve("甘肃合作社") is None


@pytest.mark.parametrize("label", ["长春频道", "长春新闻", "长春新闻频道", "长春站", "长春资讯"])
def test_what_sites_hang_on_a_name_is_taken_off(label: str) -> None:
    assert id_of(label) == "220100"


@pytest.mark.parametrize(
    ("label", "near", "id"),
    [
        ("江城", "220000", "220200"),
        ("江城", "220100", "220200"),
        ("江城", None, "420100"),
        ("江城", "330000", "420100"),
        ("江城", "440000", "441702"),
        ("春城", "220000", "220100"),
        ("春城", None, "530100"),
        ("山城", "220000", "220500"),
        ("山城", None, "500000"),
        ("鼓楼区", None, None),
        ("鼓楼区", "320100", "320106"),
        ("鼓楼区", "320300", "320302"),
        ("鼓楼区", "320000", None),
        ("鼓楼", "350000", "350102"),
        ("朝阳区", None, None),
        ("朝阳区", "110000", "110105"),
        ("朝阳区", "220100", "220104"),
        ("朝阳", "210000", "211300"),
        ("吉林", "220200", "220200"),
        ("吉林", "220100", "220000"),
        ("海南", "630000", "632500"),
        ("长安", "130000", "130102"),
        ("长安", "610000", "610116"),
    ],
)
def test_company_decides_between_regions_of_one_name(
    label: str, near: str | None, id: str | None
) -> None:
    assert id_of(label, near) == id


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("襄樊", "420600"),
        ("崇文区", "110101"),
        ("宣武", "110102"),
        ("闸北区", "310106"),
        ("思茅", "530802"),
        ("潞西市", "533103"),
        ("塘沽", "120116"),
        ("莱芜", "370116"),
        ("渝北区", "500157"),
    ],
)
def test_an_abolished_name_leads_to_the_place_of_today(label: str, id: str) -> None:
    assert id_of(label) == id


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("長春", "220100"),
        ("臺灣", "710000"),
        ("吉林/乾安縣", "220723"),
        ("長春頻道", "220100"),
    ],
)
def test_traditional_spelling_means_the_same(label: str, id: str) -> None:
    assert id_of(label) == id


@pytest.mark.parametrize(
    ("trail", "near", "id"),
    [
        ("首页 > 地方 > 吉林 > 长春 > 正文", None, "220100"),
        ("当前位置：首页 - 新闻 - 吉林", None, "220000"),
        ("新闻中心>>吉林频道>>江城", None, "220200"),
        ("首页 > 朝阳区 > 正文", "220100", "220104"),
        ("首页 > 合作 > 正文", None, None),
        ("首页 > 国际 > 正文", None, None),
        ("首 > " * 10_000, None, None),
        ("", None, None),
    ],
)
def test_a_breadcrumb_leads_to_the_last_of_its_places(
    trail: str, near: str | None, id: str | None
) -> None:
    region = resolve_trail(trail, near)
    assert (region.id if region else None) == id


@pytest.mark.parametrize("label", ["", " ", "/", "首页", "国际", "新华网", "东方网", "长" * 10_000])
def test_what_names_no_region_means_nothing(label: str) -> None:
    assert resolve(label) is None


@given(st.text(alphabet="吉林省长春市朝阳区频道新闻/ >江城北京a2", max_size=45))
@settings(max_examples=200)
def test_any_label_gives_a_region_or_nothing(label: str) -> None:
    region = resolve(label)
    assert region is None or GAZETTEER[region.id] is region


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("长村", "长春"),
        ("changchum", "长春"),
        ("chagnchun", "长春"),
        ("liuan", "六安"),
        ("jilin shi", "吉林市"),
        ("hong kng", "香港"),
        ("cc", "长春"),
        ("哈尔宾", "哈尔滨"),
        ("呼伦", "呼伦贝尔"),
        ("吉林/长椿", "长春"),
        ("长春高新", "长春高新区"),
    ],
)
def test_an_unknown_region_names_the_three_nearest(label: str, expected: str) -> None:
    with pytest.raises(UnknownRegion) as caught:
        require(label)
    nearest = str(caught.value.params["nearest"]).split("、")
    assert caught.value.params["label"] == label
    assert expected in nearest and len(nearest) == 3
    assert all(resolve(name) for name in nearest)


def test_an_ambiguous_name_is_answered_with_the_paths_that_tell_it() -> None:
    with pytest.raises(UnknownRegion, match=r"不止一个.*江苏/南京/鼓楼"):
        require("鼓楼区")


def test_a_known_region_is_given() -> None:
    assert require("江城", "220000").id == "220200"


def first(query: str) -> str:
    return match(query)[0].short


@pytest.mark.parametrize(
    ("query", "short"),
    [
        ("cc", "长春"),
        ("cq", "重庆"),
        ("xm", "厦门"),
        ("jl", "吉林"),
        ("ybz", ""),
        ("yb", "延边"),
        ("cbs", "长白山"),
        ("hb", "河北"),
        ("bj", "北京"),
        ("sh", "上海"),
        ("tw", "台湾"),
        ("nmg", "内蒙古"),
        ("wlmq", "乌鲁木齐"),
        ("qqhe", "齐齐哈尔"),
        ("gzl", "公主岭"),
        ("mhk", "梅河口"),
        ("luan", "六安"),
        ("liuan", "六安"),
        ("hunchun", "珲春"),
        ("changzhi", "长治"),
        ("changsha", "长沙"),
        ("xian", "西安"),
        ("xi'an", "西安"),
        ("jilinshi", "吉林市"),
        ("lüliang", "吕梁"),
        ("lvliang", "吕梁"),
        ("江城", "武汉"),
        ("襄樊", "襄阳"),
        ("tibet", "西藏"),
        ("hong kong", "香港"),
        ("汽开", "长春汽开区"),
        ("qikaiqu", "长春汽开区"),
        ("ljxq", "两江新区"),
        ("xiongan", "雄安"),
        ("zhongqing", "重庆"),
        ("shamen", "厦门"),
        ("dongwan", "东莞"),
        ("huichun", "珲春"),
        ("hongdong", "洪洞"),
        ("macau", "澳门"),
        ("zjk", "张家口"),
        ("qhd", "秦皇岛"),
        ("gz", "贵州"),
        ("hz", "杭州"),
        ("xsbn", "西双版纳"),
        ("長春", "长春"),
        ("臺北", "台北"),
        ("乾安", "乾安"),
    ],
)
def test_twenty_places_and_more_are_found_as_people_type_them(query: str, short: str) -> None:
    found = match(query)
    assert (found[0].short if found else "") == short


@pytest.mark.parametrize(
    "query",
    ["长春", "changchun", "CC", "ｃｃ", "c c", "chang春", "长c", "长chun", "changc", "cchun"],
)
def test_han_pinyin_initials_and_their_mixtures_find_the_same_place(query: str) -> None:
    assert first(query) == "长春"


@pytest.mark.parametrize(
    ("query", "id"), [("hc", "222404"), ("lh", "320116"), ("la", "341500"), ("hd", "141024")]
)
def test_initials_follow_the_right_reading_and_the_common_wrong_one(query: str, id: str) -> None:
    assert id in [region.id for region in match(query, limit=200)]


def test_a_letter_does_not_begin_in_the_middle_of_a_syllable() -> None:
    assert "长春" not in [region.short for region in match("hang", limit=4000)]
    assert "长春" not in [region.short for region in match("ch春c", limit=4000)]


def test_whole_names_come_before_beginnings_and_those_before_insides() -> None:
    shorts = [region.short for region in match("长安", limit=10)]
    assert shorts[:2] == ["长安", "长安"]
    found = [region.short for region in match("山", limit=4000)]
    assert found.index("山西") < found.index("中山")


def test_a_name_without_its_kind_is_whole_and_one_without_its_end_is_not() -> None:
    assert [region.id for region in match("吉林")[:2]] == ["220000", "220200"]
    assert [region.id for region in match("长白")[:2]] == ["220623", "22C001"]


def test_a_capital_comes_first_among_cities_and_what_is_read_before_it() -> None:
    assert [region.short for region in match("gz")[:3]] == ["贵州", "广州", "赣州"]
    read = match("gz", weight=lambda id: 5 if id == "360700" else 0)
    assert [region.short for region in read[:3]] == ["贵州", "赣州", "广州"]


def test_higher_levels_come_first_among_equals() -> None:
    found = match("cy")
    assert [region.id for region in found[:2]] == ["211300", "110105"]


def test_where_there_is_more_to_read_comes_first_within_a_level() -> None:
    weights = {"220104": 9, "110105": 3, "210000": 100}
    found = match("朝阳", weight=lambda id: weights.get(id, 0))
    assert [region.id for region in found[:3]] == ["211300", "220104", "110105"]


def test_an_empty_query_lists_the_provinces_first() -> None:
    found = match("", weight=lambda id: 5 if id == "220000" else 0)
    assert found[0].short == "吉林"
    assert {region.level for region in found[:34]} == {"province"}


def test_no_more_than_the_limit_is_given_and_each_region_once() -> None:
    found = match("a", limit=7)
    assert len(found) == 7
    ids = [region.id for region in match("a", limit=4000)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("query", ["zzzz", "(", "[a-z]*", "\\", "|", "·", "长春|", "a" * 5000])
def test_what_names_nothing_finds_nothing_or_all_that_is_left_of_it(query: str) -> None:
    assert len(match(query)) <= 50


def test_every_region_is_found_by_its_short_name_its_pinyin_and_its_initials() -> None:
    gazetteer = load()
    for id in list(gazetteer)[::97]:
        region = gazetteer[id]
        syllables = region.pinyin[0].split()
        for query in (region.short, "".join(syllables), "".join(s[0] for s in syllables)):
            assert region in match(query, limit=4000), query


@given(st.data())
@settings(max_examples=60)
def test_any_mixture_of_characters_and_beginnings_of_syllables_finds_the_region(
    data: st.DataObject,
) -> None:
    gazetteer = load()
    region = gazetteer[data.draw(st.sampled_from(list(gazetteer)))]
    reading = data.draw(st.sampled_from(region.pinyin)).replace("ü", "v").split()
    typed = "".join(
        data.draw(st.sampled_from([char, *(syllable[: n + 1] for n in range(len(syllable)))]))
        for char, syllable in zip(region.short, reading, strict=True)
    )
    assert region in match(typed, limit=4000)


def test_readings_differ_where_two_are_given() -> None:
    gazetteer = load()
    for id in gazetteer:
        for one, other in combinations(gazetteer[id].pinyin, 2):
            assert one != other, id
