"""What the parts of the reading screen share: the panes over the library."""

from __future__ import annotations

from msgspec.structs import replace

from reader.model import Article, Listing, View
from reader.news.library import Library
from reader.tui.article_list import ArticleList
from reader.tui.divider import Divider
from reader.tui.galley import START
from reader.tui.page import Desk, Page
from reader.tui.reading import ReadingPane
from reader.tui.sidebar import Sidebar
from reader.tui.trail import Trail


class ReaderBase(Page[None]):
    """The panes and the library; the parts of `reader.tui.screen.ReaderScreen` build on it."""

    def __init__(self, library: Library, desk: Desk) -> None:
        super().__init__(library, desk, "list", "screen", "page")
        self.trail = Trail()
        self.sidebar = Sidebar(self.gazetteer, id="regions")
        self.articles = ArticleList(library, self.place_name, desk.now, id="list")
        ui = desk.config.ui
        self.dividers = Divider(self.sidebar), Divider(self.articles)
        self.reading = ReadingPane(measure=ui.measure, pictures=ui.images, id="article")

    @property
    def current_article(self) -> Article | None:
        """The article under the cursor of the list, whole; None for one that is gone by now."""
        id = self.articles.current
        if id is None:
            return None
        if self.reading.article is not None and self.reading.article.head.id == id:
            return self.reading.article
        return self.stored_article(id)

    def stored_article(self, id: int) -> Article | None:
        """Give an article as it is stored now, None where it is gone: old ones go."""
        try:
            return self.library.article(id)
        except KeyError:
            return None

    @property
    def pane(self) -> str:
        """The pane that has the focus."""
        return self.trail.here.pane

    def note_place(self) -> None:
        """Note in the trail how the list and the article stand where the reader is."""
        articles, shown = self.articles, self.reading.article
        is_shown = shown is not None and shown.head.id == articles.current
        self.trail.note(
            article=articles.current,
            window=articles.window,
            place=self.reading.place if is_shown else START,
        )

    def visit(self, view: View, *, keep: int | None = None) -> None:
        """Go to the list of *view*, the cursor on *keep* if it is among its articles."""
        self.note_place()
        self.trail.go(replace(view, oldest_first=False))
        self.show_view(self.trail.here.view, keep=keep)
        self.show_panes()

    def show_view(
        self, view: View, *, keep: int | None = None, listing: Listing | None = None
    ) -> None:
        """List the articles of *view*, the cursor on *keep* if it is among them.

        *listing* has them all, where that is known already.
        """
        raise NotImplementedError

    def show_panes(self, *, back: bool = False) -> None:
        """Bring the pane into sight that the trail says, and focus it; *back*: one came back."""
        raise NotImplementedError

    def go_back(self) -> bool:
        """Go back by one stop of the trail; False at the root."""
        raise NotImplementedError

    def title_changed(self) -> None:
        """Say anew what the list shows."""
        raise NotImplementedError

    def counts_changed(self) -> None:
        """Show the counts of the library anew."""
        raise NotImplementedError

    def sources_changed(self) -> None:
        """Show the sources of the library anew."""
        raise NotImplementedError
