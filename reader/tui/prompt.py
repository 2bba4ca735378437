"""Asking for one line of text at the bottom of the screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from reader.tui.line_input import LineInput


class Prompt(ModalScreen[str | None]):
    """One question and one line of answer; Esc gives None. Other screens stay in sight above it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]
    DEFAULT_CSS = """
    Prompt {
        align: left bottom;
        background: transparent;
        & > Horizontal { height: 1; background: $surface; padding: 0 1; }
        Label { color: $primary; text-style: bold; padding-right: 1; }
        LineInput { width: 1fr; padding: 0; }
    }
    """

    def __init__(self, question: str, hint: str = "") -> None:
        super().__init__()
        self._question = question
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Lay out the question and the input line."""
        with Horizontal():
            yield Label(Content(self._question))
            yield LineInput(self._hint)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the answer."""
        self.dismiss(event.value.strip() or None)

    def action_cancel(self) -> None:
        """Give none."""
        self.dismiss(None)
