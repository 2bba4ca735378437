"""Removing articles: a whole source at the reader's wish, or old articles, a few at a time.

A source that was removed can be restored, its articles under their old ids: its rows are set aside
in temporary tables of the writing connection, for as long as the store is open.

Old articles are gone for good. Since a source may list an article for years after it was removed
here, it must not come back as new: digests of its key, its link and its words are stored, twenty
bytes each, until its source is removed.
"""

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from reader.store import drafts, indexing, marks, stories
from reader.store.counts import Tally, places_of
from reader.store.database import Connection, Database, json_array
from reader.store.placement import enter, leave

_OF_ARTICLES = (
    *drafts.BODY_TABLES,
    *("moved", "muted", "ruled", "own_star", "told", "taken", "work", "item"),
)
"""The tables whose rows are an article's own, by its id."""
_OF_SOURCE = {
    "source": "id = ?",
    **dict.fromkeys(
        ("former", "stamp", "source_rule", "dropped", "synced_source", "article"), "source = ?"
    ),
    **dict.fromkeys(_OF_ARTICLES, "article IN (SELECT id FROM main.article WHERE source = ?)"),
    **dict.fromkeys(
        ("unread", "starred"),
        "(time, article) IN (SELECT time, id FROM main.article WHERE source = ?)",
    ),
}
"""The tables with rows of a source, and which these are; each table after those it refers to."""
_LISTED = """
    SELECT article.id, article.source, article.time, article.placement,
        unread.article IS NOT NULL, muted.article IS NOT NULL
    FROM article
    LEFT JOIN unread ON unread.time = article.time AND unread.article = article.id
    LEFT JOIN muted ON muted.article = article.id
"""
_GIVEN = "IN (SELECT value FROM json_each(?))"
_OLD = """
    SELECT id FROM article INDEXED BY article_by_source WHERE source = ? AND time < ?
    AND NOT EXISTS (SELECT 1 FROM starred
        WHERE starred.time = article.time AND starred.article = article.id)
    ORDER BY time LIMIT ?
"""


class Retention:
    """Removes old articles. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, source: int, number: int) -> int | None:
        """Return the time of the oldest of a source's newest *number*; None: it has fewer."""
        [(count, time)] = self._database.select(
            "SELECT count(*), min(time) FROM (SELECT time FROM article"
            " INDEXED BY article_by_source WHERE source = ? ORDER BY time DESC LIMIT ?)",
            source,
            number,
        )
        return time if count == number else None

    def remove(self, source: int, before: int, limit: int) -> int:
        """Remove at most *limit* of a source's articles from *before* that time, the oldest first.

        Starred ones stay. Return how many were removed.
        """
        # Looked for outside the transaction: most often there are none.
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
        """Return those of *names*, keys, links and digests, that removed articles had."""
        by_identity = {_identity(name): name for name in names if name}
        found = self._database.numbers(
            f"SELECT identity FROM dropped WHERE source = ? AND identity {_GIVEN}",
            source,
            json_array(by_identity),
        )
        return {by_identity[identity] for identity in found}


def remove_source(connection: Connection, source: int) -> bool:
    """Remove a source, its articles and their marks; return False where there is none."""
    if not connection.execute("SELECT 1 FROM source WHERE id = ?", (source,)).fetchone():
        return False
    marks.note_source(connection, "subscribed", False, source)
    _list(connection, _listed_of(connection, source), -1)
    stories.leave_source(connection, source)
    indexing.hide_source(connection, source)
    connection.execute("DELETE FROM source_count WHERE source = ?", (source,))
    for table, own in _OF_SOURCE.items():
        # Parameters are not allowed in a statement that makes a table.
        aside, chosen = _aside(source, table), own.replace("?", str(int(source)))
        connection.execute(f"DROP TABLE IF EXISTS {aside}")
        connection.execute(f"CREATE TABLE {aside} AS SELECT * FROM main.{table} WHERE {chosen}")
    for table, own in reversed(_OF_SOURCE.items()):
        connection.execute(f"DELETE FROM main.{table} WHERE {own}", (source,))
    return True


def restore_source(connection: Connection, source: int) -> bool:
    """Restore what `remove_source` removed.

    Return False where another source has its address by now, or another connection removed it.
    """
    aside = _aside(source, "source")
    name = aside.partition(".")[2]
    if not connection.execute(
        "SELECT 1 FROM temp.sqlite_master WHERE name = ?", (name,)
    ).fetchone():
        return False
    taken = f"SELECT 1 FROM source WHERE url = (SELECT url FROM {aside})"
    if connection.execute(taken).fetchone():
        return False
    for table in _OF_SOURCE:
        aside = _aside(source, table)
        # A former address may be another source's by now.
        connection.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM {aside}")
        connection.execute(f"DROP TABLE {aside}")
    connection.execute("INSERT INTO source_count VALUES (?, 0, 0)", (source,))
    _list(connection, _listed_of(connection, source), 1)
    indexing.unhide_source(connection, source)
    marks.note_source(connection, "subscribed", True, source)
    return True


def _aside(source: int, table: str) -> str:
    return f"temp.removed_{source}_{table}"


class _Listed(Struct, frozen=True):
    """An article as lists and counts have it."""

    id: int
    source: int
    time: int
    placement: int
    unread: int
    muted: int


def _listed_of(connection: Connection, source: int) -> list[_Listed]:
    rows = connection.execute(f"{_LISTED} WHERE article.source = ?", (source,))
    return [_Listed(*row) for row in rows]


def _list(connection: Connection, articles: Sequence[_Listed], sign: int) -> None:
    """Insert *articles* into the lists of places and the counts; *sign* -1: delete them."""
    places = places_of(connection, {each.placement for each in articles})
    change = enter if sign > 0 else leave
    tally = Tally()
    for each in articles:
        change(connection, places[each.placement], each.time, each.id)
        if not each.muted:
            tally.add(each.source, places[each.placement], sign, sign * each.unread)
    tally.write(connection)


def _remove(connection: Connection, ids: list[int]) -> None:
    stories.leave(connection, ids)
    given = json_array(ids)
    rows = connection.execute(f"{_LISTED} WHERE article.id {_GIVEN}", (given,))
    articles = [_Listed(*row) for row in rows]
    _list(connection, articles, -1)
    connection.executemany(
        "DELETE FROM unread WHERE time = ? AND article = ?",
        [(each.time, each.id) for each in articles],
    )
    _keep_identities(connection, given)
    indexing.remove(connection, ids)
    stories.remove_anchors(connection, ids)
    for table in _OF_ARTICLES:
        connection.execute(f"DELETE FROM {table} WHERE article {_GIVEN}", (given,))
    connection.execute(f"DELETE FROM article WHERE id {_GIVEN}", (given,))


def _keep_identities(connection: Connection, given: str) -> None:
    rows = connection.execute(
        f"SELECT source, key, url_key, digest FROM article WHERE id {_GIVEN}", (given,)
    ).fetchall()
    connection.executemany(
        "INSERT OR IGNORE INTO dropped VALUES (?, ?)",
        [(source, identity) for source, *names in rows for identity in _identities(names)],
    )


def _identities(names: Sequence[str]) -> Iterator[int]:
    return (_identity(name) for name in dict.fromkeys(names) if name)


def _identity(name: str) -> int:
    from hashlib import blake2b  # not before first paint: it loads all of OpenSSL

    data = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(data, signed=True)
