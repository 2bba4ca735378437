"""One SQLite file: its connections, its transactions, and what its errors mean.

A file has one writing connection, guarded by a lock, so that any thread may write, and a reading
one for each thread that reads: in WAL none of them waits for the writer, and a long query in one
thread holds up no other. In memory all are one connection, and the lock guards reading too.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from pathlib import Path
from threading import Lock, RLock, local
from time import monotonic, sleep
from types import TracebackType
from typing import Any, NamedTuple

import msgspec

from reader.errors import StoreError
from reader.i18n import N_
from reader.store import files
from reader.store.files import guarded
from reader.text.searchable import has_initials

Connection = sqlite3.Connection

LOCK_TIMEOUT = 10.0
"""Seconds to wait for the lock of another process."""
LOOK = 0.001
"""Seconds between two tries to take the write lock while another process has it."""
LOG = 4_000
"""Pages of the log after which a checkpoint moves them to the file. Each time the disk is waited
for, by all who want to write; SQLite's default is 1,000."""
PAGE_SIZE = 8192
"""Bytes; at 4096, SQLite's default, the same articles take a fifth more room."""
SPARE, SPARE_PART = 64, 50
"""Free pages that a file keeps for the next refresh: so many, or one in this many of its pages."""
TRIMMED = 128
"""Free pages that are cut off the file at once, about a millisecond's work."""
WRITER_CACHE = 16_000
"""Kilobytes; with 2,000, SQLite's default, the indexes fall out of it between two sources."""

_decode = msgspec.json.Decoder(list[int]).decode


def json_array(values: Iterable[int] | Iterable[str]) -> str:
    """Return *values* as a parameter of any length, whose rows ``json_each(?)`` lists."""
    return msgspec.json.encode(list(values)).decode()


def numbers_of(listed: str, code: str = "q") -> "array[int]":
    """Return the integers of a JSON array, as ``json_group_array`` makes them, by type *code*."""
    return array(code, _decode(listed))


class _Reader(NamedTuple):
    """A connection that one `with` at a time holds."""

    connection: Connection
    lock: AbstractContextManager[bool]

    def __enter__(self) -> Connection:
        self.lock.__enter__()
        return self.connection

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.lock.__exit__(kind, error, traceback)


