from reader.model import Block, Draft, Link, Masthead
from reader.news.placing import place_draft

PLAIN = Draft(headline="江边来了候鸟", blocks=(Block("paragraph", "大堤上很热闹。"),))


def test_an_article_belongs_to_its_sources_region_and_stands_in_all_lists_above() -> None:
    placed = place_draft(PLAIN, "222401")
    assert placed.placement.primary == "222401"
    assert placed.places == ("222401", "222400", "220000")


def test_without_evidence_an_article_of_a_national_source_stands_in_no_place() -> None:
    placed = place_draft(PLAIN, None)
    assert (placed.placement.primary, placed.places) == (None, ())


def test_a_dateline_outweighs_the_sources_region() -> None:
    text = Block("paragraph", "本报四平5月18日讯（记者 周禾）江边来了候鸟。")
    placed = place_draft(Draft(headline="江边来了候鸟", blocks=(text,)), "220000")
    assert placed.placement.primary == "220300"
    assert placed.places == ("220300", "220000")


def test_a_masthead_tells_the_province() -> None:
    cities = tuple(Link(name, "") for name in ("长春", "四平", "延边"))
    draft = Draft(headline="江边来了候鸟", masthead=Masthead(cities=cities))
    assert place_draft(draft, None).places == ("220000",)


def test_a_summary_stands_in_for_a_text_that_has_not_come_yet() -> None:
    draft = Draft(headline="江边来了候鸟", summary="本报四平5月18日讯（记者 周禾）江边来了候鸟。")
    assert place_draft(draft, None).placement.primary == "220300"
