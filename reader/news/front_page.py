"""The front page (要闻): what came since the last visit, by place and by how many sources print it.

It is made of the favourite places, each with its province and its neighbours there, or else of all
places. A story stands once: in the first of the places that it belongs to.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import chain

from msgspec import Struct

from reader.model import ArticleHead, Listing
from reader.news.memory import Memory
from reader.news.places import NOWHERE, is_place
from reader.regions.gazetteer import load
from reader.store.store import Store
from reader.text.dates import CST, midnight
from reader.view import END_OF_TIME, Condition, View, since

DAY = 86400


class Story(Struct, frozen=True):
    """A story on the page: the article that stands for it, its time, and how many print it."""

    article: int
    time: int
    sources: int


class Section(Struct, frozen=True):
    """A place with its stories: those that most sources print first, of these the newest."""

    place: str
    stories: Sequence[Story]


class FrontPage:
    """The front page of *store*, of whose reader *memory* knows the favourites and the last visit.

    Raises `reader.errors.StoreError` wherever the store does.
    """

    def __init__(self, store: Store, memory: Memory, now: Callable[[], datetime]) -> None:
        self._store = store
        self._memory = memory
        self._now = now

    def listing(self, view: View, limit: int | None = None) -> Listing:
        """Return the stories that came since the last visit, as far as *view* has them too.

        They are of the last 24 hours; where none came, of the last day that has any. A narrower
        view than that of everything leaves out the places of which it has nothing. No more than
        the newest *limit* articles are looked at.
        """
        places = self.places()
        came = self._came(places, limit)
        is_cut = limit is not None and len(came.ids) >= limit
        if is_narrow := bool(view.conditions):
            first = min(came.times, default=0)
            came = came.only({*self._list(places, *view.conditions, since(first)).ids})
        sections = self._by_place(places, came)
        return _listing([each for each in sections if each.stories or not is_narrow], is_cut)

    def sections(self, time: int, places: Sequence[str] = ()) -> list[Section]:
        """Return the page of what is no older than *time*, of *places* or else of its own.

        Places without any are left out.
        """
        places = places or self.places()
        sections = self._by_place(places, self._list(places, since(time)))
        return [section for section in sections if section.stories]

    def printed_by(self, heads: Sequence[ArticleHead]) -> dict[int, list[str]]:
        """Return by its id what the sources are called that print the story of each article.

        That of the article that leads it comes first.
        """
        stories = self._store.stories.sources([head.story for head in heads])
        sources = {head.id: stories.get(head.story, [head.source_id]) for head in heads}
        labels = self._store.sources.labels([*{*chain.from_iterable(sources.values())}])
        return {
            id: [labels[source] for source in printed if source in labels]  # it may be gone by now
            for id, printed in sources.items()
        }

    def places(self) -> list[str]:
        """Return the ids of its places in their order.

        The favourites come first, then what is around each: what it lies in, and what else lies in
        its province. Without a favourite it is of all provinces and prefectures. Places that have
        neither articles nor sources are left out, unless they are favourites.
        """
        gazetteer = load()
        held = {*self._store.marks.counts(), *self._store.sources.regions()}
        favourites = [id for id in self._memory.favourites() if is_place(id)]
        if not favourites:
            held.update(chain.from_iterable([gazetteer.lineage(id) for id in held]))
            return sorted(filter(_is_large, held), key=_in_order)
        around = (id for favourite in favourites for id in _around(favourite) if id in held)
        wanted = (id for id in around if not {*gazetteer.lineage(id)} & {*favourites})
        return list(dict.fromkeys((*favourites, *wanted)))

    def _came(self, places: Sequence[str], limit: int | None) -> Listing:
        now = int(self._now().timestamp())
        seen = self._memory.seen() or 0
        recent = self._list(places, since(now - DAY))
        new = recent.only({id for id in recent.ids if id > seen})
        came = new if new.ids else self._last_day(places, now)
        return Listing(came.ids[:limit], came.times[:limit])

    def _last_day(self, places: Sequence[str], now: int) -> Listing:
        """Return what is of the last day before *now* that has any."""
        newest = self._list(places, Condition("time", (-END_OF_TIME, now + 1)), limit=1)
        if not newest.ids:
            return newest
        first = midnight(datetime.fromtimestamp(newest.times[0], CST))
        return self._list(places, Condition("time", (first, first + DAY)))

    def _list(
        self, places: Sequence[str], *conditions: Condition, limit: int | None = None
    ) -> Listing:
        """Return what meets *conditions* in *places* or around them, each article by itself."""
        around = {load().lineage(id)[-1] for id in places}
        if not around:
            return Listing(array("q"), array("q"))
        view = View((Condition("region", tuple(sorted(around))), *conditions))
        return self._store.articles.listing(view, limit=limit)

    def _by_place(self, places: Sequence[str], came: Listing) -> list[Section]:
        """Return the stories of which an article *came*, by the places they belong to.

        A place without any is left out where others of the page that lie in it have some.
        """
        leads = self._store.stories.of(came.ids)
        printed = self._store.stories.sources(list({*leads.values()}))
        chosen: dict[int, Story] = {}
        for id, time in zip(came.ids, came.times, strict=True):
            lead = leads[id]
            if lead not in chosen or chosen[lead].article != lead:  # the lead, else the earliest
                chosen[lead] = Story(id, time, len(printed.get(lead, [id])))
        stories: dict[str, list[Story]] = {place: [] for place in places}
        regions = self._store.articles.regions(came.ids)
        for lead, place in _places_of(regions, leads, chosen, places):
            stories[place].append(chosen[lead])
        told = {above for place in places if stories[place] for above in load().lineage(place)}
        return [
            Section(place, sorted(of_place, key=lambda s: (-s.sources, -s.time, -s.article)))
            for place, of_place in stories.items()
            if of_place or place not in told
        ]


def _around(favourite: str) -> Iterator[str]:
    """Yield what a place lies in, from below upwards, and what else lies in its province."""
    above = load().lineage(favourite)
    yield from above[1:]
    yield from (child.id for child in load().children(above[-1]))


def _is_large(place: str) -> bool:
    region = load().get(place)
    return place in NOWHERE if region is None else region.level != "county"


def _in_order(place: str) -> tuple[bool, str]:
    return place not in NOWHERE, place


def _places_of(
    regions: Mapping[int, Sequence[str]],
    leads: Mapping[int, int],
    chosen: Mapping[int, Story],
    places: Sequence[str],
) -> Iterator[tuple[int, str]]:
    """Yield each story, by its lead, with the one of *places* that it belongs to.

    It is the smallest that holds the main region of the article that stands for the story; where
    the page has no such place, that of its next region, then of the story's other articles.
    """

    known, told = {*places}, set[int]()

    @cache
    def of_region(region: str) -> str | None:
        return next((id for id in load().lineage(region) if id in known), None)

    for id in sorted(regions, key=lambda id: id != chosen[leads[id]].article):
        found = next(filter(None, map(of_region, regions[id])), None)
        if found and leads[id] not in told:
            told.add(leads[id])
            yield leads[id], found


def _listing(sections: Sequence[Section], is_cut: bool) -> Listing:
    stories = [story for section in sections for story in section.stories]
    firsts, before = [], 0
    for section in sections:
        firsts.append((before, section.place))
        before += len(section.stories)
    return Listing(
        ids=array("q", (story.article for story in stories)),
        times=array("q", (story.time for story in stories)),
        sections=firsts,
        is_cut=is_cut,
    )
