from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import BadQuery
from reader.text.query import (
    FIELDS,
    Has,
    Is,
    On,
    Place,
    Predicate,
    Query,
    Since,
    Term,
    Words,
    parse,
)


@pytest.mark.parametrize(
    ("text", "predicates"),
    [
        ("", []),
        ("  　", []),
        ("供暖", [Words("供暖")]),
        ("供暖　开栓", [Words("供暖"), Words("开栓")]),
        ('"供暖 开栓"', [Words("供暖 开栓")]),
        ("“供暖 开栓”补贴", [Words("供暖 开栓"), Words("补贴")]),
        ('"供暖', [Words("供暖")]),
        ('""', []),
        ("12:30", [Words("12:30")]),
        ("标题：甲", [Words("标题：甲")]),
        ("region:吉林", [Place("吉林")]),
        ("region：吉林/长春", [Place("吉林/长春")]),
        ('REGION:"吉林 长春"', [Place("吉林 长春")]),
        ("source:新华 author:林小满", [Words("新华", "source"), Words("林小满", "author")]),
        ("editor:周一木 title:供暖", [Words("周一木", "editor"), Words("供暖", "title")]),
        ("is:unread is:Starred is:dup", [Is("unread"), Is("starred"), Is("dup")]),
        ("has:image", [Has("image")]),
        ("since:3d", [Since(timedelta(days=3))]),
        ("since:１２h", [Since(timedelta(hours=12))]),
        ("since:2周", [Since(timedelta(weeks=2))]),
        ("since:3天", [Since(timedelta(days=3))]),
        ("since:2019-12-20", [Since(date(2019, 12, 20))]),
        ("on:2019-12-20", [On(date(2019, 12, 20), date(2019, 12, 21))]),
        ("on:2019年12月20日", [On(date(2019, 12, 20), date(2019, 12, 21))]),
        ("on:2019-12", [On(date(2019, 12, 1), date(2020, 1, 1))]),
        ("on:2019年2月", [On(date(2019, 2, 1), date(2019, 3, 1))]),
        ("on:2019", [On(date(2019, 1, 1), date(2020, 1, 1))]),
    ],
)
def test_a_query_is_a_row_of_predicates(text: str, predicates: list[Predicate]) -> None:
    assert parse(text) == Query(tuple(Term(predicate) for predicate in predicates))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("-供暖", Term(Words("供暖"), negated=True)),
        ("－供暖", Term(Words("供暖"), negated=True)),
        ('-"供暖 开栓"', Term(Words("供暖 开栓"), negated=True)),
        ("-region:长春", Term(Place("长春"), negated=True)),
        ("-is:unread", Term(Is("unread"), negated=True)),
        ("供-暖", Term(Words("供-暖"))),
    ],
)
def test_a_minus_stands_before_what_must_not_hold(text: str, term: Term) -> None:
    assert parse(text).terms == (term,)


def test_a_lone_minus_asks_for_nothing_yet() -> None:
    assert parse("供暖 -").terms == (Term(Words("供暖")),)


@pytest.mark.parametrize(
    ("text", "fault", "said"),
    [
        ("city:长春", "没有“", "region: source: author:"),
        ("https://a.example/", "没有“", "引号"),
        ("region:", "后面要写上内容", "region:吉林"),
        ("region: 吉林", "后面要写上内容", "region:吉林"),
        ('title:""', "后面要写上内容", "title:供暖"),
        ("is:new", "后面不能是", "is:unread"),
        ("has:video", "后面不能是", "has:image"),
        ("since:soon", "后面不能是", "since:3d"),
        ("since:99999d", "后面不能是", "since:3d"),
        ("on:2019-13-01", "后面不能是", "on:2019-12-20"),
        ("on:2019-02-30", "后面不能是", "on:2019-12-20"),
        ("on:0", "后面不能是", "on:2019-12"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(text: str, fault: str, said: str) -> None:
    with pytest.raises(BadQuery, match=f"{fault}.*{said}"):
        parse(text)


fields = st.sampled_from(["", *FIELDS, "city"])
values = st.sampled_from(["3d", "2019-12", "unread", "image", "吉林", "99", ""]) | st.text()


@given(st.lists(st.tuples(st.sampled_from(["", "-"]), fields, values)))
def test_anything_typed_is_read_or_refused(parts: list[tuple[str, str, str]]) -> None:
    text = " ".join(f"{minus}{field}{':' * bool(field)}{value}" for minus, field, value in parts)
    try:
        query = parse(text)
    except BadQuery as error:
        assert str(error)
    else:
        assert all(term.predicate.run for term in query.terms if isinstance(term.predicate, Words))


def test_what_nobody_types_is_refused_at_once() -> None:
    with pytest.raises(BadQuery, match="1000"):
        parse("供暖 " * 60_000)
    assert len(parse("暖 " * 500).terms) == 500
