"""Opening articles, reading on, and getting their full text."""

from functools import partial

from reader.i18n import _
from reader.model import ArticleHead
from reader.text.clean import host_of
from reader.tui.actions.marks import Marks
from reader.tui.actions.navigation import Navigation
from reader.tui.actions.work import Work
from reader.tui.front import Front

LOOKED = 1000
"""Articles among which an unread one is looked for at once."""
SCROLL = 3
"""Lines that J and K scroll the article from the list."""


class Opener:
    """Shows the article under the cursor, and goes on to others."""

    def __init__(self, front: Front, navigation: Navigation, marks: Marks, work: Work) -> None:
        self._context = front.context
        self._lister = front.lister
        self._articles = front.articles
        self._reading = front.reading
        self._navigation = navigation
        self._marks = marks
        self._work = work
        self._moved: ArticleHead | None = None
        """The article under the cursor as it was listed, where its full text told another time."""

    def show(self) -> None:
        """Show the article under the cursor in the reading pane, unread as it may be."""
        if self._lister.held is not None and self._lister.held != self._articles.current:
            self._moved = None
            self._lister.release()
        self._reading.sample = self._context.library.samples
        self._reading.show(self._navigation.article)

    def renew(self) -> None:
        """Show the article that is on show as it is stored now."""
        if shown := self._reading.article:
            self._reading.show(self._navigation.stored(shown.head.id))

    def open(self) -> None:
        """Open the article under the cursor, and go to it."""
        self._open_here()
        self._navigation.to_pane("article")

    def _open_here(self) -> None:
        """Show the article, count it as read, fetch it if it has no text."""
        self.show()
        article = self._reading.article
        if article is None:
            return
        self._marks.mark_opened(article.head.id)
        if not article.draft.blocks and article.draft.url:
            self.full_text()

    def _is_open(self) -> bool:
        """Whether the article under the cursor is in sight and counts as read."""
        head = self._articles.head(self._articles.position)
        shown = self._reading.article
        return bool(
            head and head.read and shown and shown.head.id == head.id and self._reading.display
        )

    def next(self, step: int) -> None:
        """Open the next article of the list, or the one before."""
        index = self._position(step) + step
        if 0 <= index < len(self._lister.ids):
            self._open_at(index)

    @property
    def _head(self) -> ArticleHead | None:
        """The article from which reading goes on, as it was listed when it was opened."""
        head = self._articles.head(self._articles.position)
        return self._moved if head and self._moved and self._moved.id == head.id else head

    def _position(self, step: int) -> int:
        """The index from which reading goes on by *step*: between two articles, of one that left.

        Where its full text tells another day an article is listed there, and the cursor with it.
        """
        at, head = self._articles.position, self._head
        if head is None or head is not self._moved or not self._lister.view.is_by_time:
            return at
        place = self._lister.place_of(head.time, head.id)
        return at if place == at else place - (step > 0)

    def next_unread(self, step: int) -> None:
        """Open the next unread article of the list, or the one before."""
        index = self._next_unread(step)
        if index is not None:
            self._open_at(index)
        elif step > 0:
            self._context.status.say(_("后面没有未读文章了"))
        else:
            self._context.status.say(_("前面没有未读文章了"))

    def _next_unread(self, step: int) -> int | None:
        """Find the next unread article of the list: asking for it, where that is quick."""
        library, head, at = self._context.library, self._head, self._position(step)
        view = self._lister.view
        if head is None or view.search or view.filter or not view.is_by_time:
            return self._next_unread_listed(step)
        while id := library.next_unread(view, head, back=step < 0):
            index = self._lister.index_of(id, beyond=at, step=step)
            if index is not None:
                return index
            [head] = library.heads([id])  # it came after the others were listed
        return None

    def _next_unread_listed(self, step: int) -> int | None:
        """Look through the list for it."""
        ids, index = self._lister.ids, self._position(step) + step
        while 0 <= index < len(ids):
            last = max(0, min(index + step * (LOOKED - 1), len(ids) - 1))
            between = ids[min(index, last) : max(index, last) + 1]
            unread = self._context.library.unread_among(between)
            for at in range(index, last + step, step):
                if ids[at] in unread:
                    return at
            index = last + step
        return None

    def _open_at(self, index: int) -> None:
        self._articles.go_to(index)
        self.open()

    def read_on(self) -> None:
        """Turn the page; at the end of an article open the next unread one."""
        if not self._is_open():
            self.open()
        elif not self._reading.turn_page(1):
            self.next_unread(1)

    def read_back(self) -> None:
        """Turn a page back."""
        self._reading.turn_page(-1)

    def scroll(self, step: int) -> None:
        """Scroll the article without leaving the list."""
        if not self._reading.display:
            self.open()
        elif not self._is_open():
            self._open_here()
        self._reading.scroll_lines(SCROLL * step)

    def full_text(self) -> None:
        """Read the whole article from its own page."""
        article = self._navigation.article
        if article is None:
            return
        if not article.draft.url:
            self._context.status.say(_("这篇文章没有网址"))
            return
        host = host_of(article.draft.url)
        self._context.status.say(_("正在从 {host} 读取全文……", host=host))
        self._context.run(partial(self._complete, article.head), "full text")

    async def _complete(self, listed: ArticleHead) -> None:
        id = listed.id
        article = await self._context.library.complete(id, self._context.desk.config.fetch)
        self._context.status.clear()
        is_here, has_moved = self._articles.current == id, article.head.time != listed.time
        if is_here:
            self._lister.held, self._moved = id, listed if has_moved else None
        self._lister.relist("articles" if has_moved else "marks")
        self._work.go_on()
        if is_here:
            self._reading.show(article)
