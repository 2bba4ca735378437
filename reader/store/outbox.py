"""The outbox: what was changed here and the server has not confirmed yet.

A row is written in the transaction that makes the change. Undoing a mark withdraws the row, unless
it has been sent: then the server may have heard of it, and the opposite is to be sent as well. That
a subscription was renamed or filed elsewhere says but that: as what and where stands in its source.
"""

from collections.abc import Collection, Iterable

from reader.store.database import Connection, json_array

_ITEMS = """
    SELECT id FROM item WHERE article IN (SELECT value FROM json_each(?))
    AND id NOT IN (SELECT value FROM json_each(?))
"""
_WITHDRAW = """
    DELETE FROM outbox WHERE mark = ? AND present <> ? AND NOT sent
    AND id IN (SELECT value FROM json_each(?)) RETURNING id
"""
_PUT = """
    INSERT INTO outbox (id, mark, present, sent) VALUES (?, ?, ?, 0)
    ON CONFLICT (id, mark) DO UPDATE SET present = excluded.present
"""


def note_articles(
    connection: Connection,
    mark: str,
    present: bool,
    articles: Iterable[int],
    *,
    told: Collection[str] = (),
) -> None:
    """Note that articles were given *mark*, or lost it, for those of them that the server has.

    *told* are items of which the server says so itself.
    """
    if connection.execute("SELECT EXISTS (SELECT 1 FROM item)").fetchone() == (0,):
        return
    rows = connection.execute(_ITEMS, (json_array(articles), json_array(told))).fetchall()
    note(connection, mark, present, [id for (id,) in rows])


def note_source(connection: Connection, mark: str, present: bool, source: int) -> None:
    """Note that a source was given *mark*, or lost it, if the server asks it."""
    rows = connection.execute("SELECT feed FROM synced_source WHERE source = ?", (source,))
    note(connection, mark, present, [feed for (feed,) in rows])


def note(connection: Connection, mark: str, present: bool, ids: Collection[str]) -> None:
    """Note that items, or subscriptions, were given *mark*, or lost it."""
    undone = connection.execute(_WITHDRAW, (mark, present, json_array(ids))).fetchall()
    withdrawn = {id for (id,) in undone}
    connection.executemany(_PUT, [(id, mark, present) for id in ids if id not in withdrawn])
