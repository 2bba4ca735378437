"""The scrollbar of a pane, painted without the detour over a widget's frame and a console."""

from functools import cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


class PaneScrollBar(ScrollBar):
    """A scrollbar that is painted at each line that one scrolls, and so at once."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of *crop*, whose segments hear the mouse as Textual's do."""
        bar = self.render()
        assert isinstance(bar, ScrollBarRender) and isinstance(bar.style, Style)
        assert bar.style.color is not None and bar.style.bgcolor is not None
        bar_lines = bar.render_bar(
            self.size.height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            back_color=bar.style.bgcolor,
            bar_color=bar.style.color,
        )
        filters, background = self.get_line_filters(), self.background_colors[1]
        base = self.visual_style.rich_style

        @cache
        def painted(segment: Segment) -> Strip:
            strip = Strip(Segment.apply_style([segment], base), 1)
            for filter in filters:
                strip = strip.apply_filter(filter, background)
            return strip

        return [painted(segment) for segment in bar_lines.segments[crop.y : crop.bottom]]
