"""Marks: read, starred, the whole list read."""

from collections.abc import Collection
from concurrent.futures import Future

from reader.i18n import _
from reader.news.changes import Change
from reader.tui.front import Front


class Marks:
    """Changes marks, each of which can be undone."""

    def __init__(self, front: Front) -> None:
        self._context = front.context
        self._lister = front.lister
        self._articles = front.articles
        self._changes = front.changes

    def mark_opened(self, id: int) -> None:
        """Count an article that was opened as read, where that can be kept."""
        if self._context.library.read_only:
            return
        write = self._context.library.mark_opened(id)
        self._articles.marks_changed([id])
        self._context.when_stored(write, self._changes.show, self._articles.heads_changed)

    def toggle_read(self) -> None:
        """Mark the article, or those selected, read, and unread where all are read."""
        library = self._context.library
        heads = library.heads(self._articles.meant)
        ids, read = [head.id for head in heads], not all(head.read for head in heads)
        self._mark(library.mark_read(ids, read), ids)

    def toggle_star(self) -> None:
        """Star the article, or those selected; take the star away where all have one."""
        library = self._context.library
        heads = library.heads(self._articles.meant)
        ids, starred = [head.id for head in heads], not all(head.starred for head in heads)
        self._mark(library.star(ids, starred), ids)

    def _mark(self, write: Future[Change | None], ids: Collection[int]) -> None:
        """Show the marks of articles as they are to be, and later what was stored."""
        self._articles.marks_changed(ids)
        self._context.when_stored(write, self._changes.made, self._articles.heads_changed)

    def mark_list_read(self) -> None:
        """Mark all articles of the list read, or those selected."""
        library = self._context.library
        if self._articles.selected:
            write = library.mark_read(self._articles.meant)
        else:
            write = library.mark_view_read(self._lister.view, frozenset(self._lister.ids))
        self._articles.heads_changed()
        self._context.when_stored(write, self._list_marked, self._articles.heads_changed)

    def _list_marked(self, change: Change | None) -> None:
        if change is None:
            self._context.status.say(_("这里没有未读文章"))
        self._changes.made(change)
