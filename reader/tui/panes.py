"""Which panes are in sight, and how wide they are."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from textual.screen import Screen

from reader.tui.divider import Divider
from reader.tui.line_pane import LinePane
from reader.tui.trail import Pane, Trail

PANES: Sequence[Pane] = ("regions", "list", "article")
"""The panes from left to right, by id."""
TWO_FROM, THREE_FROM = 72, 110
"""Terminals this many cells wide show two panes at a time, or all three."""
WIDE_FROM = 170
"""Terminals this many cells wide have room for longer names of places."""
REGIONS_CELLS, WIDE_REGIONS_CELLS = 24, 28
"""How wide the sidebar is, and in wide terminals."""
LIST_CELLS, LIST_BESIDE_CELLS = 45, 34
"""How wide the list is at least, among three panes and beside the article."""
MARGINS = 5
"""Cells on both sides of the article's measure, its scrollbar among them."""
STEP = 2
"""Cells by which a pane is made wider at a time."""


def regions_cells(columns: int) -> int:
    """Return how wide the sidebar is in a terminal of *columns*."""
    return REGIONS_CELLS if columns < WIDE_FROM else WIDE_REGIONS_CELLS


def list_cells(columns: int, measure: int) -> int:
    """Return how wide the list is while it has the focus, in a terminal of *columns*."""
    if columns < TWO_FROM:
        return columns
    beside = columns - regions_cells(columns) - 1
    if columns < THREE_FROM:
        return beside
    return max(LIST_CELLS, beside - 1 - 2 * measure - MARGINS)


class Panes:
    """The layout of *screen*: three panes, two that slide over the three, or one at a time.

    Going from pane to pane touches no style where all are in sight: a reader does it at each
    article. *measure*: how many Han characters a line of the article is to hold.
    """

    def __init__(
        self,
        screen: Screen[Any],
        trail: Trail,
        panes: Sequence[LinePane],
        columns: int,
        measure: int,
    ) -> None:
        self._screen = screen
        self._trail = trail
        self.all = panes
        self.dividers = [Divider(pane) for pane in panes[:-1]]
        self._columns = columns
        self._measure = measure
        self._is_right = False
        self._arrange()

    def resized(self, columns: int) -> None:
        """Show as many panes as there is room for."""
        self._columns = columns
        self._arrange()

    def _in_sight(self) -> Sequence[Pane]:
        here = self._trail.here
        if here.zen or self._columns < TWO_FROM:
            return (here.pane,)
        if self._columns < THREE_FROM:
            return PANES[1:] if self._is_right else PANES[:2]
        return PANES

    def _arrange(self) -> None:
        in_sight = self._in_sight()
        for pane, cells in zip(self.all, self._widths(in_sight), strict=True):
            pane.display = pane.id in in_sight
            pane.fit_width(cells)
        for divider, pair in zip(self.dividers, pairwise(PANES), strict=True):
            divider.display = set(pair) <= set(in_sight)

    def _widths(self, in_sight: Sequence[Pane]) -> Sequence[int | None]:
        """Return how wide the panes are, from left to right; None: what the others leave.

        The article has its measure first; what is more goes to the list.
        """
        if len(in_sight) == 1:
            return (None, None, None)
        regions = regions_cells(self._columns)
        if len(in_sight) == 2:
            return (regions, LIST_BESIDE_CELLS if self._is_right else None, None)
        return (regions, list_cells(self._columns, self._measure), None)

    def show(self, *, back: bool = False) -> None:
        """Bring the pane into sight that the trail says, and focus it.

        Of two panes the article stays beside the list, unless one came *back* to that.
        """
        pane = self._trail.here.pane
        self._is_right = pane == "article" or (self._is_right and pane == "list" and not back)
        self._arrange()
        self._screen.set_focus(self.all[PANES.index(pane)], scroll_visible=False)

    def hide_article(self) -> bool:
        """Of two panes show the left two again; False where they are."""
        was_right = self._is_right and TWO_FROM <= self._columns < THREE_FROM
        self._is_right = False
        self._arrange()
        return was_right

    def widen(self, step: int) -> bool:
        """Make the pane that has the focus wider or narrower, at the cost of the rest.

        False where it is the only one.
        """
        panes = [pane for pane in self.all if pane.display]
        at = next((n for n, pane in enumerate(panes) if pane.id == self._trail.here.pane), 0)
        if len(panes) < 2:
            return False
        if at < len(panes) - 1:
            panes[at].extra += STEP * step
        else:  # the last one has what the others leave
            panes[at - 1].extra -= STEP * step
        return True
