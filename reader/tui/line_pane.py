"""What the panes that scroll share: they are painted line by line, and know the key ``g g``."""

from time import monotonic

from textual.scroll_view import ScrollView

STROKE = 1.0
"""Seconds within which the second stroke of ``g g`` must follow the first."""


class LinePane(ScrollView, can_focus=True):
    """A pane painted by the line API, with the column of its scrollbar always kept free."""

    DEFAULT_CSS = """
    LinePane {
        background: $background;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-color: $panel;
        scrollbar-background: $background;
    }
    """

    _struck = float("-inf")

    @property
    def text_width(self) -> int:
        """The cells of a line, beside the scrollbar whether it shows or not."""
        return max(0, self.size.width - self.styles.scrollbar_size_vertical)

    def action_first(self) -> None:
        """Go to the beginning."""
        raise NotImplementedError

    def action_first_key(self) -> None:
        """Go to the beginning on the second stroke."""
        now = monotonic()
        if now - self._struck <= STROKE:
            self._struck = float("-inf")
            self.action_first()
        else:
            self._struck = now
