"""Whether the text of a page may be of a place."""

import pytest

from reader.regions.beside import may_be_of


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        ("吉林市三家企业入选", True),
        ("吉林要闻", True),
        ("我市新增三条公交线路", True),
        ("市委召开常委会会议", True),
        ("彩票开奖 足球比分", False),
        ("长春地铁延长运营", False),
        ("", False),
    ],
)
def test_a_page_names_its_place_or_one_above_or_calls_a_place_its_own(
    text: str, may_be: bool
) -> None:
    assert may_be_of("220200", text) is may_be
