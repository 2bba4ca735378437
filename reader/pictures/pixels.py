"""Pictures: foreign bytes to pixels of plain colour, and to Sixels. Only for the sandbox.

Pillow is an extra (``zhnews[images]``); nothing here loads it before a picture is scaled.

So a picture scrolls, is cut and is written over line by line, as text is. For the sandbox.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.errors import NoPictureLibrary, PictureTooLarge, not_a_picture

if TYPE_CHECKING:
    from PIL.Image import Image

# Pictures: foreign bytes to a few pixels of plain colour. For the sandbox, and only there.

MOST_PIXELS = 40_000_000
"""What is opened: a 40-megapixel photograph in four channels is 160 MB, a bomb is gigabytes."""
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
"""The kinds that pages use; each further decoder is a further risk."""
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF")
COLOURS = 128
"""Colours of `Pixels`: each costs the screen some time, and of so few pixels nobody misses more."""
TURNED = range(5, 9)
"""EXIF orientations in which width and height change places (EXIF 2.32, tag 0x0112)."""
ORIENTATION = 0x0112

Colour = tuple[int, int, int]


class Pixels(Struct, frozen=True):
    """A picture as it is shown: rows from the top, three bytes (red, green, blue) a pixel."""

    width: int
    height: int
    data: bytes


def is_picture(data: bytes) -> bool:
    """Return whether *data* begins as a picture of one of `FORMATS` does."""
    return data.startswith(SIGNATURES) and (data[:4] != b"RIFF" or data[8:12] == b"WEBP")


def scale(data: bytes, width: int, height: int, ground: Colour) -> Pixels:
    """Return the picture in *data* as large as fits into *width* x *height* pixels.

    Of several frames it is the first; it is turned as its camera was; what is transparent lies on
    *ground*. Raises InputError, PictureTooLarge, NoPictureLibrary.
    """
    picture = flat_picture(data, width, height, ground).quantize(COLOURS).convert("RGB")
    return Pixels(*picture.size, picture.tobytes())


class Png(Struct, frozen=True):
    """A picture as it is shown, as a file."""

    width: int
    height: int
    data: bytes


def as_png(data: bytes, width: int, height: int, ground: Colour) -> Png:
    """Return what `scale` returns as a PNG file; raises the same."""
    picture, file = flat_picture(data, width, height, ground), BytesIO()
    picture.save(file, "PNG")
    return Png(*picture.size, file.getvalue())


def flat_picture(data: bytes, width: int, height: int, ground: Colour) -> Image:
    """Return what `scale` returns as an image of Pillow's, opaque; raises the same."""
    return _flat(_fitted(data, width, height), ground)


def _fitted(data: bytes, width: int, height: int) -> Image:
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise NoPictureLibrary from None
    Image.MAX_IMAGE_PIXELS = None  # ours is lower, and has a sentence
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture: Image.Image = Image.open(BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureTooLarge(width=picture.width, height=picture.height)
            if picture.getexif().get(ORIENTATION) in TURNED:
                width, height = height, width
            picture.draft("RGB", (2 * width, 2 * height))  # a JPEG is decoded smaller
            picture.load()
            size = _size(picture.size, width, height)
            if picture.mode not in ("RGB", "RGBA", "L"):
                picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
            return ImageOps.exif_transpose(picture.resize(size, Image.Resampling.HAMMING))
        except (PictureTooLarge, MemoryError):
            raise
        except Exception:  # Pillow's decoders meet broken files with whatever Python raises
            raise not_a_picture() from None


def _size(natural: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    """Return the largest size of the same shape within *width* x *height*."""
    factor = min(width / natural[0], height / natural[1])
    return max(1, round(natural[0] * factor)), max(1, round(natural[1] * factor))


def _flat(picture: Image, ground: Colour) -> Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    from PIL import Image

    below = Image.new("RGBA", picture.size, tuple(ground))  # from the sandbox it comes as a list
    return Image.alpha_composite(below, picture).convert("RGB")


# Pictures as Sixel graphics (DEC STD 070, chapter 9), one for each line of the terminal.

PALETTE = 64
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
    picture = flat_picture(data, width, height, ground).quantize(PALETTE)
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
