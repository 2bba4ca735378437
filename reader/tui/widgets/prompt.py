"""Asking for one line of text at the bottom of the screen."""

from collections.abc import Callable
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label

from reader.tui.context import InputHistory
from reader.tui.widgets.modal import Modal

# One line of input.


class LineInput(Input):
    """An `Input` of one row; *hint* stands in it while it is empty."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        border: none; height: 1; padding: 0 1; background: $surface;
        & > .input--placeholder { color: $text-disabled; text-style: $quiet-style; }
        &:ansi {
            background: ansi_default;
            & > .input--cursor, & > .input--selection {
                background: ansi_default; color: ansi_default; text-style: reverse;
            }
            & > .input--placeholder { color: ansi_default; }
        }
    }
    """

    def __init__(self, hint: str, value: str = "") -> None:
        super().__init__(value, placeholder=hint)
        self.cursor_blink = False


# Asking for one line of text at the bottom of the screen.


class Prompt(Modal[str | None]):
    """One question and one line of answer; Esc returns None. Other screens stay in sight above it.

    *changed* hears of every change while one types; *history* has what was entered before, through
    which one goes by Up and Down, and takes the answer.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "recall('older')"),
        Binding("down", "recall('newer')"),
        Binding("escape", "cancel"),
    ]
    DEFAULT_CSS = """
    Prompt {
        align: left bottom;
        background: transparent;
        & > Label { display: none; width: 100%; padding: 0 1; }
        & > Label { background: $surface; color: $text-muted; }
        & > Label.-fault { color: $text-error; }
        & > Horizontal { height: 1; background: $surface; padding: 0 1; }
        & > Horizontal > Label { color: $primary; text-style: bold; }
        LineInput { width: 1fr; padding: 0; }
    }
    """

    def __init__(
        self,
        question: str,
        hint: str = "",
        *,
        value: str = "",
        changed: Callable[[str], None] | None = None,
        history: InputHistory | None = None,
    ) -> None:
        super().__init__()
        self._question = question
        self._input = LineInput(hint, value)
        self._value = value
        self._changed = changed
        self._history = history
        self._fault = Label()

    def compose(self) -> ComposeResult:
        """Lay out the question and the input line, and above them room for what is wrong."""
        yield self._fault
        with Horizontal():
            yield Label(Content(self._question))
            yield self._input

    def complain(self, sentence: str) -> None:
        """Say what is wrong with what was typed, until that changes."""
        self._put(sentence, is_fault=True)

    def say(self, sentence: str) -> None:
        """Say something about what was typed, until that changes."""
        self._put(sentence, is_fault=False)

    def _put(self, sentence: str, *, is_fault: bool) -> None:
        self._fault.set_class(is_fault, "-fault")
        self._fault.update(Content(sentence))
        self._fault.display = True

    def hush(self) -> None:
        """Say nothing any more about what was typed."""
        self._fault.display = False

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Tell of the change."""
        if self._changed is not None and event.value != self._value:
            self._value = event.value
            self.hush()
            self._changed(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Take the answer, without the blanks around it."""
        answer = event.value.strip()
        if answer and self._history is not None:
            self._history.add(answer)
        self.take(answer)

    def take(self, answer: str) -> None:
        """Return what was entered, which may be nothing."""
        self.dismiss(answer or None)

    def action_recall(self, which: Literal["older", "newer"]) -> None:
        """Put in what was entered before, or after that."""
        if self._history is not None:
            go = self._history.older if which == "older" else self._history.newer
            self._input.value = go(self._input.value)
            self._input.action_end()

    def action_cancel(self) -> None:
        """Dismiss without an answer."""
        self.dismiss(None)
