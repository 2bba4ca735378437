"""Pictures as segments of lines: half-blocks, Sixels, or the placeholders of the kitty protocol.

However it is drawn, a picture is so many lines of so many cells, each painted by itself, so that it
scrolls and is covered as text is. textual-image is not used: it is under the LGPL, and asks the
terminal what it can do, whose answer would count as keys.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count, groupby
from typing import Protocol

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from reader.pictures.pixels import Pixels, Png, Sixels

Picture = Pixels | Sixels | Png
"""A picture, ready to be drawn."""

ROW_MARKS = "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c" + (
    "\u0350\u0351\u0352\u0357\u035b\u0363\u0364\u0365"
)
"""The marks by which a placeholder tells its row, 0 and up (the table of the kitty protocol)."""
PLACEHOLDER = "\U0010eeee"
CHUNK = 4096
"""Characters of a picture in one command of the kitty protocol."""

_ids = count(0x5A4E01)
"""Numbers of pictures: colours that nothing else is likely to use."""


class Drawing(Protocol):
    """A picture that has come: so many *columns* and *rows* of cells."""

    @property
    def columns(self) -> int:
        """Its cells in a row."""

    @property
    def rows(self) -> int:
        """Its lines."""

    @property
    def opening(self) -> str:
        """What the terminal must be sent before it can be shown."""

    @property
    def closing(self) -> str:
        """What lets the terminal forget it."""

    def segments(self, row: int, ground: Style) -> Iterable[Segment]:
        """Return one line, exactly ``columns`` cells, on *ground*."""


def draw(picture: Picture, cell: tuple[int, int]) -> Drawing:
    """Return *picture* as what can be painted in cells of *cell* pixels."""
    match picture:
        case Pixels():
            return Blocks(picture)
        case Sixels():
            return SixelLines(picture)
        case Png():
            return PlacedPicture(picture, cell)


class Blocks:
    """Half-blocks: of each cell the upper half is one pixel, and the lower half another.

    Which half is drawn in the colour of the text, and which is the ground, is as few changes of
    colour from the cell before as can be: so a picture takes the fewest bytes.
    """

    opening = closing = ""

    def __init__(self, pixels: Pixels) -> None:
        self.columns, self.rows = pixels.width, (pixels.height + 1) // 2
        self._pixels = pixels

    def segments(self, row: int, ground: Style) -> Iterator[Segment]:
        """Yield one line; below a last odd row of pixels is the *ground*."""
        upper, lower = self._colours(2 * row), self._colours(2 * row + 1)
        # The ground may be the terminal's own, which is no colour to draw a half in.
        cells = (
            _signs(zip(upper, lower, strict=True))
            if lower
            else (("▀", c, ground.bgcolor) for c in upper)
        )
        for (sign, fore, back), same in groupby(cells):
            yield Segment(sign * len(list(same)), Style.from_color(fore, back))

    def _colours(self, row: int) -> list[Color]:
        size = 3 * self.columns
        line = self._pixels.data[row * size : (row + 1) * size]
        return [_colour(line[at : at + 3]) for at in range(0, len(line), 3)]


def _signs(cells: Iterable[tuple[Color, Color]]) -> Iterator[tuple[str, Color, Color]]:
    """Yield the sign of each cell, its colour and its ground, for the upper and the lower pixel."""
    fore = back = Color.default()
    for upper, lower in cells:
        if upper == lower:
            sign, back = " ", upper
        elif (fore != upper) + (back != lower) <= (fore != lower) + (back != upper):
            sign, fore, back = "▀", upper, lower
        else:
            sign, fore, back = "▄", lower, upper
        yield sign, fore, back


@lru_cache(maxsize=4096)
def _colour(pixel: bytes) -> Color:
    return Color.from_rgb(*pixel)


class Covered(str):
    """Blanks that bring a picture along where they are written whole; cut, they are blanks.

    Textual measures and cuts text as a string, and writes it by formatting it (the f-string of
    `Strip.render_style`), which nothing promises; a test over the bytes holds it to that.
    """

    picture = ""

    def __format__(self, spec: str) -> str:
        """Return what is written: the blanks, and the picture from where they began."""
        return f"{self!s}\x1b7\x1b[{len(self)}D{self.picture}\x1b8"


class SixelLines:
    """Sixels, drawn over blanks: what is later written to these cells takes them away."""

    opening = closing = ""

    def __init__(self, sixels: Sixels) -> None:
        self.columns, self.rows = sixels.columns, len(sixels.lines)
        self._lines = sixels.lines

    def segments(self, row: int, ground: Style) -> Iterator[Segment]:
        """Yield one line; dim, so that it is not joined with the blanks beside it."""
        blanks = Covered(" " * self.columns)
        blanks.picture = self._lines[row]
        yield Segment(blanks, ground + Style(dim=True))


class PlacedPicture:
    """A picture that the terminal keeps under a number; placeholders in that colour show it."""

    def __init__(self, picture: Png, cell: tuple[int, int]) -> None:
        self.columns = -(-picture.width // cell[0])
        self.rows = -(-picture.height // cell[1])
        self._id = next(_ids)
        self._style = Style(color=Color.from_rgb(*self._id.to_bytes(3, "big")))
        self.opening = "".join(self._commands(b64encode(picture.data).decode()))
        self.closing = f"\x1b_Ga=d,d=I,i={self._id},q=2\x1b\\"

    def _commands(self, data: str) -> Iterator[str]:
        first = f"a=T,U=1,f=100,q=2,i={self._id},c={self.columns},r={self.rows},"
        for start in range(0, len(data), CHUNK):
            more = int(start + CHUNK < len(data))
            yield f"\x1b_G{first}m={more};{data[start : start + CHUNK]}\x1b\\"
            first = ""

    def segments(self, row: int, ground: Style) -> Iterator[Segment]:
        """Yield one line: each cell tells its row, and takes its column from the one before it."""
        first = PLACEHOLDER + ROW_MARKS[row] + ROW_MARKS[0]
        others = (PLACEHOLDER + ROW_MARKS[row]) * (self.columns - 1)
        yield Segment(first + others, ground + self._style)
