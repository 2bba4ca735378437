from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.text import wrap as wrapping
from reader.text.clean import clean
from reader.text.wrap import (
    break_lines,
    columns,
    cut,
    fit,
    fit_clauses,
    grapheme_pattern,
    pad,
    width,
    wrap,
)
from tests.text.kinsoku import faults

HAN = st.text("长春吉林省会城市新闻报道汽车产业升级服务一", min_size=1, max_size=9)
LATIN = st.sampled_from(
    ["GDP", "a", "Changchun", "COVID-19", "don't", "AT&T", "news@example.com", "km/h", "x"]
)
NUMBERS = st.sampled_from(
    ["5.3%", "-5℃", "+3.5‰", "￥1,234.56", "$8", "2019", "15:56:19", "3：2", "７％", "20 ℃"]
)
MARKS = st.sampled_from(
    [*"。，、；：！？’”」）】》·～%,.!?;:)]}‘“「（【《([{—", "——", "……", "”。", "（“", "...", " - "]
)
QUOTED = st.sampled_from(['"长春"', ' "app" ', "'服务。'", "'a'", "男/女", "吉-长"])
BLANKS = st.sampled_from([" ", "  ", "\u3000"])
PICTURES = st.sampled_from(["👨\u200d👩\u200d👧", "👍🏽", "🇨🇳", "❤️", "①"])
URLS = st.sampled_from(
    [
        "见https://example.com/长春",
        "（https://news.example.com/jilin/2019-12/20/content_5462.htm?from=app&id=a_b#top）",
        " http://example.com/" + "0123456789abcdef" * 9 + "。",
    ]
)
MIXED = st.lists(
    st.one_of(HAN, HAN, LATIN, NUMBERS, MARKS, MARKS, QUOTED, BLANKS, PICTURES, URLS), max_size=60
).map("".join)
WIDTHS = st.integers(24, 120)

SENTENCE = "长春汽开区今天（20日）发布：全年产值增长5.3%，达到￥1,234.5亿元——“这是第一次。”"


@settings(max_examples=150)
@given(MIXED, WIDTHS)
def test_no_break_breaks_a_rule(text: str, width: int) -> None:
    assert faults(text, list(break_lines(text, width)), width) == []


@settings(max_examples=80)
@given(st.one_of(MIXED, st.text(max_size=60)), st.integers(2, 120), st.integers(0, 120))
def test_no_line_is_too_wide(text: str, width: int, first: int) -> None:
    lines = [text[start:end] for start, end in break_lines(text, width, first)]

    assert cell_len(lines[0]) <= first
    assert all(cell_len(line) <= width for line in lines[1:])


@settings(max_examples=80)
@given(st.one_of(MIXED, st.text(max_size=60)), st.integers(-1, 120), st.integers(-1, 120))
def test_only_blanks_are_lost_and_only_at_breaks(text: str, width: int, first: int) -> None:
    lines = list(break_lines(text, width, first))

    assert lines[0][0] == 0
    assert text[lines[-1][1] :].strip() == ""
    assert all(start <= end for start, end in lines)
    assert all(text[end:start].strip() == "" for (_, end), (start, _) in pairwise(lines))


@settings(max_examples=80)
@given(MIXED, st.integers(2, 40))
def test_a_grapheme_stays_whole_even_where_nothing_else_can(text: str, width: int) -> None:
    ends = {match.end() for match in grapheme_pattern().finditer(text)}

    assert all(end in ends for _, end in break_lines(text, width) if end)


