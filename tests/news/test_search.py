from datetime import datetime

import pytest

from reader.errors import UnknownRegion
from reader.news.search import conditions
from reader.text.dates import CST
from reader.view import END_OF_TIME, Condition

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=CST)


def second(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=CST).timestamp())  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("供暖", Condition("text", ("供暖",))),
        ("-title:供暖", Condition("title", ("供暖",), negated=True)),
        ("region:吉林", Condition("region", ("220000",))),
        ("region:吉林/长春", Condition("region", ("220100",))),
        ("region:全国", Condition("region", ("CN",))),
        ("region:int", Condition("region", ("INT",))),
        ("region:吉林 region:辽宁", Condition("region", ("220000", "210000"))),
        ("source:新华 source:日报", Condition("source", ("新华", "日报"))),
        ("-region:长春", Condition("region", ("220100",), negated=True)),
        ("-is:unread", Condition("unread", negated=True)),
        ("is:dup", Condition("dup")),
        ("-is:dup", Condition("dup", negated=True)),
        ("since:12h", Condition("time", (second(2026, 5, 20), END_OF_TIME))),
        ("since:2026-05-01", Condition("time", (second(2026, 5, 1), END_OF_TIME))),
        ("on:2026-05-19", Condition("time", (second(2026, 5, 19), second(2026, 5, 20)))),
    ],
)
def test_a_query_becomes_what_the_store_understands(text: str, expected: Condition) -> None:
    assert conditions(text, NOW) == (expected,)


def test_of_several_regions_any_will_do_but_none_that_is_excluded() -> None:
    assert set(conditions("region:吉林 -region:长春 region:辽宁 -region:四平", NOW)) == {
        Condition("region", ("220000", "210000")),
        Condition("region", ("220100",), negated=True),
        Condition("region", ("220300",), negated=True),
    }


def test_an_unknown_region_is_refused_with_the_three_nearest() -> None:
    with pytest.raises(UnknownRegion) as caught:
        conditions("region:长舂", NOW)
    assert str(caught.value.params["nearest"]).count("、") == 2


@pytest.mark.parametrize(
    ("word", "place"), [("长春", "220100"), ("cc", "220100"), ("c", None), ("春", None)]
)
def test_a_word_of_two_characters_may_name_a_place_where_it_is_meant_loosely(
    word: str, place: str | None
) -> None:
    [strict], [loose] = (conditions(word, NOW, loosely=loosely) for loosely in (False, True))
    assert (strict.places, strict.initials) == ((), "")
    assert (place in loose.places) if place else loose.places == ()
    assert bool(loose.initials) is (word == "cc")
