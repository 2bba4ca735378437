"""What the panes that scroll share: runs of text painted line by line, a width, and ``g g``."""

from collections.abc import Iterable
from functools import lru_cache
from time import monotonic
from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from reader.text.wrap import width as cells
from reader.tui.past_textual import says_errors
from reader.tui.typeset.lines import Run

# From runs of text with roles to the strips that the terminal shows.


class Palette:
    """The styles of a widget's roles: its component classes named ``prefix--role``.

    *owner* is the widget; the styles are looked up once and again after `forget`.
    """

    def __init__(self, owner: Widget, prefix: str) -> None:
        self._owner = owner
        self._prefix = prefix
        self._styles: dict[str, Style] = {}

    def __getitem__(self, role: str) -> Style:
        if role not in self._styles:
            name = f"{self._prefix}--{role}"
            self._styles[role] = (
                self._owner.get_component_rich_style(name) if role else self._owner.rich_style
            )
        return self._styles[role]

    def forget(self) -> None:
        """Look the styles up again: the theme or the widget's state changed."""
        self._styles.clear()


def paint(runs: Iterable[Run], styles: Palette, width: int, overlay: str = "") -> Strip:
    """Paint one line *width* cells wide; *overlay* is a role that lies over it all."""
    over = lying_over(styles[overlay]) if overlay else None
    used = 0
    styled: list[tuple[str, Style]] = []
    for text, role in runs:
        styled.append((text, styles[role] + over))
        used += cells(text)
    if used < width:
        styled.append((" " * (width - used), styles[""] + over))
    return Strip(_joined(styled), max(used, width)).crop(0, width)


def _joined(runs: Iterable[tuple[str, Style]]) -> list[Segment]:
    """Return *runs* as few segments: each change of style costs some 40 bytes.

    Blanks take the style of what stands before them, or after them, where they look the same in it.
    """
    joined: list[tuple[str, Style]] = []
    for text, style in runs:
        if not text:
            continue
        if joined:
            before, last = joined[-1]
            if style == last or (text.isspace() and _is_alike_blank(style, last)):
                joined[-1] = (before + text, last)
                continue
            if before.isspace() and _is_alike_blank(style, last):
                joined[-1] = (before + text, style)
                continue
        joined.append((text, style))
    return [Segment(text, style) for text, style in joined]


@lru_cache(maxsize=1024)
def _is_alike_blank(one: Style, other: Style) -> bool:
    """Whether a blank looks the same in both styles: the same ground, and no line through it."""
    return one.bgcolor == other.bgcolor and not any(map(_is_ruled, (one, other)))


def _is_ruled(style: Style) -> bool:
    return bool(style.reverse or style.underline or style.underline2 or style.strike)


def lying_over(style: Style) -> Style:
    """Return what an overlay of *style* changes: background and weight, or all if it reverses."""
    if style.reverse:
        return style + Style(dim=False)
    return Style(bgcolor=style.bgcolor, bold=style.bold or None, underline=style.underline or None)


def roles(prefix: str, *names: str) -> set[str]:
    """Return the component classes of *names*, for ``COMPONENT_CLASSES``."""
    return {f"{prefix}--{name}" for name in names}


# What the panes that scroll share.

# What the panes that scroll share.

STROKE = 1.0
"""Seconds within which the second stroke of ``g g`` must follow the first."""

MOST_EXTRA = 12
"""Cells by which a pane can be made wider or narrower."""


@says_errors
class LinePane(ScrollView, can_focus=True):
    """A pane painted by the line API, with the column of its scrollbar always kept free.

    No style hangs on the focus, so that going from pane to pane paints neither anew.
    """

    IS_HEADED_RIGHT: ClassVar[bool] = False
    """Whether the heading stands at the right end of the line over the pane."""
    heading: reactive[str] = reactive("", repaint=False)
    """The words in the line over the pane, where it has one (`reader.tui.panes.layout`)."""
    has_focus: Reactive[bool] = Reactive(False, repaint=False)

    DEFAULT_CSS = """
    LinePane {
        background: $background;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-color: $panel;
        scrollbar-background: $background;
    }
    """

    _struck = float("-inf")
    _cells: int | None = None
    _extra = 0
    _lines: int | None = None
    _extra_lines = 0
    _refreshed = Size()
    """The size at which it was refreshed last, or first laid out."""

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint *regions* anew; the whole pane where none are told, or it had another size.

        Textual notes a changed size as something to paint, as large as the pane was before: that
        would paint over its neighbour, and leave half of a wide character at its edge.
        """
        if repaint and self.size and self.size != self._refreshed:
            regions = () if self._refreshed else regions
            self._refreshed = self.size
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    @on(events.Resize)
    def _laid_out(self, event: events.Resize) -> None:
        """Note the first size: nothing is to be painted at the one before, which was none."""
        self._refreshed = self._refreshed or event.size

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Leave the styles as they are: none of them hangs on the focus."""

    def on_focus(self, event: events.Focus) -> None:
        """Take the focus; Textual's own handler paints the whole pane anew."""
        event.prevent_default()
        self.has_focus = True
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Lose the focus, likewise."""
        event.prevent_default()
        self.has_focus = False
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))

    def fit_width(self, cells: int | None) -> None:
        """Be *cells* wide, and what the reader wants besides; None: take what others leave."""
        self._cells = cells
        self._widen()

    @property
    def extra(self) -> int:
        """The cells by which the reader has made the pane wider, or narrower."""
        return self._extra

    @extra.setter
    def extra(self, cells: int) -> None:
        self._extra = max(-MOST_EXTRA, min(cells, MOST_EXTRA))
        self._widen()

    def widen_to(self, cells: int) -> None:
        """Be *cells* wide, as far as the reader can make it so."""
        self.extra = cells - (self._cells or cells)

    def _widen(self) -> None:
        self.styles.width = "1fr" if self._cells is None else self._cells + self._extra

    def fit_height(self, lines: int | None) -> None:
        """Be as many *lines* high, and what the reader wants besides; None: take what is left."""
        self._lines = lines
        self._heighten()

    @property
    def extra_lines(self) -> int:
        """The lines by which the reader has made the pane higher, up to twice, or lower."""
        return self._extra_lines

    @extra_lines.setter
    def extra_lines(self, lines: int) -> None:
        self._extra_lines = lines
        self._heighten()

    def heighten_to(self, lines: int) -> None:
        """Be as many *lines* high, as far as the reader can make it so."""
        self.extra_lines = lines - (self._lines or lines)

    def _heighten(self) -> None:
        if self._lines is None:
            self.styles.height = "1fr"
            return
        self._extra_lines = max(-(self._lines // 2), min(self._extra_lines, self._lines))
        self.styles.height = self._lines + self._extra_lines

    def refresh_text(self) -> None:
        """Paint the text anew, which costs less than the frame does."""
        self.refresh(self.size.region)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of *crop*; without working the frame out where it is text alone.

        Textual works the frame out for each line, which takes longer than all that stands in it.
        """
        frame, (width, height) = self.gutter, self.outer_size
        inside = Region(0, 0, width, height).shrink(frame)
        if not inside.contains_region(crop):
            return super().render_lines(crop)
        start, end = crop.x - frame.left, crop.right - frame.left
        filters, background = self.get_line_filters(), self.background_colors[1]
        blank = Style(bgcolor=background.rich_color)
        lines = []
        for y in range(crop.y - frame.top, crop.bottom - frame.top):
            line = self.render_line(y).crop_extend(start, end, blank)
            for filter in filters:
                line = line.apply_filter(filter, background)
            lines.append(line)
        return lines

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


# A pane of text, which scrolls by lines and pages.

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
