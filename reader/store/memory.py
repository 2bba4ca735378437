"""What is remembered: lists of strings, articles to tell of, articles that were taken along.

They are told once, and so is a story: a reprint of what was told is not. That is noted before it
is done, so that of two processes one does it, and taken back where it failed.
"""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from reader.store.database import Database, json_array
from reader.store.files import Garbled

# What the screen remembers from one time to the next.


class Memory:
    """Reads and writes what is remembered. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> list[str] | None:
        """Return what was stored under *name*, None where nothing ever was."""
        rows = self._database.select("SELECT value FROM memory WHERE name = ?", name)
        if not rows:
            return None
        with self._database.guard():
            try:
                return msgspec.json.decode(rows[0][0], type=list[str])
            except msgspec.DecodeError as error:
                raise Garbled(str(error)) from error

    def keep(self, name: str, value: Iterable[str]) -> None:
        """Store *value* under *name*."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO memory VALUES (?, ?)",
                (name, msgspec.json.encode(list(value)).decode()),
            )


# Which articles the reader is to be notified of.

_UNTOLD = """
    SELECT min(ruled.article) AS id
    FROM rule CROSS JOIN ruled ON ruled.rule = rule.id AND ruled.article > rule.since
    LEFT JOIN story ON story.article = ruled.article
    WHERE rule.action = 'notify'
        AND ruled.article NOT IN (SELECT article FROM told)
        AND ruled.article NOT IN (SELECT article FROM muted)
        AND NOT EXISTS (SELECT 1 FROM story AS kin JOIN told ON told.article = kin.article
            WHERE kin.lead = story.lead)
    GROUP BY coalesce(story.lead, ruled.article)
"""
"""Of each story the article that came first."""
_IN_ORDER = """
    SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?)) ORDER BY time DESC, id DESC
"""


class Notices:
    """Reads and changes what was told. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self) -> list[int]:
        """Note all that is to be told as told, and return it in the order of lists."""
        if not self._database.numbers(f"{_UNTOLD} LIMIT 1"):
            return []  # nearly always: no other writer need wait
        with self._database.write(durable=True) as connection:
            rows = connection.execute(f"INSERT INTO told {_UNTOLD} RETURNING article").fetchall()
        return list(self._database.numbers(_IN_ORDER, json_array(id for (id,) in rows)))

    def release(self, ids: Collection[int]) -> None:
        """Note that articles were not told after all: they are to be told the next time."""
        with self._database.write(durable=True) as connection:
            connection.executemany("DELETE FROM told WHERE article = ?", ((id,) for id in ids))


# The articles that were taken along.


class Offline:
    """Reads and changes which articles were taken along. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def taken(self, ids: Sequence[int]) -> set[int]:
        """Return those of *ids* that were taken along."""
        sql = "SELECT article FROM taken WHERE article IN (SELECT value FROM json_each(?))"
        return set(self._database.numbers(sql, json_array(ids)))

    def take(self, ids: Collection[int]) -> None:
        """Note that articles were taken along, but for those that are gone."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO taken"
                " SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))",
                (json_array(ids),),
            )
