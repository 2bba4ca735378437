"""Work in the background: what waits in the database, taking articles along, its progress."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.i18n import _
from reader.news.threads import in_thread
from reader.store.queue import RULE, STORY
from reader.tui.context import AllDone, Context
from reader.tui.front import Front
from reader.wording.refresh import taken, taking

if TYPE_CHECKING:
    from reader.tui.actions.opener import Opener

# The progress of what is fetched in the background, shown no more often than eyes can follow.

TELL = 0.25
"""Seconds between two signs of progress."""


class FetchProgress:
    """Shows in the status line how far the work of the group ``refresh`` is."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._latest = ""
        self._is_telling = False
        """Whether progress was shown just now."""

    @property
    def is_running(self) -> bool:
        """Whether anything is fetched."""
        return self._context.is_running("refresh")

    def tell(self, progress: str) -> None:
        """Show *progress*, or what comes after it."""
        self._latest = progress
        if not self._is_telling:
            self._show()

    def forget(self) -> None:
        """Show none any more."""
        self._latest = self._context.status.progress = ""

    def _show(self) -> None:
        status = self._context.status
        self._is_telling = self.is_running and self._latest != status.progress
        if self._is_telling:
            status.progress = self._latest
            self._context.later(TELL, self._show)


# Doing what waits in the database, in the background, and showing what comes of it.


class Work:
    """Works in short steps; the list keeps its cursor meanwhile."""

    def __init__(self, front: Front) -> None:
        self._context = front.context
        self._lister = front.lister

    def go_on(self) -> None:
        """Do what waits until nothing does; what cannot be kept is not done."""
        if not self._context.library.read_only:
            self._context.run(self._work, "work")

    async def _work(self) -> None:
        from reader.news.work import KEEP  # not before first paint

        keep, lister = self._context.desk.config.keep, self._lister
        try:
            async for step in self._context.library.work(keep):
                if not step.moved:
                    continue
                if step.task == STORY:
                    lister.touch("stories")
                else:
                    lister.touch("articles" if step.task in (RULE, KEEP) else "places")
                    lister.relist_now_and_then()
        except asyncio.CancelledError:
            lister.touch("places")  # the last step was done, but nobody knows what it moved
            raise
        lister.relist()
        self._context.tell(AllDone())
        self._notify()

    def _notify(self) -> None:
        """Tell of what came, unless that is being done: what comes meanwhile is told next time."""
        notify = self._context.desk.config.notify
        if notify.command and not self._context.is_running("notify"):
            self._context.run(partial(self._context.library.notify, notify), "notify")


# Taking the unread articles of the list along, to be read where there is no network.


class TakeAlong:
    """Fetches full texts and pictures in the background; the list marks what is here."""

    def __init__(self, front: Front, opener: Opener, work: Work, progress: FetchProgress) -> None:
        self._context = front.context
        self._lister = front.lister
        self._articles = front.articles
        self._work = work
        self._progress = progress
        self._opener = opener

    def take_along(self) -> None:
        """Take along what is unread of the list, or those selected; a refresh that runs is ended.

        So no host is asked by two at once. What was under way goes on when it is asked for again.
        """
        if self._context.library.in_memory:
            self._context.status.say(_("这里的文章都在这台机器上"))
            return
        selected = self._articles.meant if self._articles.selected else []
        self._context.run(partial(self._take, selected), "refresh")
        self._progress.tell(taking(0, 0))

    async def _take(self, selected: Sequence[int]) -> None:
        library, settings = self._context.library, self._context.desk.config.fetch
        ids = selected or await in_thread(library.unread, self._lister.view)
        done = await library.take_along(ids, settings, self._tell)
        self._progress.forget()
        self._lister.relist("articles")
        self._articles.heads_changed()
        self._opener.renew()
        self._context.status.say(taken(done.wanted, done.here))
        self._work.go_on()

    def _tell(self, done: int, total: int) -> None:
        self._progress.tell(taking(done, total))
        self._articles.heads_changed()
