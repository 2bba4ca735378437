import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import StoreError, StoreForeign
from reader.model import Count, Rule
from reader.store import maintenance, schema
from reader.store.database import Database
from reader.store.store import Store
from reader.view import MUTED, STARRED, UNREAD, View, in_region
from tests.store.making import CITY, DISK_FULL, fill, put
from tests.store.test_search import index

VERSION_9 = Path(__file__).with_name("version_9.sql")
LEFT_OVER = {"hidden.article", "article.fetched", "article.reprint"}
"""What files of version 9 may have beside the tables that are made now."""


def ask(path: Path, sql: str) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(sql)]


def make_version_9(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_9.read_text("utf-8"))


def test_a_new_file_is_marked_and_keeps_a_log(path: Path) -> None:
    Store.open(path).close()
    assert ask(path, "PRAGMA application_id") == [schema.APPLICATION_ID]
    assert ask(path, "PRAGMA user_version") == [schema.NEWEST]
    assert ask(path, "PRAGMA journal_mode") == ["wal"]
    assert ask(path, "PRAGMA page_size") == [8192]


def test_any_sqlite_can_check_the_file(path: Path) -> None:
    with Store.open(path) as store:
        fill(store, 30)
        store.marks.read_view(View())
    assert ask(path, "PRAGMA integrity_check") == ["ok"]
    assert ask(path, "PRAGMA foreign_key_check") == []


def test_opening_again_changes_nothing(path: Path) -> None:
    Store.open(path).close()
    before = path.read_bytes()
    Store.open(path).close()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_there_is_a_migration_for_every_version_that_can_be_opened() -> None:
    oldest = schema.NEWEST - len(schema.MIGRATIONS)
    assert sorted(schema.MIGRATIONS) == list(range(oldest, schema.NEWEST))


def test_an_older_file_is_copied_and_migrated(
    path: Path, add_migration: Callable[[str], None]
) -> None:
    with Store.open(path) as store:
        fill(store, 3)
    older = schema.NEWEST
    add_migration("CREATE TABLE more (word TEXT) STRICT; INSERT INTO more VALUES ('好')")
    Store.open(path).close()
    assert ask(path, "SELECT word FROM more") == ["好"]
    assert ask(path, "PRAGMA user_version") == [older + 1]
    copy = schema.copy_path(path, older)
    assert ask(copy, "PRAGMA user_version") == [older]
    assert ask(copy, "SELECT count(*) FROM article") == [3]


@pytest.mark.parametrize("version", range(1, 9))
def test_a_file_too_old_to_be_migrated_is_refused_and_left_alone(path: Path, version: int) -> None:
    make_version_9(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="zhnews export"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_newer_file_is_refused(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.NEWEST + 1}")
    with pytest.raises(StoreError, match=" 来自更新的 zhnews，请升级 zhnews 后再打开。"):
        Store.open(path)


def test_a_file_of_version_9_lists_what_it_did(path: Path) -> None:
    make_version_9(path)
    city = in_region(CITY[0])
    with Store.open(path) as store:
        assert list(store.articles.ids(View())) == [4, 3, 2, 1]
        assert list(store.articles.ids(View(folded=True))) == [3, 2, 1]
        assert list(store.articles.ids(View((city,), folded=True))) == [2, 1]
        assert list(store.articles.ids(View((city, UNREAD)))) == [4, 1]
        assert list(store.articles.ids(View((STARRED,)))) == [3]
        assert list(store.articles.ids(View((MUTED,)))) == [5]
        assert store.marks.counts(folded=True) == dict.fromkeys(CITY, Count(2, 1))
        assert store.stories.members(4) == [1, 4]
        assert list(store.articles.ids(View(order="reprinted"))) == [4, 1, 3, 2]
        assert store.articles.get(4).draft.body == ("候鸟来到江边，今天起向市民开放。",)
        assert store.rules.all() == [Rule("mute", "广告", "", 1)]
        assert [source.label for source in store.sources.all()] == ["延吉频道", "图们频道"]
        store.articles.commit(store.sources.get(2), [put("6")])
        store.rules.remove(1)
        index(store)
        assert list(store.articles.ids(View(folded=True))) == [3, 2, 6, 1]
    assert maintenance.check(path, contents=True) == []
    assert {file.name for file in path.parent.iterdir()} == {path.name, f"{path.name}.v9"}


def test_a_file_of_version_9_has_the_tables_of_a_new_one(path: Path) -> None:
    tables = """
        SELECT tables.name || '.' || columns.name FROM pragma_table_list AS tables
        JOIN pragma_table_info(tables.name) AS columns
        UNION SELECT 'index ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_master
        WHERE type = 'index'
    """
    new = path.with_name("new.db")
    make_version_9(path)
    for each in (path, new):
        Store.open(each).close()
    assert set(ask(path, tables)) == set(ask(new, tables)) | LEFT_OVER


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, add_migration: Callable[[str], None]
) -> None:
    Store.open(path).close()
    version = schema.NEWEST
    add_migration("CREATE TABLE half (word TEXT); INSERT INTO nothing VALUES (1)")
    with pytest.raises(StoreError, match="nothing"):
        Store.open(path)
    assert ask(path, "SELECT name FROM sqlite_master WHERE name = 'half'") == []
    assert ask(path, "PRAGMA user_version") == [version]


def test_a_copy_that_cannot_be_made_stops_the_migration(
    path: Path, monkeypatch: pytest.MonkeyPatch, add_migration: Callable[[str], None]
) -> None:
    Store.open(path).close()
    version = schema.NEWEST
    add_migration("CREATE TABLE more (word TEXT)")

    def fail(self: Database, target: Path) -> None:
        target.write_bytes(b"half")
        raise DISK_FULL

    monkeypatch.setattr(Database, "copy", fail)
    with pytest.raises(StoreError, match="磁盘满了"):
        Store.open(path)
    assert ask(path, "PRAGMA user_version") == [version]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "make",
    [
        "CREATE TABLE recipes (name TEXT)",
        "PRAGMA user_version = 3",
        "PRAGMA application_id = 1196444487",
    ],
)
def test_the_database_of_another_program_is_left_alone(path: Path, make: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(make)
    before = path.read_bytes()
    with pytest.raises(StoreForeign):
        Store.open(path)
    assert path.read_bytes() == before
