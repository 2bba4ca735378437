import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.searchable import fold, fold_case


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("臺灣長春頻道", "台湾长春频道"),
        ("３月２１日（讯）：ＡＢＣ", "3月21日(讯):ABC"),
        ("后来的里程", "后来的里程"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_one_spelling_stands_for_all(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=50))
def test_places_in_the_folded_text_are_places_in_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=50))
def test_small_letters_are_places_in_the_text_too(text: str) -> None:
    assert len(fold_case(text)) == len(text)
    assert fold_case(fold_case(text)) == fold_case(text)
    assert fold_case(fold(text)) == fold_case(text)


def test_small_letters_do_not_depend_on_what_follows() -> None:
    assert fold_case("ＡＢ臺ΣÉ") == "ab台σé"
    assert fold_case("ΑΣ") == fold_case("Α") + fold_case("Σ")
    assert fold_case("ABC") == "abc"
