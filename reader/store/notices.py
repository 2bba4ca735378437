"""Which articles the reader is to be notified of: those that came after a rule that finds them.

They are told once, and so is a story: a reprint of what was told is not. That is noted before it
is done, so that of two processes one does it, and taken back where it failed.
"""

from collections.abc import Collection

from reader.store.database import Database, json_array

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
