"""Marks: read, starred, the whole list read."""

from reader.i18n import _
from reader.news.changes import Change, SearchChange, SourceChange, SourcesAdded
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
        elif isinstance(change, SearchChange):
            self.counts_changed()
        elif change.verb == "move":
            self.show_places()
        else:
            self.articles.marks_changed(change.ids)
            self.counts_changed()
        if sentence:
            self.status.say(sentence)

    def mark_opened(self, id: int) -> None:
        """Count an article that was opened as read."""
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
        """Mark all articles of the list read."""
        change = self.library.mark_view_read(self.articles.view)
        if change is None:
            self.status.say(_("这里没有未读文章"))
        self._toggle(change)
