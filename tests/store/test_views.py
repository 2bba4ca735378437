"""Conditions that look into each article."""

import sqlite3
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from reader.store import views
from reader.store.queue import STORY
from reader.store.store import Store
from reader.view import (
    ORDERS,
    STARRED,
    UNREAD,
    Condition,
    Field,
    Order,
    View,
    from_source,
    in_region,
    since,
)
from tests.store.making import NOON, add_source, draft, fill, put, views_of

VIEWS = views_of(
    [None, STARRED, UNREAD],
    [None, in_region("220000")],
    [None, from_source(1)],
    [None, UNREAD],
    [None, since(NOON)],
)


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    Store.open(path).close()
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def plan(connection: sqlite3.Connection, sql: str, params: list[Any]) -> list[str]:
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", params)]


@pytest.mark.parametrize("smallest", ["place", "unread", "source"])
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_each_view_walks_one_index_and_sorts_nothing(
    connection: sqlite3.Connection, view: View, smallest: str
) -> None:
    def number(sql: str, *params: Any) -> int:
        return 0 if smallest in sql else 9

    for times, order in product((False, True), ("newest", "oldest")):
        view = replace(view, order=order)
        steps = plan(connection, *views.query(view, number, limit=10, times=times))
        walk, *others = [step for step in steps if "SUBQUERY" not in step]
        for step in (walk, *others):
            assert "COVERING INDEX" in step or "PRIMARY KEY" in step or "ROWID SEARCH" in step
            assert "B-TREE" not in step
        assert all(step.startswith(("SEARCH", "USING ROWID SEARCH")) for step in others)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_folded_view_still_sorts_nothing(connection: sqlite3.Connection, view: View) -> None:
    sql, params = views.query(replace(view, folded=True), lambda *_: 9, limit=10)
    walk, *others = [step for step in plan(connection, sql, params) if "SUBQUERY" not in step]
    assert "COVERING INDEX" in walk or "USING PRIMARY KEY" in walk
    assert not [step for step in (walk, *others) if "B-TREE" in step]
    assert all(step.startswith(("SEARCH", "USING ROWID SEARCH")) for step in others)


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("folded", [False, True])
def test_what_most_sources_have_is_found_without_a_pass_over_all(
    connection: sqlite3.Connection, view: View, folded: bool
) -> None:
    view = replace(view, order="reprinted", folded=folded)
    first, rest = views.parts(view)
    first_steps, rest_steps = (
        plan(connection, *views.query(part, lambda *_: 9, limit=1)) for part in (first, rest)
    )
    assert first_steps[0] == "SEARCH walked USING COVERING INDEX story_by_sources (sources>?)"
    for steps in (first_steps, rest_steps):
        walk, *others = [step for step in steps if "SUBQUERY" not in step]
        assert "COVERING INDEX" in walk or "USING PRIMARY KEY" in walk
        assert not [step for step in (walk, *others) if "B-TREE" in step]
        assert all(step.startswith(("SEARCH", "USING ROWID SEARCH")) for step in others)


def test_a_small_set_is_walked_and_sorted_by_the_number_of_sources() -> None:
    def number(sql: str, *params: Any) -> int:
        return 10 if "place_count" in sql else 1_000_000

    first, _rest = views.parts(View((in_region("22"),), order="reprinted"))
    assert "FROM place AS walked" in views.query(first, number, limit=100).sql


@pytest.mark.parametrize(
    ("view", "step"),
    [
        (View(), "SEARCH walked USING COVERING INDEX article_by_time (time>?)"),
        (
            View(folded=True),
            "SEARCH walked USING COVERING INDEX article_shown (hidden=? AND time>?)",
        ),
        (
            View((in_region("22"),)),
            "SEARCH walked USING PRIMARY KEY (region=? AND time>?)",
        ),
        (
            View((from_source(1),)),
            "SEARCH walked USING COVERING INDEX article_by_source (source=? AND time>?)",
        ),
        (View((UNREAD,)), "SEARCH walked USING PRIMARY KEY (time>?)"),
        (
            View((Condition("time", (NOON, NOON + 9)),)),
            "SEARCH walked USING COVERING INDEX article_by_time (time>? AND time<?)",
        ),
    ],
)
def test_a_plain_view_is_one_step(connection: sqlite3.Connection, view: View, step: str) -> None:
    assert plan(connection, *views.query(view, lambda *_: 0)) == [step]


