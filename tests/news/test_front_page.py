"""The front page: what came since the last visit, by place and by how many sources print it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from reader.model import Draft, Placement, Rule, Source
from reader.news.library import Library
from reader.news.work import work
from reader.regions.gazetteer import load
from reader.store.articles import Put
from reader.store.queue import PLACE, STORY
from reader.store.store import Store
from reader.text.dates import CST
from reader.view import FRONT, UNREAD, View

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=CST)
PAGE = View((FRONT,))
CHANGCHUN, JILIN, YANBIAN, YANJI, HANGZHOU = "220100", "220000", "222400", "222401", "330100"


class Newsroom:
    """A library into which articles come, and whose reader leaves and likes places."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.library = Library(store, now=lambda: NOW, folds=True)

    def source(self, name: str, region: str | None = None, *, enabled: bool = True) -> Source:
        url = f"https://{name}.example/"
        return self.store.sources.add(Source(url=url, name=name, region=region, enabled=enabled))

    def comes(self, headline: str, *regions: str, hours: float = 1, source: str = "日报") -> int:
        """Store an article of so many *hours* ago and return its id."""
        places = dict.fromkeys(place for each in regions for place in load().lineage(each))
        put = Put(
            draft=Draft(headline=headline),
            time=int((NOW - timedelta(hours=hours)).timestamp()),
            placement=Placement(regions[0] if regions else None, regions),
            places=tuple(places),
            key=headline,
        )
        self.store.articles.commit(self.source(source), [put])
        return self._last()

    def are_one(self, lead: int, *others: int) -> None:
        """Make articles one story, of which *lead* is the earliest."""
        jobs = self.store.queue.next(STORY, 100)
        found = {job: lead if job.article in others else None for job in jobs}
        self.store.stories.settle(found)

    def leaves(self) -> None:
        """Let the reader leave, who has seen all that there is."""
        self.library.memory.remember({"seen": [str(self._last())]}).result()

    def likes(self, *places: str) -> None:
        for place in places:
            self.library.memory.toggle_favourite(place).result()

    def page(self, view: View = PAGE) -> dict[str, list[str]]:
        """Return the headlines of each place on the page."""
        listing = self.library.listing(view)
        headlines = [head.headline for head in self.library.heads(listing.ids)]
        firsts = [*(first for first, _ in listing.sections), len(headlines)]
        spans = zip(listing.sections, pairwise(firsts), strict=True)
        return {place: headlines[slice(*span)] for (_, place), span in spans}

    def _last(self) -> int:
        return max(self.store.articles.ids(View()))


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Store.open(None) as store:
        yield Newsroom(store)


def test_the_favourite_comes_first_then_its_province_then_the_neighbours(room: Newsroom) -> None:
    room.likes(CHANGCHUN)
    for headline, region in (
        ("延边的", YANBIAN),
        ("全省的", JILIN),
        ("长春的", CHANGCHUN),
        ("杭州的", HANGZHOU),
        ("全国的", "CN"),
    ):
        room.comes(headline, region)
    assert list(room.page().items()) == [
        (CHANGCHUN, ["长春的"]),
        (JILIN, ["全省的"]),
        (YANBIAN, ["延边的"]),
    ]


def test_a_county_comes_before_what_it_lies_in(room: Newsroom) -> None:
    room.likes(YANJI)
    for headline, region in (
        ("长春的", CHANGCHUN),
        ("延边的", YANBIAN),
        ("全省的", JILIN),
        ("延吉的", YANJI),
    ):
        room.comes(headline, region)
    assert list(room.page()) == [YANJI, YANBIAN, JILIN, CHANGCHUN]


def test_a_favourite_province_is_one_section_but_for_favourites_in_it(room: Newsroom) -> None:
    room.likes(JILIN)
    room.comes("长春的", CHANGCHUN)
    room.comes("延吉的", YANJI)
    assert room.page() == {JILIN: ["延吉的", "长春的"]}
    room.likes(CHANGCHUN)
    assert room.page() == {JILIN: ["延吉的"], CHANGCHUN: ["长春的"]}


def test_all_favourites_come_before_what_is_around_them(room: Newsroom) -> None:
    room.likes(HANGZHOU, CHANGCHUN, "CN")
    room.comes("全省的", JILIN)
    room.comes("全国的", "CN")
    assert room.page() == {HANGZHOU: [], CHANGCHUN: [], "CN": ["全国的"], JILIN: ["全省的"]}


def test_without_favourites_it_is_of_all_places_that_have_any(room: Newsroom) -> None:
    room.source("省报", HANGZHOU)
    room.source("停了", "350000", enabled=False)
    room.comes("延吉的", YANJI)
    room.comes("国外的", "INT")
    room.comes("不知哪里的")
    assert room.page() == {
        "INT": ["国外的"],
        YANBIAN: ["延吉的"],
        "330000": [],
        HANGZHOU: [],
    }


