"""A pane of text, which scrolls by lines and pages."""

from reader.tui.line_pane import LinePane

KEPT_LINES = 2
"""Lines of the last page that stay in sight when a page is turned."""


class TextPane(LinePane):
    """What the panes share that have no cursor."""

    def scroll_lines(self, lines: int) -> None:
        """Scroll by *lines*, down or up."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)

    def turn_page(self, pages: float) -> bool:
        """Turn by *pages* screens; False where the end (or the beginning) is in sight already."""
        before = self.scroll_offset.y
        self.scroll_lines(int(max(1, self.size.height - KEPT_LINES) * pages))
        return self.scroll_offset.y != before

    def action_down(self) -> None:
        """Scroll one line down."""
        self.scroll_lines(1)

    def action_up(self) -> None:
        """Scroll one line up."""
        self.scroll_lines(-1)

    def action_first(self) -> None:
        """Go to the beginning."""
        self.scroll_lines(-self.scroll_offset.y)

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_lines(self.virtual_size.height)

    def action_page(self, pages: float) -> None:
        """Turn by *pages* screens."""
        self.turn_page(pages)
