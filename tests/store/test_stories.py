"""Stories in the store: which articles of a view stand for theirs."""

from collections.abc import Collection

import pytest

from reader.model import Count, Placement, Rule
from reader.store.placement import Placed
from reader.store.queue import INDEX, PLACE, STORY
from reader.store.store import Store
from reader.view import (
    MUTED,
    STARRED,
    UNREAD,
    Condition,
    Order,
    View,
    from_source,
    in_region,
    reprints_of,
    since,
)
from tests.store.making import CITY, NOON, add_source, draft, put

CAPITAL = ("220100", "220000")


@pytest.fixture
def told(store: Store) -> Store:
    """1, 2 and 3 are one story of three sources, 2 stands elsewhere; 4 is alone."""
    for name, key, places, time in (
        ("甲", "1", CITY, NOON),
        ("乙", "2", CAPITAL, NOON + 1),
        ("丙", "3", CITY, NOON + 2),
        ("丙", "4", CITY, NOON + 3),
    ):
        known = {source.title: source for source in store.sources.all()}
        source = known.get(f"{name}频道") or add_source(store, name)
        store.articles.commit(source, [put(key, places=places, time=time)])
    join(store, {1: 2, 2: 1, 3: 1})
    return store


def join(store: Store, stories: dict[int, int]) -> None:
    jobs = store.queue.next(STORY, 100)
    store.stories.settle({job: stories.get(job.article) for job in jobs})


def listed(store: Store, *conditions: Condition, order: Order = "newest") -> list[int]:
    view = View(conditions, order=order, folded=True)
    return list(store.articles.ids(view))


def test_of_a_story_the_lead_is_listed(told: Store) -> None:
    assert listed(told) == [4, 1]
    assert list(told.articles.ids(View())) == [4, 3, 2, 1]
    assert [(head.story, head.reprints) for head in told.articles.heads([4, 2])] == [(4, 0), (1, 2)]


def test_where_the_lead_is_not_another_stands_for_the_story(told: Store) -> None:
    assert listed(told, in_region("220100")) == [2]
    assert listed(told, in_region("222400")) == [4, 1]
    assert listed(told, in_region("220000")) == [4, 1]
    assert listed(told, since(NOON + 1)) == [4, 2]
    told.marks.read([1])
    assert listed(told, UNREAD) == [4, 2]
    told.marks.star([2, 3])
    assert listed(told, STARRED) == [2]
    assert listed(told, Condition("source", ("丙",))) == [4, 3]


def test_a_sources_own_list_and_one_of_reprints_show_each(told: Store) -> None:
    assert listed(told, from_source(3)) == [4, 3]
    assert listed(told, reprints_of(1)) == [3, 2]
    assert listed(told, reprints_of(3)) == [2, 1]
    assert listed(told, reprints_of(4)) == []
    assert listed(told, Condition("dup")) == [3, 2]
    assert listed(told, Condition("dup", negated=True)) == [4, 1]


def test_what_most_sources_have_comes_first(told: Store) -> None:
    assert listed(told, order="reprinted") == [1, 4]
    assert listed(told, in_region("220100"), order="reprinted") == [2]
    told.articles.commit(told.sources.get(1), [put("5", time=NOON + 9), put("6", time=NOON - 9)])
    told.articles.commit(told.sources.get(2), [put("7", time=NOON + 10)])
    told.articles.commit(told.sources.get(1), [put("8", time=NOON + 11)])
    join(told, {7: 6, 8: 5})  # of one source alone
    assert listed(told, order="reprinted") == [1, 6, 5, 4]
    assert listed(told, UNREAD, order="reprinted") == [1, 6, 5, 4]
    unfolded = View(order="reprinted")
    assert list(told.articles.ids(unfolded)) == [3, 2, 1, 7, 6, 8, 5, 4]
    assert list(told.articles.ids(unfolded, limit=4)) == [3, 2, 1, 7]
    assert list(told.articles.listing(unfolded, limit=6).ids) == [3, 2, 1, 7, 6, 8]


def test_a_story_is_marked_as_a_whole_where_asked(told: Store) -> None:
    assert list(told.marks.read([3])) == [3]
    assert sorted(told.marks.read([2], stories=True)) == [1, 2]
    assert sorted(told.marks.read([2], False, stories=True)) == [1, 2, 3]
    assert sorted(told.marks.read_view(View((in_region("220100"),), folded=True))) == [1, 2, 3]
    assert list(told.marks.read_view(View(folded=True))) == [4]


