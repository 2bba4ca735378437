"""Which panes are in sight, where, how wide and high they are, and the lines between them."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.settings.config import Layout
from reader.text.wrap import fit
from reader.text.wrap import width as cells
from reader.tui.trail import Pane, Trail
from reader.tui.widgets.line_pane import LinePane, Palette, roles

# The line over the panes.

ENDS = 1
"""Cells of the rule on either side of a heading."""


class Headings(Widget):
    """One line, over each of *panes* that is in sight right below it its own stretch of it.

    The focus shows by the weight of the rule and of the words, so that going from pane to pane
    paints a part of this line alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = roles("heading", "rule", "words", "focused")
    """`heading--rule`: the line; `heading--words`: what stands in it; `heading--focused`: both of
    the pane that has the focus."""

    DEFAULT_CSS = """
    Headings {
        height: 1;
        background: $background;
        & > .heading--rule { color: $panel; }
        & > .heading--words { color: $text-muted; }
        & > .heading--focused { color: $primary; text-style: bold; }
    }
    """

    def __init__(self, *panes: LinePane) -> None:
        super().__init__()
        self._panes = panes
        self._palette = Palette(self, "heading")
        self._stretches: list[Region] = []

    def on_mount(self) -> None:
        """Follow the panes: their headings, the focus, and how the screen is laid out."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._laid_out, immediate=True)
        for pane in self._panes:
            self.watch(pane, "heading", partial(self._paint_over, pane), init=False)
            self.watch(pane, "has_focus", partial(self._paint_over, pane), init=False)

    def _laid_out(self, _screen: Screen[object]) -> None:
        stretches = [pane.region for pane in self._shown]
        if stretches != self._stretches:
            self._stretches = stretches
            self.refresh()

    @property
    def _shown(self) -> list[LinePane]:
        below = (p for p in self._panes if p.display and p.region.y == self.region.bottom)
        return sorted(below, key=lambda pane: pane.region.x)

    def _paint_over(self, pane: LinePane) -> None:
        self.refresh(Region(pane.region.x - self.region.x, 0, pane.region.width, 1))

    def notify_style_update(self) -> None:
        """Forget the old styles."""
        super().notify_style_update()
        self._palette.forget()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        return Strip([segment for pane in self._shown for segment in self._over(pane)])

    def _over(self, pane: LinePane) -> list[Segment]:
        width = pane.region.width
        words = fit(pane.heading, max(0, width - 2 * (ENDS + 1)))
        words = f" {words} " if words else ""
        rule = "━" if pane.has_focus else "─"
        rest = rule * max(0, width - ENDS - cells(words))
        before, after = (rest, rule * ENDS) if pane.IS_HEADED_RIGHT else (rule * ENDS, rest)
        styles = ("focused", "focused") if pane.has_focus else ("rule", "words")
        line, name = (self._palette[role] for role in styles)
        return [Segment(before, line), Segment(words, name), Segment(after, line)]


# The lines between two panes, by which the mouse makes one wider or higher than it was.


class Handle(Widget):
    """What the mouse can take hold of and drag."""

    _is_dragged = False

    def drag_to(self, x: int, y: int) -> None:
        """Follow the mouse to that cell of the screen, as far as panes can change."""
        raise NotImplementedError

    def on_mouse_down(self) -> None:
        """Take hold of it."""
        self._is_dragged = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse."""
        if self._is_dragged:
            self.drag_to(int(event.screen_x), int(event.screen_y))

    def on_mouse_up(self) -> None:
        """Let go of it."""
        self._is_dragged = False
        self.release_mouse()


class Divider(Handle):
    """A column after the pane *left*: a border of its own would be painted with each of its lines.

    Dragged, it takes the edge of the pane along.
    """

    DEFAULT_CSS = """
    Divider { width: 1; height: 1fr; color: $panel; background: $background; pointer: ew-resize; }
    """

    def __init__(self, left: LinePane) -> None:
        super().__init__()
        self._left = left
        self._line_style = Style()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of the column, whose style is worked out once for all of them."""
        self._line_style = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a line of the column."""
        return Strip([Segment("│", self._line_style)], 1)

    def drag_to(self, x: int, y: int) -> None:
        """Make the pane so wide."""
        self._left.widen_to(x - self._left.region.x)


class HeadedDivider(Headings, Handle):
    """The line between the pane *upper* and *lower*, whose heading stands in it.

    Dragged, it takes the edge of the pane along.
    """

    DEFAULT_CSS = """
    HeadedDivider { pointer: ns-resize; }
    """

    def __init__(self, upper: LinePane, lower: LinePane) -> None:
        super().__init__(lower)
        self._upper = upper

    def drag_to(self, x: int, y: int) -> None:
        """Make the upper pane so high."""
        self._upper.heighten_to(y - self._upper.region.y)


# Which panes are in sight, where, and how wide and high they are.

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
        for pane, columns in zip(self.all, self._widths(in_sight), strict=True):
            pane.display = pane.id in in_sight
            pane.fit_width(columns)
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
