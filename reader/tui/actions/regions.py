"""Keeping the sidebar: what it shows, which places are favourites, what is open in it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from time import monotonic

from reader.errors import ZhnewsError
from reader.i18n import _
from reader.model import Count, Source
from reader.news.library import Library
from reader.news.sources import FOLDER
from reader.news.threads import in_thread
from reader.regions.gazetteer import load
from reader.tui.context import Context
from reader.tui.front import Front
from reader.tui.panes.sidebar import Contents, Found
from reader.view import UNREAD, View

# How many unread articles the kept searches find, counted in the background.

COUNT_DELAY = 3.0
"""Seconds after a change until searches are counted, whatever else changes meanwhile."""
COUNT_BUDGET = 0.1
"""Seconds after which what a search has found so far must do."""


class SearchCounts:
    """Counts at rest, later than what changed, and calls *show* with what was found."""

    def __init__(self, context: Context, show: Callable[[Mapping[str, Found]], None]) -> None:
        self._context = context
        self._show = show
        self._is_due = False
        self.found: Mapping[str, Found] = {}
        """What each search found when it was counted last."""

    def count_soon(self, searches: Sequence[str]) -> None:
        """Count *searches* in a while, where there are any, for something changed."""
        if searches and not self._is_due:
            self._is_due = True
            self._context.later(COUNT_DELAY, self._begin)

    def _begin(self) -> None:
        self._is_due = False
        self._context.run(self._count, "search counts")

    async def _count(self) -> None:
        self.found = await in_thread(counted, self._context.library)
        self._show(self.found)


def counted(library: Library) -> dict[str, Found]:
    """Count what each of the kept searches finds."""
    return {query: unread(library, query) for query in library.memory.searches()}


def unread(library: Library, query: str) -> Found:
    """Count the unread articles that *query* finds, as far as that is quick."""
    end, count, is_late = monotonic() + COUNT_BUDGET, 0, False
    try:
        for page in library.search.pages(View((UNREAD,), search=query)):
            if is_late:
                return Found(count, is_whole=False)
            count += len(page.ids)
            is_late = monotonic() > end
    except ZhnewsError:
        return Found(0, is_whole=False)  # opening the search shows why
    return Found(count)


# Keeping the sidebar.


class Regions:
    """Brings the library's places, sources and kept searches into the sidebar."""

    def __init__(self, front: Front) -> None:
        self._context = front.context
        self._lister = front.lister
        self._sidebar = front.sidebar
        self._articles = front.articles
        self._changes = front.changes
        self._counts: Mapping[str, Count] = {}
        self._sources: Mapping[str, Sequence[Source]] = {}
        self._subscribed: Collection[str] = ()
        self._search_counts = SearchCounts(front.context, front.sidebar.show_found)

    def library_changed(self) -> None:
        """Show the sidebar of a library that was just opened."""
        opened = self._context.library.memory.opened_places()
        self._sidebar.opened = None if opened is None else set(opened)
        self._take({})

    def sources_changed(self) -> None:
        """Show which sources there are now, when that is known: there may be thousands."""
        self._context.run(self._bring_sources, "sources")

    async def _bring_sources(self) -> None:
        self._take(await in_thread(self._context.library.sources.by_place))

    def _take(self, sources: Mapping[str, Sequence[Source]]) -> None:
        self._sources = sources
        regions = [place for place in sources if not place.startswith(FOLDER)]
        self._subscribed = {id for region in regions for id in load().lineage(region)}
        self.counts_changed()

    def counts_changed(self) -> None:
        """Show the places of the library anew, and their counts."""
        self._show(self._context.library.counts())

    def marks_changed(self) -> None:
        """Show the counts of the places in sight anew: marks bring no others, nor take any away."""
        self._show({**self._counts, **self._context.library.counts(self._sidebar.places)})

    def _show(self, counts: Mapping[str, Count]) -> None:
        self._counts = counts
        self._sidebar.samples = self._context.library.samples
        searches = self._context.library.memory.searches()
        self._search_counts.count_soon(searches)
        self._sidebar.show(
            Contents(
                totals=self._context.library.totals(),
                counts=counts,
                favourites=self._context.library.memory.favourites(),
                searches=searches,
                found=self._search_counts.found,
                sources=self._sources,
                subscribed=self._subscribed,
                source_counts=self._context.library.sources.counts(self._sources_in_sight()),
            )
        )

    def articles_indexed(self) -> None:
        """Count what the kept searches find in articles that were indexed just now."""
        self._search_counts.count_soon(self._context.library.memory.searches())

    def _sources_in_sight(self) -> list[int]:
        opened = self._sidebar.opened or ()
        return [source.id for region in opened for source in self._sources.get(region, ())]

    def branched(self, opened: Collection[str]) -> None:
        """Remember what is open, and count the sources that came into sight."""
        self._context.library.memory.remember_opened(opened)
        self.counts_changed()

    def favourite(self) -> None:
        """Put a place on top of the sidebar, or take it away from there."""
        region = self._chosen_region()
        if region is None:
            self._context.status.say(_("先选一个地区，再按 F 收藏"))
            return
        write = self._context.library.memory.toggle_favourite(region)
        self._context.when_stored(write, self._changes.made)

    def _chosen_region(self) -> str | None:
        """Return the region under the sidebar's cursor, else the list's, else the article's."""
        if self._sidebar.has_focus:
            return self._sidebar.place
        head = self._articles.head(self._articles.position)
        return self._lister.view.region or (head.region if head else None)
