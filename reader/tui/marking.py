"""Marks: read, starred, the whole list read."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial

from reader.i18n import _
from reader.news.changes import (
    Change,
    RuleChange,
    SearchChange,
    SourceChange,
    SourcesAdded,
    Verb,
)
from reader.news.threads import in_thread
from reader.tui.messages import Failed, MarksChanged
from reader.tui.page import DONE, UNDONE
from reader.tui.working import Working

MANY = 2000
"""Articles whose marks are changed in less than one notices; more are changed beside the screen."""


class Marking(Working):
    """The actions that change marks, each of which can be undone."""

    def changed(self, change: Change | None, sentence: str = "") -> None:
        """Show what *change* changed, and say *sentence* of it."""
        if change is None:
            return
        if isinstance(change, SourceChange | SourcesAdded):
            self.sources_changed()
            self.relist()
            self.work_on()
        elif isinstance(change, RuleChange):
            self.work_on()
        elif isinstance(change, SearchChange):
            self.counts_changed()
        elif change.verb == "move":
            self.show_places()
            self.work_on()  # a rule may put it elsewhere yet
        else:
            self.articles.marks_changed(change.ids)
            self.counts_changed()
        if sentence:
            self.status.say(sentence)

    def mark_opened(self, id: int) -> None:
        """Count an article that was opened as read, where that can be kept."""
        if self.library.store.read_only:
            return
        self.changed(self.library.mark_read([id]))

    def action_select(self) -> None:
        """Select the article, or no longer, and go to the next."""
        self.articles.select()

    def action_toggle_read(self) -> None:
        """Mark the article, or those selected, read, and unread where all are read."""
        heads = self.library.heads(self.articles.meant)
        read = not all(head.read for head in heads)
        self._toggle(self.library.mark_read([head.id for head in heads], read))

    def action_toggle_star(self) -> None:
        """Star the article, or those selected; take the star away where all have one."""
        heads = self.library.heads(self.articles.meant)
        starred = not all(head.starred for head in heads)
        self._toggle(self.library.star([head.id for head in heads], starred))

    def _toggle(self, change: Change | None) -> None:
        self.changed(change, _(DONE[change.verb], n=len(change.ids)) if change else "")

    def action_mark_list_read(self) -> None:
        """Mark all articles of the list read: shown at once, stored beside the screen if many."""
        mark = partial(self.library.mark_view_read, self.articles.view)
        if self.articles.is_whole and len(self.articles.ids) <= MANY:
            self._marked(mark())
        elif not self._is_busy():
            self.articles.suppose_read()
            self._change_many(mark, DONE)

    def action_undo(self) -> None:
        """Take the last change back, beside the screen if it is of many articles."""
        if not self._is_busy():
            if self.library.undoable <= MANY:
                super().action_undo()
            else:
                self._change_many(self.library.undo, UNDONE)

    def _is_busy(self) -> bool:
        """Whether many marks are being changed, which is said: one change after the other."""
        if busy := self.is_at_work("mark"):
            self.status.say(_("上一步还没有完成，请稍等"))
        return busy

    def _change_many(
        self, action: Callable[[], Change | None], sayings: Mapping[Verb, str]
    ) -> None:
        async def change() -> None:
            painted = asyncio.Event()  # the thread would take its time from the painting
            self.call_after_refresh(painted.set)
            try:
                await painted.wait()
            except asyncio.CancelledError:
                action()  # who quits before that was told that it is done
                raise
            done = await in_thread(action)
            sentence = _(sayings[done.verb], n=len(done.ids)) if done else ""
            self.post_message(MarksChanged(done, sentence))

        self.try_in_background(change, "mark")

    def on_marks_changed(self, event: MarksChanged) -> None:
        """Show what was changed."""
        if event.change is None:
            self._marked(None)
        self.changed(event.change, event.sentence)

    def on_failed(self, event: Failed) -> None:
        """Show the marks that there are."""
        self.articles.heads_changed()

    def _marked(self, change: Change | None) -> None:
        if change is None:
            self.status.say(_("这里没有未读文章"))
        self._toggle(change)
