"""Marks and indents of lists and headings."""

from reader.model import Block, ListItem
from reader.text.article import heading_indents, list_marks


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
