import pytest

from reader.text.article import amount, minutes


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("a", 1), ("abc", 1), ("abcd", 2), ("江", 1), ("江边步道", 4)]
)
def test_there_is_as_much_to_read_as_in_so_many_characters(text: str, count: int) -> None:
    assert amount(text) == count


@pytest.mark.parametrize(
    ("lengths", "count"), [([], 1), ([1], 1), ([300, 299], 1), ([300, 301], 2), ([4000], 10)]
)
def test_reading_takes_whole_minutes_and_one_at_least(lengths: list[int], count: int) -> None:
    assert minutes("江" * length for length in lengths) == count
