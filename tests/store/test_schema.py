import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import DiskFull, StoreForeign, StoreNewer
from reader.model import Placement, Rule
from reader.store import schema
from reader.store.database import Database
from reader.store.placement import Placed
from reader.store.queue import PLACE, Job
from reader.store.store import Store
from reader.view import STARRED, View
from tests.store.making import fill
from tests.store.test_search import index

NEXT = (*schema.MIGRATIONS, "CREATE TABLE more (word TEXT) STRICT; INSERT INTO more VALUES ('好')")

VERSION_1 = """
    INSERT INTO source VALUES
        (1, 'https://a.example/', 'feed', '', '', NULL, NULL, 'demand', '', 0, 1, '', '',
        NULL, NULL, NULL, NULL);
    INSERT INTO placement VALUES (1, '220100', '220100', '220100 220000', '["标题：长春", {}]');
    INSERT INTO article VALUES
        (7, 1, 5, 1, 'full', '江边来了候鸟', '', NULL, NULL, NULL, NULL, NULL, 'a', '', '', 5);
    INSERT INTO body VALUES (7, x'00');
    INSERT INTO unread VALUES (5, 7);
    INSERT INTO place VALUES ('220100', 5, 7), ('220000', 5, 7);
    INSERT INTO source_count VALUES (1, 1, 1);
    INSERT INTO place_count VALUES ('220100', 1, 1), ('220000', 1, 1);
"""


def ask(path: Path, sql: str) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(sql)]


def migrate(path: Path, migrations: tuple[str, ...]) -> None:
    with closing(Database(path)) as database:
        schema.prepare(database, migrations)


def test_a_new_file_is_marked_and_keeps_a_log(path: Path) -> None:
    Store.open(path).close()
    assert ask(path, "PRAGMA application_id") == [schema.APPLICATION_ID]
    assert ask(path, "PRAGMA user_version") == [len(schema.MIGRATIONS)]
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


def test_an_older_file_is_copied_and_migrated(path: Path) -> None:
    with Store.open(path) as store:
        fill(store, 3)
    migrate(path, NEXT)
    assert ask(path, "SELECT word FROM more") == ["好"]
    assert ask(path, "PRAGMA user_version") == [len(NEXT)]
    copy = schema.copy_path(path, len(schema.MIGRATIONS))
    assert ask(copy, "PRAGMA user_version") == [len(schema.MIGRATIONS)]
    assert ask(copy, "SELECT count(*) FROM article") == [3]
    with pytest.raises(StoreNewer):
        Store.open(path)


def test_the_articles_of_version_1_wait_to_be_placed(path: Path) -> None:
    migrate(path, schema.MIGRATIONS[:1])
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1)
    with Store.open(path) as store:
        assert store.articles.heads([7])[0].region == "220100"
        assert store.queue.next(PLACE, 10) == [Job(7, None)]
        store.queue.renew(PLACE, "rules")
        assert store.queue.next(PLACE, 10) == [Job(7, None)]
        store.placing.settle([(Job(7, None), Placed(Placement("220200"), ("220200", "220000")))])
        assert store.marks.counts().keys() == {"220200", "220000"}
        assert store.queue.waiting(PLACE) == 0
    assert ask(path, "PRAGMA foreign_key_check") == []


def test_the_stars_moves_and_source_rules_of_older_versions_stay_the_readers(path: Path) -> None:
    migrate(path, schema.MIGRATIONS[:1])
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{VERSION_1} INSERT INTO starred VALUES (5, 7)")
    migrate(path, schema.MIGRATIONS[:5])
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "INSERT INTO rule VALUES (1, '220100', '220200'); INSERT INTO moved VALUES (7, 1)"
        )
    with Store.open(path) as store:
        assert store.sources.rules(1) == {"220100": "220200"}
        assert store.rules.all() == []
        assert store.placing.corrected(7) == "220100"
        store.rules.add(Rule("star", "候鸟"))
        store.placing.settle([(job, None) for job in store.queue.next(PLACE, 9)])
        index(store)
        while jobs := store.rules.next(9):
            store.rules.write(jobs, {1: []}, {})
        assert list(store.articles.ids(View((STARRED,)))) == [7]
    assert ask(path, "SELECT article FROM own_star") == [7]


def test_the_lists_of_older_versions_leave_out_what_they_did(path: Path) -> None:
    migrate(path, schema.MIGRATIONS[:8])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("""
            INSERT INTO source (id, url, kind, name, title, full_text, charset, declared, enabled,
                etag, last_modified)
                VALUES (1, 'https://a.example/', '', '', '', '', '', 0, 1, '', '');
            INSERT INTO source_count VALUES (1, 4, 4);
            INSERT INTO placement VALUES (1, '', '', '', '["", {}]');
            INSERT INTO story VALUES (1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 4, 4), (5, 5, 4);
            INSERT INTO muted VALUES (1, 1), (6, 6);
        """)
        connection.executemany(
            "INSERT INTO article (id, source, time, placement, extent, headline, url, key, url_key,"
            " digest, reprint) VALUES (:id, 1, :id, 1, 'head', '', '', :id, '', '', :reprint)",
            [{"id": id, "reprint": id in (2, 3, 5)} for id in range(1, 8)],
        )
    with Store.open(path) as store:
        # 1 is muted, so that 2 stands for 3 now; 4 stands for 5; 6 is muted.
        assert list(store.articles.ids(View(folded=True))) == [7, 4, 2]
        assert list(store.articles.ids(View())) == [7, 5, 4, 3, 2]


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    Store.open(path).close()
    broken = (*schema.MIGRATIONS, "CREATE TABLE half (word TEXT); INSERT INTO nothing VALUES (1)")
    with pytest.raises(Exception, match="nothing"):
        migrate(path, broken)
    assert ask(path, "SELECT name FROM sqlite_master WHERE name = 'half'") == []
    Store.open(path).close()


def test_a_copy_that_cannot_be_made_stops_the_migration(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(path).close()

    def fail(self: Database, target: Path) -> None:
        target.write_bytes(b"half")
        raise DiskFull(path=str(target))

    monkeypatch.setattr(Database, "copy", fail)
    with pytest.raises(DiskFull):
        migrate(path, NEXT)
    assert ask(path, "PRAGMA user_version") == [len(schema.MIGRATIONS)]
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
