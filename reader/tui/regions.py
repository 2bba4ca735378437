"""Keeping the sidebar: what it shows, which places are favourites, what is open in it."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from reader.i18n import _
from reader.model import Source
from reader.news.threads import in_thread
from reader.tui.base import ReaderBase
from reader.tui.sidebar import Sidebar
from reader.tui.tree import Contents


class Regions(ReaderBase):
    """Brings the library's places and sources into the sidebar."""

    _sources: Mapping[str, Sequence[Source]] = {}
    _subscribed: Collection[str] = ()

    def library_changed(self) -> None:
        """Show the sidebar of a library that was just opened."""
        opened = self.library.opened_places()
        self.sidebar.opened = None if opened is None else set(opened)
        self._take({})
        self.call_after_refresh(self.sources_changed)

    def sources_changed(self) -> None:
        """Show which sources there are now, when that is known: there may be thousands."""
        self.try_in_background(self._bring_sources, "sources")

    async def _bring_sources(self) -> None:
        self._take(await in_thread(self.library.subscriptions))

    def _take(self, sources: Mapping[str, Sequence[Source]]) -> None:
        self._sources = sources
        self._subscribed = {id for region in sources for id in self.gazetteer.lineage(region)}
        self.counts_changed()

    def counts_changed(self) -> None:
        """Show the counts of the library anew."""
        self.sidebar.samples = self.library.samples
        self.sidebar.show(
            Contents(
                totals=self.library.totals(),
                counts=self.library.counts(),
                favourites=self.library.favourites(),
                searches=self.library.searches(),
                sources=self._sources,
                subscribed=self._subscribed,
                source_counts=self.library.source_counts(self._sources_in_sight()),
            )
        )

    def _sources_in_sight(self) -> list[int]:
        opened = self.sidebar.opened or ()
        return [source.id for region in opened for source in self._sources.get(region, ())]

    def on_sidebar_branched(self, event: Sidebar.Branched) -> None:
        """Remember what is open, and count the sources that came into sight."""
        self.library.remember_opened(event.opened)
        self.counts_changed()

    def action_favourite(self) -> None:
        """Put a place on top of the sidebar, or take it away from there."""
        region = self._region_meant()
        if region is None:
            self.status.say(_("先选一个地区，再按 F 收藏"))
            return
        self.when_stored(self.library.toggle_favourite(region), partial(self._favoured, region))

    def _favoured(self, region: str, is_favourite: bool) -> None:
        self.counts_changed()
        place = self.path_name(region)
        self.status.say(
            _("已收藏 {place}", place=place) if is_favourite else _("不再收藏 {place}", place=place)
        )

    def _region_meant(self) -> str | None:
        """Give the region under the cursor of the sidebar, else the list's, else the article's."""
        if self.sidebar.has_focus:
            return self.sidebar.place
        head = self.articles.head(self.articles.position)
        return self.articles.view.region or (head.region if head else None)