def test_what_joins_a_story_that_was_read_is_read(store: Store) -> None:
    for name in "甲乙丙":
        store.articles.commit(add_source(store, name), [put("1")])
    store.marks.read([1])
    alone, second, third = store.queue.next(STORY, 9)
    store.stories.settle({alone: None, second: 1}, folds=True)
    store.stories.settle({third: 1})
    assert [head.read for head in store.articles.heads([1, 2, 3])] == [True, True, False]


def test_a_story_follows_its_articles_through_time(told: Store) -> None:
    source = told.sources.all()[0]
    told.articles.commit(source, [put("1", id=1, time=NOON + 9)])
    join(told, {1: 2})
    assert told.stories.members(1) == [2, 3, 1]
    assert listed(told) == [4, 2]


def test_two_that_settle_at_once_do_no_harm(told: Store) -> None:
    told.articles.commit(told.sources.all()[0], [put("5", time=NOON + 5)])
    [job] = told.queue.next(STORY, 9)
    assert told.stories.settle({job: 4}) == 1
    assert told.stories.settle({job: 1}) == 0
    assert told.stories.members(5) == [4, 5]


def rows(store: Store, *conditions: Condition) -> Count:
    return Count(len(listed(store, *conditions)), len(listed(store, *conditions, UNREAD)))


def assert_counts_are_rows(store: Store) -> None:
    counts = store.marks.counts(folded=True)
    for region in (*CITY, *CAPITAL):
        assert counts.get(region, Count()) == rows(store, in_region(region))
    totals = store.marks.totals(NOON + 1, folded=True)
    assert totals["all"] == rows(store)
    assert totals["unread"].total == rows(store).unread
    assert totals["today"] == rows(store, since(NOON + 1))
    assert totals["starred"] == rows(store, STARRED)


def test_counts_are_those_of_the_rows_whatever_happens(told: Store) -> None:
    assert_counts_are_rows(told)
    told.marks.read([1])
    assert_counts_are_rows(told)
    told.marks.star([1, 2, 4])
    told.marks.read([1, 2, 3])
    assert_counts_are_rows(told)
    told.marks.read([3], False)
    assert_counts_are_rows(told)
    told.placing.correct(3, Placed(Placement("220100", ("220100",)), CAPITAL))
    assert_counts_are_rows(told)
    told.sources.remove(1)
    assert listed(told) == [4, 2]
    assert_counts_are_rows(told)
    told.sources.bring_back(1)
    assert_counts_are_rows(told)
    join(told, {1: 2})
    assert listed(told) == [4, 1]
    assert_counts_are_rows(told)
    told.marks.read_view(View(folded=True))
    assert_counts_are_rows(told)
    told.articles.complete(2, draft("别的文章"))
    join(told, {})
    assert told.stories.members(2) == [2]
    assert_counts_are_rows(told)


def mute(store: Store, ids: Collection[int]) -> None:
    """Let a rule mute just these."""
    store.placing.settle([(job, None) for job in store.queue.next(PLACE, 9)])
    jobs = store.queue.next(INDEX, 9)
    store.index.write(jobs, store.index.read(jobs))
    rule = store.rules.add(Rule("mute", "些"))
    jobs = store.rules.next(9)
    store.rules.write(jobs, {rule: ids}, {})


def test_where_the_lead_is_muted_another_stands_for_the_story(told: Store) -> None:
    mute(told, [1])
    assert listed(told) == [4, 2]
    assert listed(told, in_region("222400")) == [4, 3]
    assert listed(told, order="oldest") == [2, 4]
    assert listed(told, reprints_of(2)) == [3]
    assert [head.reprints for head in told.articles.heads([1, 2, 3])] == [2, 1, 1]
    assert_counts_are_rows(told)


def test_a_story_that_is_muted_as_a_whole_is_no_row(told: Store) -> None:
    mute(told, [1, 2, 3])
    assert listed(told) == [4]
    assert listed(told, MUTED) == [3, 2, 1]
    assert told.marks.totals(0, folded=True)["muted"] == Count(3, 3)
    assert_counts_are_rows(told)
