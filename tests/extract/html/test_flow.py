"""Lines: what they tell of themselves."""

import pytest

from reader.extract.html.flow import Line, Style
from reader.model import Span

STRONG: Style = ("strong", "")
LINK: Style = ("link", "/a")
PROSE = "三条公交新线昨天开通，市民出行更方便。"


def test_styles_that_touch_are_one_span() -> None:
    runs = (("早市", (STRONG,)), ("开张", (STRONG, LINK)), ("了", ()), (" 人多", (STRONG,)))
    assert Line("早市开张了 人多", runs=runs).spans == (
        Span(0, 4, "strong", ""),
        Span(6, 8, "strong", ""),
        Span(2, 4, "link", "/a"),
    )


def test_a_span_ends_with_its_line_and_a_link_to_nowhere_is_none() -> None:
    assert Line("早市", runs=(("早市 ", (STRONG,)),)).spans == (Span(0, 2, "strong", ""),)
    assert Line("早市", runs=(("早市", (("link", ""),)),)).spans == ()


@pytest.mark.parametrize(
    ("styles", "bold"),
    [((), False), (((STRONG,), (STRONG, LINK)), True), (((STRONG,), (LINK,)), False)],
)
def test_a_line_is_bold_where_all_of_it_is(
    styles: tuple[tuple[Style, ...], ...], bold: bool
) -> None:
    assert Line("早市", runs=tuple(("早", each) for each in styles)).bold is bold


@pytest.mark.parametrize(
    ("role", "linked", "prose", "is_prose"),
    [
        ("", 0, len(PROSE), True),
        ("", 2, len(PROSE) - 2, True),
        ("", 12, 0, False),
        ("code", 0, len(PROSE), True),
        ("table", 0, len(PROSE) // 2, False),
    ],
)
def test_prose_is_measured_by_what_a_line_is(
    role: str, linked: int, prose: int, is_prose: bool
) -> None:
    line = Line(PROSE, role=role, linked=linked)
    assert (line.prose, line.is_prose) == (prose, is_prose)


def test_a_line_is_a_link_where_most_of_it_is() -> None:
    assert [Line("早市开张", linked=linked).is_link for linked in (2, 3)] == [False, True]


def test_the_runs_of_a_line_are_parted_by_blanks_for_credits() -> None:
    assert (
        Line("编辑 李一责编", runs=(("编辑 李一", ()), ("责编 ", (STRONG,)))).parted
        == "编辑 李一 责编"
    )
    assert Line("编辑李一").parted == "编辑李一"
