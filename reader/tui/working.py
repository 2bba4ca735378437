"""Doing what waits in the database, beside the screen, and showing what comes of it."""

from __future__ import annotations

import asyncio
from functools import partial
from time import monotonic

from reader.model import View
from reader.news.threads import in_thread
from reader.store.queue import RULE, STORY
from reader.tui.base import ReaderBase
from reader.tui.messages import ArticlesPlaced, Relisted, WorkEnded

RELIST = 1.0
"""Seconds between two listings of articles while they come or move."""
SHARE = 10
"""How much longer than a listing of many takes it is until the next: keys go before it."""


class Working(ReaderBase):
    """Works in short steps; the list keeps its cursor meanwhile."""

    _relisted = 0.0
    _listing_takes = 0.0
    _has_moved = False
    """Whether articles came to other places than the screen shows."""
    _is_outdated = False
    """Whether any list may have others than the screen shows."""
    _has_joined = False
    """Whether articles became one story, of which a folded list shows one."""

    def work_on(self) -> None:
        """Do what waits until nothing does; what cannot be kept is not done."""
        if not self.library.store.read_only:
            self.try_in_background(self._work, "work")

    async def _work(self) -> None:
        from reader.news.beside import work_beside  # not before first paint
        from reader.news.work import KEEP

        keep, now = self.desk.config.keep, self.desk.now
        steps = work_beside(self.library.store, folds=self.library.folds, keep=keep, now=now)
        try:
            async for step in steps:
                self._has_joined = self._has_joined or (step.task == STORY and step.moved > 0)
                self.post_message(ArticlesPlaced(step.moved, step.task in (RULE, KEEP)))
        except asyncio.CancelledError:
            self._has_moved = True  # the last step was done, but nobody knows what it moved
            raise
        self.post_message(WorkEnded())

    def on_articles_placed(self, event: ArticlesPlaced) -> None:
        """Show now and then which articles moved."""
        self._has_moved = self._has_moved or event.moved > 0
        self._is_outdated = self._is_outdated or (event.everywhere and event.moved > 0)
        if self._has_moved and self._is_stale():
            self.show_places()

    def on_work_ended(self) -> None:
        """Show where all articles stand now."""
        if self._has_joined and self.library.folds:
            self.relist()
        elif self._has_moved:
            self.show_places()
        self._has_joined = False

    def show_places(self) -> None:
        """Show where the articles stand; which are listed may depend on it."""
        view = self.articles.view
        if self._is_outdated or view.region is not None or view.query:
            self.relist()
            return
        self.articles.heads_changed()
        self._note_shown()

    def relist_now_and_then(self) -> None:
        """List the articles anew beside the screen, unless that was done just now."""
        if self._is_stale():
            self._relisted = monotonic()
            self._relist_aside()

    def on_article_list_begun(self) -> None:
        """List all of the view; a million articles take half a second."""
        if not self.articles.is_whole:
            self._relist_aside()

    def _relist_aside(self) -> None:
        self.try_in_background(partial(self._list_again, self.articles.view), "relist")

    async def _list_again(self, view: View) -> None:
        begun = monotonic()
        listing = await in_thread(self.library.listing, view)
        self._listing_takes = monotonic() - begun
        self.post_message(Relisted(view, listing))

    def on_relisted(self, event: Relisted) -> None:
        """Show what is listed now, unless something else is wanted by now."""
        if event.view == self.articles.view:
            self.articles.reload(event.listing)
            self._note_shown()

    def relist(self) -> None:
        """List the articles anew, beside the screen if many; the cursor stays on its own."""
        if self.articles.is_long:
            self.articles.heads_changed()
            self._relist_aside()
        else:
            self.articles.reload()
        self._note_shown()

    def _note_shown(self) -> None:
        self.counts_changed()
        self._relisted = monotonic()
        self._has_moved = self._is_outdated = False

    def _is_stale(self) -> bool:
        return monotonic() - self._relisted > max(RELIST, SHARE * self._listing_takes)
