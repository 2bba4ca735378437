"""What lies over a page until it is answered: prompts, choosers, the help screen."""

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType

from reader.tui.commands import bindings
from reader.tui.past_textual import says_errors


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
