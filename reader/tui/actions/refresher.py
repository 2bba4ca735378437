"""Getting new articles: refresh in the background, and keeping in step with a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import FetchError, InputError, SyncError, ZhnewsError
from reader.i18n import _, render
from reader.model import Outcome, Source
from reader.news.due import due
from reader.news.threads import in_thread
from reader.regions.gazetteer import load
from reader.settings import config
from reader.tui.actions.work import FetchProgress, Work
from reader.tui.commands import BY_ID, keys_of
from reader.tui.context import Context, SourcesChanged
from reader.tui.front import Front
from reader.wording.refresh import (
    NAMED,
    NO_SOURCES,
    READING,
    asking,
    causes,
    fetching,
    reading,
    refreshed,
    syncing,
)
from reader.wording.refresh import synced as in_step

if TYPE_CHECKING:
    from reader.news.sync.run import Synced
    from reader.sync.records import Login

# Staying in step with a server.

SOON = 5.0
"""Seconds in which changes gather that are then sent together."""
AT_END = 2.0
"""Seconds in which they are to be sent when the reader is left."""


class Syncer:
    """Syncs in the background."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._login: Login | None = None
        """Kept while the reader is open: a command may ask for a password to say this one."""
        self._tried: float | None = None
        """When it was last tried, in epoch seconds."""
        self._is_gathering = False

    @property
    def has_server(self) -> bool:
        """Whether there is a server to be kept in step with."""
        return self._context.library.has_server(self._context.desk.config.sync)

    @property
    def is_due(self) -> bool:
        """Whether a sync is due by itself: as often as a source is asked."""
        desk = self._context.desk
        every = config.seconds(desk.config.fetch.every)
        if not every or not self.has_server:
            return False
        return self._tried is None or not 0 <= desk.now().timestamp() - self._tried < every

    async def sync(self, on_progress: Callable[[int, int], None]) -> Synced:
        """Bring here and there in step. Raises FetchError, SyncError, InputError, StoreError."""
        self._tried = self._context.desk.now().timestamp()
        return await self._sync(on_progress)

    def changed(self) -> None:
        """Send what was changed, and what will be in a few seconds."""
        if not self._is_gathering and self.has_server:
            self._is_gathering = True
            self._context.later(SOON, self._send)

    async def end(self) -> None:
        """Send what was changed just now, if that is soon done; what is not sent waits."""
        if self._is_gathering:
            with suppress(TimeoutError, ZhnewsError):  # what waits is said then
                await asyncio.wait_for(self._send_changes(), AT_END)

    def _send(self) -> None:
        self._is_gathering = False
        if self._context.is_running("refresh"):
            self.changed()  # it may have sent what there was before that change
        else:
            self._context.run(self._send_changes, "sync")

    async def _send_changes(self) -> None:
        # They go on waiting in the store, and the next refresh says what is wrong.
        with suppress(FetchError, SyncError, InputError):
            await self._sync(lambda done, total: None, sends_only=True)

    async def _sync(
        self, on_progress: Callable[[int, int], None], *, sends_only: bool = False
    ) -> Synced:
        desk, library = self._context.desk, self._context.library
        settings = desk.config.sync
        login = await in_thread(library.login, settings, desk.config_path, self._login)
        self._login = login
        try:
            return await library.sync(
                login,
                desk.config.fetch,
                settings,
                sends_only=sends_only,
                on_progress=on_progress,
            )
        except SyncError:
            self._login = None  # the password may be another one next time
            raise


# Getting new articles: refresh in the background.

AT_EASE = 1.0
"""Seconds from the start after which what waits is done; the reader comes first."""


