from array import array

import pytest

from reader.model import Count
from reader.store.store import Store
from reader.view import STARRED, UNREAD, View, from_source, in_region, since
from tests.store.making import NOON, add_source, fill, put


def test_marking_gives_the_articles_that_were_not_so_before(store: Store) -> None:
    fill(store, 3)
    newest, middle, oldest = store.articles.ids(View())
    assert store.marks.read([middle]) == array("q", [middle])
    assert store.marks.read([oldest, middle, newest, oldest, 99]) == array("q", [oldest, newest])
    assert store.marks.read([middle], False) == array("q", [middle])
    assert store.marks.star([newest, middle]) == array("q", [newest, middle])
    assert store.marks.star([middle, oldest]) == array("q", [oldest])
    assert store.marks.star([newest], False) == array("q", [newest])
    assert store.marks.read([]) == array("q")


def test_marks_are_shown_by_heads_and_views(store: Store) -> None:
    fill(store, 2)
    newest, oldest = store.articles.ids(View())
    store.marks.read([newest])
    store.marks.star([oldest])
    heads = store.articles.heads([newest, oldest])
    assert [(head.read, head.starred) for head in heads] == [(True, False), (False, True)]
    assert list(store.articles.ids(View((UNREAD,)))) == [oldest]
    assert list(store.articles.ids(View((STARRED, UNREAD)))) == [oldest]
    store.marks.read([oldest])
    assert list(store.articles.ids(View((STARRED,)))) == [oldest]
    assert not store.articles.ids(View((STARRED, UNREAD)))


@pytest.mark.parametrize(
    ("view", "read"),
    [
        (View(), {0, 1, 2, 3}),
        (View((in_region("222400"),)), {0, 1, 2}),
        (View((from_source(2),)), {3}),
        (View((since(NOON + 60),)), {1, 2, 3}),
        (View((STARRED,)), {1}),
        (View((UNREAD, in_region("230000"))), {3}),
    ],
)
def test_a_whole_list_is_marked_read_and_taken_back(
    store: Store, view: View, read: set[int]
) -> None:
    fill(store, 3)
    other = add_source(store, "佳木斯")
    store.articles.commit(other, [put("9", places=("230000",), time=NOON + 999)])
    by_age = store.articles.ids(View())[::-1]
    store.marks.star(by_age[1:2])
    before = store.marks.counts()
    changed = store.marks.read_view(view)
    assert changed == array("q", [by_age[n] for n in sorted(read, reverse=True)])
    unread = store.articles.ids(View((UNREAD,)))
    assert set(unread) == set(by_age) - set(changed)
    assert store.marks.totals(0)["unread"] == Count(len(unread), len(unread))
    assert not store.marks.read_view(view)
    store.marks.read(changed, False)
    assert store.marks.counts() == before


def test_totals_count_each_scope(store: Store) -> None:
    fill(store, 4)
    ids = store.articles.ids(View())
    store.marks.read(ids[:1])
    store.marks.star(ids[:3])
    assert store.marks.totals(NOON + 120) == {
        "all": Count(4, 3),
        "today": Count(2, 1),
        "unread": Count(3, 3),
        "starred": Count(3, 2),
        "muted": Count(),
    }


def test_an_empty_store_counts_nothing(store: Store) -> None:
    assert set(store.marks.totals(0).values()) == {Count()}
    assert store.marks.counts() == {}
    assert store.sources.counts() == {}


@pytest.mark.parametrize("ids", [[1, 2, 3, 4], [4, 3], [1, 2, 4], [2], [1, 4]])
def test_between_those_that_are_marked_no_other_is(store: Store, ids: list[int]) -> None:
    source = add_source(store)
    times = {"a": 0, "b": 60, "c": 60, "d": 120}  # b and c in the same second
    store.articles.commit(source, [put(key, time=NOON + t) for key, t in times.items()])
    assert sorted(store.marks.read(ids)) == sorted(ids)
    unread = {1, 2, 3, 4} - {*ids}
    assert set(store.articles.ids(View((UNREAD,)))) == unread
    assert store.marks.totals(NOON)["unread"] == Count(len(unread), len(unread))
