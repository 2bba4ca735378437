"""Composing what changed on a screen, and no more.

For any change Textual composes, of all lines on which something changed, all widgets there are,
those that lie beneath others too. Here a widget is asked only for lines of which it shows something
that changed: a list that scrolls costs a third.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from textual._compositor import Compositor, CompositorUpdate, LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

Spans = list[tuple[int, int]]
"""Stretches of a line: the first cell of each, and the one after its last."""


class Piece(NamedTuple):
    """A strip and the cell of the screen in which it begins."""

    x: int
    y: int
    strip: Strip


class PartUpdate(CompositorUpdate):
    """The pieces of a screen of *size* that changed, none of which lies over another."""

    def __init__(self, pieces: list[Piece], size: Size) -> None:
        self.pieces = pieces
        self.size = size


class PartCompositor(Compositor):
    """Textual's compositor, whose partial updates are of less."""

    def render_partial_update(self) -> PartUpdate | None:  # type: ignore[override]
        """Compose what changed; None: nothing did."""
        screen = self.size.region
        regions = [screen.intersection(region) for region in self._dirty_regions]
        self._dirty_regions.clear()
        wanted: dict[int, Spans] = {}
        for y, start, end in self._regions_to_spans(filter(None, regions)):
            wanted.setdefault(y, []).append((start, end))
        pieces = sorted(self._pieces(wanted), key=lambda piece: (piece.y, piece.x))
        return PartUpdate(pieces, self.size) if pieces else None

    def _pieces(self, wanted: dict[int, Spans]) -> Iterator[Piece]:
        """Give what the *wanted* spans of each line show; the foremost widgets come first."""
        for widget, (region, clip) in self.visible_widgets.items():
            if not wanted:
                return
            shown = region.intersection(clip)
            lines = [
                (y, taken)
                for y in shown.line_range
                if y in wanted and (taken := _take(wanted, y, shown.x, shown.right))
            ]
            for top, block in _blocks(lines):
                left, right = block[0][0][0], block[0][-1][1]
                crop = Region(left - region.x, top - region.y, right - left, len(block))
                for y, strip in enumerate(widget.render_lines(crop), top):
                    for start, end in block[y - top]:
                        yield Piece(start, y, strip.crop(start - left, end - left))


def _blocks(lines: list[tuple[int, Spans]]) -> Iterator[tuple[int, list[Spans]]]:
    """Join those of *lines* that follow one another and are as long; the first has the y."""

    def alike(item: tuple[int, tuple[int, Spans]]) -> tuple[int, int, int]:
        index, (y, spans) = item
        return y - index, spans[0][0], spans[-1][1]

    for _key, block in groupby(enumerate(lines), alike):
        together = [line for _index, line in block]
        yield together[0][0], [spans for _y, spans in together]


def _take(wanted: dict[int, Spans], y: int, left: int, right: int) -> Spans:
    """Take what lies between *left* and *right* out of the spans that line *y* wants."""
    taken: Spans = []
    rest: Spans = []
    for start, end in wanted[y]:
        low, high = max(start, left), min(end, right)
        if low >= high:
            rest.append((start, end))
            continue
        taken.append((low, high))
        rest += [span for span in ((start, low), (high, end)) if span[0] < span[1]]
    wanted[y] = rest
    if not rest:
        del wanted[y]
    return taken


def pieces_of(update: LayoutUpdate | PartUpdate) -> Iterator[Piece]:
    """Give the pieces of an update of all lines, or of some."""
    if isinstance(update, PartUpdate):
        yield from update.pieces
        return
    for y, strips in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in strips:
            yield Piece(x, y, strip)
            x += strip.cell_length


class Composed:
    """Before `Screen` among the bases of a screen: it is composed in parts."""

    _compositor: Compositor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._compositor = PartCompositor()
