from collections.abc import Iterable

from msgspec.structs import replace

from reader.model import Count, Source
from reader.news.due import TRIES
from reader.regions.gazetteer import load
from reader.tui.panes.sidebar import EVERYTHING, SILENT, Contents, Tree
from reader.view import View, from_source

ONE = Count(1, 1)
TOP = ["要闻", "全部", "今日", "未读", "星标", ""]


def source(id: int, region: str, label: str) -> Source:
    return Source(id=id, url=f"https://{id}.example/", name=label, region=region)


def lines(contents: Contents, opened: Iterable[str] = ()) -> list[str]:
    """Return the rows under the scopes, with what they are and how deep they stand."""
    rows = list(Tree(load(), contents, set(opened)).rows())
    assert [row.label for row in rows[: len(TOP)]] == TOP
    return [
        "  " * row.depth
        + ("★" if row.favourite else "▸" if row.branch else "")
        + row.label
        + (f" {row.count.unread}" if row.count.unread else "")
        for row in rows[len(TOP) : -1]
    ]


def counts(*regions: str) -> dict[str, Count]:
    return {place: ONE for region in regions for place in load().lineage(region)}


def test_places_stand_under_what_they_lie_in() -> None:
    contents = Contents(counts=counts("220100", "222401"))
    assert lines(contents) == ["▸吉林 1"]
    assert lines(contents, ["220000"]) == ["▸吉林 1", "  长春 1", "  ▸延边 1"]
    assert lines(contents, ["220000", "222400"])[-1] == "    延吉 1"


def test_sources_that_never_answer_stand_under_one_line() -> None:
    mute = [
        Source(id=n, url=f"https://{n}.example/", name=f"名{n}", region="220100", failures=TRIES)
        for n in (2, 3)
    ]
    answered = replace(mute[0], id=4, name="早报", succeeded=1)
    contents = Contents(
        counts=counts("220100"),
        sources={"220100": [*mute, source(1, "220100", "晚报"), answered]},
        subscribed={"220000", "220100"},
    )
    opened = ["220000", "220100"]
    shown = ["▸吉林 1", "  ▸长春 1", "    晚报", "    早报", "    ▸2 个来源没有回音"]
    assert lines(contents, opened) == shown
    assert lines(contents, [*opened, SILENT + "220100"]) == [*shown, "      名2", "      名3"]


def test_a_municipality_has_no_level_between_it_and_its_districts() -> None:
    assert lines(Contents(counts=counts("110105")), ["110000"]) == ["▸北京 1", "  朝阳 1"]


def test_a_county_that_a_province_governs_stands_right_under_it() -> None:
    assert lines(Contents(counts=counts("419001")), ["410000"]) == ["▸河南 1", "  济源 1"]


def test_the_country_and_the_world_stand_before_the_provinces() -> None:
    found = lines(Contents(counts=counts("CN", "INT", "220000")))
    assert found == ["全国 1", "国际 1", "吉林 1"]


def test_favourites_stand_on_top_in_the_order_of_their_choice() -> None:
    contents = Contents(counts=counts("220100"), favourites=("330100", "220100", "CN", "999999"))
    assert lines(contents) == ["★杭州", "★长春 1", "★全国", "", "▸吉林 1"]


def test_subscribed_places_stand_in_the_tree_with_their_sources() -> None:
    sources = {"220100": [source(1, "220100", "长春日报")], "220000": [source(2, "220000", "省报")]}
    subscribed = {"220000", "220100"}
    contents = Contents(sources=sources, subscribed=subscribed, source_counts={1: ONE})
    assert lines(contents) == ["▸吉林"]
    assert lines(contents, ["220000", "220100"]) == [
        "▸吉林",
        "  ▸长春",
        "    长春日报 1",
        "  省报",
    ]
    rows = list(Tree(load(), contents, {"220000"}).rows())
    assert rows[-2].view == View((from_source(2),))
    assert rows[-2].under == "220000"


def test_all_places_stand_there_when_asked_for() -> None:
    provinces = [region.short for region in load().children(None)]
    found = lines(Contents(counts=counts("220100")), [EVERYTHING])
    assert [line.removeprefix("▸").removesuffix(" 1") for line in found] == provinces
    cities = lines(Contents(), [EVERYTHING, "220000"])
    assert "  ▸长春" in cities


def test_the_last_row_asks_for_all_places_and_takes_them_away() -> None:
    [*_, last] = Tree(load(), Contents(), ()).rows()
    assert (last.label, last.view, last.branch) == ("全部地区……", None, EVERYTHING)
    [*_, last] = Tree(load(), Contents(), {EVERYTHING}).rows()
    assert last.label == "只列有内容的地区"


def test_sources_of_no_place_stand_in_their_folders_below_all_places() -> None:
    sources = {"/闲读": [source(1, "", "早报")], "/科技/芯片": [source(2, "", "晚报")]}
    contents = Contents(counts=counts("220000"), sources=sources, source_counts={2: ONE})
    assert lines(contents) == ["吉林 1", "▸科技/芯片", "▸闲读"]
    assert lines(contents, ["/科技/芯片"]) == ["吉林 1", "▸科技/芯片", "  晚报 1", "▸闲读"]
