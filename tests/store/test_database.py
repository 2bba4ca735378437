import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import pytest

from reader.errors import (
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreReadOnly,
    StoreUnreachable,
)
from reader.model import View
from reader.store.database import Connection, Database
from reader.store.store import Store
from tests.store.making import fill, put


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with closing(Database(path, patience=0.01)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusy),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreDamaged),
        (sqlite3.SQLITE_READONLY_DIRECTORY, StoreReadOnly),
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_IOERR_SHMSIZE, DiskFull),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, StoreUnreachable),
        (sqlite3.SQLITE_IOERR_READ, StoreError),
    ],
)
def test_each_error_of_sqlite_is_one_of_the_store(
    database: Database, code: int, kind: type[StoreError]
) -> None:
    error = sqlite3.OperationalError("why")
    error.sqlite_errorcode = code
    with pytest.raises(StoreError) as caught, database.guard():
        raise error
    assert type(caught.value) is kind
    assert caught.value.params == {"path": str(database.path), "detail": "why"}


def test_a_write_holds_the_lock_from_its_beginning(database: Database, path: Path) -> None:
    with closing(Database(path, patience=0.01)) as other, database.write():
        with pytest.raises(StoreBusy), other.write():
            pass
        assert other.number("SELECT count(*) FROM sqlite_master") == 0


def test_a_write_waits_for_another_process_that_writes_again_and_again(path: Path) -> None:
    with (
        closing(Database(path, patience=60)) as database,
        closing(Database(path, pause=0.01)) as busy,
        ThreadPoolExecutor(1) as pool,
    ):
        with database.write() as connection:
            connection.execute("CREATE TABLE word (text TEXT)")
        done = Event()

        def write_on() -> None:
            while not done.is_set():
                with busy.write() as connection:
                    connection.execute("INSERT INTO word VALUES ('好')")

        writing = pool.submit(write_on)
        try:
            for _ in range(20):
                with database.write() as connection:
                    connection.execute("INSERT INTO word VALUES ('坏')")
        finally:
            done.set()
        writing.result()
        assert database.number("SELECT count(*) FROM word WHERE text = '坏'") == 20


def test_a_write_that_fails_is_undone(database: Database) -> None:
    with database.write() as connection:
        connection.execute("CREATE TABLE word (text TEXT)")
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        connection.execute("INSERT INTO word VALUES ('好')")
        raise ZeroDivisionError
    assert database.number("SELECT count(*) FROM word") == 0


def test_in_memory_too_nobody_reads_what_is_not_committed() -> None:
    with closing(Database(None)) as database, ThreadPoolExecutor(1) as pool:
        with database.write() as connection:
            connection.execute("CREATE TABLE word (text TEXT)")
        with pytest.raises(ZeroDivisionError), database.write() as connection:
            connection.execute("INSERT INTO word VALUES ('好')")
            reading = pool.submit(database.number, "SELECT count(*) FROM word")
            wait([reading], timeout=0.05)  # a reader that did not wait would be done by now
            raise ZeroDivisionError
        assert reading.result() == 0


def test_the_marks_of_the_reader_are_on_the_disk_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels: list[int] = []
    write = Database.write

    @contextmanager
    def noting(self: Database, *, durable: bool = False) -> Iterator[Connection]:
        with write(self, durable=durable) as connection:
            levels.extend(connection.execute("PRAGMA synchronous").fetchone())
            yield connection

    source = fill(store, 2)
    monkeypatch.setattr(Database, "write", noting)
    store.marks.read_view(View())
    store.articles.commit(source, [put("9")])
    store.marks.star([1])
    store.marks.read([1], False)
    full, normal = 2, 1
    assert levels == [full, normal, full, full]
