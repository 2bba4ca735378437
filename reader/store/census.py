"""What the articles of each source are like, counted."""

from msgspec import Struct

from reader.store.database import Database


class Span(Struct, frozen=True):
    """The times of a source's oldest and newest article."""

    oldest: int
    newest: int


class Makeup(Struct, frozen=True):
    """How many articles a source has, and how many of them lack something."""

    total: int
    empty: int
    """Without any text."""
    undated: int
    """Whose page or entry states no time."""
    unsigned: int
    """That name no press (来源)."""


_MAKEUP = "count(*), sum(extent = 'head'), sum(published IS NULL), sum(press IS NULL)"


class Census:
    """Counts. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def spans(self) -> dict[int, Span]:
        """Give the span of each source that has articles; two look-ups a source."""
        rows = self._database.select(
            "SELECT id, (SELECT min(time) FROM article WHERE article.source = source.id),"
            " (SELECT max(time) FROM article WHERE article.source = source.id) FROM source"
        )
        return {id: Span(oldest, newest) for id, oldest, newest in rows if newest is not None}

    def makeups(self) -> dict[int, Makeup]:
        """Give the make-up of each source that has articles; goes through all of them."""
        rows = self._database.select(f"SELECT source, {_MAKEUP} FROM article GROUP BY source")
        return {source: Makeup(*counts) for source, *counts in rows}

    def makeup(self, source: int) -> Makeup:
        """Give the make-up of one source; goes through its articles."""
        rows = self._database.select(f"SELECT {_MAKEUP} FROM article WHERE source = ?", source)
        return Makeup(*(count or 0 for count in rows[0]))
