"""One SQLite file: its connections, its transactions, and what its errors mean.

A file has one writing connection, guarded by a lock, so that any thread may write, and a reading
one for each thread that asks: in WAL none of them waits for the writer, and a long question in one
thread holds up no other. In memory all are one connection, and the lock guards reading too.
"""

import re
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from threading import RLock, local
from time import monotonic, sleep
from typing import Any

import msgspec

from reader.errors import (
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreReadOnly,
    StoreUnreachable,
)

Connection = sqlite3.Connection

PATIENCE = 10.0
"""Seconds to wait for the lock of another process."""
LOOK = 0.001
"""Seconds between two looks whether another process has left the write lock."""
PAGE_SIZE = 8192
"""Bytes; at 4096, SQLite's default, the same articles take a fifth more room."""
WRITER_CACHE = 16_000
"""Kilobytes; with 2,000, SQLite's default, the indexes fall out of it between two sources."""

_MEANINGS: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_FULL: DiskFull,
    # The shared memory beside the log cannot grow: the first thing a full disk refuses.
    sqlite3.SQLITE_IOERR_SHMSIZE: DiskFull,
    sqlite3.SQLITE_CANTOPEN: StoreUnreachable,
    sqlite3.SQLITE_PERM: StoreUnreachable,
}


_numbers = msgspec.json.Decoder(list[int])


class Garbled(Exception):
    """A value in the database is not what was put there."""


@contextmanager
def guarded(path: str) -> Iterator[None]:
    """Turn the errors of SQLite about the file *path* into those of the store."""
    try:
        yield
    except sqlite3.Error as error:
        # Errors of the module itself, such as the use of a closed connection, have no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        kind = _MEANINGS.get(code) or _MEANINGS.get(code & 0xFF, StoreError)
        raise kind(path=path, detail=str(error)) from error
    except Garbled as error:
        raise StoreDamaged(path=path, detail=str(error)) from error


class Database:
    """The connections of one file, or the one of memory where *path* is None.

    *patience* is how many seconds a write waits for another process, and *pause* how many seconds
    this one leaves to the others after each write. Opening neither reads nor writes the file;
    `reader.store.schema` does. Raises StoreUnreachable.
    """

    def __init__(
        self, path: Path | None, *, patience: float = PATIENCE, pause: float = 0.0
    ) -> None:
        self.path = path
        self._patience = patience
        self._pause = pause
        self._lock = RLock()
        self._reading: AbstractContextManager[object] = nullcontext() if path else self._lock
        with self.guard():
            self._writer = self._connect(0.0)
            self._readers: list[Connection] = []
            self._own = local()
            self._closed = False
            self._writer.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            self._writer.execute(f"PRAGMA cache_size = -{WRITER_CACHE}")
            self._writer.execute("PRAGMA foreign_keys = ON")

    def _connect(self, patience: float) -> Connection:
        connection = sqlite3.connect(
            self.path or ":memory:",
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
        )
        # For queries alone: nothing in the tables hangs on it.
        connection.create_function("regexp", 2, _matches, deterministic=True)
        return connection

    @property
    def _reader(self) -> Connection:
        """The reading connection of this thread."""
        if self.path is None or self._closed:
            return self._writer
        reader: Connection | None = getattr(self._own, "reader", None)
        if reader is None:
            reader = self._own.reader = self._connect(self._patience)
            with self._lock:
                self._readers.append(reader)
        return reader

    def close(self) -> None:
        """Close all connections; the last of all on the file folds the log into it."""
        with self._lock:
            self._closed = True
            for reader in self._readers:
                reader.close()
            self._writer.close()

    def guard(self) -> AbstractContextManager[None]:
        """Turn the errors of SQLite into those of the store."""
        return guarded(self._name)

    @property
    def _name(self) -> str:
        return str(self.path or ":memory:")

    def select(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        """Give all rows of a query. Raises StoreError."""
        with self.guard(), self._reading:
            return self._reader.execute(sql, params).fetchall()

    def numbers(self, sql: str, *params: Any) -> "array[int]":
        """Give a query's numbers, row after row, as 64-bit ones. Raises StoreError."""
        with self.guard(), self._reading:
            return array("q", chain.from_iterable(self._reader.execute(sql, params)))

    def columns(self, sql: str, *params: Any, names: Sequence[str]) -> list["array[int]"]:
        """Give the columns *names* of a query, all of them numbers. Raises StoreError.

        SQLite gathers them: half the time that its rows take, and other threads run meanwhile. The
        query needs a LIMIT, for otherwise SQLite may leave its order out.
        """
        gathered = ", ".join(f"json_group_array({name})" for name in names)
        [texts] = self.select(f"SELECT {gathered} FROM ({sql})", *params)
        return [array("q", _numbers.decode(text)) for text in texts]

    def number(self, sql: str, *params: Any) -> int:
        """Give the one number a query is for, 0 if it gives none. Raises StoreError."""
        rows = self.select(sql, *params)
        return int(rows[0][0] or 0) if rows else 0

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Connection]:
        """Hold one transaction: committed at the end, undone by any exception.

        It takes the write lock at once, for a reader that becomes a writer fails whatever the
        patience. *durable*: on the disk before this returns; otherwise a power cut, though never
        a crash, may cost the last transactions. Raises StoreError.
        """
        with self._lock, self.guard():
            self._writer.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._wait_and_execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            finally:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                if self._pause:
                    sleep(self._pause)

    def _wait_and_execute(self, sql: str) -> None:
        """Execute *sql* when no other process holds what it needs.

        SQLite's own waiting looks ever less often, every 100 ms in the end, and gets nothing where
        another process takes the lock again and again: a key would have to wait for that.
        """
        end = monotonic() + self._patience
        while True:
            try:
                self._writer.execute(sql)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > end:
                    raise
                sleep(LOOK)
            else:
                return

    def use_log(self) -> None:
        """Keep a write-ahead log (WAL), so that readers and a writer do not wait for each other."""
        with self._lock, self.guard():
            self._wait_and_execute("PRAGMA journal_mode = WAL")

    def copy(self, target: Path) -> None:
        """Write what the readers see now to the file *target*, replacing it. Raises StoreError."""
        with guarded(str(target)):
            copy = sqlite3.connect(target)
            try:
                self._reader.backup(copy)
            finally:
                copy.close()

    def rebuild(self) -> None:
        """Write the file anew without the room that nothing needs. Raises StoreError."""
        with self._lock, self.guard():
            self._wait_and_execute("VACUUM")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the file, its log folded into it, while no other process has it open.

        Raises StoreBusy where one has.
        """
        with self._lock, self.guard():
            self._wait_and_execute("PRAGMA journal_mode = DELETE")
            self._wait_and_execute("BEGIN EXCLUSIVE")
            try:
                yield
            finally:
                self._writer.execute("ROLLBACK")

    def version(self) -> int:
        """Give a number that changes, in one thread, when anything has written."""
        if self.path is None:
            return self._writer.total_changes
        return self.number("PRAGMA data_version")


def _matches(pattern: str, text: str | None) -> bool:
    """What SQLite calls for ``text REGEXP pattern``."""
    return text is not None and re.search(pattern, text) is not None