@settings(max_examples=100)
@given(st.text("长春吉林省会", min_size=1, max_size=200), st.integers(12, 60))
def test_plain_chinese_fills_each_line_to_its_end(text: str, half: int) -> None:
    assert wrap(text, 2 * half) == [text[i : i + half] for i in range(0, len(text), half)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        # What may not start a line takes the character before it along.
        ("今天长春，晴", 8, ["今天长", "春，晴"]),
        ("今天长春。”晴", 8, ["今天长", "春。”晴"]),
        ("产值增长5%", 9, ["产值增长", "5%"]),
        ("今天气温5 ℃", 10, ["今天气温", "5 ℃"]),
        ("安东尼·史密", 6, ["安东", "尼·史", "密"]),
        ("长春—吉林", 4, ["长", "春—", "吉林"]),
        ("今天长春 ，晴", 8, ["今天长", "春 ，晴"]),
        # What may not end a line goes down with what follows.
        ("他说“今天", 6, ["他说", "“今天"]),
        ("今天《长春", 6, ["今天", "《长春"]),
        ("约合￥56元", 6, ["约合", "￥56元"]),
        ("男女/老少", 6, ["男", "女/老", "少"]),
        # Dashes and ellipses stay whole and may start a line.
        ("今天长——春", 7, ["今天长", "——春"]),
        ("今天长……春", 7, ["今天长", "……春"]),
        # Numbers keep their sign, words and numbers stay whole.
        ("今天零下-15℃", 9, ["今天零", "下-15℃"]),
        ("比分是3：2", 8, ["比分是", "3：2"]),
        ("产值1,234.56元", 11, ["产值", "1,234.56元"]),
        ("发布App下载", 6, ["发布", "App下", "载"]),
        ("the COVID-19 app", 8, ["the", "COVID-19", "app"]),
        ("Chang’an isn't", 9, ["Chang’an", "isn't"]),
        # A word that is wider than a line is cut where the line is full.
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("长春abcdefghij，", 8, ["长春abcd", "efghij，"]),
        # ASCII punctuation behaves like its Chinese kin.
        ("长春(吉林)是", 6, ["长春", "(吉林)", "是"]),
        ("one two, three", 7, ["one", "two,", "three"]),
        ("used for .NET only", 10, ["used", "for .NET", "only"]),
    ],
)
def test_a_rule_by_example(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        # Beside letters it may open or close, so it keeps both neighbours.
        ('他说"你好"吧', 6, ["他", '说"你', '好"吧']),
        # Beside a blank it is plain.
        ('say "well done"', 8, ["say", '"well', 'done"']),
        ('say "well," he', 10, ["say", '"well," he']),
        ("in the '90s", 6, ["in the", "'90s"]),
        ('长 " 春', 4, ['长 "', "春"]),
    ],
)
def test_a_straight_quote_keeps_to_what_it_quotes(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_an_address_is_parted_at_its_joints_only_where_it_must() -> None:
    address = "https://news.example.com/jilin/20191220.html?from=app"

    assert wrap(f"详见：{address}。", 61) == [f"详见：{address}。"]
    assert wrap(f"详见：{address}。", 60) == ["详见：", f"{address}。"]
    assert wrap(f"详见：{address}。", 30) == [
        "详见：https://news.example.com",
        "/jilin/20191220.html?from=",
        "app。",
    ]


def test_a_chain_wider_than_a_line_is_broken_at_its_slashes_first() -> None:
    assert wrap("Changchun/Jilin/Siping", 16) == ["Changchun/Jilin", "/Siping"]


@pytest.mark.parametrize("mark", [*"。（—…/\"'-.", "——", "……"])
@pytest.mark.parametrize("width", [2, 7, 24])
def test_a_run_of_marks_wider_than_a_line_is_broken_all_the_same(mark: str, width: int) -> None:
    text = mark * 100
    lines = wrap(text, width)

    assert "".join(lines) == text
    assert all(width - 2 < cell_len(line) <= width for line in lines[:-1])


def test_a_narrow_line_holds_at_least_one_grapheme() -> None:
    assert wrap("长春e\u0301", 0) == ["长", "春", "e\u0301"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 24) == wrap("  ", 24) == [""]
    assert list(break_lines("", 24)) == [(0, 0)]


def test_the_first_line_may_have_its_own_width() -> None:
    text = "今天长春，晴到多云"

    assert list(break_lines(text, 10, 6)) == [(0, 3), (3, 8), (8, 9)]
    assert list(break_lines("Changchun", 10, 4)) == [(0, 0), (0, 9)]


def test_blanks_lie_between_the_lines_and_stay_within_them() -> None:
    assert list(break_lines("one  two   three ", 8)) == [(0, 8), (11, 16)]
    assert wrap("\u3000\u3000今天长春", 8) == ["\u3000\u3000今天", "长春"]
    assert wrap("     Changchun", 10) == ["", "Changchun"]


@settings(max_examples=80)
@given(MIXED.map(lambda text: text * 5), WIDTHS)
def test_a_long_text_is_broken_window_by_window_as_in_one(text: str, width: int) -> None:
    whole = list(break_lines(text, width))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wrapping, "WINDOW", 150)
        lines = list(break_lines(text, width))
    assert faults(text, lines, width) == []
    if "http" not in text:  # a unit wider than a line may be parted elsewhere
        assert lines == whole


