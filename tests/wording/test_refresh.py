from collections.abc import Sequence

import pytest

from reader.i18n import N_
from reader.model import Problem
from reader.wording.refresh import failure, seems_offline

DNS = Problem("dns", N_("找不到网站 {host}，请检查网址和网络。"), {"host": "a.example"})
HTTP = Problem("http", "")
ODD = Problem("odd", "")


@pytest.mark.parametrize(
    ("problems", "total", "said"),
    [
        ([DNS], 1, "找不到网站 a.example，请检查网址和网络。"),
        ([DNS], 3, "3 个来源中有 1 个没有取到：找不到网站 a.example，请检查网址和网络。"),
        ([DNS, DNS], 2, "2 个来源都没有取到：找不到网站。"),
        ([DNS, HTTP, HTTP], 4, "4 个来源中有 3 个没有取到：服务器答复出错 2 个、找不到网站 1 个。"),
        ([ODD, ODD], 2, "2 个来源都没有取到：别的原因 2 个。"),
        ([ODD, ODD, HTTP], 3, "3 个来源都没有取到：服务器答复出错 1 个、别的原因 2 个。"),
    ],
)
def test_failures_are_told_by_number_and_cause(
    problems: Sequence[Problem], total: int, said: str
) -> None:
    assert failure(problems, total) == said


@pytest.mark.parametrize(
    ("problems", "offline"), [([DNS, DNS], True), ([DNS], False), ([DNS, HTTP], False)]
)
def test_where_no_host_is_found_there_may_be_no_network(
    problems: Sequence[Problem], offline: bool
) -> None:
    assert seems_offline(problems) is offline
