"""Pictures as Sixel graphics (DEC STD 070, chapter 9), one for each line of the terminal.

So a picture scrolls, is cut and is written over line by line, as text is. For the sandbox.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from reader.pictures.pixels import Colour, flat_picture

COLOURS = 64
"""Colours of a picture; each costs a pass over every band of it."""
BAND = 6
"""Rows of pixels to a line of sixels."""

_RUN = re.compile(rb"(.)\1{3,254}", re.DOTALL)


class Sixels(Struct, frozen=True):
    """A picture of *columns* cells: what to write at the beginning of each of its lines."""

    columns: int
    lines: tuple[str, ...]


def sixels(data: bytes, width: int, height: int, ground: Colour, cell: tuple[int, int]) -> Sixels:
    """Return the picture in *data*, as `pixels.scale` does, for cells of *cell* pixels.

    Raises InputError, PictureTooLarge, NoPictureLibrary.
    """
    picture = flat_picture(data, width, height, ground).quantize(COLOURS)
    columns, rows = -(-picture.width // cell[0]), -(-picture.height // cell[1])
    indices, palette = picture.tobytes(), picture.getpalette() or []
    line = picture.width * cell[1]
    return Sixels(
        columns,
        tuple(
            _line(indices[row * line : (row + 1) * line], picture.width, palette)
            for row in range(rows)
        ),
    )


def _line(indices: bytes, width: int, palette: list[int]) -> str:
    """Return one line of cells: a picture of its own, with those colours that are in it."""
    height = len(indices) // width
    found = sorted(set(indices))
    colours = "".join(
        f"#{colour};2;" + ";".join(str(value * 100 // 255) for value in palette[3 * colour :][:3])
        for colour in found
    )
    size = BAND * width
    bands = "-".join(
        "$".join(_band(indices[start : start + size], width))
        for start in range(0, len(indices), size)
    )
    return f'\x1bP0;1q"1;1;{width};{height}{colours}{bands}\x1b\\'


def _band(indices: bytes, width: int) -> Iterator[str]:
    """Yield the sixels of each colour in a band of at most six rows."""
    rows = [indices[start : start + width] for start in range(0, len(indices), width)]
    for colour in sorted(set(indices)):
        # A byte a pixel, summed as one long number: each row adds a bit of its own, none carries.
        only = bytes(colour) + b"\1" + bytes(255 - colour)
        total = 0
        for bit, row in enumerate(rows):
            total += int.from_bytes(row.translate(only), "big") << bit
        sixels = (total + int.from_bytes(b"?" * width, "big")).to_bytes(width, "big")
        packed = _RUN.sub(lambda run: b"!%d%c" % (len(run[0]), run[1][0]), sixels)
        yield f"#{colour}{packed.decode()}"
