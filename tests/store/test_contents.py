import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.store import maintenance
from reader.store.store import Store
from tests.store.making import fill


@pytest.fixture
def filled(path: Path) -> Path:
    with Store.open(path) as store:
        fill(store, 3)
    return path


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("UPDATE article SET headline = CAST(x'e6b1' AS TEXT)", "article.headline: not UTF-8 (3)"),
        ("UPDATE fresh SET content = x'789c01' WHERE article = 2", "article 2: not readable"),
        ("UPDATE article SET time = 1 << 60 WHERE id = 3", "article 3: not readable"),
        ("UPDATE source SET problem = '[1]'", "source: not readable"),
        ("UPDATE source SET kind = 'book'", "source: not readable"),
        ("INSERT INTO rule (action, query, region) VALUES ('burn', '', '')", "rule: not readable"),
        ("UPDATE source_count SET total = 1 << 60", "source_count: not possible (1)"),
        ("UPDATE place_count SET total = -1", "place_count: not possible (3)"),
    ],
)
def test_what_sqlite_takes_for_whole_and_zhnews_cannot_read_is_found(
    filled: Path, damage: str, fault: str
) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as connection:
        connection.execute(damage)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert fault in maintenance.check(filled, contents=True)
    assert maintenance.is_damaged(filled)


def test_what_is_no_database_is_not_damaged(path: Path) -> None:
    assert not maintenance.is_damaged(path)
