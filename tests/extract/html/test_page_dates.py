"""When an article was published, by its lines, its head and its scripts."""

from collections.abc import Mapping

import pytest

from reader.extract.html import page_dates
from reader.extract.html.page_dates import Stated
from reader.extract.html.tree import parse
from tests.extract.samples import NOW


def in_lines(*lines: str, clock: bool = True) -> list[str]:
    stated = page_dates.in_lines(lines, now=NOW if clock else None, url="")
    assert all(lines[each.line][slice(*each.span)].strip() for each in stated)
    return [each.iso for each in stated]


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("2024-05-06 10:20", ["2024-05-06T10:20+08:00"]),
        ("更新时间：2024-05-07 发布时间：2024-05-06", ["2024-05-06"]),
        ("发布时间：2024-05-06 更新时间：2024-05-07", ["2024-05-06"]),
        ("更新时间：2024-05-07", ["2024-05-07"]),
        ("2024-05-06" + "文" * 110, ["2024-05-06"]),
        ("2024-05-06" + "文" * 111, []),
        ("没有日期", []),
        ("3小时前", ["2024-05-06T15:30+08:00"]),
        ("剛剛", ["2024-05-06T18:30+08:00"]),
        ("今天是2024年5月7日 星期二", []),
        ("當前時間：2024-05-07 10:00", []),
        ("今天是2024年5月7日 发布时间：2024-05-06", ["2024-05-06"]),
    ],
)
def test_a_line_states_one_date_and_an_edit_only_without_another(
    line: str, dates: list[str]
) -> None:
    assert in_lines(line) == dates


def test_an_edit_counts_where_no_line_says_more() -> None:
    assert in_lines("更新时间：2024-05-07", "2024-05-06") == ["2024-05-06"]
    assert in_lines("更新时间：2024-05-07", "修改于2024-05-08") == ["2024-05-07", "2024-05-08"]


@pytest.mark.parametrize(
    ("line", "dates"), [("3小时前", []), ("05-06 10:20", []), ("2024-05-06", ["2024-05-06"])]
)
def test_without_a_clock_nothing_is_counted_from_it(line: str, dates: list[str]) -> None:
    assert in_lines(line, clock=False) == dates


@pytest.mark.parametrize(
    "pieces",
    [
        ("06", "2024-05"),
        ("06", "2024/05"),
        ("05月", "06", "2024"),
        ("05-06", "2024"),
        ("06", "5月", "2024"),
        ("2024年", "05月06日"),
        ("May", "06", "2024"),
        ("06", "May 2024"),
    ],
)
def test_the_pieces_of_a_day_are_one(pieces: tuple[str, ...]) -> None:
    lines = page_dates.mended(["云州网", *pieces, "阅读 12"], {})
    assert len(lines) == 3
    assert in_lines(*lines, clock=False) == ["2024-05-06"]


def test_pieces_that_make_no_day_are_left() -> None:
    assert page_dates.mended(["云州网", "12", "34"], {}) == ["云州网", "12 34"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("云州网 3小时前", "云州网 2024-05-06T10:20+08:00"),
        ("2024-05-06", "2024-05-06T10:20+08:00"),
        ("2024-05-09", "2024-05-09"),
    ],
)
def test_an_element_for_a_time_says_in_figures_what_it_says_in_words(line: str, shown: str) -> None:
    words = line.split()[-1]
    tree = parse(f'<p><time datetime="2024-05-06T02:20Z">{words}</time><time datetime="">x</time>')
    times = page_dates.marked(tree)
    assert times == {words: "2024-05-06T10:20+08:00"}
    assert page_dates.mended([line], times) == [shown]


def test_the_place_of_a_date_behind_an_edit_is_that_in_the_line() -> None:
    line = "更新时间：2024-05-07 发布时间：2024-05-06"
    [stated] = page_dates.in_lines([line], now=NOW, url="")
    assert line[slice(*stated.span)] == "2024-05-06"
    assert not stated.timed and Stated("2024-05-06T10:20", 0, (0, 1)).timed


@pytest.mark.parametrize(
    ("metas", "first", "edited"),
    [
        ({"article:published_time": "2024-05-06"}, "2024-05-06", None),
        ({"publishdate": "2024-05-06", "pubdate": "2024-05-07"}, "2024-05-06", None),
        ({"publishdate": "soon", "pubdate": "2024-05-07"}, "2024-05-07", None),
        ({"article:modified_time": "2024-05-08"}, None, "2024-05-08"),
        ({"updatedate": "soon"}, None, None),
        ({"description": "2024-05-06"}, None, None),
    ],
)
def test_the_head_of_a_page_states_its_date(
    metas: Mapping[str, str], first: str | None, edited: str | None
) -> None:
    assert (page_dates.in_meta(metas), page_dates.edited_in_meta(metas)) == (first, edited)


@pytest.mark.parametrize(
    ("script", "date"),
    [
        ('"datePublished": "2024-05-06 10:20:30"', "2024-05-06T10:20:30+08:00"),
        ("pubtime='2024-05-06'", "2024-05-06"),
        ("pubtime='2024-05-06'; publishTime='2024-05-06 10:20'", "2024-05-06T10:20+08:00"),
        ("pubtime='2024-05-06'; pubtime='2024-05-06'", "2024-05-06"),
        ("pubtime='2024-05-06'; pubtime='2024-05-07'", None),
        ("pubtime=soon; pubtime='2024-05-07'", "2024-05-07"),
        ("time='2024-05-06'", None),
    ],
)
def test_scripts_tell_the_date_if_they_hold_but_one(script: str, date: str | None) -> None:
    assert page_dates.in_scripts(f"<script>{script}</script>") == date
