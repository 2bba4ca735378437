"""The bottom line: what just happened, else the keys; at the right, a refresh under way."""

from collections.abc import Mapping

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from reader.i18n import _
from reader.text.width import width as cells
from reader.tui.commands import Command, Place, at
from reader.tui.keys import keys_of

HELP = "help"
APART = "  "
"""What stands between two keys."""
STAYS = 6.0
"""Seconds that a message stays before the keys come back."""


class StatusLine(Widget):
    """One line of words, else the keys of *places*. Errors stay until the next message."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        dock: bottom;
        background: $surface;
        color: $text-muted;
        text-style: $quiet-style;
        padding: 0 1;
        &.-error { color: $text-error; text-style: none; }
    }
    """

    message: reactive[str] = reactive("")
    progress: reactive[str] = reactive("")

    def __init__(self, keymap: Mapping[str, str], *places: Place) -> None:
        super().__init__()
        self._places = places
        self.keymap = keymap
        self._timer: Timer | None = None

    def say(self, message: str) -> None:
        """Show *message* for a while."""
        self._put(message, error=False)
        self._timer = self.set_timer(STAYS, self.clear)

    def complain(self, message: str) -> None:
        """Show an error until something else is said."""
        self._put(message, error=True)

    def clear(self) -> None:
        """Show the keys again."""
        self._put("", error=False)

    def _put(self, message: str, *, error: bool) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.set_class(error, "-error")
        self.message = message

    def render(self) -> Content:
        """Give the line: the message or the keys, and the progress at the right."""
        room = self.size.width - cells(self.progress) - 1
        left = Content(self.message or self._hints(room)).truncate(max(0, room), ellipsis=True)
        gap = " " * max(1, self.size.width - left.cell_length - cells(self.progress))
        return Content.assemble(left, gap, self.progress)

    def _hints(self, room: int) -> str:
        """Return as many keys with their words as fit, that of the help always among them."""
        commands = [command for command in at(*self._places) if command.footer]
        hints = [self._hint(command) for command in commands if command.id != HELP]
        last = [self._hint(command) for command in commands if command.id == HELP]
        while hints and cells(APART.join(hints + last)) > room:
            hints.pop()
        return APART.join(hints + last)

    def _hint(self, command: Command) -> str:
        return f"{keys_of(command, self.keymap)[0]} {_(command.footer)}"
