"""How an article's row is set in a list: the headline whole, and what stands beside it."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from reader.model import ArticleHead
from reader.text.wrap import width as cells
from reader.tui.panes.article_rows import ONE_LINE_FROM, ArticleRow
from tests.tui.conftest import NOW

HEAD = ArticleHead(
    id=1,
    headline="",
    url="",
    source_id=1,
    source="松岸新闻网",
    region="222400",
    time=int((NOW - timedelta(hours=30)).timestamp()),
    published=(NOW - timedelta(hours=30)).isoformat(),
)
LOOK = ArticleRow(
    is_wide=False,
    spelling="original",
    samples=False,
    folds=True,
    place_name=lambda id: {"222400": "延边"}.get(id or "", ""),
    now=NOW,
)


def texts(look: ArticleRow, headline: str, width: int) -> list[str]:
    lines = look.lines(replace(HEAD, headline=headline), width)
    found = ["".join(text for text, _role in line) for line in lines]
    assert all(cells(line) == width for line in found)
    return found


def test_a_headline_of_one_line_leaves_the_other_to_source_place_and_time() -> None:
    first, second = texts(LOOK, "雾凇来了", 40)
    assert first.rstrip() == "● 雾凇来了"
    assert second == "  松岸新闻网" + " " * 16 + "延边 · 06:00"


@pytest.mark.parametrize(
    ("more", "facts"),
    [
        (3, "松岸新闻网 · 延边 · 06:00"),
        (8, "松岸新闻网 · 06:00"),
        (14, "06:00"),
    ],
)
def test_place_gives_way_to_the_headline_first_then_the_source(more: int, facts: str) -> None:
    headline = "雪" * 19 + "花" * more
    first, second = texts(LOOK, headline, 40)
    assert first == "● " + "雪" * 19
    assert second.split(maxsplit=1) == ["花" * more, facts]


def test_a_headline_longer_than_both_lines_is_cut_before_the_time() -> None:
    second = texts(LOOK, "雪" * 60, 40)[1]
    assert second.endswith("…  06:00") and second.startswith("  雪")


def test_what_the_title_of_the_list_says_is_not_said_again() -> None:
    assert "延边" not in texts(replace(LOOK, of_region="222400"), "雾凇来了", 40)[1]
    assert "延边" in texts(replace(LOOK, of_region="220000"), "雾凇来了", 40)[1]
    assert "松岸" not in texts(replace(LOOK, of_source=True), "雾凇来了", 40)[1]


def test_in_one_line_a_headline_has_sixty_cells() -> None:
    [line] = texts(replace(LOOK, is_wide=True), "雪" * 30, ONE_LINE_FROM)
    assert line.startswith("●  " + "雪" * 30 + " 松岸新闻网")
    assert line.rstrip().endswith("06:00")


@pytest.mark.parametrize(("hours", "told"), [(30, "约 06:00"), (2, "约 2小时前"), (0, "约 刚刚")])
def test_a_time_that_no_page_told_is_said_to_be_about(hours: int, told: str) -> None:
    found = int((NOW - timedelta(hours=hours)).timestamp())
    lines = LOOK.lines(replace(HEAD, published=None, time=found), 40)
    assert lines[1][-1][0].endswith(f"· {told}")


@pytest.mark.parametrize(
    ("seen", "read", "mark"),
    [(None, False, "●"), (1, False, "●"), (1, True, " "), (0, False, "◆"), (0, True, "◇")],
)
def test_what_is_new_is_told_by_the_sign_read_or_not(
    seen: int | None, read: bool, mark: str
) -> None:
    look = replace(LOOK, seen=seen)
    assert look.lines(replace(HEAD, read=read), 40)[0][0][0] == mark
