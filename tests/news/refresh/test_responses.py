"""The columns of a page, by the addresses of its articles."""

from reader.model import Draft
from reader.news.refresh.responses import Column, columns, narrowed

SITE = "https://www.yunzhou.example"


def _entries(*paths: str) -> list[Draft]:
    return [Draft(headline=path, url=f"{SITE}{path}") for path in paths]


def _of(folder: str, count: int) -> list[str]:
    return [f"{folder}202611/t20261128_{n}.html" for n in range(count)]


def test_folders_with_several_articles_are_columns_the_largest_first() -> None:
    entries = _entries(*_of("/bmdt/", 3), *_of("/xwzx/yw/", 5), *_of("/zt/", 2))
    assert columns(entries) == [Column("/xwzx/yw/", 5), Column("/bmdt/", 3)]


def test_a_page_of_one_column_or_of_none_proposes_none() -> None:
    assert columns(_entries(*_of("/yw/", 9))) == []
    assert columns(_entries(*_of("/", 9))) == []
    assert columns([]) == []


def test_a_column_counts_what_it_will_bring() -> None:
    entries = _entries(*_of("/yw/", 4), *_of("/yw/sz/", 3))
    assert columns(entries) == [Column("/yw/", 7), Column("/yw/sz/", 3)]
    assert len(narrowed(entries, "/yw/sz/")) == 3