class Database:
    """The connections of one file, or the one of memory where *path* is None.

    *patience* is how many seconds a write waits for another process; *factory* makes the
    connections. Opening neither reads nor writes the file; `reader.store.schema` does. Raises
    StoreError.

    Where the file cannot be written it is read all the same, and a write raises StoreReadOnly.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        patience: float = LOCK_TIMEOUT,
        factory: type[Connection] = Connection,
    ) -> None:
        self.path = path
        self.read_only = path is not None and not files.is_writable(path)
        self._address = files.address(path) if path else ":memory:"
        self._file = path and files.identity(path)
        self._patience = patience
        self._factory = factory
        self._lock = RLock()
        self._opening = Lock()
        self._readers: list[_Reader] = []
        self._own = local()
        self._closed = False
        with self.guard():
            self._writer = self._connect()
            try:
                self._writer.execute(f"PRAGMA page_size = {PAGE_SIZE}")
                self._writer.execute(f"PRAGMA cache_size = -{WRITER_CACHE}")
                self._writer.execute(f"PRAGMA wal_autocheckpoint = {LOG}")
                self._writer.execute("PRAGMA foreign_keys = ON")
            except sqlite3.Error:
                self._writer.close()
                raise

    def _connect(self) -> Connection:
        connection = sqlite3.connect(
            self._address,
            timeout=self._patience,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
            factory=self._factory,
        )
        if files.UNLOCKED in self._address:
            # Otherwise a log needs shared memory, which cannot be made.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # For queries alone: nothing in the schema uses it.
        connection.create_function("has_initials", 2, _has_initials, deterministic=True)
        return connection

    def _reading(self) -> "_Reader":
        """Return the reading connection of this thread; once closed, one that is closed."""
        reader: _Reader | None = getattr(self._own, "reader", None)
        if reader is None:
            with self._opening:
                if self.path is None or self._closed:
                    return _Reader(self._writer, self._lock)
                self._check_file()
                reader = self._own.reader = _Reader(self._connect(), RLock())
                self._readers.append(reader)
        return reader

    def close(self) -> None:
        """Close all connections; the last one on the file, of any process, checkpoints its log.

        This waits for threads that read or write now: SQLite may crash when a connection in use is
        closed. Those that come later get a StoreError.
        """
        with self._opening:
            self._closed = True
        with self._lock:
            for reader in self._readers:
                with reader as connection:
                    connection.close()
            self._writer.close()

    def guard(self) -> AbstractContextManager[None]:
        """Turn the errors of SQLite into those of the store."""
        return guarded(self._name)

    @property
    def _name(self) -> str:
        return str(self.path or ":memory:")

    def select(self, sql: str, *params: Any, **named: Any) -> list[tuple[Any, ...]]:
        """Return all rows of a query. Raises StoreError.

        Its values are *params*, or *named* where it uses one of them more than once (``:url``).
        """
        with self.guard(), self._reading() as connection:
            return connection.execute(sql, named or params).fetchall()

    def each(self, sql: str, *params: Any) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query that has too many of them for memory. Raises StoreError."""
        with self.guard(), self._reading() as connection:
            yield from connection.execute(sql, params)

    def numbers(self, sql: str, *params: Any) -> "array[int]":
        """Return a query's numbers, row after row, as 64-bit ones. Raises StoreError."""
        with self.guard(), self._reading() as connection:
            return array("q", chain.from_iterable(connection.execute(sql, params)))

    def columns(
        self, sql: str, *params: Any, names: Sequence[str], code: str = "q"
    ) -> list["array[int]"]:
        """Return the columns *names* of a query, all of them numbers, as arrays of type *code*.

        Raises StoreError, and OverflowError for a number that does not fit.

        SQLite gathers them, in half the time that rows take, while other threads run. The query
        needs a LIMIT: without, SQLite may ignore its order.
        """
        gathered = ", ".join(f"json_group_array({name})" for name in names)
        [texts] = self.select(f"SELECT {gathered} FROM ({sql})", *params)
        return [numbers_of(text, code) for text in texts]

    def number(self, sql: str, *params: Any, **named: Any) -> int:
        """Return the one number that a query selects, 0 if there is none. Raises StoreError."""
        rows = self.select(sql, *params, **named)
        return int(rows[0][0] or 0) if rows else 0

    @contextmanager
    def patient_since(self, moment: float) -> Iterator[None]:
        """Let the patience of this thread's writes start at *moment*, a `time.monotonic`."""
        self._own.moment = moment
        try:
            yield
        finally:
            del self._own.moment

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Connection]:
        """Run one transaction: committed at the end, rolled back by any exception.

        It takes the write lock at once: a reader that becomes a writer fails whatever the patience.
        *durable*: on the disk before this returns; otherwise a power cut, though never a crash, may
        lose the last transactions. Within `transaction` it is a part of that.
        Raises StoreError.
        """
        with self._lock, self.guard():
            is_part = self._writer.in_transaction
            if is_part:
                yield self._writer
                return
            self._writer.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._begin()
            try:
                self._require_file()
                yield self._writer
                self._writer.execute("COMMIT")
            finally:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run all that this thread reads and writes meanwhile as one durable transaction.

        Committed at the end, rolled back by any exception. Raises StoreError.
        """
        with self.write(durable=True) as connection:
            outside = self._reading()
            self._own.reader = _Reader(connection, self._lock)  # which sees what was written
            try:
                yield
            finally:
                self._own.reader = outside

    def _check_file(self) -> None:
        """Raise StoreError where the file is not that which was opened.

        A write would go to a file that nobody finds any more, and a new connection would read
        another one by its log (https://sqlite.org/howtocorrupt.html, 1.4).
        """
        now = self.path and files.identity(self.path)
        if self._file is None:  # the first write makes it
            self._file = now
        if now != self._file:
            if now:
                said = N_("数据库被换成了另一个文件；请退出后重新打开：{path}")
                raise StoreError(said, kind="store_replaced", path=self._name)
            said = N_("数据库不在原处了；请放回去，或退出后重新打开：{path}")
            raise StoreError(said, kind="store_gone", path=self._name)

    def _require_file(self) -> None:
        """Do what `_check_file` does before a write.

        What waits in the log goes to the file that it belongs to: whoever opens the other one
        would take it for that one's.
        """
        try:
            self._check_file()
        except StoreError:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raise

    def _begin(self) -> None:
        """Take the write lock.

        SQLite itself tries less and less often, every 100 ms in the end, and never succeeds where
        another process takes the lock again and again: a key press would have to wait for that.
        """
        end = getattr(self._own, "moment", monotonic()) + self._patience
        self._writer.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._has_begun(monotonic() > end):
                sleep(LOOK)
        finally:
            self._writer.execute(f"PRAGMA busy_timeout = {round(self._patience * 1000)}")

    def _has_begun(self, is_last: bool) -> bool:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if is_last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def in_memory(self) -> "Database":
        """Return a copy in memory, and close this one. Raises StoreError."""
        memory = Database(None)
        try:
            with self.guard(), self._reading() as connection:
                connection.backup(memory._writer)
        except BaseException:
            memory.close()
            raise
        self.close()
        return memory

    def use_log(self) -> None:
        """Use a write-ahead log (WAL), so that readers and a writer do not wait for each other."""
        with self._lock, self.guard():
            self._writer.execute("PRAGMA journal_mode = WAL")

    def copy(self, target: Path) -> None:
        """Write what readers see now to the empty file *target*. Raises StoreError."""
        with guarded(str(target)):
            copy = sqlite3.connect(target)
            try:
                with self._reading() as connection:
                    connection.backup(copy)
            finally:
                copy.close()

    def rebuild(self) -> None:
        """Write the file anew without its free pages. Raises StoreError."""
        with self._lock, self.guard():
            self._require_file()
            self.allow_trim()
            self._writer.execute("VACUUM")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def allow_trim(self) -> None:
        """Make `trim` possible for a file that has no tables yet or is about to be rebuilt."""
        with self._lock, self.guard():
            self._writer.execute("PRAGMA auto_vacuum = INCREMENTAL")

    def trim(self) -> bool:
        """Cut some of the free pages off the file; return False where it has few.

        A millisecond's work. Before `allow_trim` nothing can be cut off. Raises StoreError.
        """
        free, pages = self._pages()
        give = min(free - max(SPARE, pages // SPARE_PART), TRIMMED)
        if give <= 0:
            return False
        with self.write() as connection:
            connection.execute(f"PRAGMA incremental_vacuum({give})").fetchall()  # a row a page
        return self._pages() < (free, pages)

    def _pages(self) -> tuple[int, int]:
        """Return how many pages of the file are free, and how many there are."""
        [(free, pages)] = self.select(
            "SELECT freelist_count, page_count FROM pragma_freelist_count, pragma_page_count"
        )
        return free, pages

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the file, without a log beside it, while no other process has it open.

        Raises StoreBusy where one has.
        """
        with self._lock, self.guard():
            self._require_file()
            self._writer.execute("PRAGMA journal_mode = DELETE")
            self._writer.execute("BEGIN EXCLUSIVE")
            try:
                yield
            finally:
                self._writer.execute("ROLLBACK")

    def version(self) -> int:
        """Return a number that changes, in one thread, whenever anything was written."""
        if self.path is None:
            return self._writer.total_changes
        return self.number("PRAGMA data_version")


def _has_initials(typed: str, text: str | None) -> bool:
    """Return what ``has_initials(typed, text)`` is in SQL: that of a NULL is false."""
    return text is not None and has_initials(typed, text)
