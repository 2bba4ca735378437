"""Walks at random: wherever one goes, the parts of the screen agree, and Esc leads back."""

import asyncio
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.pilot import Pilot

from reader.news.library import Library
from reader.tui.app import ZhnewsApp
from reader.tui.panes.sidebar import row_of
from reader.tui.screen import ReaderScreen
from reader.tui.trail import LONGEST, ROOT
from tests.tui.conftest import MakeApp
from tests.tui.driving import SIZE, screen_of, settle

STEPS: Sequence[Sequence[str]] = (
    *([key] for key in ("j", "k", "enter", "space", "n", "escape", "tab", "h", "l", "z", "end")),
    *([key] for key in ("f2", "f3", "f4", "U", "V", "S", "d", "v", "E", "q", "J", "m", "]")),
    ["/", *"夜间", "enter"],
    ["/", *"20", "escape"],
    ["f", *"11", "enter"],
    ["f", *"cc", "enter"],
    ["f", "backspace", "backspace", "enter"],
    ["c", *"cc", "enter"],
    ["c", *"hz", "enter"],
)
walks = st.lists(st.lists(st.sampled_from(STEPS), max_size=8), min_size=4, max_size=6)


def is_at_root(screen: ReaderScreen) -> bool:
    here = screen.front.trail.here
    return screen.front.trail.is_root and not screen.front.articles.selected and here.pane == "list"


async def walk(pilot: Pilot[None], steps: Sequence[Sequence[str]]) -> None:
    for keys in steps:
        screen = pilot.app.screen
        if keys in (["q"], ["escape"]) and isinstance(screen, ReaderScreen) and is_at_root(screen):
            continue  # there q quits, as it should
        await pilot.press(*keys)
        await settle(pilot)


def check(screen: ReaderScreen, library: Library) -> None:
    lister, here = screen.front.lister, screen.front.trail.here
    assert lister.view.unordered == here.view
    assert screen.front.articles.view == lister.view and lister.is_whole
    # Those that were read stay in the list of what was unread until it is listed anew.
    assert set(lister.ids) >= set(library.ids(lister.view))
    assert screen.front.sidebar.shown == row_of(lister.view)
    assert screen.focused is not None and screen.focused.id == here.pane
    assert screen.focused.display


async def from_the_root(app: ZhnewsApp, walked: Sequence[Sequence[Sequence[str]]]) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for steps in walked:
            await walk(pilot, steps)
            if isinstance(app.screen, ReaderScreen):
                check(app.screen, app.screen.library)
            for _step in range(LONGEST):
                if isinstance(app.screen, ReaderScreen) and is_at_root(app.screen):
                    break
                await pilot.press("escape")
                await settle(pilot)
            screen = screen_of(app)
            check(screen, screen.library)
            assert (
                replace(screen.front.trail.here, article=None, window=0, place=ROOT.place) == ROOT
            )
        assert app.return_code is None


# To find a shorter walk takes minutes, and tells no more.
@settings(
    max_examples=5,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(walked=walks)
def test_wherever_one_walks_all_agree_and_esc_leads_back(
    make_app: MakeApp, walked: list[list[list[str]]]
) -> None:
    asyncio.run(from_the_root(make_app(), walked))
