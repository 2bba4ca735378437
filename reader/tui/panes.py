"""Which panes are in sight, where, and how wide and high they are."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen

from reader.config import Layout
from reader.tui.divider import Divider, HeadedDivider
from reader.tui.line_pane import LinePane
from reader.tui.trail import Pane, Trail

PANES: Sequence[Pane] = ("regions", "list", "article")
"""The panes from left to right, by id."""
TWO_FROM, THREE_FROM = 72, 110
"""Terminals this many cells wide show two panes at a time, or all three."""
BELOW_FROM = 60
"""Terminals this many cells wide have room for the article below the list."""
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
LEAST_LINES = 3
"""How high the list is at least, above the article."""


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

    The article is beside the list or, in the *layout* that says so, below it. Going from pane to
    pane touches no style where all are in sight: a reader does it at each article. *measure*: how
    many Han characters a line of the article is to hold.
    """

    def __init__(
        self,
        screen: Screen[Any],
        trail: Trail,
        panes: Sequence[LinePane],
        size: Size,
        measure: int,
        layout: Layout,
    ) -> None:
        self._screen = screen
        self._trail = trail
        self.all = panes
        self.dividers = [Divider(pane) for pane in panes[:-1]]
        self.headed_divider = HeadedDivider(*panes[1:])
        self.right = Horizontal(id="right")
        """What holds list and article."""
        self._size = size
        self._measure = measure
        self._layout = layout
        self._is_right = False
        self._arrange()

    def resized(self, size: Size) -> None:
        """Show as many panes as there is room for."""
        self._size = size
        self._arrange()

    @property
    def layout(self) -> Layout:
        """Where the article stands, where there is room for it."""
        return self._layout

    @layout.setter
    def layout(self, layout: Layout) -> None:
        self._layout = layout
        self._arrange()

    @property
    def _columns(self) -> int:
        return self._size.width

    @property
    def _is_below(self) -> bool:
        return self._layout == "below" and self._columns >= BELOW_FROM

    def _in_sight(self) -> Sequence[Pane]:
        here = self._trail.here
        is_narrow = self._columns < TWO_FROM and not (self._is_below and self._is_right)
        if here.zen or is_narrow:
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
        has_both = self.dividers[-1].display
        is_stacked = has_both and self._is_below
        self.dividers[-1].display = has_both and not is_stacked
        self.headed_divider.display = is_stacked
        self.right.display = in_sight != PANES[:1]
        self.right.styles.layout = "vertical" if is_stacked else "horizontal"
        self.all[1].fit_height(self._list_lines if is_stacked else None)

    @property
    def _list_lines(self) -> int:
        """How high the list is above the article: a third, without the lines around both."""
        return max(LEAST_LINES, (self._size.height - 3) // 3)

    def _widths(self, in_sight: Sequence[Pane]) -> Sequence[int | None]:
        """Return how wide the panes are, from left to right; None: what the others leave.

        The article has its measure first; what is more goes to the list.
        """
        if len(in_sight) == 1:
            return (None, None, None)
        regions = regions_cells(self._columns)
        if self._is_below:
            return (regions, None, None)
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
        was_right = self._is_right and len(self._in_sight()) == 2
        self._is_right = False
        self._arrange()
        return was_right

    def widen(self, step: int) -> bool:
        """Make the pane that has the focus wider or narrower, at the cost of the rest.

        Of list and article, one below the other, it becomes higher or lower. False where it is the
        only one.
        """
        pane = self._trail.here.pane
        if self.headed_divider.display and pane != "regions":
            self.all[1].extra_lines += step if pane == "list" else -step
            return True
        panes = [each for each in self.all if each.display]
        at = next((n for n, each in enumerate(panes) if each.id == pane), 0)
        if len(panes) < 2:
            return False
        if at < len(panes) - 1:
            panes[at].extra += STEP * step
        else:  # the last one has what the others leave
            panes[at - 1].extra -= STEP * step
        return True
