"""The least a Textual application with a list costs: one line-API list of *rows*, nothing else.

Usage: python -m tests.bench.floor [ROWS]; ctrl+q quits.
"""

import sys

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

PLAIN = Style(color="white", bgcolor="black")


class Rows(ScrollView, can_focus=True):
    """Rows of text by the line API."""

    def on_mount(self) -> None:
        """Take the number of rows."""
        self.virtual_size = Size(self.app.size.width, int(sys.argv[1]) if sys.argv[1:] else 1000)

    def render_line(self, y: int) -> Strip:
        """Give one line."""
        text = f"{y + self.scroll_offset.y:>6} 澜湾市图书馆延长夜间开放时间"
        return Strip([Segment(text, PLAIN)]).adjust_cell_length(self.size.width, PLAIN)


class Floor(App[None]):
    """Nothing but the list."""

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield Rows()


if __name__ == "__main__":
    Floor().run()
