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
        ("本篇新闻热门关键词：", True),
        ("完", True),
        ("友善列印", True),
        ("請同意我們的隱私權規範，才能使用這項功能。", True),
        ("多數住戶不願把隱私交給物業。", False),
        ("云州台已開設Facebook專頁，讓你掌握本地消息，快點按此加入，與朋友分享！", True),
        ("市圖書館開設Facebook專頁，每天介紹一本書，已有千人加入。", False),
        ("【更多新聞詳情請上云州新聞網】", True),
    ],
)
def test_a_sentence_is_no_tool(line: str, tells: bool) -> None:
    assert is_tool(line) is tells


def test_a_declaration_that_goes_on_in_its_line_is_a_notice() -> None:
    assert furniture.is_notice("声明：云州网登载此文出于传递更多信息之目的，并不意味着证实其描述。")
    assert not furniture.is_notice("市政府发表声明：明年起公交免费。")


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
