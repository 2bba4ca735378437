"""Old articles go with all that is theirs, and are known again where they are still listed."""

import pytest
from msgspec.structs import replace

from reader.model import Count
from reader.store.queue import STORY
from reader.store.store import Store
from reader.view import View
from tests.store.making import NOON, add_source, fill, put
from tests.store.test_indexing import check, entries
from tests.store.test_search import index, store_texts

TABLES = (
    "article",
    "body",
    "place",
    "unread",
    "starred",
    "own_star",
    "moved",
    "work",
    "ruled",
    "story",
)


def test_what_goes_leaves_nothing_but_what_it_was_known_by(store: Store) -> None:
    source = fill(store, 5)
    oldest = store.articles.ids(View())[::-1]
    store.marks.star(oldest[:1])
    store.marks.read(oldest[1:2])
    assert store.retention.remove(source.id, NOON + 180, 64) == 2
    assert list(store.articles.ids(View())) == [5, 4, 1]
    assert store.sources.counts() == {source.id: Count(3, 3)}
    assert set(store.marks.counts().values()) == {Count(3, 3)}
    assert store.retention.remove(source.id, NOON + 180, 64) == 0
    for table in TABLES:
        column = "id" if table == "article" else "article"
        sql = f"SELECT count(*) FROM {table} WHERE {column} IN (2, 3)"
        assert store._database.number(sql) == 0, table
    assert store.retention.dropped(source.id, ["0", "1", "2", "3"]) == {"1", "2"}
    store.sources.remove(source.id)
    assert store.retention.dropped(source.id, ["1"]) == set()
    store.sources.bring_back(source.id)
    assert store.retention.dropped(source.id, ["1"]) == {"1"}


def test_a_story_goes_on_without_what_goes(store: Store) -> None:
    source = fill(store, 3)
    others = add_source(store, "长春")
    store.articles.commit(others, [put("9", time=NOON + 999)])
    jobs = store.queue.next(STORY, 9)
    store.stories.settle({job: 1 if job.article != 1 else None for job in jobs})
    assert store.stories.members(4) == [1, 2, 3, 4]
    store.retention.remove(source.id, NOON + 100, 9)
    assert store.stories.members(4) == [3, 4]
    assert list(store.articles.ids(View(folded=True))) == [3]
    assert store.marks.totals(0, folded=True)["all"] == Count(1, 1)
    store.retention.remove(source.id, NOON + 999, 9)
    assert store.stories.members(4) == [4]
    assert store.marks.totals(0, folded=True)["all"] == Count(1, 1)


def test_a_step_removes_the_oldest(store: Store) -> None:
    source = fill(store, 5)
    assert store.retention.remove(source.id, NOON + 999, 2) == 2
    assert list(store.articles.ids(View())) == [5, 4, 3]


@pytest.mark.parametrize(("number", "oldest"), [(1, 4), (3, 2), (5, 0), (6, None)])
def test_the_newest_are_told_by_their_last(store: Store, number: int, oldest: int | None) -> None:
    source = fill(store, 5)
    time = None if oldest is None else NOON + 60 * oldest
    assert store.retention.newest(source.id, number) == time


def test_the_index_forgets_what_goes(store: Store) -> None:
    store_texts(store, ["长春的事", "长春", "长春"])
    index(store, 2)
    store.articles.complete(2, replace(store.articles.get(2).draft, author="林夏"))
    [source] = store.sources.all()
    assert entries(store, "长春") == [1, 3]
    store.retention.remove(source.id, NOON + 999_999, 2)
    index(store)
    assert entries(store, "长春") == [3]
    check(store)
