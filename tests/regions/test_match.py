from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.regions.gazetteer import load
from reader.regions.lookup import match


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