def test_what_most_sources_print_comes_first_then_the_newest(room: Newsroom) -> None:
    lead = room.comes("三家都登的", CHANGCHUN, hours=9)
    others = [room.comes(f"转载{n}", CHANGCHUN, hours=8, source=f"{n}报") for n in (1, 2)]
    again = room.comes("同一家再登", CHANGCHUN, hours=7, source="1报")
    room.comes("早的", CHANGCHUN, hours=3)
    room.comes("晚的", CHANGCHUN, hours=2)
    room.are_one(lead, *others, again)
    assert room.page()[CHANGCHUN] == ["三家都登的", "晚的", "早的"]
    heads = room.library.heads([lead, lead + 4])
    assert room.library.front_page.printed_by(heads) == {
        lead: ["日报", "1报", "2报"],
        lead + 4: ["日报"],
    }


def test_a_story_stands_once_under_its_main_place(room: Newsroom) -> None:
    room.likes(CHANGCHUN)
    lead = room.comes("省里的稿件", JILIN, hours=5)
    here = room.comes("长春也登了", CHANGCHUN, hours=4, source="晚报")
    room.comes("两地的", YANBIAN, CHANGCHUN)
    room.are_one(lead, here)
    room.comes("外地和长春的", HANGZHOU, CHANGCHUN, hours=2)
    assert room.page() == {
        CHANGCHUN: ["外地和长春的"],
        JILIN: ["省里的稿件"],
        YANBIAN: ["两地的"],
    }


def test_it_is_of_what_came_since_the_last_visit_and_no_older_than_a_day(room: Newsroom) -> None:
    room.comes("看过的", CHANGCHUN)
    assert room.page()[CHANGCHUN] == ["看过的"]
    room.leaves()
    room.comes("新来的", CHANGCHUN, hours=23.9)
    room.comes("新来的旧闻", CHANGCHUN, hours=24.1)
    assert room.page()[CHANGCHUN] == ["新来的"]


def test_a_reprint_that_came_now_stands_for_a_story_seen_before(room: Newsroom) -> None:
    lead = room.comes("看过的", CHANGCHUN, hours=3)
    room.leaves()
    reprint = room.comes("新来的转载", CHANGCHUN, source="晚报")
    room.are_one(lead, reprint)
    room.comes("新来的", CHANGCHUN, hours=0)
    assert room.page()[CHANGCHUN] == ["新来的转载", "新来的"]


def test_where_nothing_came_it_is_of_the_last_day_that_has_any(room: Newsroom) -> None:
    room.likes(CHANGCHUN)
    room.comes("杭州今天的", HANGZHOU)
    room.comes("前天晚上的", CHANGCHUN, hours=40)
    room.comes("前天早上的", CHANGCHUN, hours=56)
    room.comes("大前天的", CHANGCHUN, hours=64)
    room.comes("明天的日报", CHANGCHUN, hours=-13)
    room.leaves()
    assert room.page()[CHANGCHUN] == ["前天晚上的", "前天早上的"]


def test_a_narrower_view_leaves_out_the_places_of_which_it_has_nothing(room: Newsroom) -> None:
    read = room.comes("读过的", CHANGCHUN)
    room.comes("没读的", YANBIAN)
    room.library.mark_read([read]).result()
    assert room.page() == {CHANGCHUN: ["读过的"], YANBIAN: ["没读的"]}
    assert room.page(View((FRONT, UNREAD))) == {YANBIAN: ["没读的"]}
    assert room.page(View((FRONT,), filter="duguo")) == {}
    assert room.page(View((FRONT,), filter="dgd")) == {CHANGCHUN: ["读过的"]}
    room.library.mark_view_read(PAGE).result()
    assert room.page(View((FRONT, UNREAD))) == {}


def test_an_empty_library_has_an_empty_page(room: Newsroom) -> None:
    assert room.page() == {}
    room.likes(CHANGCHUN)
    assert room.page() == {CHANGCHUN: []}


def test_muted_articles_are_on_no_page_and_count_for_nothing(room: Newsroom) -> None:
    lead = room.comes("彩票开奖", CHANGCHUN, hours=2)
    room.are_one(lead, room.comes("彩票开奖了", CHANGCHUN, source="晚报"))
    room.library.rules.add(Rule(action="mute", query="source:晚报")).result()
    room.store.placing.settle([(job, None) for job in room.store.queue.next(PLACE, 100)])
    list(work(room.store))
    assert room.page() == {CHANGCHUN: ["彩票开奖"]}


def test_a_page_of_the_newest_articles_says_that_there_may_be_more(room: Newsroom) -> None:
    for number in range(3):
        room.comes(f"第{number}条", CHANGCHUN, hours=number)
    cut = room.library.listing(PAGE, 2)
    assert ([head.headline for head in room.library.heads(cut.ids)], cut.is_cut) == (
        ["第0条", "第1条"],
        True,
    )
    assert not room.library.listing(PAGE, 4).is_cut
