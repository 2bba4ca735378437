"""Going from place to place, and back: what is listed, which article, which pane."""

from collections.abc import Callable

from reader.i18n import _
from reader.model import Article
from reader.tui.front import Front
from reader.tui.panes.layout import PANES
from reader.tui.trail import Pane
from reader.tui.typeset.galley import START
from reader.view import View
from reader.wording.refresh import NO_SOURCES


class Navigation:
    """Moves along *trail*, which says where the reader is; lister and panes follow it.

    *open_sources* shows the source page, where the way back leads there.
    """

    def __init__(self, front: Front, open_sources: Callable[[], None]) -> None:
        self._context = front.context
        self._trail = front.trail
        self._lister = front.lister
        self._panes = front.panes
        self._sidebar = front.sidebar
        self._articles = front.articles
        self._reading = front.reading
        self._open_sources = open_sources

    @property
    def article(self) -> Article | None:
        """The article under the cursor of the list, whole; None for one that is gone by now."""
        id, shown = self._articles.current, self._reading.article
        if id is None:
            return None
        return shown if shown is not None and shown.head.id == id else self.stored(id)

    def stored(self, id: int) -> Article | None:
        """Return an article as it is stored now, None where it is gone: old ones go."""
        try:
            return self._context.library.article(id)
        except KeyError:
            return None

    # Lists.

    def visit(self, view: View, *, keep: int | None = None) -> None:
        """Go to the list of *view*, the cursor on *keep* if it is among its articles."""
        self.note()
        self._trail.go(view.unordered)
        if keep is not None:
            self._trail.note(article=keep)
        self._lister.show(self._trail.here.view)
        self._panes.show()

    def narrow(self, view: View) -> None:
        """Go to the list of *view*, which came as it was typed, in place of what was before it."""
        view = view.unordered
        if self._trail.here.view == view:
            return
        current = self._articles.current
        self.note()
        self._trail.narrow(view)
        if view.filter:
            self._trail.note(article=current)
        self._panes.show()

    def note(self) -> None:
        """Note in the trail how the list and the article stand where the reader is."""
        articles, shown = self._articles, self._reading.article
        if articles.view.unordered != self._trail.here.view:
            return  # the hits there have not been found yet
        is_shown = shown is not None and shown.head.id == articles.current
        self._trail.note(
            article=articles.current,
            window=articles.window,
            place=self._reading.place if is_shown else START,
        )

    def restart(self) -> None:
        """Show where the trail says the reader was, when the screen was left."""
        view = self._trail.here.view
        if view.is_front:
            self._lister.expect(view)
            self._articles.screen.call_after_refresh(self._return_here)  # not before first paint
        else:
            self._return_here()
        self._panes.show()

    def _return_here(self) -> None:
        self._lister.show(self._trail.here.view)
        here = self._trail.here
        if here.article is not None:
            self._articles.scroll_window(here.window)
        if here.view.region is not None:
            self._sidebar.reveal_region(here.view.region)
        if here.pane == "article":
            self._reading.show(self.article, here.place)

    def back(self) -> bool:
        """Leave a selection, else go back by one location; False at the root."""
        if self._articles.selected and self._trail.here.pane == "list":
            self._articles.unselect()
            return True
        return self.return_() or self._panes.hide_article()

    def return_(self) -> bool:
        """Go back by one location of the trail, whose list and article stand as they were left."""
        self.note()
        if not self._trail.back():
            return False
        here = self._trail.here
        if here.pane == "sources":
            self._open_sources()
            return True
        if self._lister.view.unordered != here.view:
            self._lister.show(here.view)
            self._articles.scroll_window(here.window)
            self._reading.show(self.article, here.place)
        self._panes.show(back=True)
        return True

    def toggle(self, view: View, *, keep: int | None = None) -> None:
        """Go to the list of *view* or, where that is listed, back."""
        if self._lister.view.unordered == view:
            self.return_()
        else:
            self.visit(view, keep=keep)

    # Panes.

    def to_pane(self, id: Pane) -> None:
        """Go to the pane *id*; the article alone stays alone."""
        self.note()
        self._trail.to_pane(id, zen=self._trail.here.zen and id == "article")
        self._panes.show()

    def to_sources(self) -> None:
        """Go to the source page, which lies over the panes; samples have none."""
        if self._context.library.samples:
            self._context.status.say(_(NO_SOURCES))
            return
        self.note()
        self._trail.to_pane("sources")
        self._open_sources()

    def pane_left(self) -> None:
        """Go one pane to the left; in the tree, first close the branch or go to its parent."""
        if self._trail.here.pane == "regions":
            self._sidebar.close_branch()
        else:
            self.to_pane(PANES[self._index - 1])

    def pane_right(self) -> None:
        """Go one pane to the right; in the tree, first open the branch."""
        if self._trail.here.pane == "regions" and self._sidebar.open_branch():
            return
        self.to_pane(PANES[min(self._index + 1, len(PANES) - 1)])

    def pane_next(self, step: int) -> None:
        """Go round the panes."""
        self.to_pane(PANES[(self._index + step) % len(PANES)])

    @property
    def _index(self) -> int:
        return PANES.index(self._trail.here.pane)

    def zen(self) -> None:
        """Show the article alone, or all again."""
        if self._trail.here.zen:
            self.return_()
        else:
            self.note()
            self._trail.to_pane("article", zen=True)
            self._panes.show()

    def widen_pane(self, step: int) -> None:
        """Make the focused pane wider or narrower, at the cost of the rest."""
        if not self._panes.widen(step):
            self._context.status.say(_("只有一个窗格"))
