import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import UnknownRegion
from reader.regions.gazetteer import load
from reader.regions.lookup import require, resolve, resolve_trail

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
