"""How long a line may be and still be furniture, and how much of a line is prose."""

from collections.abc import Callable

import pytest

from reader.extract.html import furniture
from reader.extract.html.furniture import is_tool, prose


@pytest.mark.parametrize(
    ("tell", "line", "filling", "longest"),
    [
        (is_tool, "分享", "新", 10),
        (is_tool, "阅读原文", "新", 36),
        (is_tool, "请扫描二维码", "新", 60),
        (furniture.is_dated, "2024-05-06", "新", 59),
        (furniture.is_declaration, "声明：", "—", 40),
        (furniture.is_related, "相关新闻", "：", 24),
        (furniture.is_notice, "版权所有", "新", 400),
    ],
)
def test_each_kind_of_furniture_is_a_line_of_some_length_at_most(
    tell: Callable[[str], bool], line: str, filling: str, longest: int
) -> None:
    assert tell(line)
    assert tell(line + filling * (longest - len(line)))
    assert not tell(line + filling * (longest - len(line) + 1))
    assert not tell("新" * 10 + filling)


@pytest.mark.parametrize(
    ("line", "tells"),
    [
        ("阅读原文可看全部名单", True),
        ("阅读原文可看全部名单。", False),
        ("请扫描二维码，参加活动", True),
        ("请扫描二维码参加活动。", True),
        ("请扫描二维码，参加活动。", False),
        ("功能介绍：" + "新" * 99, True),
    ],
)
def test_a_sentence_is_no_tool(line: str, tells: bool) -> None:
    assert is_tool(line) is tells


@pytest.mark.parametrize(
    ("line", "linked", "count"),
    [
        ("新" * 14 + "。", 0, 15),
        ("新" * 13 + "。", 0, 3),
        ("新" * 40, 0, 10),
        ("新" * 29 + "。", 15, 15),
        ("新" * 29 + "。", 16, 0),
        ("版权所有，未经授权，不得擅自转载。", 0, 0),
        ("请扫描二维码参加我们的活动，还有奖品", 0, 0),
    ],
)
def test_prose_is_counted_in_characters(line: str, linked: int, count: int) -> None:
    assert prose(line, linked) == count
