"""What waits, in which order, and that nothing of it is lost."""

from pathlib import Path

from reader.model import Placement
from reader.store.placement import Placed
from reader.store.queue import PLACE, Job
from reader.store.store import Store
from tests.store.making import NOON, add_source, draft, fill, put

JILIN = Placed(Placement("220200", ("220200",)), ("220200", "220000"))


def settle(store: Store, limit: int = 100) -> list[int]:
    """Place what waits and give its articles in their order."""
    jobs = store.queue.next(PLACE, limit)
    store.placing.settle([(job, JILIN) for job in jobs])
    return [job.article for job in jobs]


def test_new_articles_wait_in_their_order(store: Store) -> None:
    fill(store, 5)
    assert store.queue.waiting(PLACE) == 5
    assert settle(store, 2) == [1, 2]
    assert settle(store) == [3, 4, 5]
    assert settle(store) == []
    assert store.queue.waiting(PLACE) == 0
    assert store.marks.counts()["220200"].total == 5


def test_an_article_that_changes_waits_again_where_it_stands(store: Store) -> None:
    source = fill(store, 2)
    settle(store)
    store.articles.commit(source, [put("0", id=1, time=NOON, draft=draft("改过的"))])
    store.articles.complete(2, draft("全文"))
    assert store.articles.heads([1])[0].region == "220200"
    assert settle(store) == [2, 1]


def test_what_changes_while_it_is_looked_at_is_looked_at_again(store: Store) -> None:
    fill(store, 1)
    jobs = store.queue.next(PLACE, 10)
    store.articles.complete(1, draft("全文"))
    assert store.placing.settle([(job, JILIN) for job in jobs]) == 0
    assert store.articles.heads([1])[0].region == "222401"
    assert settle(store) == [1]


def test_other_rules_bring_every_article_again(store: Store) -> None:
    source = fill(store, 4)
    settle(store)
    store.queue.renew(PLACE, "one")
    assert settle(store) == []
    store.queue.renew(PLACE, "two")
    store.queue.renew(PLACE, "two")
    assert store.queue.waiting(PLACE) == 4
    assert settle(store, 3) == [4, 3, 2]
    store.articles.commit(source, [put("new")])
    assert settle(store) == [5, 1]
    assert settle(store) == []


def test_the_queue_outlives_the_program(path: Path) -> None:
    with Store.open(path) as store:
        fill(store, 3)
        settle(store)
        store.queue.renew(PLACE, "one")
        store.queue.renew(PLACE, "two")
        settle(store, 1)
        store.articles.complete(3, draft("全文"))
    with Store.open(path) as store:
        assert store.queue.next(PLACE, 10) == [Job(3, 1), Job(2, None), Job(1, None)]


def test_two_that_work_at_once_do_no_harm(store: Store) -> None:
    fill(store, 3)
    ours, theirs = store.queue.next(PLACE, 3), store.queue.next(PLACE, 2)
    store.placing.settle([(job, JILIN) for job in theirs])
    assert store.placing.settle([(job, JILIN) for job in ours]) == 0
    assert settle(store) == [3]
    assert store.queue.waiting(PLACE) == 0
    assert store.marks.counts()["220200"].total == 3


def test_articles_that_are_gone_wait_no_longer(store: Store) -> None:
    source = fill(store, 3)
    jobs = store.queue.next(PLACE, 10)
    store.sources.remove(source.id)
    assert store.queue.waiting(PLACE) == 0
    assert store.placing.settle([(job, None) for job in jobs]) == 0
    assert store.queue.next(PLACE, 10) == []


def test_an_article_that_the_reader_moved_stays_there(store: Store) -> None:
    fill(store, 1)
    assert store.placing.correct(1, Placed(Placement("220100"), ("220100", "220000")))
    assert store.placing.corrected(1) == "220100"
    settle(store)
    assert store.articles.heads([1])[0].region == "220100"
    assert store.placing.correct(1, None)
    assert store.placing.corrected(1) is None
    assert store.articles.heads([1])[0].region == "220200"
    assert not store.placing.correct(1, None)
    assert not store.placing.correct(99, JILIN)


def test_rules_belong_to_a_source_and_go_with_it(store: Store) -> None:
    source = add_source(store)
    store.sources.rule(source.id, "220000", "220100")
    store.sources.rule(source.id, "", "220200")
    store.sources.rule(source.id, "220000", "222400")
    assert store.sources.rules(source.id) == {"": "220200", "220000": "222400"}
    store.sources.rule(source.id, "", None)
    assert store.sources.rules(source.id) == {"220000": "222400"}
    store.sources.remove(source.id)
    assert store.sources.rules(source.id) == {}


def test_memory_keeps_lists_of_words(path: Path) -> None:
    with Store.open(path) as store:
        assert store.memory.get("open") is None
        store.memory.keep("open", ["220000", "长春"])
        store.memory.keep("closed", [])
    with Store.open(path) as store:
        assert store.memory.get("open") == ["220000", "长春"]
        assert store.memory.get("closed") == []
