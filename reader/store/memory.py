"""What the screen remembers from one time to the next: lists of strings, by a name."""

from collections.abc import Iterable

import msgspec

from reader.store.database import Database
from reader.store.files import Garbled


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
