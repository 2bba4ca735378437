"""Conditions that look into each article."""

from collections.abc import Iterator

import pytest

from reader.store.store import Store
from reader.view import Condition, Field, View
from tests.store.making import NOON, add_source, draft, put


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