@pytest.mark.parametrize(
    ("smallest", "walked"),
    [("place_count", "place"), ("sum(unread)", "unread"), ("source IN", "article")],
)
def test_the_smallest_set_is_walked(smallest: str, walked: str) -> None:
    def number(sql: str, *params: Any) -> int:
        return 0 if smallest in sql else 9

    view = View((UNREAD, in_region("220000"), from_source(1)))
    assert f"FROM {walked} AS walked" in views.query(view, number).sql


def test_what_is_asked_twice_is_looked_up_once() -> None:
    once = View((UNREAD, in_region("220000")))
    assert views.query(View(once.conditions * 2), lambda *_: 9) == views.query(once, lambda *_: 9)


@pytest.mark.parametrize("folded", [False, True])
def test_only_the_time_that_all_conditions_have_in_common_is_walked(folded: bool) -> None:
    span, other = Condition("time", (5, 20)), Condition("time", (0, 30), negated=True)
    view = View((since(7), span, since(3), other), folded=folded)
    sql, params = views.query(view, lambda *_: 9)
    assert "WHERE walked.time >= ?\nAND walked.time < ?\n" in sql
    assert params[:4] == [7, 20, 0, 30]
    walked, *elders = sql.split("elder.time >= ?")
    assert walked.count("walked.time >= ?") == 2 and len(elders) == (2 if folded else 0)


def test_a_view_lists_the_newest_first_and_the_last_to_come_first_of_a_second(
    store: Store,
) -> None:
    source = add_source(store)
    times = [NOON, NOON + 2, NOON + 1, NOON + 2]
    store.articles.commit(source, [put(str(n), time=time) for n, time in enumerate(times)])
    heads = store.articles.heads(store.articles.ids(View()))
    assert [head.headline for head in heads] == ["第3条", "第1条", "第2条", "第0条"]


def test_a_view_can_list_the_oldest_first(store: Store) -> None:
    fill(store, 4)
    ids = store.articles.ids(View())
    assert store.articles.ids(View(order="oldest"), limit=3) == ids[:0:-1]


def test_a_listing_gives_the_times_in_step(store: Store) -> None:
    fill(store, 4)
    listing = store.articles.listing(View((in_region("220000"),)), limit=2)
    heads = store.articles.heads(listing.ids)
    assert list(listing.times) == [head.time for head in heads] == [NOON + 180, NOON + 120]


