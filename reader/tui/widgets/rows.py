"""A list of rows by the line API: what the sidebar, the article list and the chooser share."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from reader.tui.commands import bindings
from reader.tui.typeset.lines import Run
from reader.tui.widgets.line_pane import LinePane, Palette, paint, roles


class RowList(LinePane):
    """A scrolling list of rows of one height, of which one carries the cursor.

    It costs the same for a hundred rows and for a million: only the rows in sight are asked for.
    A subclass says how many rows there are, what stands in each and which can be chosen, and calls
    `rows_changed` whenever that changes.
    """

    BINDINGS = bindings("moving", "list")
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = roles("row", "cursor", "rest")
    """`row--cursor`: the cursor's row; `row--rest`: the same while another pane has the focus."""

    DEFAULT_CSS = """
    RowList {
        & > .row--cursor { background: $cursor-background; text-style: $cursor-style; }
        & > .row--rest { background: $rest-background; text-style: $rest-style; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor came to another row."""

        rows: "RowList"

        @property
        def control(self) -> "RowList":
            """The list it happened in."""
            return self.rows

        def can_replace(self, message: Message) -> bool:
            """Replace an earlier move that was not handled yet."""
            return type(message) is type(self) and message.control is self.rows

    @dataclass
    class Opened(Message):
        """The row under the cursor was opened, by key or mouse."""

        rows: "RowList"

        @property
        def control(self) -> "RowList":
            """The list it happened in."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = 0
        self.row_height = 1
        self.palette = Palette(self, "row")
        self._strips: LRUCache[tuple[int, bool], list[Strip]] = LRUCache(256)
        self._painted_width = 0

    # What a subclass says of its rows.

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_runs(self, row: int, width: int) -> list[list[Run]]:
        """Return the lines of *row*, `row_height` of them, each at most *width* cells."""
        raise NotImplementedError

    def can_choose(self, row: int) -> bool:
        """Whether the cursor may rest on *row*."""
        return 0 <= row < self.row_count

    @property
    def blank_lines(self) -> int:
        """The lines at the top of the first row that hold nothing: the list begins below them."""
        return 0

    # Painting.

    def _top_of(self, row: int) -> int:
        return row * self.row_height - self.blank_lines

    def rows_changed(self) -> None:
        """Show the rows anew: their number or what stands in them changed."""
        self._strips.clear()
        self.virtual_size = Size(0, self._top_of(self.row_count))
        self.cursor = self._nearest(min(self.cursor, self.row_count - 1), -1)
        self.refresh_text()

    def row_changed(self, *rows: int) -> None:
        """Show a few rows anew."""
        for row in rows:
            for focused in (True, False):
                self._strips.discard((row, focused))
            self._refresh_row(row)

    @property
    def rows_in_sight(self) -> range:
        """The rows of which the window shows something."""
        top = self.scroll_offset.y + self.blank_lines
        bottom = top + self.size.height
        last = min(self.row_count, -(-bottom // self.row_height))
        return range(top // self.row_height, last)

    def render_line(self, y: int) -> Strip:
        """Return line *y* of the window."""
        row, part = divmod(y + self.scroll_offset.y + self.blank_lines, self.row_height)
        if row >= self.row_count:
            return Strip.blank(self.text_width, self.palette[""])
        if self.text_width != self._painted_width:
            self._painted_width = self.text_width
            self._strips.clear()
        key = (row, row == self.cursor)
        strips = self._strips.get(key)
        if strips is None:
            strips = self._strips[key] = self._paint_row(row)
        return strips[part]

    def _paint_row(self, row: int) -> list[Strip]:
        overlay = ""
        if row == self.cursor and self.can_choose(row):
            overlay = "cursor" if self.has_focus else "rest"
        width = self.text_width
        return [paint(runs, self.palette, width, overlay) for runs in self.row_runs(row, width)]

    def _refresh_row(self, row: int) -> None:
        top = self._top_of(row) - self.scroll_offset.y
        self.refresh(Region(0, top, self.text_width, self.row_height))

    def notify_style_update(self) -> None:
        """Forget what was painted in the old styles."""
        super().notify_style_update()
        self.palette.forget()
        self._strips.clear()

    def on_resize(self) -> None:
        """Set the height of the rows and keep the cursor in sight."""
        before = self.row_height
        self.fit_rows()
        if self.row_height != before:
            self.rows_changed()
        self.reveal()

    def fit_rows(self) -> None:
        """Set `row_height` for the width that there is now."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Light the cursor, or dim it."""
        self.row_changed(self.cursor)

    # Moving.

    def move_to(self, row: int, step: int = 1) -> None:
        """Put the cursor on *row*, or by *step* beyond it where *row* cannot be chosen."""
        row = self._nearest(max(0, min(row, self.row_count - 1)), step)
        if row == self.cursor or not self.can_choose(row):
            self.reveal()
            return
        old, self.cursor = self.cursor, row
        self.row_changed(old, row)
        self.reveal()
        self.post_message(self.Moved(self))

    def reveal(self) -> None:
        """Scroll so that the cursor's row is in sight, and a heading right above it.

        So are those that end the list, which no cursor comes to.

        A list that must scroll does so by a third of the window and then stands still for as many
        keys: it is read more calmly than one that moves at each, and over a line it is faster.
        """
        top, height = self._top_of(self.cursor), self.size.height
        if not height:
            return  # it is not in sight, and will be resized when it is
        above = top - self.row_height if not self.can_choose(self.cursor - 1) else top
        beyond, last = height // self.row_height // 3, self._last_in_reach
        if above < self.scroll_offset.y:
            self._scroll_at_once(max(0, above - beyond * self.row_height))
        elif self._top_of(last + 1) > self.scroll_offset.y + height:
            # Whole rows from the top: of a row that is cut the headline is seen, at the bottom.
            rows = -(-((last + 1) * self.row_height - height) // self.row_height) + beyond
            self._scroll_at_once(self._top_of(rows))

    @property
    def _last_in_reach(self) -> int:
        """The cursor's row or, where none below it can be chosen, the last of all."""
        below = range(self.cursor + 1, self.row_count)
        return self.cursor if any(map(self.can_choose, below)) else self.row_count - 1

    def _scroll_at_once(self, y: int) -> None:
        # Forced: rows that came just now may be the first that need scrolling.
        self.scroll_to(y=y, animate=False, immediate=True, force=True)

    def _nearest(self, row: int, step: int) -> int:
        """Find the row to choose at *row* or beyond it by *step*, else on the other side of it."""
        for direction in (step, -step):
            found = row
            while 0 <= found < self.row_count:
                if self.can_choose(found):
                    return found
                found += 1 if direction > 0 else -1
        return max(0, row)

    def action_down(self) -> None:
        """Move one row down."""
        self.move_to(self.cursor + 1, 1)

    def action_up(self) -> None:
        """Move one row up."""
        self.move_to(self.cursor - 1, -1)

    def action_first(self) -> None:
        """Move to the first row."""
        self.move_to(0, 1)

    def action_last(self) -> None:
        """Move to the last row."""
        self.move_to(self.row_count - 1, -1)

    def action_page(self, pages: float) -> None:
        """Move by *pages* screens, down or up."""
        rows = max(1, int(self.size.height // self.row_height * abs(pages)))
        step = 1 if pages > 0 else -1
        self.move_to(self.cursor + step * rows, step)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.can_choose(self.cursor):
            self.post_message(self.Opened(self))

    def on_click(self, event: events.Click) -> None:
        """Open the row that was clicked."""
        row = (event.y + self.scroll_offset.y + self.blank_lines) // self.row_height
        if self.can_choose(row):
            self.move_to(row)
            self.action_open()
