"""The columns of a page: the folders that the articles it lists stand in, by their addresses."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from reader.extract.html.addresses import Address
from reader.model import Draft

MOST = 5
"""Columns that are proposed of a page."""
_LEAST = 3
"""Articles that make a column."""


class Column(Struct, frozen=True):
    """What the addresses of a column hold, such as ``/yw/``, and how many articles it has."""

    part: str
    count: int


def columns(entries: Sequence[Draft]) -> list[Column]:
    """Return the columns of what a page lists, the largest first; none where it has only one."""
    parts = (part for part in (Address(entry.url).column for entry in entries) if part != "/")
    counts = Counter(parts).most_common(MOST)
    # Of a folder within another the outer one would hold the articles of both.
    found = [Column(part, len(narrowed(entries, part))) for part, n in counts if n >= _LEAST]
    return found if len(found) > 1 else []


def narrowed(entries: Sequence[Draft], part: str) -> tuple[Draft, ...]:
    """Return those of *entries* whose address holds *part*."""
    return tuple(entry for entry in entries if part in entry.url)
