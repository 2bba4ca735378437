"""The lines between two panes, by which the mouse makes one wider or higher than it was."""

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.headings import Headings
from reader.tui.line_pane import LinePane


class Divider(Widget):
    """A column after the pane *left*: a border of its own would be painted with each of its lines.

    Dragged, it takes the edge of the pane along.
    """

    DEFAULT_CSS = """
    Divider { width: 1; height: 1fr; color: $panel; background: $background; pointer: ew-resize; }
    """

    def __init__(self, left: LinePane) -> None:
        super().__init__()
        self._left = left
        self._is_dragged = False

    def render_line(self, y: int) -> Strip:
        """Return a line of the column."""
        return Strip([Segment("│", self.rich_style)], 1)

    def on_mouse_down(self) -> None:
        """Take hold of it."""
        self._is_dragged = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse, as far as panes can change."""
        if self._is_dragged:
            self._left.widen_to(event.screen_x - self._left.region.x)

    def on_mouse_up(self) -> None:
        """Let go of it."""
        self._is_dragged = False
        self.release_mouse()


class HeadedDivider(Headings):
    """The line between the pane *upper* and *lower*, whose heading stands in it.

    Dragged, it takes the edge of the pane along.
    """

    DEFAULT_CSS = """
    HeadedDivider { pointer: ns-resize; }
    """

    def __init__(self, upper: LinePane, lower: LinePane) -> None:
        super().__init__(lower)
        self._upper = upper
        self._is_dragged = False

    def on_mouse_down(self) -> None:
        """Take hold of it."""
        self._is_dragged = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the mouse, as far as panes can change."""
        if self._is_dragged:
            self._upper.heighten_to(event.screen_y - self._upper.region.y)

    def on_mouse_up(self) -> None:
        """Let go of it."""
        self._is_dragged = False
        self.release_mouse()
