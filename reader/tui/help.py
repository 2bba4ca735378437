"""The help screen: every command with its keys, made from the command table."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from reader.i18n import _
from reader.text.width import pad
from reader.tui.commands import PLACES, at
from reader.tui.keys import keys_of

KEYS_CELLS = 20
"""Width of the column of keys."""


class HelpScreen(ModalScreen[None]):
    """Shows the keys, place by place; any of Esc, q, ? and F1 leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,?,fullwidth_question_mark,f1", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown,ctrl+f", "scroll(15)", show=False),
        Binding("b,pageup,ctrl+b", "scroll(-15)", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background;
        & > VerticalScroll {
            width: 72; max-width: 100%;
            height: 90%;
            padding: 0 2;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
            scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Lay out the table of keys."""
        with VerticalScroll() as box:
            box.border_title = Content(_("按键"))
            yield Static(Content("\n").join(self._lines()))

    def _lines(self) -> Iterator[Content]:
        for place, name in PLACES.items():
            yield Content("")
            yield Content.styled(_(name), "bold $primary")
            for command in at(place):
                keys = "  ".join(keys_of(command, self._keymap))
                yield Content.assemble(
                    (pad(keys, KEYS_CELLS), "$accent"),
                    _(command.help),
                    (f"  {command.id}", "$text-muted"),
                )

    def action_scroll(self, lines: int) -> None:
        """Scroll by *lines*."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
