"""The lines between two panes, by which the mouse makes one wider or higher than it was."""

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.headings import Headings
from reader.tui.line_pane import LinePane


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
