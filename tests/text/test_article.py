"""Marks and indents of lists and headings."""

import pytest

from reader.model import Block, Draft, ListItem
from reader.text.article import (
    Jump,
    amount,
    byline,
    heading_indents,
    jump_of,
    list_marks,
    minutes,
    page_number,
    stamp,
    without_jump,
)


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


def test_the_items_come_in_the_order_of_a_credits_line() -> None:
    draft = Draft(
        headline="题",
        published="2019-12-20T15:56:19+08:00",
        source="澜湾日报",
        author="林小满",
        editor="周一木",
        responsible_editor="何静",
        photographer="罗一帆",
    )
    assert byline(draft, "别处") == [
        "2019-12-20 15:56",
        "澜湾日报",
        "记者 林小满",
        "摄影 罗一帆",
        "编辑 周一木",
        "责编 何静",
    ]


def test_what_is_not_stated_is_left_out_and_the_source_stands_in() -> None:
    assert byline(Draft(headline="题"), "澜湾日报") == ["澜湾日报"]
    assert byline(Draft(headline="题", page="01版 要闻"), "澜湾日报") == ["澜湾日报 01版 要闻"]


def test_a_label_that_a_feed_put_into_the_name_is_not_said_twice() -> None:
    assert byline(Draft(headline="题", author="记者林小满")) == ["记者 林小满"]


def test_a_date_alone_stays_as_it_is() -> None:
    assert stamp("2019-12-20") == "2019-12-20"


def test_a_list_without_numbers_has_bullets() -> None:
    assert list_marks(Block("list", "甲\n乙")) == ["• ", "• "]


def test_marks_of_one_depth_end_in_one_column_and_deeper_ones_begin_behind_it() -> None:
    items = (
        ListItem(number=9),
        ListItem(1),
        ListItem(1, continued=True),
        ListItem(number=10),
    )
    marks = list_marks(Block("list", "甲\n子\n又\n乙", items=items))
    assert marks == [" 9. ", "      • ", "        ", "10. "]


def test_a_heading_is_indented_for_each_level_above_it_that_the_article_uses() -> None:
    blocks = [Block("heading", "题", level=level) for level in (3, 0, 6)]
    assert heading_indents(blocks) == {3: "", 6: "　　"}


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
