import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from threading import Event
from types import TracebackType

import pytest

from reader.errors import StoreBusy, StoreError
from reader.store import database as database_module
from reader.store.database import Connection, Database
from reader.store.store import Store
from reader.view import View
from tests.store.making import fill, put


class TellingLock:
    """A lock that tells when somebody wants it."""

    def __init__(self, lock: AbstractContextManager[bool]) -> None:
        self.wanted = Event()
        self._lock = lock

    def __enter__(self) -> bool:
        self.wanted.set()
        return self._lock.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._lock.__exit__(kind, error, traceback)


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with closing(Database(path, patience=0.01)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "store_busy"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "store_damaged"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "store_read_only"),
        (sqlite3.SQLITE_FULL, "disk_full"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "disk_full"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "store_unreachable"),
        (sqlite3.SQLITE_IOERR_READ, "disk_failed"),
        (sqlite3.SQLITE_IOERR_WRITE, "disk_failed"),
        (sqlite3.SQLITE_MISUSE, "store"),
    ],
)
def test_each_error_of_sqlite_is_one_of_the_store(database: Database, code: int, kind: str) -> None:
    error = sqlite3.OperationalError("why")
    error.sqlite_errorcode = code
    with pytest.raises(StoreError) as caught, database.guard():
        raise error
    assert caught.value.kind == kind
    assert caught.value.params == {"path": str(database.path), "detail": "why"}


def test_a_write_holds_the_lock_from_its_beginning(database: Database, path: Path) -> None:
    with closing(Database(path, patience=0.01)) as other, database.write():
        with pytest.raises(StoreBusy), other.write():
            pass
        assert other.number("SELECT count(*) FROM sqlite_master") == 0


def test_a_write_waits_for_that_of_another_process(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = Event()
    monkeypatch.setattr(database_module, "sleep", lambda _seconds: waits.set())
    database.use_log()  # without it whoever looks for the lock may stand in the way of a commit
    with closing(Database(path, patience=60)) as waiting, ThreadPoolExecutor(1) as pool:

        def write() -> None:
            with waiting.write() as connection:
                connection.execute("INSERT INTO word VALUES ('好')")

        with database.write() as connection:
            connection.execute("CREATE TABLE word (text TEXT)")
            written = pool.submit(write)
            assert waits.wait(60)
            assert not written.done()
        written.result()
    assert database.number("SELECT count(*) FROM word") == 1


def test_a_write_that_fails_is_undone(database: Database) -> None:
    with database.write() as connection:
        connection.execute("CREATE TABLE word (text TEXT)")
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        connection.execute("INSERT INTO word VALUES ('好')")
        raise ZeroDivisionError
    assert database.number("SELECT count(*) FROM word") == 0


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_transaction_is_one_over_several_writes_and_reads_what_they_wrote(
    path: Path, in_memory: bool
) -> None:
    count = "SELECT count(*) FROM word"
    with closing(Database(None if in_memory else path)) as database:
        with database.write() as connection:
            connection.execute("CREATE TABLE word (text TEXT)")
        for fails in (True, False):
            with suppress(ZeroDivisionError), database.transaction():
                for _ in range(2):
                    with database.write() as connection, database.transaction():
                        connection.execute("INSERT INTO word VALUES ('好')")
                assert database.number(count) == 2
                if fails:
                    raise ZeroDivisionError
            assert database.number(count) == (0 if fails else 2)
        if not in_memory:
            with database.transaction(), ThreadPoolExecutor(1) as pool:
                with database.write() as connection:
                    connection.execute("DELETE FROM word")
                assert pool.submit(database.number, count).result() == 2


def test_in_memory_too_nobody_reads_what_is_not_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Database(None)) as database, ThreadPoolExecutor(1) as pool:
        with database.write() as connection:
            connection.execute("CREATE TABLE word (text TEXT)")
        with pytest.raises(ZeroDivisionError), database.write() as connection:
            connection.execute("INSERT INTO word VALUES ('好')")
            lock = TellingLock(database._lock)
            monkeypatch.setattr(database, "_lock", lock)
            reading = pool.submit(database.number, "SELECT count(*) FROM word")
            assert lock.wanted.wait(60)
            raise ZeroDivisionError
        assert reading.result() == 0


def test_closing_waits_for_whoever_reads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go_on = Event(), Event()

    def slowly(typed: str, text: str) -> bool:
        inside.set()
        return go_on.wait(60)

    monkeypatch.setattr(database_module, "_has_initials", slowly)
    opened = Database(path)
    with ThreadPoolExecutor(2) as pool:
        reading = pool.submit(opened.number, "SELECT 7 WHERE has_initials('j', '江')")
        assert inside.wait(60)
        [reader] = opened._readers
        lock = TellingLock(reader.lock)
        monkeypatch.setattr(opened, "_readers", [reader._replace(lock=lock)])
        closing_it = pool.submit(opened.close)
        assert lock.wanted.wait(60)
        assert not closing_it.done()
        go_on.set()
        assert reading.result() == 7
        closing_it.result()
        for thread in (pool.submit(opened.number, "SELECT 1") for _ in range(2)):
            with pytest.raises(StoreError):
                thread.result()
    with pytest.raises(StoreError):
        opened.number("SELECT 1")


def test_lists_marked_and_stars_are_on_the_disk_at_once(
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
    assert levels == [full, normal, full, normal]


def test_no_statement_numbers_its_values() -> None:
    # Python 3.12 warns of `?1`: a value that is used twice has a name.
    modules = Path(database_module.__file__).parent.glob("*.py")
    assert [m.name for m in modules if re.search(r"\?\d", m.read_text("utf-8"))] == []


def rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [text for (text,) in connection.execute("SELECT text FROM word")]


def made(path: Path, word: str) -> Database:
    """Return an open database of one table, whose row is in the log still."""
    database = Database(path)
    database.use_log()
    with database.write() as connection:
        connection.execute("CREATE TABLE word (text TEXT)")
        connection.execute("INSERT INTO word VALUES (?)", (word,))
    return database


def add(database: Database) -> None:
    with database.write() as connection:
        connection.execute("INSERT INTO word VALUES ('丢了')")


def test_a_file_that_was_replaced_is_not_written(path: Path) -> None:
    made(other := path.with_name("other.db"), "别处的").close()
    kept = path.with_name("kept.db")
    with closing(made(path, "原来的")) as database:
        assert database.select("SELECT text FROM word") == [("原来的",)]
        kept.hardlink_to(path)
        other.replace(path)
        for _ in range(2):
            with pytest.raises(StoreError, match="重新打开"):
                add(database)
        # The log of the old file is no danger to whoever opens the new one.
        assert rows(path) == ["别处的"]
        assert database.select("SELECT text FROM word") == [("原来的",)]
        with (
            ThreadPoolExecutor(1) as pool,
            pytest.raises(StoreError, match="数据库被换成了另一个文件；请退出后重新打开："),
        ):
            pool.submit(database.select, "SELECT text FROM word").result()
    assert (rows(path), rows(kept)) == (["别处的"], ["原来的"])


def test_a_file_that_is_gone_is_not_written_until_it_is_back(path: Path) -> None:
    folder, elsewhere = path.parent, path.parent.with_name("elsewhere")
    with closing(made(path, "原来的")) as database:
        folder.rename(elsewhere)
        with pytest.raises(StoreError, match="放回去"):
            add(database)
        assert not folder.exists()
        elsewhere.rename(folder)
        add(database)
        assert database.select("SELECT count(*) FROM word") == [(2,)]
