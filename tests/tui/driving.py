"""What the tests of the screen do with an application that runs."""

from textual.pilot import Pilot

from reader.tui.app import ZhnewsApp
from reader.tui.screen import ReaderScreen

SIZE = (120, 36)


def screen_of(app: ZhnewsApp) -> ReaderScreen:
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    return screen


def shown(app: ZhnewsApp) -> str:
    """Give what the terminal shows, a line a row."""
    return "\n".join(
        "".join(segment.text for segment in strip)
        for strip in app.screen._compositor.render_strips()
    )


async def settle(pilot: Pilot[None]) -> None:
    """Wait for the workers, and for those that their messages start."""
    for _round in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