@pytest.mark.parametrize(
    "conditions",
    [
        (),
        (in_region("220000"), since(NOON)),
        (Condition("time", (NOON, NOON + 4)), Condition("title", ("条",))),
        (Condition("region", ("220000", "222400")),),
    ],
    ids=str,
)
@pytest.mark.parametrize("order", ORDERS)
def test_a_long_list_comes_piece_by_piece(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    order: Order,
    conditions: tuple[Condition, ...],
) -> None:
    source = add_source(store)
    same = [put(f"{number}", time=NOON + number // 3) for number in range(12)]
    store.articles.commit(source, same)
    view = View(conditions, order=order)
    whole = store.articles.listing(view)
    assert len(whole.ids) == 12
    for piece in (1, 4, 5, 12):
        monkeypatch.setattr("reader.store.articles.PIECE", piece)
        assert store.articles.listing(view) == whole


@pytest.mark.parametrize("folded", [False, True])
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pieces_of_a_list_are_the_list(
    store: Store, monkeypatch: pytest.MonkeyPatch, order: Order, folded: bool
) -> None:
    source = add_source(store)
    entries = [put(f"{number}", time=NOON - number // 3) for number in range(12)]
    store.articles.commit(source, entries)
    stories = {2: 11, 11: 11, 4: 5, 5: 5}
    store.stories.settle({job: stories.get(job.article) for job in store.queue.next(STORY, 100)})
    view = View((Condition("title", ("条",)),), order=order, folded=folded)
    whole = store.articles.listing(view)
    assert len(whole.ids) == (10 if folded else 12)
    for stride in (1, 2, 5, 11, 12, 20):
        monkeypatch.setattr("reader.store.articles.STRIDES", (stride, 4))
        pieces = list(store.articles.pieces(view))
        assert [id for piece in pieces for id in piece.ids] == [*whole.ids]
        assert [time for piece in pieces for time in piece.times] == [*whole.times]
        assert len(pieces) > 1 or stride >= 12


def test_a_list_can_be_cut_to_its_beginning(store: Store) -> None:
    fill(store, 4)
    ids = store.articles.ids(View())
    assert store.articles.ids(View(), limit=3) == ids[:3]
    assert ids.typecode == "q"


def test_a_region_shows_what_lies_below_it_and_nothing_beside_it(store: Store) -> None:
    source = add_source(store)
    store.articles.commit(
        source,
        [
            put("city", places=("222401", "222400", "220000")),
            put("province", places=("220000",)),
            put("both", places=("220000", "230000")),
            put("nation", places=("CN",)),
        ],
    )
    shown = {
        region: {head.headline for head in store.articles.heads(store.articles.ids(view))}
        for region in ("222401", "220000", "230000", "CN", "99")
        for view in [View((in_region(region),))]
    }
    assert shown == {
        "222401": {"第city条"},
        "220000": {"第city条", "第province条", "第both条"},
        "230000": {"第both条"},
        "CN": {"第nation条"},
        "99": set(),
    }


def test_the_longest_query_is_answered(store: Store) -> None:
    fill(store, 3)
    conditions = tuple(Condition("text", (f"第{n}",), negated=True) for n in range(2, 502))
    assert len(store.articles.ids(View(conditions))) == 2


@pytest.fixture(scope="module")
def filled() -> Iterator[Store]:
    """Three articles, of which the second names its press and who wrote and edited it."""
    people = {"author": "常立", "editor": "高原", "responsible_editor": "李玥"}
    with Store.open(None) as store:
        source = add_source(store)
        drafts = [
            draft("长春早市开张"),
            draft("Snow 50% 江边", source="松江晚报", **people),
            draft("snow_day 图书馆"),
        ]
        store.articles.commit(
            source,
            [
                put(str(n), draft=each, time=NOON + n, places=("220100",) if n == 1 else ())
                for n, each in enumerate(drafts, 1)
            ],
        )
        yield store


def found(store: Store, *conditions: Condition) -> list[int]:
    return sorted(store.articles.ids(View(conditions)))


@pytest.mark.parametrize(
    ("field", "word", "ids"),
    [
        ("text", "早市", [1]),
        ("text", "snow", [2, 3]),
        ("text", "松江", [2]),
        ("text", "常立", [2]),
        ("text", "高原", [2]),
        ("text", "李玥", [2]),
        ("text", "50%", [2]),
        ("text", "w_d", [3]),
        ("text", "\\", []),
        ("title", "江边", [2]),
        ("title", "松江", []),
        ("source", "松江", [2]),
        ("source", "延吉", [1, 2, 3]),
        ("source", "example", [1, 2, 3]),
        ("author", "常立", [2]),
        ("author", "高原", []),
        ("editor", "高原", [2]),
        ("editor", "李玥", [2]),
        ("editor", "常立", []),
    ],
)
def test_a_run_of_characters_is_looked_for_in_its_field(
    filled: Store, field: Field, word: str, ids: list[int]
) -> None:
    assert found(filled, Condition(field, (word,))) == ids
    others = [id for id in (1, 2, 3) if id not in ids]
    assert found(filled, Condition(field, (word,), negated=True)) == others


def test_one_of_several_runs_is_enough(filled: Store) -> None:
    assert found(filled, Condition("title", ("早市", "图书馆"))) == [1, 3]


def test_initials_of_a_headline_or_a_source_will_do_and_so_will_a_place(filled: Store) -> None:
    for initials, ids in (("cc", [1]), ("sjw", [2]), ("yj", [1, 2, 3]), ("xy", [])):
        assert found(filled, Condition("text", ("无",), initials=initials)) == ids
    assert found(filled, Condition("text", ("无",), places=("220100", "220200"))) == [1]
    either = Condition("text", ("图书馆",), initials="sjw", places=("220100",))
    assert found(filled, either) == [1, 2, 3]
    some = Condition("text", ("图书馆",), places=("220100",), negated=True)
    assert found(filled, some) == [2]


def test_a_time_ends_before_its_second_value(filled: Store) -> None:
    assert found(filled, Condition("time", (NOON + 1, NOON + 3))) == [1, 2]
    assert found(filled, Condition("time", (NOON + 1, NOON + 3), negated=True)) == [3]
