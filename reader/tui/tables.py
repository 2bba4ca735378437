"""Tables of an article, set in columns that fit the measure."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from reader.text.width import pad
from reader.text.width import width as cells
from reader.text.wrap import wrap
from reader.tui.runs import Run

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
