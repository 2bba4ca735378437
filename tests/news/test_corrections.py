from collections.abc import Iterator

import pytest

from reader.news.library import Library
from reader.news.placements import Moved, SourceRuleChange
from reader.news.work import work
from reader.store.store import Store
from reader.view import View
from tests.news.test_work import fill
from tests.store.making import DISK_FULL


@pytest.fixture
def library() -> Iterator[Library]:
    """One article that stands in 长春, of a source of 吉林."""
    with Store.open(None) as store:
        fill(store, ["长春市来了候鸟"])
        list(work(store))
        yield Library(store)


def region(library: Library) -> str | None:
    return library.heads(library.ids(View()))[0].region


def test_a_move_is_undone_and_done_again(library: Library) -> None:
    change = library.move([1], "220200").result()
    assert change == Moved("220200", {1: None})
    assert region(library) == "220200"
    library.move([1], "CN")
    assert library.counts().keys() == {"CN"}
    library.undo()
    assert region(library) == "220200"
    library.undo()
    assert region(library) == "220100"
    library.redo()
    assert region(library) == "220200"


def test_a_move_outlives_new_rules(library: Library) -> None:
    library.move([1], "220200")
    library.store.queue.renew("place", "new rules")
    list(work(library.store))
    assert region(library) == "220200"


def test_moving_to_where_it_stands_changes_nothing(library: Library) -> None:
    assert library.move([1], "220100").result() is None
    assert library.undo() is None


def test_a_lasting_move_is_a_rule_for_what_stands_at_the_same_place(library: Library) -> None:
    change = library.move([1], "220200", lasting=True).result()
    rule = SourceRuleChange(1, "220100", None, "220200")
    assert change == Moved("220200", {1: None}, rule)
    assert library.place_by_itself(1) == "220100"
    assert library.store.sources.rules(1) == {"220100": "220200"}
    change = library.move([1], "220200", lasting=True).result()
    assert change is None


def test_a_lasting_move_back_lifts_the_rule(library: Library) -> None:
    library.move([1], "220200", lasting=True)
    library.move([1], "220100", lasting=True)
    assert library.store.sources.rules(1) == {}
    library.undo()
    assert library.store.sources.rules(1) == {"220100": "220200"}
    library.undo()
    assert (library.store.sources.rules(1), region(library)) == ({}, "220100")


@pytest.mark.parametrize("lasting", [True, False])
def test_a_move_is_made_whole_or_not_at_all(
    library: Library, monkeypatch: pytest.MonkeyPatch, lasting: bool
) -> None:
    fill(library.store, ["通化市下雪"])
    ids, before = library.ids(View())[: 1 if lasting else 2], library.counts()
    store, name = library.store, "rule" if lasting else "correct"
    owner = store.sources if lasting else store.placing
    part = getattr(owner, name)

    def refuse_last(id: int, *rest: object) -> None:
        if id == 1:
            raise DISK_FULL
        part(id, *rest)

    monkeypatch.setattr(owner, name, refuse_last)
    move = library.move(ids, "CN", lasting=lasting)
    assert move.exception() is DISK_FULL
    assert library.counts() == before and library.undo() is None
    monkeypatch.undo()
    assert library.move(ids, "CN", lasting=lasting).result() is not None
    monkeypatch.setattr(owner, name, refuse_last)
    undo = library.undo()
    assert undo is not None and undo.exception() is DISK_FULL
    assert library.counts().keys() >= {"CN"} and library.counts()["CN"].total == len(ids)


def test_articles_that_are_gone_hold_up_no_others(library: Library) -> None:
    change = library.move([9, 1], "CN").result()
    assert change == Moved("CN", {1: None})
    assert isinstance(library.move([9], "CN").exception(), KeyError)
