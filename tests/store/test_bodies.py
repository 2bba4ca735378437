"""A body is in one of two tables, and whoever reads an article does not see in which."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.model import Source
from reader.store import drafts, maintenance
from reader.store.database import PAGE_SIZE, SPARE
from reader.store.ingestion import Kept
from reader.store.queue import PLACE
from reader.store.store import Store
from tests.store.making import NOON, add_source, draft, fill, put

LONG = draft("江边来了候鸟", summary="".join(map(chr, range(0x4E00, 0x5200))))


def where(store: Store) -> dict[str, list[int]]:
    """Return the articles of each table."""
    return {
        table: list(store._database.numbers(f"SELECT article FROM {table} ORDER BY article"))
        for table in drafts.BODY_TABLES
    }


def settle(store: Store) -> None:
    """Do what the queue does with bodies, whatever their places."""
    jobs = store.queue.next(PLACE, 10_000)
    store.placing.settle([(job, None) for job in jobs])
    with store._database.write() as connection:
        drafts.compress_bodies(connection, [job.article for job in jobs])


def first_bytes(store: Store) -> set[bytes]:
    return {row[0] for row in store._database.select("SELECT substr(content, 1, 1) FROM body")}


def test_what_a_refresh_brings_is_moved_by_the_queue(store: Store) -> None:
    source = add_source(store)
    store.articles.commit(source, [put("1", draft=LONG), put("2")])
    before = store.articles.whole([1, 2])
    assert where(store) == {"body": [], "fresh": [1, 2]}
    settle(store)
    assert where(store) == {"body": [1, 2], "fresh": []}
    assert drafts.PLAIN not in first_bytes(store)
    assert store.articles.whole([1, 2]) == before
    store.articles.commit(source, [put("3")])
    assert where(store) == {"body": [1, 2], "fresh": [3]}


def test_a_text_that_changes_is_fresh_again(store: Store) -> None:
    fill(store, 2)
    settle(store)
    for text in ("一", "二"):
        store.articles.complete(1, draft(text))
        assert where(store) == {"body": [2], "fresh": [1]}
        assert store.articles.get(1).draft.body == (f"{text}，今天起向市民开放。",)
    settle(store)
    assert where(store) == {"body": [1, 2], "fresh": []}
    assert store.articles.get(1).draft.body == ("二，今天起向市民开放。",)


def test_what_is_imported_stays_where_it_comes(store: Store) -> None:
    source = add_source(store)
    store.archive.take({source.id: [Kept(put=put("1"), other_key="x", home=None)]})
    assert where(store) == {"body": [1], "fresh": []}
    assert drafts.PLAIN not in first_bytes(store)


@pytest.mark.parametrize("settled", [False, True])
def test_bodies_go_with_their_articles_and_come_back(store: Store, settled: bool) -> None:
    source = fill(store, 2)
    if settled:
        settle(store)
    before, texts = where(store), store.articles.whole([1, 2])
    store.sources.remove(source.id)
    assert where(store) == {"body": [], "fresh": []}
    assert store.sources.bring_back(source.id)
    assert where(store) == before
    assert store.articles.whole([1, 2]) == texts
    assert store.retention.remove(source.id, NOON + 1, 9) == 1
    assert sorted(where(store).values()) == [[], [2]]


def test_a_body_that_is_not_compressed_can_be_read_where_it_is(store: Store) -> None:
    fill(store, 1)
    settle(store)
    before = store.articles.get(1)
    with store._database.write() as connection:
        connection.execute("UPDATE body SET content = ?", (drafts.pack(before.draft),))
    assert store.articles.get(1) == before


def free_pages(store: Store) -> int:
    return store._database.number("PRAGMA freelist_count")


def grown(store: Store) -> Source:
    """Fill a store so that the pages of its fresh bodies become free."""
    source = add_source(store)
    puts = [put(str(n), draft=LONG, time=NOON + n) for n in range(3 * SPARE * 3)]
    store.articles.commit(source, puts)
    settle(store)
    return source


def test_the_room_of_fresh_bodies_is_given_back_but_for_a_little(path: Path) -> None:
    with Store.open(path) as store:
        grown(store)
        store._database.rebuild()
        assert not store.trim()
        source = store.sources.add(Source(url="https://b.example/feed"))
        store.articles.commit(source, [put(str(n), draft=LONG) for n in range(3 * SPARE * 3)])
        settle(store)
        free = free_pages(store)
        assert free > 2 * SPARE
        while store.trim():
            pass
        assert free_pages(store) == SPARE
    assert path.stat().st_size / PAGE_SIZE == maintenance.info(path).unused / PAGE_SIZE + used(path)
    assert maintenance.check(path) == []


def used(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"
        return int(connection.execute(sql).fetchone()[0])


def test_a_file_of_an_older_version_gives_back_nothing_until_its_vacuum(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA auto_vacuum = NONE")
        connection.execute("CREATE TABLE old (word TEXT)")
        connection.execute("DROP TABLE old")
        connection.execute("VACUUM")
    with Store.open(path) as store:
        source = grown(store)
        assert free_pages(store) > SPARE
        assert not store.trim()
    maintenance.vacuum(path)
    with Store.open(path) as store:
        store.sources.remove(source.id)
        assert store.trim()
