"""What lies over a page until it is answered, and what a screen shows that has no room.

Pages and what lies over them begin with it, so it knows neither. The style sheet has it: a screen
with these breakpoints that yields `too_small` shows that alone.
"""

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Static

from reader.i18n import _
from reader.tui.commands import bindings
from reader.tui.past_textual import says_errors

# What lies over a page until it is answered.


@says_errors
class Modal(ModalScreen[ScreenResultType]):
    """A screen that keeps all keys to itself but the program's own, which work everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("app")

    def say(self, sentence: str) -> None:
        """Say something at the foot of the box."""
        self.query("Vertical, VerticalScroll").first().border_subtitle = Content(sentence)

    def complain(self, sentence: str) -> None:
        """Say what is wrong with what was asked for here."""
        self.say(sentence)


# What a screen shows where the terminal leaves it no room.

ACROSS = [(0, "-tiny"), (24, "-one")]
"""Columns from which a screen has the class, for ``HORIZONTAL_BREAKPOINTS``."""
DOWN = [(0, "-flat"), (6, "-tall")]
"""Rows, for ``VERTICAL_BREAKPOINTS``."""


def too_small() -> Static:
    """Return what is alone to be seen where there is no room for more."""
    return Static(Content(_("窗口太小")), id="too-small")
