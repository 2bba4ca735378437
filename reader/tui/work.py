"""Doing what waits in the database, in the background, and showing what comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from reader.store.queue import RULE, STORY
from reader.tui.context import Context
from reader.tui.lister import Lister


class Work:
    """Works in short steps; the list keeps its cursor meanwhile.

    *ended* is called when nothing waits any more: all articles are indexed.
    """

    def __init__(self, context: Context, lister: Lister, ended: Callable[[], None]) -> None:
        self._context = context
        self._lister = lister
        self._ended = ended

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
        self._ended()
        self._notify()

    def _notify(self) -> None:
        """Tell of what came, unless that is being done: what comes meanwhile is told next time."""
        notify = self._context.desk.config.notify
        if notify.command and not self._context.is_running("notify"):
            self._context.run(partial(self._context.library.notify, notify), "notify")
