import pytest

from reader.store.store import Store
from reader.store.sync import SyncMark, Wish
from reader.view import View
from tests.store.making import add_source, fill, put


@pytest.fixture
def ids(store: Store) -> list[int]:
    """Three articles of a source of the server's, the oldest first: its items a, b and c."""
    source = fill(store, 3)
    store.sync.adopt(source.id, "feed/1")
    found = sorted(store.articles.ids(View()))
    store.sync.join(dict(zip("abc", found, strict=True)))
    return found


def test_a_mark_waits_for_the_server_with_the_transaction_that_makes_it(
    store: Store, ids: list[int]
) -> None:
    store.marks.read(ids[:1])
    store.marks.star(ids[1:2])
    assert store.sync.waiting() == {("a", "unread"): False, ("b", "starred"): True}
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.marks.read(ids)
        raise ZeroDivisionError
    assert len(store.sync.waiting()) == 2


def test_a_whole_list_that_is_marked_waits_but_for_what_the_server_does_not_have(
    store: Store, ids: list[int]
) -> None:
    store.articles.commit(add_source(store, "图们"), [put("x")])
    store.marks.read_view(View())
    assert store.sync.waiting() == {(item, "unread"): False for item in "abc"}


@pytest.mark.parametrize("name", ["unread", "starred"])
def test_what_is_undone_before_it_was_sent_is_withdrawn(
    store: Store, ids: list[int], name: SyncMark
) -> None:
    change = store.marks.read if name == "unread" else store.marks.star
    change(ids[:2])
    change(ids[:1], False)
    assert [item for item, _ in store.sync.waiting()] == ["b"]
    change(ids[:1])
    assert len(store.sync.waiting()) == 2


def test_what_may_have_been_sent_is_undone_by_sending_the_opposite(
    store: Store, ids: list[int]
) -> None:
    store.marks.read(ids[:1])
    assert store.sync.sending("unread", False, ["a"]) == ["a"]
    for wanted in (True, False, True):
        store.marks.read(ids[:1], not wanted)
        assert store.sync.waiting() == {("a", "unread"): wanted}


def test_what_is_undone_while_others_are_sent_is_not_sent_any_more(
    store: Store, ids: list[int]
) -> None:
    store.marks.read(ids)
    store.marks.read(ids[:1], False)
    assert sorted(store.sync.sending("unread", False, ["a", "b", "c"])) == ["b", "c"]


def test_what_the_server_confirms_leaves_unless_it_was_marked_otherwise_meanwhile(
    store: Store, ids: list[int]
) -> None:
    store.marks.read(ids[:2])
    store.sync.sending("unread", False, ["a", "b"])
    store.marks.read(ids[:1], False)
    store.sync.confirmed("unread", False, ["a", "b"])
    assert store.sync.waiting() == {("a", "unread"): True}
    store.sync.confirmed("unread", True, ["a"])
    assert store.sync.waiting() == {}


def test_what_the_server_says_is_marked_here_and_not_sent_back(
    store: Store, ids: list[int]
) -> None:
    assert store.sync.take("unread", False, ["a", "b", "unknown"]) == 2
    assert store.sync.take("starred", True, ["a"]) == 1
    assert store.sync.take("starred", True, ["a"]) == 0
    assert store.sync.having("unread") == {"c"}
    assert store.sync.having("starred") == {"a"}
    assert store.sync.known(["a", "unknown"]) == {"a"}
    assert store.sync.waiting() == {}


def test_of_an_article_that_the_server_has_twice_both_become_the_same(
    store: Store, ids: list[int]
) -> None:
    store.sync.join({"a2": ids[0]})
    store.sync.take("unread", False, ["a2"])
    assert store.sync.waiting() == {("a", "unread"): False}
    store.marks.read(ids[:1], False)
    assert store.sync.waiting() == {("a2", "unread"): True}


def test_what_was_marked_before_the_server_had_it_waits_and_only_once(store: Store) -> None:
    fill(store, 3)
    one, two, three = sorted(store.articles.ids(View()))
    store.marks.read([one])
    store.marks.star([two])
    for _ in range(2):
        store.sync.join({"a": one, "b": two, "c": three})
        assert store.sync.waiting() == {("a", "unread"): False, ("b", "starred"): True}
        store.sync.confirmed("unread", True, ["a"])


def test_a_source_that_is_removed_ends_its_subscription_unless_it_is_restored(
    store: Store, ids: list[int]
) -> None:
    [source] = store.sync.sources().values()
    store.sources.remove(source)
    assert store.sync.wishes() == [Wish("feed/1", False, False, None, "")]
    assert (store.sync.sources(), store.sync.known("abc")) == ({}, set())
    assert store.sources.bring_back(source)
    assert store.sync.wishes() == []
    assert (store.sync.sources(), store.sync.known("abc")) == ({"feed/1": source}, {*"abc"})
    assert store.sync.waiting() == {}


def test_an_old_article_that_is_removed_is_not_the_servers_any_more(
    store: Store, ids: list[int]
) -> None:
    [source] = store.sync.sources().values()
    store.marks.read(ids[:1])
    store.retention.remove(source, 1 << 40, 1)
    assert store.sync.known("abc") == {"b", "c"}
    assert store.sync.waiting() == {("a", "unread"): False}


def test_a_source_that_is_released_keeps_its_articles_and_sends_nothing(
    store: Store, ids: list[int]
) -> None:
    [source] = store.sync.sources().values()
    store.marks.read(ids)
    store.sync.release(source)
    assert (store.sync.sources(), store.sync.known("abc"), store.sync.waiting()) == ({}, set(), {})
    assert store.articles.count() == 3


def test_a_server_that_is_forgotten_leaves_everything_here(store: Store, ids: list[int]) -> None:
    store.marks.read(ids)
    store.sync.forget()
    store.marks.star(ids)
    assert (store.sync.sources(), store.sync.known("abc"), store.sync.waiting()) == ({}, set(), {})
    assert store.articles.count() == 3
