"""Getting new articles: refresh in the background, and adding a source."""

from __future__ import annotations

from collections.abc import Sequence

from reader import config
from reader.i18n import _, render
from reader.model import Outcome, Source
from reader.news.due import due
from reader.news.library import Library
from reader.tui.messages import RefreshEnded, SourceAdded, SourceRefreshed
from reader.tui.prompt import Prompt
from reader.tui.working import Working

AT_EASE = 1.0
"""Seconds from the start after which what waits is done; the reader comes first."""
TICK = 60.0
"""Seconds between two looks for sources whose time has come."""


class Refreshing(Working):
    """Refreshes sources beside the screen; the list keeps its cursor meanwhile."""

    def own_library(self) -> Library:
        """Give the library of the reader's own database."""
        raise NotImplementedError

    def use_own_library(self) -> None:
        """Show the reader's own library in place of samples or files."""
        raise NotImplementedError

    def refresh_at_start(self) -> None:
        """Read folders and files again and ask the sources that are due, now and ever after."""
        if waiting := self._due():
            self.refresh_sources(waiting)
        else:
            self.set_timer(AT_EASE, self.work_on)
        self.set_interval(TICK, self.refresh_due)

    def refresh_due(self) -> None:
        """Quietly ask the sources of the network that are due, unless a refresh runs."""
        waiting = [source for source in self._due() if source.kind != "folder"]
        if waiting and not self._is_refreshing:
            self.refresh_sources(waiting, quietly=True)

    def _due(self) -> list[Source]:
        every = config.seconds(self.desk.config.fetch.every)
        return due(self.library.sources(), int(self.desk.now().timestamp()), every)

    def _enabled(self) -> list[Source]:
        return [source for source in self.library.sources() if source.enabled]

    @property
    def _is_refreshing(self) -> bool:
        return any(w.group == "refresh" and not w.is_finished for w in self.workers)

    def refresh_sources(self, sources: Sequence[Source], *, quietly: bool = False) -> None:
        """Ask *sources* for new articles; a refresh that runs already is ended.

        *quietly*: nothing is said in the end unless something new came.
        """
        if not sources:
            self.status.say(_("还没有来源，按 a 添加"))
            return
        self.status.progress = _("刷新 {done}/{total}", done=0, total=len(sources))
        self.try_in_background(self._refresh(list(sources), quietly), "refresh")

    def stop_refresh(self) -> None:
        """End the refresh that runs, if there is one; what has come stays."""
        if self._is_refreshing:
            self.workers.cancel_group(self, "refresh")
            self._show_all()
            self.status.say(_("刷新停止了"))

    async def _refresh(self, sources: list[Source], quietly: bool) -> None:
        from reader.news.refresh import refresh  # not before first paint

        outcomes: list[Outcome] = []
        fetch, now = self.desk.config.fetch, self.desk.now
        async for outcome in refresh(self.library.store, sources, settings=fetch, now=now):
            outcomes.append(outcome)
            self.post_message(SourceRefreshed(outcome, len(outcomes), len(sources)))
        self.post_message(RefreshEnded(outcomes, quietly))

    def on_source_refreshed(self, event: SourceRefreshed) -> None:
        """Show how far the refresh is, and now and then what it brought."""
        if not self._is_refreshing:
            return  # it was ended meanwhile
        self.status.progress = _("刷新 {done}/{total}", done=event.done, total=event.total)
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
        brought = _("{sources} 个来源 · {new} 篇新文章", sources=len(outcomes), new=new)
        failed = _("{n} 个失败", n=len(problems))
        summary = f"{brought} · {failed}" if problems else brought
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

    def action_add_source(self) -> None:
        """Ask for an address, find out what it is, and subscribe to it."""
        self.app.push_screen(Prompt(_("网址："), "https://"), self._add)

    def _add(self, address: str | None) -> None:
        if address is not None:
            self.status.say(_("正在看 {address} 是什么……", address=address))
            self.try_in_background(self._discover(address), "add")

    async def _discover(self, address: str) -> None:
        from reader.news.subscribe import discover, subscribe  # not before first paint

        found = await discover(address, settings=self.desk.config.fetch)
        source, new = subscribe(self.own_library().store, found.source)
        self.post_message(SourceAdded(source, new))

    def on_source_added(self, event: SourceAdded) -> None:
        """Leave the samples if they were shown, and fetch the new source's articles."""
        self.use_own_library()
        self.sources_changed()
        if event.new:
            self.refresh_sources([event.source])
            self.status.say(_("已添加 {name}", name=event.source.label))
        else:
            self.status.say(_("{name} 已经在来源中了", name=event.source.label))
