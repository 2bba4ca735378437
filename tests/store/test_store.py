import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from reader.errors import StoreBusy, StoreDamaged, StoreError, StoreForeign, StoreReadOnly
from reader.store.database import PAGE_SIZE, Database
from reader.store.store import Store
from reader.view import UNREAD, View
from tests.store.making import add_source, fill, put


@contextmanager
def pragma(monkeypatch: pytest.MonkeyPatch, statement: str) -> Iterator[None]:
    """Let every write of the block begin with *statement*."""
    write = Database.write

    @contextmanager
    def limited(self: Database, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        with write(self, durable=durable) as connection:
            connection.execute(statement)
            yield connection

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", limited)
        yield


def test_a_store_keeps_what_was_put_in(path: Path) -> None:
    with Store.open(path) as store:
        fill(store, 2)
        store.marks.read_view(View())
    with Store.open(path) as store:
        assert len(store.articles.ids(View())) == 2
        assert not store.articles.ids(View((UNREAD,)))
        assert store.path == path


def test_the_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "zhnews.db"
    Store.open(path).close()
    assert path.is_file()


def test_a_store_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store.open(None) as store:
        fill(store, 2)
        assert store.path is None
        assert len(store.articles.ids(View())) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_path_like_a_url_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "file:a?mode=memory&x=%20#新闻.db"
    Store.open(path).close()
    assert path.is_file()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=str(tmp_path)):
        Store.open(tmp_path)


def test_a_device_is_no_database() -> None:
    with pytest.raises(StoreError, match="，请检查路径和权限。"):
        Store.open(Path(os.devnull))


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file" / "zhnews.db", tmp_path / "file" / "deep" / "zhnews.db"):
        with pytest.raises(StoreError, match="，请检查路径和权限。"):
            Store.open(path)


def test_a_name_that_no_file_can_have_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="，请检查路径和权限。"):
        Store.open(tmp_path / ("长" * 300))


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    with Store.open(path) as store:
        assert store.sources.all() == []


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"not a database\n" * 900, StoreForeign),
        (b"SQLite format 3\0" + b"\xff" * 99, StoreDamaged),
    ],
)
def test_what_is_no_database_is_told_from_a_damaged_one_and_left_alone(
    path: Path, content: bytes, error: type[StoreError]
) -> None:
    path.write_bytes(content)
    with pytest.raises(error, match=r"zhnews\.db"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_damaged_page_is_said(path: Path) -> None:
    with Store.open(path) as store:
        fill(store, 60)
    with closing(sqlite3.connect(path)) as connection:
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'article_by_time'"
        [(page,)] = connection.execute(root)
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE_SIZE)
        file.write(b"\xff" * PAGE_SIZE)
    with Store.open(path) as store, pytest.raises(StoreDamaged):
        store.articles.ids(View())


@pytest.mark.parametrize("damage", ["UPDATE fresh SET content = x'00'", "DELETE FROM fresh"])
def test_a_damaged_body_is_said(path: Path, damage: str) -> None:
    with Store.open(path) as store:
        fill(store, 1)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(damage)
    with Store.open(path) as store:
        [id] = store.articles.ids(View())
        with pytest.raises(StoreDamaged):
            store.articles.get(id)


def test_a_full_disk_is_said_and_nothing_is_lost(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = fill(store, 5)
    with (
        pragma(monkeypatch, "PRAGMA max_page_count = 1"),
        pytest.raises(StoreError, match="，已有的内容都还在；请腾出空间再试。"),
    ):
        store.articles.commit(source, [put(f"new {n}") for n in range(500)])
    assert store.articles.count() == len(store.articles.ids(View())) == 5


def test_a_file_that_cannot_be_written_is_said_and_can_be_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, 5)
    with pragma(monkeypatch, "PRAGMA query_only = 1"), pytest.raises(StoreReadOnly):
        store.marks.read_view(View())
    assert len(store.articles.ids(View((UNREAD,)))) == 5


def test_a_lock_that_another_holds_too_long_is_said(path: Path) -> None:
    with (
        Store.open(path, patience=0.01) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        fill(store, 1)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            store.marks.read_view(View())
        assert len(store.articles.ids(View((UNREAD,)))) == 1
        other.execute("ROLLBACK")
        assert len(store.marks.read_view(View())) == 1


def test_a_closed_store_says_so(path: Path) -> None:
    store = Store.open(path)
    store.close()
    with pytest.raises(StoreError):
        store.sources.all()


def test_two_stores_see_what_the_other_wrote(path: Path) -> None:
    with Store.open(path) as one, Store.open(path) as other:
        version = other.version()
        source = fill(one, 2)
        assert other.version() != version
        assert other.articles.commit(source, [put("x")])[:2] == (1, 0)
        other.marks.read_view(View())
        assert one.marks.totals(0)["all"].total == 3
        assert not one.articles.ids(View((UNREAD,)))


@pytest.mark.parametrize("in_memory", [True, False])
def test_the_version_changes_with_every_write_of_its_own(path: Path, in_memory: bool) -> None:
    with Store.open(None if in_memory else path) as store:
        versions = [store.version()]
        add_source(store)
        versions += [store.version(), store.version()]
        store.articles.commit(store.sources.get(1), [put("1")])
        versions.append(store.version())
        assert versions[1] == versions[2]
        assert len(set(versions)) == 3


def test_what_is_remembered_and_cannot_be_read_is_damage(store: Store) -> None:
    store.memory.keep("searches", ["供暖"])
    with store._database.write() as connection:
        connection.execute("UPDATE memory SET value = '[1'")
    with pytest.raises(StoreDamaged):
        store.memory.get("searches")
    assert store.memory.get("favourites") is None
