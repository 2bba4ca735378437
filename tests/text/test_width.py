from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.text.clean import clean
from reader.text.wrap import columns, cut, fit, fit_clauses, grapheme_pattern, pad, width

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
