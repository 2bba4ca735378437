"""Marks: read, starred, the whole list read."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future

from reader.errors import ZhnewsError
from reader.i18n import _
from reader.news.changes import (
    Change,
    RuleChange,
    SearchChange,
    SourceChange,
    SourcesAdded,
)
from reader.tui.page import DONE
from reader.tui.working import Working


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

    def marked(self, change: Change | None) -> None:
        """Show what *change* changed, and say so."""
        self.changed(change, _(DONE[change.verb], n=len(change.ids)) if change else "")

    def not_stored(self, error: ZhnewsError) -> None:
        """Say that a write failed, and show the marks that there are."""
        super().not_stored(error)
        self.articles.heads_changed()

    def mark_opened(self, id: int) -> None:
        """Count an article that was opened as read, where that can be kept."""
        if self.library.store.read_only:
            return
        write = self.library.mark_read([id])
        self.articles.marks_changed([id])
        self.when_stored(write, self.changed)

    def action_select(self) -> None:
        """Select the article, or no longer, and go to the next."""
        self.articles.select()

    def action_toggle_read(self) -> None:
        """Mark the article, or those selected, read, and unread where all are read."""
        heads = self.library.heads(self.articles.meant)
        ids, read = [head.id for head in heads], not all(head.read for head in heads)
        self._mark(self.library.mark_read(ids, read), ids)

    def action_toggle_star(self) -> None:
        """Star the article, or those selected; take the star away where all have one."""
        heads = self.library.heads(self.articles.meant)
        ids, starred = [head.id for head in heads], not all(head.starred for head in heads)
        self._mark(self.library.star(ids, starred), ids)

    def _mark(self, write: Future[Change | None], ids: Collection[int]) -> None:
        """Show the marks of articles as they are to be, and later what was stored."""
        self.articles.marks_changed(ids)
        self.when_stored(write, self.marked)

    def action_mark_list_read(self) -> None:
        """Mark all articles of the list read, or those selected."""
        if self.articles.selected:
            self.when_stored(self.library.mark_read(self.articles.meant), self._list_marked)
            self.articles.heads_changed()
            return
        listed = frozenset(self.articles.ids)
        write = self.library.mark_view_read(self.articles.view, listed)
        self.articles.heads_changed()
        self.when_stored(write, self._list_marked)

    def _list_marked(self, change: Change | None) -> None:
        if change is None:
            self.status.say(_("这里没有未读文章"))
        self.marked(change)

    def action_undo(self) -> None:
        """Take the last change back."""
        super().action_undo()
        self.articles.heads_changed()

    def action_redo(self) -> None:
        """Do again what was taken back."""
        super().action_redo()
        self.articles.heads_changed()
