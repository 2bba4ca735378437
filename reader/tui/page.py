"""What every full screen has: a context for its parts, its keys, undoing, and help."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from textual import actions, events, on
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from reader.i18n import render
from reader.news.changes import Change
from reader.news.library import Library
from reader.tui.commands import BY_ID, COMMANDS, Place
from reader.tui.context import Changes, Context, Desk, WorkFailed, WriteDone
from reader.tui.past_textual import says_errors
from reader.tui.widgets.modal import ACROSS, DOWN
from reader.tui.widgets.status import StatusLine

TELLING = ("refresh", "test")
"""Groups of background work whose progress the status line shows."""


@says_errors
class Page(Screen[ScreenResultType]):
    """A full screen over a library; its keys are those of *places*.

    Its commands are methods of its parts, which the table names (`reader.tui.commands`).
    """

    HORIZONTAL_BREAKPOINTS = ACROSS
    VERTICAL_BREAKPOINTS = DOWN
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus, which is told by the two panes and not by painting everything anew."""

    def __init__(self, library: Library, desk: Desk, *places: Place) -> None:
        super().__init__()
        self._places = places
        self._was_shown = False
        self.status = StatusLine(desk.keymap)
        self.context = Context(self, library, desk, self.status)
        self.changes = Changes(self.context, self.show_change, self.marked)

    @property
    def library(self) -> Library:
        """The library that is shown."""
        return self.context.library

    def say(self, sentence: str) -> None:
        """Say something in the status line."""
        self.status.say(sentence)

    def show_change(self, change: Change) -> None:
        """Show what *change* changed."""
        raise NotImplementedError

    def marked(self) -> None:
        """Show the marks of articles anew."""

    @on(events.ScreenResume)
    def _shown(self, event: events.ScreenResume) -> None:
        """Have no styles worked out the first time: mounting has done that."""
        event.refresh_styles = self._was_shown
        self._was_shown = True

    # Commands.

    def action_command(self, id: str) -> None:
        """Run the command *id*, which its part does."""
        command = self.context.desk.own.get(id) or BY_ID[id]
        part, name, parameters = actions.parse(command.action)
        attrgetter(f"{part}.{name}" if part else name)(self)(*parameters)

    def places_here(self) -> Sequence[Place]:
        """Return the places whose keys are active now, the nearest first."""
        return (*self._places, "moving", "app")

    def help(self) -> None:
        """Show what each key does now."""
        from reader.tui.screens.help import HelpScreen  # not before first paint

        desk = self.context.desk
        known = (*COMMANDS, *desk.own.values())
        here = [
            command for place in self.places_here() for command in known if command.place == place
        ]
        self.app.push_screen(HelpScreen(here, desk, self.active_bindings))

    # Work in the background.

    @on(WriteDone)
    def _written(self, event: WriteDone) -> None:
        self.context.hear(event)

    @on(WorkFailed)
    def _failed(self, event: WorkFailed) -> None:
        if event.group in TELLING:
            self.status.progress = ""
        self.status.complain(render(event.error), event.group)

    async def on_unmount(self) -> None:
        """End all work, and the process that does it."""
        await self.context.end()