class Refresher:
    """Refreshes sources in the background, and syncs; the list keeps its cursor meanwhile."""

    def __init__(self, front: Front, work: Work, syncer: Syncer, progress: FetchProgress) -> None:
        self._context = front.context
        self._syncer = syncer
        self._lister = front.lister
        self._work = work
        self._progress = progress

    async def at_start(self) -> None:
        """Read folders and files again and ask the sources that are due."""
        waiting = await self._due()
        if waiting or self._syncer.is_due:
            self.ask(waiting)
        else:
            self._progress.forget()
            self._context.later(AT_EASE, self._work.go_on)

    def expect(self) -> None:
        """Say that files will be read, where that is all that the library is of."""
        if self._context.library.in_memory:
            self._context.status.progress = _(READING)

    async def ask_due(self) -> None:
        """Quietly ask the sources of the network that are due, unless a refresh runs."""
        waiting = [source for source in await self._due() if source.kind != "folder"]
        if (waiting or self._syncer.is_due) and not self.is_running:
            self.ask(waiting, quietly=True)

    async def _due(self) -> list[Source]:
        desk, library = self._context.desk, self._context.library
        every = config.seconds(desk.config.fetch.every)
        return due(await in_thread(library.sources.all), int(desk.now().timestamp()), every)

    def _enabled(self) -> list[Source]:
        return [source for source in self._context.library.sources.all() if source.enabled]

    @property
    def is_running(self) -> bool:
        """Whether a refresh is under way, or articles are taken along."""
        return self._progress.is_running

    def ask(self, sources: Sequence[Source], *, quietly: bool = False) -> None:
        """Ask *sources* for new articles; a refresh that runs already is ended.

        *quietly*: nothing is said in the end unless something new came.
        """
        own = [source for source in sources if not source.synced]
        if not own and not self._syncer.has_server:
            self._context.status.say(_(NO_SOURCES))
            return
        self._context.run(partial(self._refresh, own, quietly), "refresh")
        only_files = all(source.kind == "folder" for source in own)
        first = _(READING) if only_files else asking(0, len(own))
        self._progress.tell(first if own else syncing())

    def stop(self) -> None:
        """End what is being fetched, if anything is; what has come stays."""
        if self.is_running:
            self.abandon()
            self._show_all()
            self._context.status.say(_("停止了，已经取来的都在"))

    def abandon(self) -> None:
        """End the refresh that runs, and say nothing of it: its library is left."""
        self._context.stop("refresh")
        self._progress.forget()

    async def _refresh(self, sources: list[Source], quietly: bool) -> None:
        outcomes: list[Outcome] = []
        library, settings = self._context.library, self._context.desk.config.fetch

        def on_progress(done: int, total: int) -> None:
            # The pages of articles come after all outcomes, the files of folders before theirs.
            have_answered = len(outcomes) == len(sources)
            self._progress.tell(fetching(done, total) if have_answered else reading(done, total))

        refresh = library.refresh(sources, settings=settings, on_progress=on_progress)
        async for outcome in refresh:
            outcomes.append(outcome)
            if outcome.source.kind != "folder":
                self._progress.tell(asking(len(outcomes), len(sources)))
            if outcome.new:
                self._lister.touch("articles")
                self._lister.relist_now_and_then()
        synced, problem = await self._sync()
        self._show_all()
        if problem is not None and not quietly:
            self._context.status.complain(render(problem))
        else:
            self._summarise(outcomes, synced, quietly)
        self._work.go_on()

    async def _sync(self) -> tuple[Synced | None, ZhnewsError | None]:
        """Sync, if there is a server; return what came of it, or what is wrong with that."""
        if not self._syncer.has_server:
            return None, None
        self._progress.tell(syncing())
        try:
            done = await self._syncer.sync(
                lambda done, total: self._progress.tell(syncing(done, total))
            )
        except (FetchError, SyncError, InputError) as error:
            return None, error
        return done, None

    def _show_all(self) -> None:
        self._progress.forget()
        self._lister.relist("articles")
        self._context.tell(SourcesChanged())

    def _summarise(self, outcomes: Sequence[Outcome], synced: Synced | None, quietly: bool) -> None:
        new = sum(outcome.new for outcome in outcomes) + (synced.new if synced else 0)
        problems = [outcome.problem for outcome in outcomes if outcome.problem is not None]
        failed = sum(outcome.status == "error" for outcome in outcomes)
        summary = refreshed(len(outcomes), new, failed)
        if synced and not outcomes:
            summary = in_step(synced.new, synced.marked, synced.sent)
        status = self._context.status
        if synced and synced.problems:
            status.complain(" ".join(map(render, synced.problems[:NAMED])))
        elif quietly:
            if new:
                status.say(summary)
        elif problems:
            key = keys_of(BY_ID["sources"], self._context.desk.keymap)[0]
            params = {"summary": summary, "key": key, "why": causes(problems)}
            status.complain(_("{summary}，{key} 看原因：{why}", **params))
        elif not self._context.library.in_memory:
            status.say(summary)

    def all(self) -> None:
        """Refresh all sources."""
        self.ask(self._enabled())

    def listed(self) -> None:
        """Refresh the sources of the list: its own, those of its region, or all."""
        self.ask(self.listed_sources())

    def listed_sources(self) -> list[Source]:
        """Return the enabled sources of the list: its own, those of its region, or all."""
        view, sources = self._lister.view, self._enabled()
        if view.source is not None:
            return [s for s in sources if s.id == view.source]
        if region := view.region:
            return [s for s in sources if s.region and load().within(s.region, region)]
        return sources

    def new(self) -> None:
        """Ask the sources that were never asked."""
        if new := [source for source in self._enabled() if source.checked is None]:
            self.ask(new)
