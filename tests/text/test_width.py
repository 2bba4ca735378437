import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.text.clean import clean
from reader.text.width import fit, pad, width

PARTS = [*"青川市，。“”…—·a1% 　é", "e\u0301", "👨\u200d👩\u200d👧", "❤\ufe0f", "👍🏽", "🇨🇳", "한"]
MIXED = st.lists(st.sampled_from(PARTS), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("text", "cells"), [("", 0), ("abc", 3), ("青川", 4), ("“青”…", 5), ("e\u0301", 1), ("🇨🇳", 2)]
)
def test_han_takes_two_cells_and_what_is_ambiguous_one(text: str, cells: int) -> None:
    assert width(text) == cells


@settings(deadline=None)
@given(st.one_of(MIXED, st.text(max_size=40).map(clean)))
def test_widths_are_those_of_the_renderer(text: str) -> None:
    assert width(text) == cell_len(text)


@settings(deadline=None)
@given(MIXED, st.integers(0, 40))
def test_a_cut_text_fits_and_is_a_beginning(text: str, cells: int) -> None:
    cut = fit(text, cells)
    assert width(cut) <= cells
    assert cut == text if width(text) <= cells else text.startswith(cut.removesuffix("…"))


@settings(deadline=None)
@given(MIXED, st.integers(0, 40))
def test_a_padded_text_takes_exactly_its_cells(text: str, cells: int) -> None:
    assert width(pad(text, cells)) == cells


@pytest.mark.parametrize("grapheme", ["👨\u200d👩\u200d👧", "👍🏽", "🇨🇳", "e\u0301", "❤\ufe0f"])
def test_a_grapheme_is_never_split(grapheme: str) -> None:
    for cells in range(1, 12):
        cut = fit(grapheme * 5, cells).removesuffix("…")
        assert cut == grapheme * (len(cut) // len(grapheme))
