"""The line between two panes."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget


class Divider(Widget):
    """A column between two panes: a border of theirs would be painted with each of their lines."""

    DEFAULT_CSS = """
    Divider { width: 1; height: 1fr; color: $panel; background: $background; }
    """

    def render_line(self, y: int) -> Strip:
        """Return a line of the column."""
        return Strip([Segment("│", self.rich_style)], 1)
