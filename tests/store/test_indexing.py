"""The index holds each article once, and loses none."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.errors import IndexDamaged
from reader.model import Block
from reader.store import indexing
from reader.store.queue import INDEX
from reader.store.store import Store
from tests.store.making import NOON, draft, put
from tests.store.test_search import found, index, store_texts, words


def entries(store: Store, token: str) -> list[int]:
    """Return what the index itself says, articles that are gone too."""
    sql = "SELECT rowid FROM tokens WHERE tokens MATCH ? ORDER BY rowid"
    return [id for (id,) in store._database.select(sql, f'"{token}"')]


def change(store: Store, id: int, text: str) -> None:
    store.articles.complete(id, draft("", blocks=(Block("paragraph", text),)))


def check(store: Store) -> None:
    """Let FTS5 look for faults in what it keeps."""
    with store._database.write() as connection:
        connection.execute("INSERT INTO tokens (tokens) VALUES ('integrity-check')")


def test_a_changed_article_is_found_by_its_new_words_only(store: Store) -> None:
    store_texts(store, ["长春的事", "长春的事"])
    index(store)
    change(store, 1, "吉林的事")
    assert entries(store, "长春") == [2]
    change(store, 1, "四平的事")
    index(store)
    assert [entries(store, word) for word in ("长春", "吉林", "四平", "的事")] == [
        *([2], []),
        *([1], [1, 2]),
    ]
    source = store.sources.all()[0]
    store.articles.commit(source, [put("1", id=2, time=NOON, draft=draft("白城的事"))])
    index(store)
    assert found(store, words("长春")) == []
    assert found(store, words("白城")) == [2]
    check(store)


def test_what_changes_between_reading_and_writing_waits_on(store: Store) -> None:
    store_texts(store, ["长春", "长春"])
    store.index.renew()
    jobs = store.queue.next(INDEX, 10)
    read = store.index.read(jobs)
    change(store, 1, "吉林")
    store.index.write(jobs, read)
    assert entries(store, "长春") == [2]
    index(store)
    assert (entries(store, "长春"), entries(store, "吉林")) == ([2], [1])


def test_a_sweep_takes_each_once_whatever_changes_meanwhile(store: Store) -> None:
    store_texts(store, ["长春"] * 6)
    index(store)
    store.index.rebuild()
    change(store, 2, "吉林")
    jobs = store.queue.next(INDEX, 4)
    assert [job.article for job in jobs] == [2, 6, 5, 4]
    read = store.index.read(jobs)
    change(store, 5, "吉林")
    store.index.write(jobs, read)
    assert entries(store, "长春") == [4, 6]
    index(store, 2)
    assert entries(store, "长春") == [1, 3, 4, 6]
    assert entries(store, "吉林") == [2, 5]
    assert store.queue.waiting(INDEX) == 0
    check(store)


def test_two_that_index_at_once_do_it_once(store: Store) -> None:
    store_texts(store, ["长春"] * 6)
    index(store)
    store.index.rebuild()
    ours, theirs = store.queue.next(INDEX, 4), store.queue.next(INDEX, 2)
    ours_read = store.index.read(ours)
    store.index.write(theirs, store.index.read(theirs))
    store.index.write(ours, ours_read)
    assert entries(store, "长春") == [5, 6]
    store.index.rebuild()  # by a third, while we still hold what we read
    store.queue.next(INDEX, 1)
    store.index.write(ours[2:], ours_read)
    index(store)
    assert entries(store, "长春") == [1, 2, 3, 4, 5, 6]
    check(store)


def test_what_was_removed_is_not_found_and_comes_back_as_it_was(store: Store) -> None:
    store_texts(store, ["长春"] * 3)
    index(store)
    store_texts(store, ["长春"])
    source = store.sources.all()[0].id
    store.sources.remove(source)
    assert found(store, words("长春")) == []
    assert entries(store, "长春") == [1, 2, 3]
    assert store.sources.bring_back(source)
    assert found(store, words("长春")) == [3, 2, 1]
    index(store)
    assert found(store, words("长春")) == [4, 3, 2, 1]
    assert store._database.select("SELECT * FROM stale") == []


def test_what_comes_back_after_the_index_was_made_anew_is_found_too(store: Store) -> None:
    store_texts(store, ["长春"] * 3)
    index(store)
    source = store.sources.all()[0].id
    store.sources.remove(source)
    store.index.rebuild()
    index(store)
    assert entries(store, "长春") == []
    store.sources.bring_back(source)
    index(store)
    assert entries(store, "长春") == [1, 2, 3]


def test_much_that_is_gone_is_left_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "FEW", 2)
    store_texts(store, ["长春"] * 3)
    index(store)
    store.sources.remove(store.sources.all()[0].id)
    index(store)
    assert entries(store, "长春") == []
    assert store._database.select("SELECT * FROM stale") == []


def test_other_tokens_make_the_index_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store_texts(store, ["长春"] * 3)
    index(store)
    monkeypatch.setattr(indexing, "VERSION", "other")
    store.index.renew()
    assert store.queue.waiting(INDEX) == 3
    index(store)
    assert entries(store, "长春") == [1, 2, 3]
    check(store)


def test_another_region_of_a_source_leaves_the_index_alone(store: Store) -> None:
    store_texts(store, ["长春"])
    index(store)
    source = store.sources.all()[0]
    store.sources.configure(replace(source, region="220100"))
    assert store.queue.waiting(INDEX) == 0


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE tokens_data SET block = x'00' WHERE id > 10",
        "DELETE FROM tokens_data WHERE id = 10",
        "DELETE FROM tokens_data WHERE id > 10",
    ],
)
def test_a_damaged_index_is_told_from_a_damaged_file_and_made_anew(path: Path, harm: str) -> None:
    with Store.open(path) as store:
        store_texts(store, ["长春"] * 3)
        index(store)
        with store._database.write() as connection:
            connection.execute(harm)
    with Store.open(path) as store:
        with pytest.raises(IndexDamaged):
            found(store, words("长春"))
        store.index.rebuild()
        index(store)
        assert found(store, words("长春")) == [3, 2, 1]
        check(store)
