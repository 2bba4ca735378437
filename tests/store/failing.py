"""A store whose n-th write, commit or read fails, as SQLite lets it fail."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.store import schema
from reader.store.database import Database
from reader.store.store import Store

UNTOUCHED = re.compile(
    r"ROLLBACK|PRAGMA (busy_timeout|synchronous|cache_size|page_size|foreign_keys|wal_)"
)
"""What asks nothing of the file, and cannot fail."""
READING = re.compile(r"\s*(SELECT|WITH|PRAGMA)")


@dataclass(frozen=True)
class Failure:
    """What SQLite says, by its code; *reads*: it may say so of a read too."""

    code: int
    words: str
    kind: type[sqlite3.DatabaseError] = sqlite3.OperationalError
    reads: bool = True

    def error(self) -> sqlite3.DatabaseError:
        error = self.kind(self.words)
        error.sqlite_errorcode = self.code
        return error


FAILURES = {
    "full": Failure(sqlite3.SQLITE_FULL, "database or disk is full", reads=False),
    "busy": Failure(sqlite3.SQLITE_BUSY, "database is locked"),
    "io": Failure(sqlite3.SQLITE_IOERR_READ, "disk I/O error"),
    "corrupt": Failure(
        sqlite3.SQLITE_CORRUPT, "database disk image is malformed", sqlite3.DatabaseError
    ),
}


class Faults:
    """Counts the statements that the connections of `failing` are given, and lets some fail.

    The *at*-th fails, counted from 0, or the first behind it to which that can happen; *lasting*:
    and all behind it. *undoing*: SQLite has undone the transaction by then, as it may.
    """

    def __init__(
        self,
        failure: Failure,
        at: int | None = None,
        *,
        lasting: bool = False,
        undoing: bool = False,
    ) -> None:
        self.failure = failure
        self.at = at
        self.lasting = lasting
        self.undoing = undoing
        self.count = 0
        self.failed = 0

    def take(self, connection: sqlite3.Connection, sql: str) -> None:
        """Raise what the next statement is to fail with."""
        if UNTOUCHED.match(sql) or (READING.match(sql) and not self.failure.reads):
            return
        number, self.count = self.count, self.count + 1
        if self.at is None or number < self.at or (self.failed and not self.lasting):
            return
        self.failed += 1
        if self.undoing and connection.in_transaction:
            connection.rollback()
        raise self.failure.error()


def failing(faults: Faults) -> type[sqlite3.Connection]:
    """Return the class of connections that fail by *faults*."""

    class Failing(sqlite3.Connection):
        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            faults.take(self, sql)
            return super().execute(sql, parameters)

        def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor:
            faults.take(self, sql)
            return super().executemany(sql, parameters)

    return Failing


@contextmanager
def opened(path: Path, faults: Faults, *, patience: float = 0.01) -> Iterator[Store]:
    """Open the store *path* over connections that fail by *faults*. Raises StoreError."""
    database = Database(path, patience=patience, factory=failing(faults))
    try:
        schema.prepare(database)
        yield Store(database)
    finally:
        database.close()


def snapshot(path: Path) -> dict[str, Sequence[Any]]:
    """Return what the file at *path* says of the reader's articles, marks, rules and sources."""
    tables = {
        "articles": "SELECT id, source, key FROM article ORDER BY id",
        "unread": "SELECT article FROM unread ORDER BY article",
        "starred": "SELECT article FROM starred ORDER BY article",
        "rules": "SELECT id, action, query FROM rule ORDER BY id",
        "moved": "SELECT article FROM moved ORDER BY article",
        "rules of sources": "SELECT source, found, region FROM source_rule ORDER BY source, found",
        "memory": "SELECT name, value FROM memory WHERE name != 'opened' ORDER BY name",
    }
    connection = sqlite3.connect(path)
    try:
        return {name: connection.execute(sql).fetchall() for name, sql in tables.items()}
    finally:
        connection.close()


def is_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with the file."""
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    finally:
        connection.close()
