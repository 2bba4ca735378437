import pytest

from reader.text.article import Jump, jump_of, page_number, without_jump


@pytest.mark.parametrize(
    ("text", "bare", "jump"),
    [
        ("江堤步道全线贯通（下转第四版）", "江堤步道全线贯通", Jump(False, "4")),
        ("江堤步道全线贯通 下转A04版", "江堤步道全线贯通", Jump(False, "A4")),
        ("（上接第1版）江堤步道全线贯通", "江堤步道全线贯通", Jump(True, "1")),
        ("上接一版", "", Jump(True, "1")),
        ("步道下转盘山路", "步道下转盘山路", None),
        ("他说，上接第二版的文章他也读了", "他说，上接第二版的文章他也读了", None),
    ],
)
def test_a_jump_line_at_an_end_is_told_from_the_text(
    text: str, bare: str, jump: Jump | None
) -> None:
    assert (without_jump(text), jump_of(text)) == (bare, jump)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("04", "4"),
        ("A01", "A1"),
        ("四", "4"),
        ("十", "10"),
        ("十二", "12"),
        ("二十一", "21"),
        ("百", "百"),
    ],
)
def test_numbers_of_pages_are_compared_however_they_are_written(written: str, number: str) -> None:
    assert page_number(written) == number
