from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from reader.text.dates import CST
from reader.tui.panes.article_rows import HeadedRows, days
from reader.view import Order

NOON = int(datetime(2026, 11, 23, 12, 0, tzinfo=CST).timestamp())
DAY = 86400


def by_day(times: list[int], order: Order = "newest") -> HeadedRows[date]:
    return HeadedRows(len(times), days(times, CST, order))


def test_each_day_has_one_heading_above_its_articles() -> None:
    rows = by_day([NOON, NOON - 60, NOON - DAY])
    assert [rows.article_at(row) for row in range(len(rows))] == [None, 0, 1, None, 2]
    assert rows.article_at(-1) is rows.article_at(len(rows)) is None
    assert rows.heading_at(0).isoformat() == rows.heading_at(2).isoformat() == "2026-11-23"
    assert rows.heading_at(3).isoformat() == "2026-11-22"


def test_midnight_belongs_to_the_day_it_begins() -> None:
    midnight = int(datetime(2026, 11, 23, tzinfo=CST).timestamp())
    rows = by_day([midnight, midnight - 1])
    assert [rows.article_at(row) for row in range(len(rows))] == [None, 0, None, 1]


@given(st.lists(st.integers(NOON - 9 * DAY, NOON + DAY), min_size=1, max_size=60))
def test_the_oldest_can_come_first(times: list[int]) -> None:
    rows = by_day(sorted(times), "oldest")
    expected = [datetime.fromtimestamp(time, CST).date() for time in sorted(times)]
    assert [rows.heading_at(rows.row_of(index)) for index in range(len(times))] == expected
    assert len(rows) == len(times) + len(set(expected))


def test_an_empty_list_has_no_rows() -> None:
    assert len(by_day([])) == 0
    assert by_day([]).article_at(0) is None


@given(st.lists(st.integers(NOON - 9 * DAY, NOON + DAY), min_size=1, max_size=60))
def test_rows_and_articles_map_to_each_other(times: list[int]) -> None:
    times.sort(reverse=True)
    rows = by_day(times)
    assert [rows.article_at(rows.row_of(index)) for index in range(len(times))] == [
        *range(len(times))
    ]
    expected = [datetime.fromtimestamp(time, CST).date() for time in times]
    assert [rows.heading_at(rows.row_of(index)) for index in range(len(times))] == expected
    assert len(rows) == len(times) + len(set(expected))


def test_in_another_order_than_that_of_time_there_are_no_headings() -> None:
    rows = by_day([NOON - DAY, NOON, NOON - 9 * DAY], "reprinted")
    assert [rows.article_at(row) for row in range(len(rows))] == [0, 1, 2]
    assert [rows.row_of(index) for index in range(3)] == [0, 1, 2]


def test_a_heading_may_stand_over_no_article() -> None:
    rows = HeadedRows(3, [(0, "长春"), (0, "吉林"), (2, "四平"), (3, "延边"), (3, "通化")])
    places = [rows.article_at(row) for row in range(len(rows))]
    assert places == [None, None, 0, 1, None, 2, None, None]
    assert [rows.heading_at(row) for row in (0, 1, 3, 5, 6, 7)] == [
        "长春",
        "吉林",
        "吉林",
        "四平",
        "延边",
        "通化",
    ]


@given(
    st.integers(0, 20).flatmap(
        lambda size: st.tuples(
            st.just(size), st.lists(st.integers(0, size), max_size=9).map(sorted)
        )
    )
)
def test_every_row_is_one_article_or_one_heading(sized: tuple[int, list[int]]) -> None:
    size, firsts = sized
    rows = HeadedRows(size, [(first, number) for number, first in enumerate(firsts)])
    assert [rows.article_at(rows.row_of(index)) for index in range(size)] == [*range(size)]
    over = [row for row in range(len(rows)) if rows.article_at(row) is None]
    assert [rows.heading_at(row) for row in over] == [*range(len(firsts))]
