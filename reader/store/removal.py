"""Removing a source with all that is its own, so that it can be brought back.

What goes is put aside in tables of the writing connection, which end with it: a source can come
back, its articles under their old ids, for as long as the store that removed it is open.
"""

from reader.store import drafts, indexing
from reader.store.counts import Tally, places_of
from reader.store.database import Connection
from reader.store.placement import enter, leave
from reader.store.stories import leave_source

_BY_SOURCE = "source = ?"
_BY_ARTICLE = "article IN (SELECT id FROM main.article WHERE source = ?)"
_BY_TIME = "(time, article) IN (SELECT time, id FROM main.article WHERE source = ?)"

_OWN = {
    "source": "id = ?",
    "former": _BY_SOURCE,
    "stamp": _BY_SOURCE,
    "source_rule": _BY_SOURCE,
    "dropped": _BY_SOURCE,
    "article": _BY_SOURCE,
    **dict.fromkeys(drafts.BODY_TABLES, _BY_ARTICLE),
    "moved": _BY_ARTICLE,
    "muted": _BY_ARTICLE,
    "hidden": _BY_ARTICLE,
    "ruled": _BY_ARTICLE,
    "own_star": _BY_ARTICLE,
    "work": _BY_ARTICLE,
    "unread": _BY_TIME,
    "starred": _BY_TIME,
}
"""The tables that hold what is a source's own, each after those that it refers to."""


def take_out(connection: Connection, source: int) -> bool:
    """Remove a source, its articles and their marks; False where there is none."""
    if not connection.execute("SELECT 1 FROM source WHERE id = ?", (source,)).fetchone():
        return False
    _list(connection, source, -1)
    leave_source(connection, source)
    indexing.leave(connection, source)
    connection.execute("DELETE FROM source_count WHERE source = ?", (source,))
    for table, own in _OWN.items():
        # Parameters are not allowed in a statement that makes a table.
        aside, chosen = _aside(source, table), own.replace("?", str(int(source)))
        connection.execute(f"DROP TABLE IF EXISTS {aside}")
        connection.execute(f"CREATE TABLE {aside} AS SELECT * FROM main.{table} WHERE {chosen}")
    for table, own in reversed(_OWN.items()):
        connection.execute(f"DELETE FROM main.{table} WHERE {own}", (source,))
    return True


def bring_back(connection: Connection, source: int) -> bool:
    """Bring back what `take_out` removed.

    False where another source has its address by now, and where this connection did not remove it.
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
    for table in _OWN:
        aside = _aside(source, table)
        # A former address may be another source's by now.
        connection.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM {aside}")
        connection.execute(f"DROP TABLE {aside}")
    connection.execute("INSERT INTO source_count VALUES (?, 0, 0)", (source,))
    _list(connection, source, 1)
    indexing.come_back(connection, source)
    return True


def _aside(source: int, table: str) -> str:
    return f"temp.removed_{source}_{table}"


def _list(connection: Connection, source: int, sign: int) -> None:
    """Put the source's articles into the lists of places and the counts, or take them out."""
    rows = connection.execute(
        "SELECT article.time, article.id, article.placement, unread.article IS NOT NULL,"
        " muted.article IS NOT NULL FROM article LEFT JOIN unread ON unread.time = article.time"
        " AND unread.article = article.id LEFT JOIN muted ON muted.article = article.id"
        " WHERE article.source = ?",
        (source,),
    ).fetchall()
    places = places_of(connection, {placement for _, _, placement, *_ in rows})
    change = enter if sign > 0 else leave
    tally = Tally()
    for time, id, placement, unread, muted in rows:
        change(connection, places[placement], time, id)
        if muted:
            continue
        tally.add(source, places[placement], sign, sign * unread)
    tally.write(connection)
