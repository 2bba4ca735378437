import pytest

from reader.view import UNREAD, Condition, View, from_source, in_region, reprints_of

CITY = View((in_region("220100"),), search="雪", order="oldest")


def test_a_condition_is_asked_for_once_and_then_no_longer() -> None:
    unread = View((in_region("220100"), UNREAD), search="雪", order="oldest")
    assert CITY.having(UNREAD) == unread.having(UNREAD) == CITY.toggled(UNREAD) == unread
    assert unread.without(UNREAD) == CITY.without(UNREAD) == unread.toggled(UNREAD) == CITY


@pytest.mark.parametrize(
    ("view", "region", "source", "article"),
    [
        (View((UNREAD,)), None, None, None),
        (CITY.having(UNREAD), "220100", None, None),
        (View((from_source(3),)), None, 3, None),
        (View((reprints_of(7),)), None, None, 7),
        (View((Condition("region", ("220100",), negated=True),)), None, None, None),
    ],
)
def test_a_view_tells_what_it_is_of(
    view: View, region: str | None, source: int | None, article: int | None
) -> None:
    assert (view.region, view.source, view.reprints_of) == (region, source, article)
