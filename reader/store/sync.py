"""What of the store a server has too: its sources, its articles, and what it is yet to be told."""

from collections.abc import Collection, Mapping
from typing import Literal

from reader.store.database import Connection, Database, json_array
from reader.store.marks import mark
from reader.store.outbox import note_articles

SyncMark = Literal["unread", "starred"]
MARKS: tuple[SyncMark, ...] = ("unread", "starred")
SUBSCRIBED = "subscribed"
"""The mark, in the outbox, of a subscription that the reader removed here."""

_GIVEN = "IN (SELECT value FROM json_each(?))"
_JOINED = """
    SELECT item.article FROM json_each(?) AS asked CROSS JOIN item ON item.id = asked.value
"""
_HAVING = """
    SELECT item.id FROM {mark} CROSS JOIN item ON item.article = {mark}.article
"""
_BY_RULES = "SELECT id FROM item WHERE article NOT IN (SELECT article FROM own_star)"
"""The items whose stars, where they have one, are no doing of the reader's."""
_MADE_HERE = f"""
    SELECT article.id, unread.article IS NULL, starred.article IS NOT NULL FROM article
    LEFT JOIN unread ON unread.time = article.time AND unread.article = article.id
    LEFT JOIN starred ON starred.time = article.time AND starred.article = article.id
    WHERE article.id {_GIVEN} AND (unread.article IS NULL OR starred.article IS NOT NULL)
"""


class Sync:
    """Reads and changes what is the server's. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sources(self) -> dict[str, int]:
        """Return the sources that the server asks, by their subscription there."""
        return dict(self._database.select("SELECT feed, source FROM synced_source"))

    def adopt(self, source: int, feed: str) -> None:
        """Let the server ask a source from now on. One that is gone stays gone."""
        with self._database.write(durable=True) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO synced_source SELECT id, ? FROM source WHERE id = ?",
                (feed, source),
            )

    def release(self, source: int) -> None:
        """Let the server have nothing to do with a source any more; its articles stay."""
        items = "SELECT item.id FROM article JOIN item ON item.article = article.id"
        with self._database.write(durable=True) as connection:
            for sql in (
                "DELETE FROM synced_source WHERE source = ?",
                f"DELETE FROM outbox WHERE id IN ({items} WHERE source = ?)",
                f"DELETE FROM item WHERE id IN ({items} WHERE source = ?)",
            ):
                connection.execute(sql, (source,))

    def known(self, items: Collection[str]) -> set[str]:
        """Return which of *items* are articles here."""
        sql = f"SELECT id FROM item WHERE id {_GIVEN}"
        return {id for (id,) in self._database.select(sql, json_array(items))}

    def join(self, articles: Mapping[str, int]) -> None:
        """Store which articles items are, by the item.

        What was read or starred here before the server had to do with it waits to be sent.
        """
        with self._database.write() as connection:
            new = [(item, id) for item, id in articles.items() if not _is_joined(connection, item)]
            connection.executemany("INSERT INTO item (id, article) VALUES (?, ?)", new)
            ids = json_array(id for _, id in new)
            made_here = connection.execute(_MADE_HERE, (ids,)).fetchall()
            read = [id for id, is_read, _ in made_here if is_read]
            starred = [id for id, _, is_starred in made_here if is_starred]
            note_articles(connection, "unread", False, read)
            note_articles(connection, "starred", True, starred)

    def having(self, name: SyncMark) -> set[str]:
        """Return the items that are marked so here."""
        return {id for (id,) in self._database.select(_HAVING.format(mark=name))}

    def take(self, name: SyncMark, present: bool, items: Collection[str]) -> int:
        """Mark here what the server says of *items*, and return how many articles that changed."""
        with self._database.write() as connection:
            rows = connection.execute(_JOINED, (json_array(items),)).fetchall()
            return len(mark(connection, name, present, [id for (id,) in rows], told=items))

    def waiting(self, *, rules: bool = True) -> dict[tuple[str, SyncMark], bool]:
        """Return what the server is to be told of items: whether each has a mark.

        Without *rules*, that is not what rules starred, or starred before they were removed.
        """
        sql = "SELECT id, mark, present FROM outbox WHERE mark IN ('unread', 'starred')"
        if not rules:
            sql += f" AND NOT (mark = 'starred' AND id IN ({_BY_RULES}))"
        return {(id, mark): bool(yes) for id, mark, yes in self._database.select(sql)}

    def ended(self) -> list[str]:
        """Return the subscriptions that the server is to be told to end."""
        sql = "SELECT id FROM outbox WHERE mark = ? AND NOT present"
        return [feed for (feed,) in self._database.select(sql, SUBSCRIBED)]

    def sending(self, name: str, present: bool, items: Collection[str]) -> list[str]:
        """Store that the server may have heard of these marks in a moment.

        Return those that still wait: others were undone meanwhile, and must not be sent.
        """
        with self._database.write(durable=True) as connection:
            rows = connection.execute(
                f"UPDATE outbox SET sent = 1 WHERE mark = ? AND present = ? AND id {_GIVEN}"
                " RETURNING id",
                (name, present, json_array(items)),
            ).fetchall()
        return [id for (id,) in rows]

    def confirmed(self, name: str, present: bool, items: Collection[str]) -> None:
        """Store that the server has said OK; what was marked otherwise meanwhile waits."""
        with self._database.write() as connection:
            connection.execute(
                f"DELETE FROM outbox WHERE mark = ? AND present = ? AND id {_GIVEN}",
                (name, present, json_array(items)),
            )

    def forget(self) -> None:
        """Forget the server; all sources and articles stay, as our own."""
        with self._database.write(durable=True) as connection:
            for table in ("synced_source", "item", "outbox"):
                connection.execute(f"DELETE FROM {table}")


def _is_joined(connection: Connection, item: str) -> bool:
    return connection.execute("SELECT 1 FROM item WHERE id = ?", (item,)).fetchone() is not None
