import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import fold


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
