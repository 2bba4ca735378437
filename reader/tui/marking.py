"""Marks: read, starred, the whole list read; and taking them back."""

from reader.i18n import N_, _
from reader.news.changes import Change, Verb
from reader.tui.working import Working

DONE: dict[Verb, str] = {
    "read": N_("{n} 篇标为已读，u 撤销"),
    "unread": N_("{n} 篇标为未读，u 撤销"),
    "star": N_("{n} 篇加上星标，u 撤销"),
    "unstar": N_("{n} 篇去掉星标，u 撤销"),
    "move": N_("{n} 篇移到别处，u 撤销"),
}
UNDONE: dict[Verb, str] = {
    "read": N_("已撤销：{n} 篇标为已读"),
    "unread": N_("已撤销：{n} 篇标为未读"),
    "star": N_("已撤销：{n} 篇加上星标"),
    "unstar": N_("已撤销：{n} 篇去掉星标"),
    "move": N_("已撤销：{n} 篇移到别处"),
}


class Marking(Working):
    """The actions that change marks, each of which can be undone."""

    def marked(self, change: Change | None, sentence: str = "") -> None:
        """Show what *change* changed, and say *sentence* of it."""
        if change is None:
            return
        if change.verb == "move":
            self.show_places()
        else:
            self.articles.heads_changed()
            self.counts_changed()
        if sentence:
            self.status.say(_(sentence, n=len(change.ids)))

    def mark_opened(self, id: int) -> None:
        """Count an article that was opened as read."""
        self.marked(self.library.mark_read([id]))

    def action_toggle_read(self) -> None:
        """Mark the article read or unread."""
        head = self.articles.head(self.articles.position)
        if head is not None:
            self._toggle(self.library.mark_read([head.id], not head.read))

    def action_toggle_star(self) -> None:
        """Star the article, or take its star away."""
        head = self.articles.head(self.articles.position)
        if head is not None:
            self._toggle(self.library.star([head.id], not head.starred))

    def _toggle(self, change: Change | None) -> None:
        self.marked(change, DONE[change.verb] if change else "")

    def action_mark_list_read(self) -> None:
        """Mark all articles of the list read."""
        change = self.library.mark_view_read(self.articles.view)
        if change is None:
            self.status.say(_("这里没有未读文章"))
        self._toggle(change)

    def action_undo(self) -> None:
        """Take the last mark back."""
        change = self.library.undo()
        if change is None:
            self.status.say(_("没有可以撤销的"))
        else:
            self.marked(change, UNDONE[change.verb])

    def action_redo(self) -> None:
        """Mark again what was taken back."""
        change = self.library.redo()
        if change is None:
            self.status.say(_("没有可以重做的"))
        else:
            self.marked(change, DONE[change.verb])
