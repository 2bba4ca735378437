"""Lines of an article: the runs they are made of, figures and tables.

The room is as large as the page says that the picture is, or as pictures usually are, and never
changes: nothing moves when the picture comes. Nothing here knows the screen.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from msgspec import Struct

from reader.i18n import _
from reader.model import Block, Image
from reader.text.article import caption
from reader.text.wrap import pad, wrap
from reader.text.wrap import width as cells

# What a line of text is made of, whoever paints it. Nothing here knows the screen.

Run = tuple[str, str]
"""Text and the role it plays, such as ``headline``; the empty role is plain text."""
Line = list[Run]

# Figures of an article as lines.

MOST_ROWS = 18
"""Lines of the largest picture, so that one is in sight whole on a terminal of 24."""
LEAST = (12, 3)
"""Columns and rows in which it can be said that the picture is not there."""
USUAL = (3, 2)
"""Width to height of a picture whose size is not stated: most photographs'."""
PIXELS = 8
"""Pixels of a picture to a column, at least: a smaller one would be blown up."""


class Frame(Struct, frozen=True):
    """The room for one picture, in columns and rows of the terminal."""

    image: Image
    columns: int
    rows: int


class PictureLine(list[Run]):
    """One line of a frame, *left* cells from the pane's edge: as text empty, painted otherwise."""

    def __init__(self, frame: Frame, row: int, left: int) -> None:
        super().__init__()
        self.frame = frame
        self.row = row
        self.left = left


def figure_lines(
    block: Block, column: int, margin: int, *, pictures: bool, keys: bool
) -> Iterator[list[Run]]:
    """Set a figure in a *column* of so many cells; with *pictures* there is room for its own.

    With *keys* it is said by which one comes to see it where there is no room.
    """
    image = block.image or Image(None)
    words = caption(block)
    if image.url and pictures:
        frame = frame_of(image, column)
        left = margin + (column - frame.columns) // 2
        for row in range(frame.rows):
            yield PictureLine(frame, row, left)
    else:
        words = _("〔图〕") + words
    yield from _centred(words, column, "figure")
    if image.url and not pictures:
        hints = (size_name(image), *((_("I 显示"), _("; 打开")) if keys else ()))
        yield from _centred(" · ".join(filter(None, hints)), column, "note")


def _centred(text: str, column: int, role: str) -> Iterator[list[Run]]:
    for line in wrap(text, column) if text else ():
        yield [(" " * ((column - cells(line)) // 2) + line, role)]


def rows_of(block: Block, column: int) -> int:
    """Return the lines that the picture of *block* takes."""
    image = block.image
    return _room(image.width, image.height, column)[1] if image and image.url else 0


def frame_of(image: Image, column: int) -> Frame:
    """Return the size of *image* in a *column* of so many cells, each twice as high as wide."""
    return Frame(image, *_room(image.width, image.height, column))


@lru_cache(maxsize=512)
def _room(width: int, height: int, column: int) -> tuple[int, int]:
    """Return the columns and rows for a picture of so many pixels, zeros where nobody knows."""
    is_known = width > 0 and height > 0
    columns = min(column, max(LEAST[0], width // PIXELS)) if is_known else column
    width, height = (width, height) if is_known else USUAL
    if columns * height > 2 * MOST_ROWS * width:
        columns = 2 * MOST_ROWS * width // height
    columns = min(column, max(LEAST[0], columns))
    rows = round(columns * height / (2 * width))
    return columns, min(MOST_ROWS, max(LEAST[1], rows))


def size_name(image: Image) -> str:
    """Return the size of *image* in pixels, empty where it is not stated."""
    return f"{image.width}×{image.height}" if image.width and image.height else ""


# Tables of an article, set in columns that fit the measure.

GAP = 2
"""Cells between two columns."""
NARROWEST = 6
"""A column is never squeezed below this many cells."""


def table_lines(text: str, width: int) -> Iterator[list[Run]]:
    """Set a table, rows parted by newlines and cells by tabs, in at most *width* cells.

    Cells wrap inside their columns. A table with too many columns for the width is set cell by
    cell, a blank line between rows. The first row is the head.
    """
    rows = [line.split("\t") for line in text.split("\n")]
    columns = max(map(len, rows))
    if columns * NARROWEST + (columns - 1) * GAP > width:
        yield from _stacked(rows, width)
        return
    widths = _fit(
        [max(cells(row[i]) for row in rows if i < len(row)) for i in range(columns)], width
    )
    for number, row in enumerate(rows):
        full = [*row, *[""] * (len(widths) - len(row))]
        parts = [wrap(cell, size) for cell, size in zip(full, widths, strict=True)]
        for pieces in zip_longest(*parts, fillvalue=""):
            padded = (pad(piece, size) for piece, size in zip(pieces, widths, strict=True))
            yield [((" " * GAP).join(padded).rstrip(), "" if number else "strong")]
        if number == 0:
            yield [("─" * (sum(widths) + GAP * (columns - 1)), "rule")]


def _fit(widths: Sequence[int], room: int) -> list[int]:
    """Narrow the widest columns until all fit into *room*."""
    fitted = [max(NARROWEST, width) for width in widths]
    while sum(fitted) + GAP * (len(fitted) - 1) > room:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _stacked(rows: Sequence[Sequence[str]], width: int) -> Iterator[list[Run]]:
    for number, row in enumerate(rows):
        if number:
            yield []
        for cell in row:
            for line in wrap(cell, width):
                yield [(line, "" if number else "strong")]
