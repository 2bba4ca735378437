"""Getting new articles: refresh in the background, and adding a source."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader import config
from reader.i18n import _, render
from reader.model import Outcome, Source
from reader.news.changes import Change
from reader.news.due import due
from reader.news.threads import in_thread
from reader.tui.messages import PagesFetched, RefreshEnded, SourceFound, SourceRefreshed
from reader.tui.phrases import NO_SOURCES, refreshed
from reader.tui.prompt import Prompt
from reader.tui.working import Working

if TYPE_CHECKING:
    from reader.news.subscribe import Found

AT_EASE = 1.0
"""Seconds from the start after which what waits is done; the reader comes first."""
TELL = 0.25
"""Seconds between two signs of progress."""
TICK = 60.0
"""Seconds between two looks for sources whose time has come."""


class Refreshing(Working):
    """Refreshes sources beside the screen; the list keeps its cursor meanwhile."""

    _progress = ""
    _is_telling = False
    """Whether progress was shown just now."""

    def use_own_library(self) -> None:
        """Show the reader's own library in place of samples or files."""
        raise NotImplementedError

    async def refresh_at_start(self) -> None:
        """Read folders and files again and ask the sources that are due, now and ever after."""
        if waiting := await self._due():
            self.refresh_sources(waiting)
        else:
            self.set_timer(AT_EASE, self.work_on)
        self.set_interval(TICK, self.refresh_due)

    async def refresh_due(self) -> None:
        """Quietly ask the sources of the network that are due, unless a refresh runs."""
        waiting = [source for source in await self._due() if source.kind != "folder"]
        if waiting and not self._is_refreshing:
            self.refresh_sources(waiting, quietly=True)

    async def _due(self) -> list[Source]:
        every = config.seconds(self.desk.config.fetch.every)
        return due(await in_thread(self.library.sources), int(self.desk.now().timestamp()), every)

    def _enabled(self) -> list[Source]:
        return [source for source in self.library.sources() if source.enabled]

    @property
    def _is_refreshing(self) -> bool:
        return self.is_at_work("refresh")

    def refresh_sources(self, sources: Sequence[Source], *, quietly: bool = False) -> None:
        """Ask *sources* for new articles; a refresh that runs already is ended.

        *quietly*: nothing is said in the end unless something new came.
        """
        if not sources:
            self.status.say(_(NO_SOURCES))
            return
        self.try_in_background(partial(self._refresh, list(sources), quietly), "refresh")
        self._tell(_("刷新 {done}/{total}", done=0, total=len(sources)))

    def stop_refresh(self) -> None:
        """End the refresh that runs, if there is one; what has come stays."""
        if self._is_refreshing:
            self.workers.cancel_group(self, "refresh")
            self._show_all()
            self.status.say(_("刷新停止了"))

    async def _refresh(self, sources: list[Source], quietly: bool) -> None:
        from reader.news.beside import refresh_beside  # not before first paint

        outcomes: list[Outcome] = []
        fetch, now = self.desk.config.fetch, self.desk.now
        ask = partial(refresh_beside, settings=fetch, now=now, told=self._tell_of_pages)
        async for outcome in ask(self.library.store, sources):
            outcomes.append(outcome)
            self.post_message(SourceRefreshed(outcome, len(outcomes), len(sources)))
        self.post_message(RefreshEnded(outcomes, quietly))

    def _tell_of_pages(self, done: int, total: int) -> None:
        self.post_message(PagesFetched(done, total))

    def on_pages_fetched(self, event: PagesFetched) -> None:
        """Show how far the articles' pages are."""
        if self._is_refreshing:
            self._tell(_("正文 {done}/{total}", done=event.done, total=event.total))

    def _tell(self, progress: str) -> None:
        """Show *progress*, or what comes after it, no more often than eyes can follow."""
        self._progress = progress
        if not self._is_telling:
            self._show_progress()

    def _show_progress(self) -> None:
        self._is_telling = self._is_refreshing and self._progress != self.status.progress
        if self._is_telling:
            self.status.progress = self._progress
            self.set_timer(TELL, self._show_progress)

    def on_source_refreshed(self, event: SourceRefreshed) -> None:
        """Show how far the refresh is, and now and then what it brought."""
        if not self._is_refreshing:
            return  # it was ended meanwhile
        self._tell(_("刷新 {done}/{total}", done=event.done, total=event.total))
        if event.outcome.new:
            self.relist_now_and_then()

    def on_refresh_ended(self, event: RefreshEnded) -> None:
        """Show everything new, and say what the refresh came to."""
        self._show_all()
        self._summarise(event.outcomes, event.quietly)
        self.work_on()

    def _show_all(self) -> None:
        self.status.progress = ""
        self.relist()
        self.sources_changed()

    def _summarise(self, outcomes: Sequence[Outcome], quietly: bool) -> None:
        new = sum(outcome.new for outcome in outcomes)
        problems = [outcome.problem for outcome in outcomes if outcome.problem is not None]
        summary = refreshed(len(outcomes), new, len(problems))
        if quietly:
            if new:
                self.status.say(summary)
        elif problems:
            self.status.complain(
                _("{summary}：{first}", summary=summary, first=render(problems[0]))
            )
        elif self.library.store.path is not None:
            self.status.say(summary)

    def action_refresh_all(self) -> None:
        """Refresh all sources."""
        self.refresh_sources(self._enabled())

    def action_refresh_source(self) -> None:
        """Refresh the sources of the list: its own, those of its region, or all."""
        view = self.articles.view
        sources = self._enabled()
        if view.source is not None:
            sources = [s for s in sources if s.id == view.source]
        elif region := view.region:
            sources = [s for s in sources if s.region and self.gazetteer.within(s.region, region)]
        self.refresh_sources(sources)

    def places_chosen(self, places: Collection[str] | None) -> None:
        """Leave the samples if they were shown, add the sources of *places*, and ask them."""
        if places is not None:
            self.use_own_library()
            super().places_chosen(places)

    def added(self, change: Change | None) -> None:
        """Show the sources that were added, and ask them."""
        super().added(change)
        self.refresh_new()

    def refresh_new(self) -> None:
        """Ask the sources that were never asked."""
        new = [source for source in self._enabled() if source.checked is None]
        if new:
            self.refresh_sources(new)

    def action_add_source(self) -> None:
        """Ask for an address, find out what it is, and subscribe to it."""
        self.app.push_screen(Prompt(_("网址："), "https://"), self._add)

    def _add(self, address: str | None) -> None:
        if address is not None:
            self.status.say(_("正在看 {address} 是什么……", address=address))
            self.try_in_background(partial(self._discover, address), "add")

    async def _discover(self, address: str) -> None:
        from reader.news.subscribe import discover  # not before first paint

        found = await discover(address, settings=self.desk.config.fetch)
        self.post_message(SourceFound(found))

    def on_source_found(self, event: SourceFound) -> None:
        """Leave the samples if they were shown, add the source, and fetch its articles."""
        self.use_own_library()
        write = self.library.add_sources([event.found.source])
        self.when_stored(write, partial(self._source_added, event.found))

    def _source_added(self, found: Found, change: Change | None) -> None:
        from reader.news.subscribe import subscribe

        if change is None:
            # Takes up credentials.
            again = self.library.writes.put(partial(subscribe, self.library.store, found.source))
            self.when_stored(again, self._known)
            return
        self.changed(change, _("已添加 {name}，u 撤销", name=found.source.label))
        if not found.cities:
            self.refresh_new()
            return
        question = _("也添加它链接的 {n} 个地方的频道页？(y/n)", n=len(found.cities))
        self.app.push_screen(Prompt(question, value="y"), partial(self._add_cities, found))

    def _known(self, subscribed: tuple[Source, bool]) -> None:
        self.status.say(_("{name} 已经在来源中了", name=subscribed[0].label))

    def _add_cities(self, found: Found, answer: str | None) -> None:
        if answer == "y":
            self.when_stored(self.library.add_sources(found.cities), self.added)
        else:
            self.refresh_new()
