from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from reader.text.dates import CST
from reader.tui.day_rows import DayRows

NOON = int(datetime(2026, 11, 23, 12, 0, tzinfo=CST).timestamp())
DAY = 86400


def test_each_day_has_one_heading_above_its_articles() -> None:
    rows = DayRows([NOON, NOON - 60, NOON - DAY], CST)
    assert [rows.article_at(row) for row in range(len(rows))] == [None, 0, 1, None, 2]
    assert rows.article_at(-1) is rows.article_at(len(rows)) is None
    assert rows.day_at(0).isoformat() == rows.day_at(2).isoformat() == "2026-11-23"
    assert rows.day_at(3).isoformat() == "2026-11-22"


def test_midnight_belongs_to_the_day_it_begins() -> None:
    midnight = int(datetime(2026, 11, 23, tzinfo=CST).timestamp())
    rows = DayRows([midnight, midnight - 1], CST)
    assert [rows.article_at(row) for row in range(len(rows))] == [None, 0, None, 1]


@given(st.lists(st.integers(NOON - 9 * DAY, NOON + DAY), min_size=1, max_size=60))
def test_the_oldest_can_come_first(times: list[int]) -> None:
    rows = DayRows(sorted(times), CST, "oldest")
    days = [datetime.fromtimestamp(time, CST).date() for time in sorted(times)]
    assert [rows.day_at(rows.row_of(index)) for index in range(len(times))] == days
    assert len(rows) == len(times) + len(set(days))


def test_an_empty_list_has_no_rows() -> None:
    assert len(DayRows([], CST)) == 0
    assert DayRows([], CST).article_at(0) is None


@given(st.lists(st.integers(NOON - 9 * DAY, NOON + DAY), min_size=1, max_size=60))
def test_rows_and_articles_map_to_each_other(times: list[int]) -> None:
    times.sort(reverse=True)
    rows = DayRows(times, CST)
    assert [rows.article_at(rows.row_of(index)) for index in range(len(times))] == [
        *range(len(times))
    ]
    days = [datetime.fromtimestamp(time, CST).date() for time in times]
    assert [rows.day_at(rows.row_of(index)) for index in range(len(times))] == days
    assert len(rows) == len(times) + len(set(days))


def test_in_another_order_than_that_of_time_there_are_no_headings() -> None:
    rows = DayRows([NOON - DAY, NOON, NOON - 9 * DAY], CST, "reprinted")
    assert [rows.article_at(row) for row in range(len(rows))] == [0, 1, 2]
    assert [rows.row_of(index) for index in range(3)] == [0, 1, 2]
