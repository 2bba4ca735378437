"""What stands in the sidebar, row by row: scopes, favourites, 省 > 市 > 县 and their sources."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct

from reader.i18n import N_, _
from reader.model import Count, Scope, Source
from reader.news.due import silent
from reader.news.places import NOWHERE, is_place, name_of
from reader.news.sources import FOLDER
from reader.regions.gazetteer import Gazetteer
from reader.view import FRONT, MUTED, STARRED, TODAY, UNREAD, View, from_source, in_region

SCOPES: Mapping[View, tuple[Scope, str]] = {
    View((FRONT,)): ("front", N_("要闻")),
    View(): ("all", N_("全部")),
    View((TODAY,)): ("today", N_("今日")),
    View((UNREAD,)): ("unread", N_("未读")),
    View((STARRED,)): ("starred", N_("星标")),
    View((MUTED,)): ("muted", N_("已屏蔽")),
}
"""The rows above the places: what is counted of each but the front page, and its label."""


def row_of(view: View) -> View:
    """Return what the row opens that stands for *view*, however that is narrowed and ordered."""
    listed = View(view.conditions, search=view.search)
    return listed if listed in SCOPES else listed.without(UNREAD)


def scope_name(view: View, *, samples: bool = False) -> str:
    """Return what the row of a scope is called; over *samples* 全部 says that they are samples."""
    scope, label = SCOPES[view]
    return " · ".join((_(label), _("示例"))) if samples and scope == "all" else _(label)


EVERYTHING = "*"
"""Stands among the open branches while the places without anything to read are shown too."""

SILENT = "?"
"""Stands before the id of a region among the open branches: its silent sources are shown too."""

NONE = Count()


class Found(Struct, frozen=True):
    """How many unread articles a search finds; not *is_whole*: at least."""

    count: int = 0
    is_whole: bool = True


class Row(Struct, frozen=True):
    """One row: what it is called, which view it opens, and its place in the tree."""

    label: str
    view: View | None = None
    """None: an empty row, or the one that shows all places."""
    count: Count = NONE
    depth: int = 0
    branch: str | None = None
    """What it opens and closes: the id of a region with something under it, `EVERYTHING`,
    `SILENT` with a region, or `FOLDER` with a folder."""
    under: str | None = None
    """The region or the folder right above it in the tree."""
    favourite: bool = False
    is_whole: bool = True
    """Whether there are no more than *count* says."""


class Contents(Struct, frozen=True):
    """What there is to read and where it comes from."""

    totals: Mapping[Scope, Count] = {}
    counts: Mapping[str, Count] = {}
    """The places that have articles, rolled up."""
    favourites: Sequence[str] = ()
    searches: Sequence[str] = ()
    """What the reader searches for time and again."""
    found: Mapping[str, Found] = {}
    """What those find, as far as it is known."""
    sources: Mapping[str, Sequence[Source]] = {}
    """The sources of each region, of itself alone, and of each folder."""
    subscribed: Collection[str] = ()
    """Those regions and all above them."""
    source_counts: Mapping[int, Count] = {}


class Tree:
    """Makes the rows of *contents* with the branches of *opened* open."""

    def __init__(self, gazetteer: Gazetteer, contents: Contents, opened: Collection[str]) -> None:
        self._gazetteer = gazetteer
        self._contents = contents
        self._opened = opened

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the top down."""
        for view, (scope, label) in SCOPES.items():
            count = self._contents.totals.get(scope, NONE)
            if scope == "muted" and not count.total:
                continue  # only where some rule mutes
            yield Row(_(label), view, count)
        yield Row("")
        favourites = [id for id in self._contents.favourites if is_place(id)]
        for id in favourites:
            yield Row(_(name_of(id)), View((in_region(id),)), self._count(id), favourite=True)
        for query in self._contents.searches:
            found = self._contents.found.get(query, Found())
            count = Count(unread=found.count)
            yield Row(query, View(search=query), count, is_whole=found.is_whole)
        if favourites or self._contents.searches:
            yield Row("")
        for id in NOWHERE:
            if self._is_held(id):
                yield Row(_(NOWHERE[id]), View((in_region(id),)), self._count(id))
        yield from self._below(None, 0)
        yield from self._folders()
        more = _("只列有内容的地区") if EVERYTHING in self._opened else _("全部地区……")
        yield Row(more, branch=EVERYTHING)

    def provinces(self) -> list[str]:
        """Return the provinces in sight."""
        return self._children(None)

    def _children(self, region: str | None) -> list[str]:
        children = (child.id for child in self._gazetteer.children(region))
        return [id for id in children if EVERYTHING in self._opened or self._is_held(id)]

    def _is_held(self, region: str) -> bool:
        """Whether there is or may be something to read of *region*."""
        return region in self._contents.counts or region in self._contents.subscribed

    def _below(self, region: str | None, depth: int) -> Iterator[Row]:
        for id in self._children(region):
            branch = id if self._children(id) or id in self._contents.sources else None
            yield Row(name_of(id), View((in_region(id),)), self._count(id), depth, branch, region)
            if branch and id in self._opened:
                yield from self._below(id, depth + 1)
        sources = self._contents.sources.get(region or "", ())
        mute = [source for source in sources if silent(source)]
        for source in sources:
            if source not in mute:
                yield self._source(source, region, depth)
        if mute:
            branch = SILENT + (region or "")
            label = _("{n} 个来源没有回音", n=len(mute))
            yield Row(label, None, NONE, depth, branch, region)
            if branch in self._opened:
                for source in mute:
                    yield self._source(source, region, depth + 1)

    def _folders(self) -> Iterator[Row]:
        """Yield the folders of sources of no region, and what is in those that are open."""
        folders = (place for place in self._contents.sources if place.startswith(FOLDER))
        for branch in sorted(folders):
            yield Row(branch.removeprefix(FOLDER), branch=branch)
            if branch in self._opened:
                for source in self._contents.sources[branch]:
                    yield self._source(source, branch, 1)

    def _source(self, source: Source, under: str | None, depth: int) -> Row:
        count = self._contents.source_counts.get(source.id, NONE)
        return Row(source.label, View((from_source(source.id),)), count, depth, under=under)

    def _count(self, region: str) -> Count:
        return self._contents.counts.get(region, NONE)
