"""The articles that were taken along: their full text and their pictures are here."""

from collections.abc import Collection, Sequence

from reader.store.database import Database, json_array


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
