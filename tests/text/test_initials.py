"""Finding by the initials of pinyin."""

import pytest

from reader.text.searchable import found, pattern

CASES = [
    ("cs", "今天在长沙", True),
    ("zs", "长沙", True),  # 长 reads zhang too
    ("CC", "长春夜市", True),
    ("ccys", "长春夜市", True),
    ("长c", "长春夜市", True),
    ("cq", "长春夜市", False),
    ("ts", "圖書館", True),
    ("bk", "不可", True),
    ("zhn", "怎样用 zhnews", True),
    ("zhnews", "怎样用 zhnews", True),
    ("5g", "5G 工厂", True),
]


@pytest.mark.parametrize(("typed", "text", "is_found"), CASES)
def test_a_text_is_found_by_its_initials(typed: str, text: str, is_found: bool) -> None:
    assert found(typed, text) is is_found


@pytest.mark.parametrize("typed", ["", "c", "长春", "c*", "[a", "a b"])
def test_what_is_no_initials_has_no_pattern(typed: str) -> None:
    assert pattern(typed) == ""


def test_what_stands_there_is_found_whatever_it_is() -> None:
    assert found("*", "3*4") and found("", "长") and not found("x", "长春")
