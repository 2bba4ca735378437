"""Removing old articles, a few at a time, and remembering what they were known by.

A source may list an article for years after it was removed here. So that it does not come back as
new, digests of its key, its link and its words stay, twenty bytes each, until its source goes.
"""

from collections.abc import Collection, Iterator

from reader.store import drafts, indexing, stories
from reader.store.counts import Tally, places_of
from reader.store.database import Connection, Database, json_array
from reader.store.placement import leave

_OLD = """
    SELECT id FROM article INDEXED BY article_by_source WHERE source = ? AND time < ?
    AND NOT EXISTS (SELECT 1 FROM starred
        WHERE starred.time = article.time AND starred.article = article.id)
    ORDER BY time LIMIT ?
"""
_GOING = """
    SELECT id, time, source, placement, key, url_key, digest,
        EXISTS (SELECT 1 FROM unread
            WHERE unread.time = article.time AND unread.article = article.id),
        EXISTS (SELECT 1 FROM muted WHERE muted.article = article.id)
    FROM article WHERE id IN (SELECT value FROM json_each(?))
"""
_OWN = ("moved", "muted", "ruled", "own_star", "work", "hidden", *drafts.BODY_TABLES)
"""The tables that hold what is an article's own, by its id."""


class Keeping:
    """Removes articles. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, source: int, number: int) -> int | None:
        """Give the time of the last of the source's newest *number*; None: it has no more."""
        [(count, time)] = self._database.select(
            "SELECT count(*), min(time) FROM (SELECT time FROM article"
            " INDEXED BY article_by_source WHERE source = ? ORDER BY time DESC LIMIT ?)",
            source,
            number,
        )
        return time if count == number else None

    def remove(self, source: int, before: int, limit: int) -> int:
        """Remove at most *limit* of a source's articles from *before* that time, the oldest first.

        Those with a star stay. Gives how many went.
        """
        # Looked for outside the transaction, which most often there is no need for.
        if not self._database.numbers(_OLD, source, before, 1):
            return 0
        with self._database.write() as connection:
            rows = connection.execute(_OLD, (source, before, limit)).fetchall()
            _remove(connection, [id for (id,) in rows])
        return len(rows)

    def has_dropped(self, source: int) -> bool:
        """Whether articles of a source were removed."""
        sql = "SELECT EXISTS (SELECT 1 FROM dropped WHERE source = ?)"
        return bool(self._database.number(sql, source))

    def dropped(self, source: int, names: Collection[str]) -> set[str]:
        """Give those of *names*, keys, links and digests, by which removed articles were known."""
        by_digest = {_digest(name): name for name in names if name}
        found = self._database.numbers(
            "SELECT identity FROM dropped WHERE source = ?"
            " AND identity IN (SELECT value FROM json_each(?))",
            source,
            json_array(by_digest),
        )
        return {by_digest[digest] for digest in found}


def _remove(connection: Connection, ids: list[int]) -> None:
    stories.leave(connection, ids)
    given = json_array(ids)
    rows = connection.execute(_GOING, (given,)).fetchall()
    places = places_of(connection, {row[3] for row in rows})
    tally = Tally()
    for id, time, source, placement, *names, unread, muted in rows:
        leave(connection, places[placement], time, id)
        connection.execute("DELETE FROM unread WHERE time = ? AND article = ?", (time, id))
        if not muted:
            tally.add(source, places[placement], -1, -unread)
        connection.executemany(
            "INSERT OR IGNORE INTO dropped VALUES (?, ?)",
            [(source, digest) for digest in _digests(*names)],
        )
    indexing.forget(connection, ids)
    stories.forget(connection, ids)
    for table in _OWN:
        connection.execute(
            f"DELETE FROM {table} WHERE article IN (SELECT value FROM json_each(?))", (given,)
        )
    connection.execute("DELETE FROM article WHERE id IN (SELECT value FROM json_each(?))", (given,))
    tally.write(connection)


def _digests(*names: str) -> Iterator[int]:
    return (_digest(name) for name in dict.fromkeys(names) if name)


def _digest(name: str) -> int:
    from hashlib import blake2b  # not before first paint: it loads all of OpenSSL

    data = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(data, signed=True)
