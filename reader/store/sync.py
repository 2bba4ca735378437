"""What of the store a server has too: its sources, its articles, and what it is yet to be told."""

from collections.abc import Collection, Mapping
from typing import Literal

from msgspec import Struct

from reader.store.database import Connection, Database, json_array
from reader.store.marks import mark, note, note_articles

SyncMark = Literal["unread", "starred"]
Edit = Literal["named", "filed"]
"""That a source has another name, or another folder, than the server knows."""
Change = Literal["subscribed", Edit]


class Wish(Struct, frozen=True):
    """That a subscription is to be there, or, not *present*, to end."""

    id: str
    """Of the subscription, or the address of a source that has none yet."""
    present: bool
    sent: bool
    """Whether the server may have heard of it."""
    source: int | None
    """Its source, where that is here."""
    url: str
    """Of that source."""


_GIVEN = "IN (SELECT value FROM json_each(?))"
_JOINED = """
    SELECT item.article FROM json_each(?) AS asked CROSS JOIN item ON item.id = asked.value
"""
_HAVING = """
    SELECT item.id FROM {mark} CROSS JOIN item ON item.article = {mark}.article
"""
_BY_RULES = "SELECT id FROM item WHERE article NOT IN (SELECT article FROM own_star)"
"""The items whose stars, where they have one, are no doing of the reader's."""
_WISHES = """
    SELECT outbox.id, outbox.present, outbox.sent, source.id, coalesce(source.url, '')
    FROM outbox LEFT JOIN synced_source ON synced_source.feed = outbox.id
    LEFT JOIN source ON source.id = synced_source.source
        OR (source.url = outbox.id AND source.enabled)
    WHERE outbox.mark = 'subscribed'
"""
_ITEMS_OF = "SELECT item.id FROM article JOIN item ON item.article = article.id WHERE source = ?"
_MADE_HERE = f"""
    SELECT article.id, unread.article IS NULL, starred.article IS NOT NULL FROM article
    LEFT JOIN unread ON unread.time = article.time AND unread.article = article.id
    LEFT JOIN starred ON starred.time = article.time AND starred.article = article.id
    WHERE article.id {_GIVEN} AND (unread.article IS NULL OR starred.article IS NOT NULL)
"""


class StoredSync:
    """Reads and changes what is the server's. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sources(self) -> dict[str, int]:
        """Return the sources that the server asks, by their subscription there."""
        return dict(self._database.select("SELECT feed, source FROM synced_source"))

    def adopt(self, source: int, feed: str) -> None:
        """Let the server ask a source from now on. One that is gone stays gone.

        What it had under another subscription is to be joined anew.
        """
        with self._database.write(durable=True) as connection:
            same = "SELECT 1 FROM synced_source WHERE source = ? AND feed = ?"
            if connection.execute(same, (source, feed)).fetchone() is None:
                _release(connection, source)
            connection.execute(
                "INSERT OR REPLACE INTO synced_source SELECT id, ? FROM source WHERE id = ?",
                (feed, source),
            )

    def release(self, source: int) -> None:
        """Let the server have nothing to do with a source any more; its articles stay."""
        with self._database.write(durable=True) as connection:
            _release(connection, source)

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

    def is_waiting(self, *, rules: bool) -> bool:
        """Return whether there is anything that the server is to be told."""
        return bool(self.count_waiting(rules=rules))

    def count_waiting(self, *, rules: bool = False) -> int:
        """Return of how many things the server is to be told."""
        return len(self.waiting(rules=rules)) + len(self.wishes()) + len(self.edited())

    def offer(self, urls: Collection[str]) -> None:
        """Store that the server is to subscribe to sources of these addresses."""
        with self._database.write(durable=True) as connection:
            note(connection, "subscribed", True, urls)

    def wishes(self) -> list[Wish]:
        """Return what the server is to be told of subscriptions, but for their edits."""
        return [
            Wish(id, bool(present), bool(sent), source, url)
            for id, present, sent, source, url in self._database.select(_WISHES)
        ]

    def edited(self) -> dict[tuple[str, Edit], int]:
        """Return the sources of which the server is to be told the name or the folder."""
        rows = self._database.select(
            "SELECT outbox.id, outbox.mark, source FROM outbox"
            " JOIN synced_source ON synced_source.feed = outbox.id"
            " WHERE outbox.mark IN ('named', 'filed')"
        )
        return {(feed, edit): source for feed, edit, source in rows}

    def note(self, change: Change, present: bool, feed: str) -> None:
        """Store that the server is to be told a change to a subscription of its own."""
        with self._database.write(durable=True) as connection:
            note(connection, change, present, [feed])

    def sending(self, name: SyncMark | Change, present: bool, items: Collection[str]) -> list[str]:
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

    def confirmed(self, name: SyncMark | Change, present: bool, items: Collection[str]) -> None:
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


def _release(connection: Connection, source: int) -> None:
    for sql in (
        "DELETE FROM outbox WHERE id = (SELECT feed FROM synced_source WHERE source = ?)",
        "DELETE FROM synced_source WHERE source = ?",
        f"DELETE FROM outbox WHERE id IN ({_ITEMS_OF})",
        f"DELETE FROM item WHERE id IN ({_ITEMS_OF})",
    ):
        connection.execute(sql, (source,))


def _is_joined(connection: Connection, item: str) -> bool:
    return connection.execute("SELECT 1 FROM item WHERE id = ?", (item,)).fetchone() is not None
