"""The line over the panes: what each shows, and which of them has the focus."""

from functools import partial
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.text.width import fit
from reader.text.width import width as cells
from reader.tui.line_pane import LinePane
from reader.tui.paint import Palette, roles

ENDS = 1
"""Cells of the rule on either side of a heading."""


class Headings(Widget):
    """One line, over each of *panes* that is in sight right below it its own stretch of it.

    The focus shows by the weight of the rule and of the words, so that going from pane to pane
    paints a part of this line alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = roles("heading", "rule", "words", "focused")
    """`heading--rule`: the line; `heading--words`: what stands in it; `heading--focused`: both of
    the pane that has the focus."""

    DEFAULT_CSS = """
    Headings {
        height: 1;
        background: $background;
        & > .heading--rule { color: $panel; }
        & > .heading--words { color: $text-muted; }
        & > .heading--focused { color: $primary; text-style: bold; }
    }
    """

    def __init__(self, *panes: LinePane) -> None:
        super().__init__()
        self._panes = panes
        self._palette = Palette(self, "heading")
        self._stretches: list[Region] = []

    def on_mount(self) -> None:
        """Follow the panes: their headings, the focus, and how the screen is laid out."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._laid_out, immediate=True)
        for pane in self._panes:
            self.watch(pane, "heading", partial(self._paint_over, pane), init=False)
            self.watch(pane, "has_focus", partial(self._paint_over, pane), init=False)

    def _laid_out(self, _screen: Screen[object]) -> None:
        stretches = [pane.region for pane in self._shown]
        if stretches != self._stretches:
            self._stretches = stretches
            self.refresh()

    @property
    def _shown(self) -> list[LinePane]:
        below = (p for p in self._panes if p.display and p.region.y == self.region.bottom)
        return sorted(below, key=lambda pane: pane.region.x)

    def _paint_over(self, pane: LinePane) -> None:
        self.refresh(Region(pane.region.x - self.region.x, 0, pane.region.width, 1))

    def notify_style_update(self) -> None:
        """Forget the old styles."""
        super().notify_style_update()
        self._palette.forget()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        return Strip([segment for pane in self._shown for segment in self._over(pane)])

    def _over(self, pane: LinePane) -> list[Segment]:
        width = pane.region.width
        words = fit(pane.heading, max(0, width - 2 * (ENDS + 1)))
        words = f" {words} " if words else ""
        rule = "━" if pane.has_focus else "─"
        rest = rule * max(0, width - ENDS - cells(words))
        before, after = (rest, rule * ENDS) if pane.IS_HEADED_RIGHT else (rule * ENDS, rest)
        styles = ("focused", "focused") if pane.has_focus else ("rule", "words")
        line, name = (self._palette[role] for role in styles)
        return [Segment(before, line), Segment(words, name), Segment(after, line)]
