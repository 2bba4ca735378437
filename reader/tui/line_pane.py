"""What the panes that scroll share: painting line by line, a width of their own, and ``g g``."""

from time import monotonic

from textual.scroll_view import ScrollView

STROKE = 1.0
"""Seconds within which the second stroke of ``g g`` must follow the first."""

MOST_EXTRA = 12
"""Cells by which a pane can be made wider or narrower."""


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
    _extra = 0

    @property
    def extra(self) -> int:
        """The cells by which the pane is wider than the style sheet says, or narrower."""
        return self._extra

    @extra.setter
    def extra(self, cells: int) -> None:
        self._extra = max(-MOST_EXTRA, min(cells, MOST_EXTRA))
        self._fit_width()

    def notify_style_update(self) -> None:
        """Follow the style sheet, which has other widths for other terminals."""
        super().notify_style_update()
        self._fit_width()

    def _fit_width(self) -> None:
        width = self.styles.base.width
        if self._extra and width is not None and width.cells is not None:
            self.styles.width = width.cells + self._extra
        elif self.styles.inline.clear_rule("width"):
            self.refresh(layout=True)

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
