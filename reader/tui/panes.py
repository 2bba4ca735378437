"""Which panes are in sight, and going between them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget

from reader.i18n import _
from reader.news.library import Library
from reader.tui.base import ReaderBase
from reader.tui.line_pane import LinePane
from reader.tui.page import Desk
from reader.tui.trail import Pane

PANES: Sequence[Pane] = ("regions", "list", "article")
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
        self._columns = size.width
        self._is_right = False
        self._arrange()

    def on_resize(self, event: Resize) -> None:
        """Show as many panes as there is room for."""
        self._columns = event.size.width
        self._arrange()

    @property
    def is_zen(self) -> bool:
        """Whether only the article is in sight, whatever the room."""
        return self.trail.here.zen

    def _in_sight(self) -> Sequence[Pane]:
        if self.is_zen or self._columns < TWO_FROM:
            return (self.trail.here.pane,)
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

    def go_to_pane(self, id: Pane) -> None:
        """Go to the pane *id*; the article alone stays alone."""
        self.note_place()
        self.trail.to_pane(id, zen=self.is_zen and id == "article")
        self.show_panes()

    def show_panes(self, *, back: bool = False) -> None:
        """Bring the pane into sight that the trail says, and focus it.

        Of two panes the article stays beside the list, unless one came *back* to that.
        """
        pane = self.trail.here.pane
        self._is_right = pane == "article" or (self._is_right and pane == "list" and not back)
        self._arrange()
        self.set_focus(self.query_one(f"#{pane}", Widget), scroll_visible=False)

    def hide_article(self) -> bool:
        """Of two panes show the left two again; False where they are."""
        was_right = self._is_right and TWO_FROM <= self._columns < THREE_FROM
        self._is_right = False
        self._arrange()
        return was_right

    def on_descendant_focus(self) -> None:
        """Follow a focus that came by mouse."""
        if self.focused is not None and self.focused.id in PANES and self.focused.id != self.pane:
            self.go_to_pane(cast(Pane, self.focused.id))

    @property
    def _index(self) -> int:
        return PANES.index(self.trail.here.pane)

    def action_pane(self, id: Pane) -> None:
        """Go to a pane by its own key."""
        self.go_to_pane(id)

    def action_pane_left(self) -> None:
        """Go one pane to the left; in the tree, first close the branch or go to its parent."""
        if self.pane == "regions":
            self.sidebar.close_branch()
        else:
            self.go_to_pane(PANES[self._index - 1])

    def action_pane_right(self) -> None:
        """Go one pane to the right; in the tree, first open the branch."""
        if self.pane == "regions" and self.sidebar.open_branch():
            return
        self.go_to_pane(PANES[min(self._index + 1, len(PANES) - 1)])

    def action_pane_next(self, step: int) -> None:
        """Go round the panes."""
        self.go_to_pane(PANES[(self._index + step) % len(PANES)])

    def action_zen(self) -> None:
        """Show the article alone, or all again."""
        if self.is_zen:
            self.go_back()
        else:
            self.note_place()
            self.trail.to_pane("article", zen=True)
            self.show_panes()

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
