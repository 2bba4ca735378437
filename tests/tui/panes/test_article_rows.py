"""How an article's row is set in a list: the headline whole, and what stands beside it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.model import ArticleHead
from reader.text.dates import CST
from reader.text.wrap import width as cells
from reader.tui.panes.article_rows import ONE_LINE_FROM, ArticleRow, HeadedRows, days
from reader.view import Order
from tests.tui.conftest import NOW

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


HEAD = ArticleHead(
    id=1,
    headline="",
    url="",
    source_id=1,
    source="松岸新闻网",
    region="222400",
    time=int((NOW - timedelta(hours=30)).timestamp()),
    published=(NOW - timedelta(hours=30)).isoformat(),
)
LOOK = ArticleRow(
    is_wide=False,
    spelling="original",
    samples=False,
    folds=True,
    place_name=lambda id: {"222400": "延边"}.get(id or "", ""),
    now=NOW,
)


def texts(look: ArticleRow, headline: str, width: int) -> list[str]:
    lines = look.lines(replace(HEAD, headline=headline), width)
    found = ["".join(text for text, _role in line) for line in lines]
    assert all(cells(line) == width for line in found)
    return found


def test_a_headline_of_one_line_leaves_the_other_to_source_place_and_time() -> None:
    first, second = texts(LOOK, "雾凇来了", 40)
    assert first.rstrip() == "● 雾凇来了"
    assert second == "  松岸新闻网" + " " * 16 + "延边 · 06:00"


@pytest.mark.parametrize(
    ("more", "facts"),
    [
        (3, "松岸新闻网 · 延边 · 06:00"),
        (8, "松岸新闻网 · 06:00"),
        (14, "06:00"),
    ],
)
def test_place_gives_way_to_the_headline_first_then_the_source(more: int, facts: str) -> None:
    headline = "雪" * 19 + "花" * more
    first, second = texts(LOOK, headline, 40)
    assert first == "● " + "雪" * 19
    assert second.split(maxsplit=1) == ["花" * more, facts]


def test_a_headline_longer_than_both_lines_is_cut_before_the_time() -> None:
    second = texts(LOOK, "雪" * 60, 40)[1]
    assert second.endswith("…  06:00") and second.startswith("  雪")


def test_what_the_title_of_the_list_says_is_not_said_again() -> None:
    assert "延边" not in texts(replace(LOOK, of_region="222400"), "雾凇来了", 40)[1]
    assert "延边" in texts(replace(LOOK, of_region="220000"), "雾凇来了", 40)[1]
    assert "松岸" not in texts(replace(LOOK, of_source=True), "雾凇来了", 40)[1]


def test_in_one_line_a_headline_has_sixty_cells() -> None:
    [line] = texts(replace(LOOK, is_wide=True), "雪" * 30, ONE_LINE_FROM)
    assert line.startswith("●  " + "雪" * 30 + " 松岸新闻网")
    assert line.rstrip().endswith("06:00")


@pytest.mark.parametrize(("hours", "told"), [(30, "约 06:00"), (2, "约 2小时前"), (0, "约 刚刚")])
def test_a_time_that_no_page_told_is_said_to_be_about(hours: int, told: str) -> None:
    found = int((NOW - timedelta(hours=hours)).timestamp())
    lines = LOOK.lines(replace(HEAD, published=None, time=found), 40)
    assert lines[1][-1][0].endswith(f"· {told}")


@pytest.mark.parametrize(
    ("seen", "read", "mark"),
    [(None, False, "●"), (1, False, "●"), (1, True, " "), (0, False, "◆"), (0, True, "◇")],
)
def test_what_is_new_is_told_by_the_sign_read_or_not(
    seen: int | None, read: bool, mark: str
) -> None:
    look = replace(LOOK, seen=seen)
    assert look.lines(replace(HEAD, read=read), 40)[0][0][0] == mark
