"""Counts of articles: kept up by whoever changes the articles, in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reader.model import Count
from reader.store.database import Connection, Database, json_array
from reader.store.folds import EVERYWHERE


class Tally:
    """What a transaction changes about the counts, to be written once at its end."""

    def __init__(self) -> None:
        self._sources: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        self._places: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, source: int, places: Iterable[str], total: int, unread: int) -> None:
        """Note *total* more articles of *source* in each of *places*, *unread* more of them unread.

        Negative numbers are articles less.
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
        """Bring the counts up to date."""
        for table, key, changes in (
            ("source_count", "source", self._sources),
            ("place_count", "region", self._places),
        ):
            connection.executemany(
                f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT ({key}) DO UPDATE"
                " SET total = total + excluded.total, unread = unread + excluded.unread",
                ((key, *change) for key, change in changes.items() if any(change)),
            )


def of_sources(database: Database, ids: Sequence[int] | None = None) -> dict[int, Count]:
    """Give the counts of sources by their ids, of all or of these."""
    sql, params = "SELECT source, total, unread FROM source_count", []
    if ids is not None:
        sql += " WHERE source IN (SELECT value FROM json_each(?))"
        params = [json_array(ids)]
    rows = database.select(sql, *params)
    return {source: Count(total, unread) for source, total, unread in rows}


def of_places(database: Database, *, folded: bool = False) -> dict[str, Count]:
    """Give the count of every place that has articles by its region id.

    *folded*: of its rows where a story is one (`reader.store.folds`).
    """
    rows = database.select("SELECT region, total, unread FROM place_count WHERE total > 0")
    counts = {region: Count(total, unread) for region, total, unread in rows}
    for region, hidden in _hidden(database).items() if folded else ():
        if region in counts:
            counts[region] = _less(counts[region], hidden)
    return counts


def of_all(database: Database, *, folded: bool = False) -> Count:
    """Give the count of all articles, or of their rows where a story is one."""
    [(total, unread)] = database.select(
        "SELECT coalesce(sum(total), 0), coalesce(sum(unread), 0) FROM source_count"
    )
    count = Count(total, unread)
    return _less(count, _hidden(database).get(EVERYWHERE, Count())) if folded else count


def _hidden(database: Database) -> dict[str, Count]:
    rows = database.select("SELECT region, total, unread FROM fold")
    return {region: Count(total, unread) for region, total, unread in rows}


def _less(count: Count, hidden: Count) -> Count:
    return Count(count.total - hidden.total, count.unread - hidden.unread)
