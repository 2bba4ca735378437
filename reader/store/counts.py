"""Counts of articles: kept up to date by whoever changes them, in the same transaction.

Of a place there are two: its articles, and how many rows fewer its list has where a story is one
row (`reader.store.folding`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from reader.model import Count
from reader.store.database import Connection, Database, json_array

EVERYWHERE = ""
"""The place of all articles in the table `fold`."""


class Tally:
    """How a transaction changes the counts, to be written once at its end."""

    def __init__(self) -> None:
        self._sources: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        self._places: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, source: int, places: Iterable[str], total: int, unread: int) -> None:
        """Add *total* articles of *source* in each of *places*, *unread* of them unread.

        Negative numbers take articles away.
        """
        self.add_to_source(source, total, unread)
        self.add_to_places(places, total, unread)

    def add_to_source(self, source: int, total: int, unread: int) -> None:
        """Do the one half of `add`."""
        change = self._sources[source]
        change[0] += total
        change[1] += unread

    def add_to_places(self, places: Iterable[str], total: int, unread: int) -> None:
        """Do the other half of `add`."""
        for place in places:
            change = self._places[place]
            change[0] += total
            change[1] += unread

    def write(self, connection: Connection) -> None:
        """Write the changes to the tables."""
        _add(connection, "source_count", "source", self._sources)
        _add(connection, "place_count", "region", self._places)


def add_folded(connection: Connection, places: Mapping[str, Sequence[int]]) -> None:
    """Add to the rows that lists have fewer than articles: of each place all, and the unread."""
    _add(connection, "fold", "region", places)


def _add(
    connection: Connection, table: str, key: str, changes: Mapping[Any, Sequence[int]]
) -> None:
    connection.executemany(
        f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT ({key}) DO UPDATE"
        " SET total = total + excluded.total, unread = unread + excluded.unread",
        ((key, *change) for key, change in changes.items() if any(change)),
    )


def places_of(connection: Connection, placements: Collection[int]) -> dict[int, list[str]]:
    """Return the places in which articles of each of *placements*, by its id, are listed."""
    rows = connection.execute(
        "SELECT id, places FROM placement WHERE id IN (SELECT value FROM json_each(?))",
        (json_array(placements),),
    )
    return {id: places.split() for id, places in rows}


def of_sources(database: Database, ids: Sequence[int] | None = None) -> dict[int, Count]:
    """Return the counts of sources by their ids, of all or of these."""
    sql, params = "SELECT source, total, unread FROM source_count", []
    if ids is not None:
        sql += " WHERE source IN (SELECT value FROM json_each(?))"
        params = [json_array(ids)]
    rows = database.select(sql, *params)
    return {source: Count(total, unread) for source, total, unread in rows}


def of_places(
    database: Database, among: Collection[str] | None = None, *, folded: bool = False
) -> dict[str, Count]:
    """Return the counts of the places that have articles by their ids, all or those *among* them.

    *folded*: of its rows, where a story is one.
    """
    sql, hidden, params = (
        "SELECT region, total, unread FROM place_count WHERE total > 0",
        _HIDDEN,
        [],
    )
    if among is not None:
        sql, params = f"{sql} AND {_AMONG}", [json_array(among)]
        hidden = f"{hidden} WHERE {_AMONG}"
    counts = {
        region: Count(total, unread) for region, total, unread in database.select(sql, *params)
    }
    for region, total, unread in database.select(hidden, *params) if folded else ():
        if region in counts:
            counts[region] = _less(counts[region], Count(total, unread))
    return counts


def of_all(database: Database, *, folded: bool = False) -> Count:
    """Return the count of all articles; *folded*: of their rows, where a story is one."""
    [(total, unread)] = database.select(
        "SELECT coalesce(sum(total), 0), coalesce(sum(unread), 0) FROM source_count"
    )
    count = Count(total, unread)
    hidden = database.select(f"{_HIDDEN} WHERE region = ?", EVERYWHERE) if folded else []
    return _less(count, Count(*hidden[0][1:])) if hidden else count


_HIDDEN = "SELECT region, total, unread FROM fold"
_AMONG = "region IN (SELECT value FROM json_each(?))"


def _less(count: Count, hidden: Count) -> Count:
    return Count(count.total - hidden.total, count.unread - hidden.unread)
