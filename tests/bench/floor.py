"""The least a Textual application with a list costs: one line-API list of *rows*, nothing else.

Usage: python -m tests.bench.floor [ROWS]; j, k and the page keys move its cursor; ctrl+q quits.
"""

import sys

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

PLAIN = Style(color="white", bgcolor="black")
CURSOR = Style(color="white", bgcolor="blue")


class Rows(ScrollView, can_focus=True):
    """Rows of text by the line API, one of them the cursor's."""

    BINDINGS = [  # noqa: RUF012  # Textual's own form
        ("j", "move(1)"),
        ("k", "move(-1)"),
        ("pagedown", "page(1)"),
        ("pageup", "page(-1)"),
    ]
    cursor = 0

    def on_mount(self) -> None:
        """Take the number of rows."""
        self.virtual_size = Size(self.app.size.width, int(sys.argv[1]) if sys.argv[1:] else 1000)

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        row = y + self.scroll_offset.y
        style = CURSOR if row == self.cursor else PLAIN
        text = f"{row:>6} 澜湾市图书馆延长夜间开放时间"
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)

    def action_move(self, step: int) -> None:
        """Move the cursor, and the window where it has to follow."""
        old, self.cursor = self.cursor, max(0, min(self.cursor + step, self.virtual_size.height))
        top, height = self.scroll_offset.y, self.size.height
        for row in (old, self.cursor):
            self.refresh(Region(0, row - top, self.size.width, 1))
        if not top <= self.cursor < top + height:
            y = self.cursor if step < 0 else self.cursor - height + 1
            self.scroll_to(y=y, animate=False, immediate=True)

    def action_page(self, pages: int) -> None:
        """Move by screens."""
        self.action_move(pages * self.size.height)


class Floor(App[None]):
    """Nothing but the list."""

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield Rows()


if __name__ == "__main__":
    app = Floor()
    app.animation_level = "none"
    app.run()
