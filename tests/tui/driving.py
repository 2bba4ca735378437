"""What the tests of the screen do with an application that runs."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from reader.text.wrap import width as cells
from reader.tui.app import ZhnewsApp
from reader.tui.screen import ReaderScreen

SIZE = (120, 36)
LIMIT = 60
"""Seconds after which what a test waits for is held never to come."""


def screen_of(app: ZhnewsApp) -> ReaderScreen:
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    return screen


def shown(app: App[None]) -> str:
    """Return what the terminal shows, a line a row."""
    return "\n".join(
        "".join(segment.text for segment in strip)
        for strip in app.screen._compositor.render_strips()
    )


async def settle(pilot: Pilot[None]) -> None:
    """Wait for the workers, also those that newer work ended, and those their messages start."""
    for _round in range(3):
        for worker in list(pilot.app.workers):
            with suppress(WorkerCancelled):
                await worker.wait()
        await pilot.pause()


async def until(pilot: Pilot[None], fact: Callable[[], bool]) -> None:
    """Wait until *fact* holds. Raises TimeoutError after `LIMIT` seconds."""
    async with asyncio.timeout(LIMIT):
        while not fact():
            await pilot.pause()


async def rest(pilot: Pilot[None]) -> None:
    """Wait until the article under the cursor is shown, as it is where the cursor rests."""
    [screen] = (screen for screen in pilot.app.screen_stack if isinstance(screen, ReaderScreen))

    def is_shown() -> bool:
        article = screen.front.reading.article
        return (article.head.id if article else None) == screen.front.articles.current

    await until(pilot, is_shown)
    await settle(pilot)


async def click_on(pilot: Pilot[None], words: str) -> None:
    """Click on *words* in the lowest line that shows them."""
    lines = shown(pilot.app).splitlines()
    y = max(y for y, line in enumerate(lines) if words in line)
    await pilot.click(offset=(cells(lines[y].partition(words)[0]) + 1, y))
    await settle(pilot)
