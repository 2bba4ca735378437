"""Half-width stops shown full-width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clean import clean
from reader.text.spelling import full_width
from reader.text.wrap import width


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("晴,风大;出门吗?好!", "晴，风大；出门吗？好！"),
        ("他说:今天(周一)晴, 明天雨", "他说：今天（周一）晴，明天雨"),
        ("“好”,“再见”…!", "“好”，“再见”…！"),
        ("什么?!真的!!!", "什么？！真的！！！"),
        ("增长5%,高于预期", "增长5%，高于预期"),
        ("用GDP(国内生产总值),也用苹果(Apple)", "用GDP（国内生产总值），也用苹果（Apple）"),
        ("(一)加强(二(三)四)", "（一）加强（二（三）四）"),
        ("网址:http://a.example.cn/x?a=1,b", "网址：http://a.example.cn/x?a=1,b"),
    ],
)
def test_stops_and_brackets_between_han(written: str, shown: str) -> None:
    assert clean(full_width(written)) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Hello, world (again)!",
        "Hello, 世界",
        "“Yes”, he said; 长",
        "比分3:2，时间10:30，共3,000人",
        "f(x)=1 是函数",
        "a)甲 b)乙",
        "长(春",
        "長\n(春\n)",
        "서울, 부산(남)",
    ],
)
def test_numbers_times_and_latin_keep_theirs(text: str) -> None:
    assert full_width(text) == text


@given(st.text("长春 ,:;?!()aB1”…\n"))
def test_places_stay_and_nothing_grows_narrower_by_a_blank(text: str) -> None:
    shown = full_width(text)
    assert len(shown) == len(text)
    assert width(shown) >= width(text) - text.count(" ")