PIECES = st.sampled_from(
    ["长", "春", "a", " ", "…", "“", "℃", "é", "e\u0301", "👍🏽", "👨‍👩‍👧", "🇨🇳", "❤️", "1️⃣", "각"]
)
TEXT = st.one_of(st.lists(PIECES, max_size=20).map("".join), st.text(max_size=20).map(clean))
CELLS = st.integers(0, 30)


@given(st.one_of(TEXT, st.text(max_size=20)))
def test_a_width_is_what_the_renderer_counts(text: str) -> None:
    assert width(text) == cell_len(text)


@given(TEXT)
def test_columns_run_from_nothing_to_the_width(text: str) -> None:
    before = columns(text)

    assert len(before) == len(text) + 1
    assert before == sorted(before)
    assert (before[0], before[-1]) == (0, cell_len(text))


@given(TEXT, CELLS)
def test_a_fitted_text_fits_and_is_a_beginning(text: str, cells: int) -> None:
    fitted = fit(text, cells)

    assert cell_len(fitted) <= cells
    assert fitted == text or text.startswith(fitted.removesuffix("…"))
    assert (fitted == text) == (cell_len(text) <= cells) or text.endswith("…")


@given(TEXT, CELLS)
def test_a_padded_text_has_exactly_its_cells(text: str, cells: int) -> None:
    assert cell_len(pad(text, cells)) == cells


@given(st.lists(PIECES, min_size=1, max_size=20), CELLS)
def test_no_grapheme_is_split(pieces: list[str], cells: int) -> None:
    kept = fit("".join(pieces), cells, "")
    beginnings = {"".join(pieces[:count]).rstrip() for count in range(len(pieces) + 1)}

    assert kept.rstrip() in beginnings


@pytest.mark.parametrize(
    ("text", "cells", "fitted"),
    [
        ("长春新闻", 8, "长春新闻"),
        ("长春新闻", 7, "长春新…"),
        ("长春新闻", 6, "长春…"),
        ("长春 新闻", 6, "长春…"),
        ("长春", 1, "…"),
        ("长春", 0, ""),
        ("👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"),
    ],
)
def test_a_text_is_cut_to_its_cells(text: str, cells: int, fitted: str) -> None:
    assert fit(text, cells) == fitted


def test_where_the_ellipsis_is_too_wide_the_text_stands_alone() -> None:
    assert fit("长春新闻", 2, "...") == "长"


@given(TEXT, st.integers(2, 30))
def test_a_text_is_cut_where_the_room_ends(text: str, cells: int) -> None:
    pieces = list(cut(text, cells))
    assert "".join(pieces) == text
    assert all(width(piece) <= cells for piece in pieces)
    assert all(
        width(piece + grapheme_pattern().findall(following)[0]) > cells
        for piece, following in pairwise(pieces)
    )


@pytest.mark.parametrize("grapheme", ["e\u0301", "👍🏽", "👨‍👩‍👧", "🇨🇳", "❤️", "1️⃣", "각"])
def test_a_grapheme_is_one(grapheme: str) -> None:
    assert grapheme_pattern().findall(f"长{grapheme}{grapheme}春") == [
        "长",
        grapheme,
        grapheme,
        "春",
    ]


@pytest.mark.parametrize(
    ("text", "cells", "fitted"),
    [
        ("短", 2, "短"),
        ("找不到主机 a.example，请检查网址和网络。", 24, "找不到主机 a.example"),
        ("16 个来源 · 2 个失败，E 看原因：连不上", 24, "16 个来源 · 2 个失败"),
        ("16 个来源 · 2 个失败，E 看原因：连不上", 36, "16 个来源 · 2 个失败，E 看原因"),
        ("No host a.example. Check the network.", 30, "No host a.example"),
        ("没有一处可以断开的话", 8, "没有一…"),
        ("，", 1, "…"),
    ],
)
def test_what_does_not_fit_ends_where_a_clause_does(text: str, cells: int, fitted: str) -> None:
    assert fit_clauses(text, cells) == fitted
