from collections import Counter

import pytest

from reader.regions.gazetteer import LEVELS, Gazetteer, Name, load

GAZETTEER = load()


def test_all_levels_are_complete() -> None:
    levels = Counter(GAZETTEER[id].level for id in GAZETTEER)
    assert levels["province"] == 34
    assert 335 <= levels["prefecture"] <= 355
    assert 2900 <= levels["county"] <= 3300


def test_ids_are_unique_and_in_order() -> None:
    lines = [GAZETTEER[id].id for id in GAZETTEER]
    assert lines == sorted(set(lines))


def test_every_parent_is_there_and_stands_on_a_higher_level() -> None:
    for id in GAZETTEER:
        region = GAZETTEER[id]
        if region.parent is None:
            assert region.level == "province"
        else:
            above = GAZETTEER[region.parent]
            assert LEVELS.index(above.level) < LEVELS.index(region.level), id


def test_an_id_begins_with_the_digits_of_its_parent() -> None:
    for id in GAZETTEER:
        parent = GAZETTEER[id].parent
        if parent:
            digits = parent[:2] if parent.endswith("0000") else parent[:4]
            if parent == "133100":
                continue
            assert id.startswith(digits), id
            assert id[len(digits)].isdigit() or id[len(digits)] == "C", id


def test_every_name_has_two_characters_and_every_reading_a_syllable_for_each() -> None:
    for id in GAZETTEER:
        region = GAZETTEER[id]
        assert len(region.short) > 1 and len(region.name) > 1, id
        assert region.english, id
        for reading in region.pinyin:
            assert len(reading.split(" ")) == len(region.short), (id, reading)


def test_siblings_have_different_short_names() -> None:
    for id in (None, *GAZETTEER):
        shorts = [child.short for child in GAZETTEER.children(id)]
        assert len(shorts) == len(set(shorts)), id


@pytest.mark.parametrize(
    ("id", "short"),
    [
        ("150000", "内蒙古"),
        ("220200", "吉林市"),
        ("222400", "延边"),
        ("220623", "长白"),
        ("532800", "西双版纳"),
        ("653000", "克孜勒苏"),
        ("540000", "西藏"),
        ("140109", "万柏林"),
        ("410104", "管城"),
        ("429021", "神农架"),
        ("110105", "朝阳"),
        ("310115", "浦东"),
        ("371722", "单县"),
        ("510402", "东区"),
        ("441803", "清新"),
        ("430121", "长沙县"),
        ("210521", "本溪县"),
        ("654021", "伊宁县"),
        ("532901", "大理市"),
        ("152200", "兴安盟"),
        ("220174", "长春汽开区"),
    ],
)
def test_short_names_are_those_of_the_news(id: str, short: str) -> None:
    assert GAZETTEER[id].short == short


@pytest.mark.parametrize(
    ("id", "reading"),
    [
        ("220100", "chang chun"),
        ("500000", "chong qing"),
        ("350200", "xia men"),
        ("341500", "lu an"),
        ("222404", "hun chun"),
        ("140400", "chang zhi"),
        ("211300", "chao yang"),
        ("320116", "lu he"),
        ("371722", "shan xian"),
        ("141024", "hong tong"),
        ("340300", "beng bu"),
        ("341600", "bo zhou"),
        ("331000", "tai zhou"),
        ("331100", "li shui"),
        ("330382", "yue qing"),
        ("341621", "guo yang"),
        ("440113", "pan yu"),
        ("371524", "dong e"),
        ("371522", "shen xian"),
        ("410621", "xun xian"),
        ("130225", "lao ting"),
        ("140428", "zhang zi"),
        ("310112", "min hang"),
        ("652902", "ku che"),
        ("620802", "kong tong"),
    ],
)
def test_readings_are_those_of_the_place(id: str, reading: str) -> None:
    assert GAZETTEER[id].pinyin[0] == reading


@pytest.mark.parametrize(
    ("id", "reading"), [("341500", "liu an"), ("141024", "hong dong"), ("141100", "lu liang")]
)
def test_a_common_wrong_reading_is_the_second(id: str, reading: str) -> None:
    assert reading in GAZETTEER[id].pinyin[1:]


def test_municipalities_and_directly_governed_counties_hang_off_the_province() -> None:
    assert "110100" not in GAZETTEER
    for id in ("110105", "500103", "419001", "429004", "659001", "469021", "810107", "719001"):
        assert GAZETTEER[id].parent == id[:2] + "0000"


@pytest.mark.parametrize(
    ("id", "parent"),
    [("22C001", "220000"), ("220174", "220100"), ("500157", "500000"), ("133100", "130000")],
)
def test_zones_that_news_names_stand_below_their_parent(id: str, parent: str) -> None:
    assert GAZETTEER[id].parent == parent


def test_jilin_lists_its_cities_in_the_order_of_their_codes() -> None:
    shorts = [child.short for child in GAZETTEER.children("220000")]
    assert shorts == [
        *("长春", "吉林市", "四平", "辽源", "通化", "白山", "松原", "白城", "延边", "长白山")
    ]


def test_paths_run_from_the_top_down_and_lineages_upwards() -> None:
    assert [region.short for region in GAZETTEER.path("222404")] == ["吉林", "延边", "珲春"]
    assert [region.short for region in GAZETTEER.ancestors("222404")] == ["吉林", "延边"]
    assert GAZETTEER.ancestors("220000") == ()
    assert GAZETTEER.lineage("222404") == ("222404", "222400", "220000")
    assert GAZETTEER.within("222404", "220000") and GAZETTEER.within("222404", "222404")
    assert not GAZETTEER.within("220000", "222404")


def test_an_id_that_is_no_region_is_its_own_lineage_and_nothing_else() -> None:
    assert GAZETTEER.lineage("CN") == ("CN",)
    assert GAZETTEER.get("CN") is None and "CN" not in GAZETTEER
    with pytest.raises(KeyError):
        GAZETTEER["CN"]


def test_a_region_shows_its_aliases_without_their_company() -> None:
    line = "220200\tprefecture\t220000\t吉林市\t吉林市\t江城@22,船厂\tji lin shi\tJilin City\t江城"
    assert Gazetteer([line])["220200"].aliases == ("江城", "船厂")
    assert [*Gazetteer([line]).names()] == [
        Name("吉林市", "220200", alias=False, within="", whole=True),
        Name("江城", "220200", alias=True, within="22", word=True),
        Name("船厂", "220200", alias=True, within=""),
    ]


def test_a_short_name_is_no_alias_and_may_be_an_everyday_word() -> None:
    line = "360481\tcounty\t360400\t瑞昌市\t瑞昌\t\trui chang\tRuichang\t瑞昌"
    assert [*Gazetteer([line]).names()] == [
        Name("瑞昌市", "360481", alias=False, within="", whole=True),
        Name("瑞昌", "360481", alias=False, within="", word=True),
    ]


def test_a_county_that_another_place_governs_stands_below_that() -> None:
    assert [region.short for region in GAZETTEER.children("133100")] == ["容城", "安新", "雄县"]
    assert GAZETTEER.lineage("130638") == ("130638", "133100", "130000")


def test_short_names_of_autonomous_places_have_their_kind_too() -> None:
    assert "延边州" in GAZETTEER["222400"].aliases and "前郭县" in GAZETTEER["220721"].aliases
