"""The reading pane: one article, typeset."""

from typing import ClassVar

from textual.geometry import Size
from textual.strip import Strip

from reader.model import Article
from reader.tui import typeset
from reader.tui.commands import bindings
from reader.tui.line_pane import LinePane
from reader.tui.paint import Palette, paint, roles

KEPT_LINES = 2
"""Lines of the last page that stay in sight when a page is turned."""


class ReadingPane(LinePane):
    """Shows one article, set for the pane's width; lines are painted as they come into sight."""

    BINDINGS = bindings("moving", "article")
    COMPONENT_CLASSES: ClassVar[set[str]] = roles("text", *typeset.ROLES)
    """One class a role of `typeset.ROLES`, such as ``text--headline``."""

    DEFAULT_CSS = """
    ReadingPane {
        & > .text--masthead { color: $text-muted; }
        & > .text--headline { text-style: bold; color: $primary; }
        & > .text--subtitle { color: $primary; }
        & > .text--credits { color: $text-muted; }
        & > .text--heading { text-style: bold; }
        & > .text--strong { text-style: bold; }
        & > .text--emphasis { text-style: italic; }
        & > .text--link { text-style: underline; }
        & > .text--quote { color: $text-muted; }
        & > .text--figure { color: $secondary; }
        & > .text--rule { color: $text-disabled; }
        & > .text--note { color: $text-muted; }
        & > .text--hint { color: $accent; }
    }
    """

    def __init__(self, *, measure: int, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self.sample = False
        self._measure = measure
        self._notes_open = False
        self._lines: list[typeset.Line] = []
        self.palette = Palette(self, "text")

    def show(self, article: Article | None) -> None:
        """Show *article* from its beginning, or nothing; the same article again keeps its place."""
        same = self.article and article and self.article.head.id == article.head.id
        self.article = article
        if not same:
            self._notes_open = False
        self._typeset()
        if not same:
            self.scroll_to(y=0, animate=False, immediate=True)

    def _typeset(self) -> None:
        if self.article is None or self.text_width == 0:
            self._lines = []
        else:
            style = typeset.Style(
                self.text_width, self._measure, notes_open=self._notes_open, sample=self.sample
            )
            self._lines = typeset.typeset(self.article, style)
        self.virtual_size = Size(self.text_width, len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Give line *y* of the window."""
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(self.text_width, self.palette[""])
        return paint(self._lines[number], self.palette, self.text_width)

    def notify_style_update(self) -> None:
        """Paint in the new styles."""
        super().notify_style_update()
        self.palette.forget()

    def on_resize(self) -> None:
        """Set the article for the new width, keeping about the same words in sight."""
        place = self.scroll_offset.y / max(1, len(self._lines))
        self._typeset()
        self.scroll_to(y=round(place * len(self._lines)), animate=False, immediate=True)

    # Moving.

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
        """Go to the headline."""
        self.scroll_lines(-len(self._lines))

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_lines(len(self._lines))

    def action_page(self, pages: float) -> None:
        """Turn by *pages* screens."""
        self.turn_page(pages)

    def action_toggle_notes(self) -> None:
        """Unfold or fold the notes at the end."""
        self._notes_open = not self._notes_open
        self._typeset()
