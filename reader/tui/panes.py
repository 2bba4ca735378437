"""Which panes are in sight, and going between them."""

from itertools import pairwise

from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget

from reader.i18n import _
from reader.news.library import Library
from reader.tui.base import ReaderBase
from reader.tui.line_pane import LinePane
from reader.tui.page import Desk

PANES = ("regions", "list", "article")
"""The panes from left to right, by id."""
TWO_FROM, THREE_FROM = 72, 110
"""Terminals this many cells wide show two panes at a time, or all three."""
STEP = 2
"""Cells by which a pane is made wider at a time."""


class Panes(ReaderBase):
    """Focus and layout: three panes, two that slide over the three, or one at a time.

    Going from pane to pane touches no style where all are in sight: a reader does it at each
    article. The screen's classes say what the style sheet needs else: ``-right`` that of two panes
    the right two are in sight, ``-alone`` that only one is.
    """

    def __init__(self, library: Library, desk: Desk, size: Size) -> None:
        super().__init__(library, desk)
        self.pane = "list"
        self._columns = size.width
        self._is_right = False
        self._is_zen = False
        self._arrange()

    def on_resize(self, event: Resize) -> None:
        """Show as many panes as there is room for."""
        self._columns = event.size.width
        self._arrange()

    @property
    def is_zen(self) -> bool:
        """Whether only the article is in sight, whatever the room."""
        return self._is_zen

    def _in_sight(self) -> tuple[str, ...]:
        if self._is_zen or self._columns < TWO_FROM:
            return (self.pane,)
        if self._columns < THREE_FROM:
            return PANES[1:] if self._is_right else PANES[:2]
        return PANES

    def _arrange(self) -> None:
        in_sight = self._in_sight()
        for pane in (self.sidebar, self.articles, self.reading):
            pane.display = pane.id in in_sight
        for divider, pair in zip(self.dividers, pairwise(PANES), strict=True):
            divider.display = set(pair) <= set(in_sight)
        self.set_class(in_sight == PANES[1:], "-right")
        self.set_class(len(in_sight) == 1, "-alone")

    def go_to_pane(self, id: str) -> None:
        """Focus the pane *id* and bring it into sight."""
        self.pane = id
        self._is_zen = self._is_zen and id == "article"
        self._is_right = id == "article" or (self._is_right and id == "list")
        self._arrange()
        self.set_focus(self.query_one(f"#{id}", Widget), scroll_visible=False)

    def show_article_pane(self) -> None:
        """Bring the article into sight, by focusing it only where one pane shows at a time."""
        self._is_right = True
        if self._columns < TWO_FROM:
            self.go_to_pane("article")
        else:
            self._arrange()

    def on_descendant_focus(self) -> None:
        """Follow a focus that came by mouse."""
        if self.focused is not None and self.focused.id in PANES and self.focused.id != self.pane:
            self.go_to_pane(self.focused.id)

    def action_pane(self, id: str) -> None:
        """Go to a pane by its own key."""
        self.go_to_pane(id)

    def action_pane_left(self) -> None:
        """Go one pane to the left; in the tree, first close the branch or go to its parent."""
        if self.pane == "regions":
            self.sidebar.close_branch()
        else:
            self.go_to_pane(PANES[PANES.index(self.pane) - 1])

    def action_pane_right(self) -> None:
        """Go one pane to the right; in the tree, first open the branch."""
        if self.pane == "regions" and self.sidebar.open_branch():
            return
        self.go_to_pane(PANES[min(PANES.index(self.pane) + 1, len(PANES) - 1)])

    def action_pane_next(self, step: int) -> None:
        """Go round the panes."""
        self.go_to_pane(PANES[(PANES.index(self.pane) + step) % len(PANES)])

    def action_zen(self) -> None:
        """Show the article alone, or all again."""
        self._is_zen = not self._is_zen
        self.go_to_pane("article")

    def leave_zen(self) -> None:
        """Show the other panes again."""
        self._is_zen = False
        self._arrange()

    def action_widen_pane(self, step: int) -> None:
        """Make the focused pane wider or narrower, at the cost of the rest."""
        panes = [pane for pane in self.query(LinePane).results() if pane.display]
        panes = [pane for pane in panes if pane.id in PANES]
        index = next((i for i, pane in enumerate(panes) if pane.id == self.pane), 0)
        if len(panes) < 2:
            self.status.say(_("只有一个窗格"))
        elif index < len(panes) - 1:
            panes[index].extra += STEP * step
        else:  # the last one has what the others leave
            panes[index - 1].extra -= STEP * step
