"""Where the reader is, and the way back: walks over stops."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.trail import LONGEST, ROOT, Location, Pane, Trail, unpacked
from reader.tui.typeset.galley import Bookmark
from reader.view import FRONT, STARRED, UNREAD, View, from_source, in_region

PLACES = (View(), View((in_region("220000"),)), View((in_region("220100"),)), View((STARRED,)))
TYPED = (
    View(filter="雪"),
    View(search="雪"),
    View((in_region("220000"),), filter="雪"),
    View(search="冰"),
)
PANES: tuple[Pane, ...] = ("regions", "list", "article", "sources")

steps = st.one_of(
    st.tuples(st.just("go"), st.sampled_from(PLACES)),
    st.tuples(st.just("narrow"), st.sampled_from((*PLACES, *TYPED))),
    st.tuples(st.just("pane"), st.sampled_from(PANES)),
    st.tuples(st.just("zen"), st.just(None)),
    st.tuples(st.just("back"), st.just(None)),
    st.tuples(st.just("note"), st.integers(1, 9)),
)


def walk(trail: Trail, step: tuple[str, object]) -> None:
    match step:
        case ("go", View() as view):
            trail.go(view)
            assert (trail.here.view, trail.here.pane) == (view, "list")
        case ("narrow", View() as view):
            trail.narrow(view)
            assert trail.here.view == view
        case ("pane", ("regions" | "list" | "article" | "sources") as pane):
            trail.to_pane(pane)
            assert (trail.here.pane, trail.here.zen) == (pane, False)
        case ("zen", _):
            trail.to_pane("article", zen=True)
            assert trail.here.zen
        case ("note", int() as article):
            trail.note(article=article, place=Bookmark(article))
        case _:
            trail.back()


@given(st.lists(steps, max_size=60))
def test_from_wherever_one_walked_the_way_back_ends_at_the_root(
    walked: list[tuple[str, object]],
) -> None:
    trail = Trail()
    for step in walked:
        walk(trail, step)
        # A list and a pane stand on the way but once, so that no way back goes round in circles.
        assert Trail(unpacked(trail.packed())).here.view in (*PLACES, *TYPED)
    backs = 0
    while trail.back():
        backs += 1
    assert (trail.here.view, trail.here.pane, trail.here.zen) == (View(), "list", False)
    assert backs <= len(walked)


def test_a_list_is_found_again_as_it_was_left() -> None:
    trail = Trail()
    trail.note(article=7, window=3)
    trail.go(View((in_region("220100"),)))
    trail.note(article=9)
    trail.to_pane("article")
    trail.note(article=10, place=Bookmark(2, 40))
    assert trail.back() and trail.here == Location(
        View((in_region("220100"),)), 10, 0, Bookmark(2, 40)
    )
    assert trail.back() and trail.here == Location(View(), 7, 3)
    assert not trail.back()


def test_what_is_typed_anew_takes_the_place_of_what_was_typed() -> None:
    trail = Trail()
    for typed in ("雪", "雪 长", "雪 长春"):
        trail.narrow(View(filter=typed))
    assert trail.here.view.filter == "雪 长春"
    assert trail.back() and trail.here == ROOT


def test_a_list_that_lies_on_the_way_back_is_gone_back_to() -> None:
    trail = Trail()
    for view in (*PLACES, *PLACES, *PLACES[:2]):
        trail.go(view)
    assert trail.back() and trail.is_root


def test_a_pane_is_left_for_where_one_came_from() -> None:
    trail = Trail()
    for pane in ("article", "list", "regions", "article", "regions", "list"):
        trail.to_pane(pane)
    assert trail.is_root
    trail.to_pane("regions")
    trail.go(View((in_region("220100"),)))
    assert trail.back() and trail.here == ROOT


def test_the_way_back_has_an_end() -> None:
    trail = Trail()
    for number in range(3 * LONGEST):
        trail.go(View((from_source(number),)))
    backs = 0
    while trail.back():
        backs += 1
    assert backs == LONGEST - 1 and trail.here == ROOT


def test_a_trail_of_a_version_that_knew_two_orders_leads_on() -> None:
    packed = Trail([ROOT, Location(View((UNREAD,)), article=7)]).packed()
    assert '"order":"newest",' in packed
    older = packed.replace('"order":"newest",', '"oldest_first":false,')
    assert Trail(unpacked(older)).here.article == 7


@pytest.mark.parametrize(
    "packed",
    [
        "",
        "[]",
        "{",
        "[1]",
        '[{"view":{"conditions":[["unread"]]}}]',
        '[{"view":{}},{"view":{"conditions":[{"field":"of a later version"}]}}]',
        '[{"view":{"scope":"all","query":""}},{"view":{"scope":"all","region":"220100"}}]',
    ],
)
def test_what_is_no_trail_leads_to_the_root(packed: str) -> None:
    assert Trail(unpacked(packed)).here == ROOT


def test_stops_whose_list_is_gone_are_left_out() -> None:
    trail = Trail()
    for view in PLACES[1:]:
        trail.go(view)
    trail.to_pane("sources")
    again = Trail(unpacked(trail.packed()))
    again.keep(lambda view: view.region != "220100")
    assert again.here == Location(View((STARRED,)))
    assert again.back() and again.here.view == View((in_region("220000"),))


def test_stops_from_another_root_lead_nowhere() -> None:
    front = Location(View((FRONT,)))
    packed = Trail(root=front).packed()
    assert Trail(unpacked(packed)).here == ROOT
    assert Trail(unpacked(packed), root=front).here == front
