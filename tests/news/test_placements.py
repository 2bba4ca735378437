from msgspec.structs import replace

from reader.model import Block, Draft, Link, Masthead, Reason, Source
from reader.news.placements import BY_RULE, place_at_first, place_by_text
from reader.regions.place import BY_ADDRESS, BY_PRESS
from reader.store.placement import Placed

PLAIN = Draft(headline="江边来了候鸟", blocks=(Block("paragraph", "大堤上很热闹。"),))
DATED = Draft(
    headline="江边来了候鸟",
    blocks=(Block("paragraph", "本报四平5月18日讯（记者 周禾）江边来了候鸟。"),),
)

MASTHEAD = Masthead(cities=tuple(Link(name, "") for name in ("长春", "四平", "延边")))


def place_draft(draft: Draft, region: str | None) -> Placed:
    return place_by_text(Source(url="https://a.example/", region=region), draft, {})


def test_an_article_belongs_to_its_sources_region_and_stands_in_all_lists_above() -> None:
    placed = place_draft(PLAIN, "222401")
    assert placed.placement.primary == "222401"
    assert placed.places == ("222401", "222400", "220000")


def test_without_evidence_an_article_of_a_national_source_stands_in_no_place() -> None:
    placed = place_draft(PLAIN, None)
    assert (placed.placement.primary, placed.places) == (None, ())


def test_a_dateline_outweighs_the_sources_region() -> None:
    placed = place_draft(DATED, "220000")
    assert placed.placement.primary == "220300"
    assert placed.places == ("220300", "220000")


def test_a_masthead_tells_the_province() -> None:
    assert place_draft(replace(PLAIN, masthead=MASTHEAD), None).places == ("220000",)


LOCAL = Draft(
    headline="我市新增三条公交线路",
    url="https://news.example/a/1.html",
    breadcrumb="首页 > 吉林 > 四平",
)


def test_the_breadcrumb_of_its_page_tells_which_place_it_calls_its_own() -> None:
    for region in (None, "220000"):
        placement = place_draft(LOCAL, region).placement
        assert placement.primary == "220300"
        assert placement.reason == Reason(BY_ADDRESS, {"word": "我市", "place": "四平"})
    assert place_draft(LOCAL, "330100").placement.primary == "330100"


def test_what_the_text_names_comes_before_what_stands_beside_it() -> None:
    draft = replace(LOCAL, headline="长春新增三条公交线路")
    assert place_draft(draft, None).placement.primary == "220100"


def test_a_press_tells_which_place_it_calls_its_own() -> None:
    draft = replace(LOCAL, breadcrumb="", source="四平日报")
    reason = place_draft(draft, None).placement.reason
    assert reason == Reason(BY_PRESS, {"word": "我市", "place": "四平"})


def test_a_summary_stands_in_for_a_text_that_has_not_come_yet() -> None:
    draft = Draft(headline="江边来了候鸟", summary="本报四平5月18日讯（记者 周禾）江边来了候鸟。")
    assert place_draft(draft, None).placement.primary == "220300"


def test_at_first_the_text_is_not_looked_at() -> None:
    source = Source(url="https://a.example/", region="220000")
    assert place_at_first(source, DATED).places == ("220000",)
    assert place_at_first(source, replace(DATED, masthead=MASTHEAD)).places == ("220000",)


def test_a_file_is_placed_by_its_folder() -> None:
    source = Source(url="/news", kind="folder", region="220000")
    draft = replace(PLAIN, guid="长春/a.txt")
    assert place_at_first(source, draft).places == ("220100", "220000")
    assert place_by_text(source, draft, {}).places == ("220100", "220000")


def test_a_rule_of_its_source_puts_an_article_elsewhere() -> None:
    source = Source(url="https://a.example/", region="220000")
    placed = place_by_text(source, DATED, {"220300": "222401"})
    assert placed.places == ("222401", "222400", "220000")
    assert placed.placement.reason == Reason(BY_RULE, {"place": "延吉"})
    assert place_by_text(source, PLAIN, {"220300": "222401"}).places == ("220000",)


def test_a_rule_holds_for_what_would_stand_nowhere() -> None:
    source = Source(url="https://a.example/")
    assert place_by_text(source, PLAIN, {"": "220100"}).places == ("220100", "220000")


def test_a_rule_for_a_place_that_is_no_more_is_passed_over() -> None:
    source = Source(url="https://a.example/", region="220000")
    assert place_by_text(source, DATED, {"220300": "999999"}).places == ("220300", "220000")
    assert place_by_text(source, DATED, {"220300": "CN"}).places == ("CN",)
