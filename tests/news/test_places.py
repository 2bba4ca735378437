"""What an article's place is called."""

import pytest

from reader.news.places import is_place, name_of, path_of


@pytest.mark.parametrize(
    ("id", "known", "name", "path"),
    [
        ("220100", True, "长春", "吉林 › 长春"),
        ("220000", True, "吉林", "吉林"),
        ("CN", True, "全国", "全国"),
        ("INT", True, "国际", "国际"),
        ("999999", False, "999999", "999999"),
    ],
)
def test_a_place_has_a_name_and_a_path(id: str, known: bool, name: str, path: str) -> None:
    assert (is_place(id), name_of(id), path_of(id)) == (known, name, path)
