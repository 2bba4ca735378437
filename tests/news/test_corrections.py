from collections.abc import Iterator

import pytest

from reader.model import View
from reader.news.changes import Move, SourceRuleChange
from reader.news.library import Library
from reader.news.work import work
from reader.store.store import Store
from tests.news.test_work import fill


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
    change = library.move(1, "220200").result()
    assert isinstance(change, Move)
    assert (change.before, change.after, change.rule) == (None, "220200", None)
    assert region(library) == "220200"
    library.move(1, "CN")
    assert library.counts().keys() == {"CN"}
    library.undo()
    assert region(library) == "220200"
    library.undo()
    assert region(library) == "220100"
    library.redo()
    assert region(library) == "220200"


def test_a_move_outlives_new_rules(library: Library) -> None:
    library.move(1, "220200")
    library.store.queue.renew("place", "new rules")
    list(work(library.store))
    assert region(library) == "220200"


def test_moving_to_where_it_stands_changes_nothing(library: Library) -> None:
    assert library.move(1, "220100").result() is None
    assert library.undo() is None


def test_a_lasting_move_is_a_rule_for_what_stands_at_the_same_place(library: Library) -> None:
    change = library.move(1, "220200", lasting=True).result()
    assert isinstance(change, Move) and change.rule == SourceRuleChange(1, "220100", None, "220200")
    assert library.found_by_itself(1) == "220100"
    assert library.store.sources.rules(1) == {"220100": "220200"}
    change = library.move(1, "220200", lasting=True).result()
    assert change is None


def test_a_lasting_move_back_lifts_the_rule(library: Library) -> None:
    library.move(1, "220200", lasting=True)
    library.move(1, "220100", lasting=True)
    assert library.store.sources.rules(1) == {}
    library.undo()
    assert library.store.sources.rules(1) == {"220100": "220200"}
    library.undo()
    assert (library.store.sources.rules(1), region(library)) == ({}, "220100")
