"""Opening articles, reading on, and the article's own actions."""

from functools import partial

from reader.i18n import _
from reader.text.clean import host_of
from reader.tui.article_list import ArticleList
from reader.tui.marking import Marking
from reader.tui.messages import ArticleCompleted
from reader.tui.panes import Panes
from reader.tui.rows import RowList

LOOKED = 1000
"""Articles among which an unread one is looked for at once."""
SCROLL = 3
"""Lines that J and K scroll the article from the list."""


class Opening(Marking, Panes):
    """What the article under the cursor is asked to do."""

    def show_current(self) -> None:
        """Show the article under the cursor in the reading pane, unread as it may be."""
        self.reading.sample = self.library.samples
        self.reading.show(self.current_article)

    def open_current(self) -> None:
        """Show the article under the cursor, count it as read, fetch it if it has no text."""
        self.show_current()
        article = self.reading.article
        if article is None:
            return
        self.mark_opened(article.head.id)
        if not article.draft.blocks and article.draft.url:
            self.action_full_text()

    def on_article_list_rested(self, event: ArticleList.Rested) -> None:
        """Show the article on which the cursor rests."""
        event.stop()
        self.show_current()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Open the article that was chosen in the list."""
        if event.rows is self.articles:
            event.stop()
            self._open()

    def _is_open(self) -> bool:
        """Whether the article under the cursor is in sight and counts as read."""
        head = self.articles.head(self.articles.position)
        shown = self.reading.article
        return bool(
            head and head.read and shown and shown.head.id == head.id and self.reading.display
        )

    def action_next_article(self, step: int) -> None:
        """Open the next article of the list, or the one before."""
        index = self.articles.position + step
        if 0 <= index < len(self.articles.ids):
            self._open_at(index)

    def action_next_unread(self, step: int) -> None:
        """Open the next unread article of the list, or the one before."""
        index = self._next_unread(step)
        if index is not None:
            self._open_at(index)
        else:
            self.status.say(_("后面没有未读文章了") if step > 0 else _("前面没有未读文章了"))

    def _next_unread(self, step: int) -> int | None:
        """Find the next unread article of the list: asking for it, where that is quick."""
        articles, head = self.articles, self.articles.head(self.articles.position)
        if head is None or articles.view.search or articles.view.query:
            return self._next_unread_listed(step)
        while id := self.library.next_unread(articles.view, head, back=step < 0):
            index = articles.index_of(id, beyond=articles.position, step=step)
            if index is not None:
                return index
            [head] = self.library.heads([id])  # it came after the others were listed
        return None

    def _next_unread_listed(self, step: int) -> int | None:
        """Look through the list for it."""
        ids, index = self.articles.ids, self.articles.position + step
        while 0 <= index < len(ids):
            last = max(0, min(index + step * (LOOKED - 1), len(ids) - 1))
            unread = self.library.unread_among(ids[min(index, last) : max(index, last) + 1])
            for at in range(index, last + step, step):
                if ids[at] in unread:
                    return at
            index = last + step
        return None

    def _open_at(self, index: int) -> None:
        self.articles.go_to(index)
        self._open()

    def _open(self) -> None:
        self.open_current()
        self.go_to_pane("article")

    def action_read_on(self) -> None:
        """Turn the page; at the end of an article open the next unread one."""
        if not self._is_open():
            self._open()
        elif not self.reading.turn_page(1):
            self.action_next_unread(1)

    def action_read_back(self) -> None:
        """Turn a page back."""
        self.reading.turn_page(-1)

    def action_scroll_article(self, step: int) -> None:
        """Scroll the article without leaving the list."""
        if not self.reading.display:
            self._open()
        elif not self._is_open():
            self.open_current()
        self.reading.scroll_lines(SCROLL * step)

    def action_full_text(self) -> None:
        """Read the whole article from its own page."""
        article = self.current_article
        if article is None:
            return
        if not article.draft.url:
            self.status.say(_("这篇文章没有网址"))
            return
        self.status.say(_("正在从 {host} 读取全文……", host=host_of(article.draft.url)))
        self.try_in_background(partial(self._complete, article.head.id), "full text")

    async def _complete(self, id: int) -> None:
        from reader.news.refresh import complete  # not before first paint

        fetch = self.desk.config.fetch
        article = await complete(self.library.store, id, settings=fetch)
        self.post_message(ArticleCompleted(article))

    def on_article_completed(self, event: ArticleCompleted) -> None:
        """Show the full text where the article is still looked at."""
        self.status.clear()
        self.articles.heads_changed()
        self.work_on()
        if self.articles.current == event.article.head.id:
            self.reading.show(event.article)
