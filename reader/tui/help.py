"""The help screen: the keys of where one is, made from the command table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.i18n import _
from reader.text.width import pad
from reader.text.width import width as cells
from reader.tui.commands import PLACES, Command, Place, at
from reader.tui.keys import keys_of
from reader.tui.modal import Modal
from reader.tui.room import ACROSS, DOWN, too_small

KEYS_CELLS = 20
"""Width of the column of keys."""
BOX_CELLS, FRAME_CELLS = 78, 7
"""Width of the box, and what its border, padding and scrollbar take of that."""
GAP = 2
"""Cells between words and id."""


class HelpScreen(Modal[None]):
    """Shows the keys, place by place; any of Esc, q, ? and F1 leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,?,fullwidth_question_mark,f1", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown,ctrl+f", "scroll(15)", show=False),
        Binding("b,pageup,ctrl+b", "scroll(-15)", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = ACROSS
    VERTICAL_BREAKPOINTS = DOWN
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background;
        &:ansi { background: $background; }
        & > VerticalScroll {
            width: 78; max-width: 100%;
            height: 90%;
            padding: 0 2;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
            scrollbar-size-vertical: 1;
            scrollbar-color: $panel;
            scrollbar-background: $surface;
        }
    }
    """

    def __init__(self, keymap: Mapping[str, str], places: Sequence[Place]) -> None:
        super().__init__()
        self._keymap = keymap
        self._places = places
        self._table = Static()

    def compose(self) -> ComposeResult:
        """Lay out the table of keys."""
        yield too_small()
        with VerticalScroll() as box:
            box.border_title = Content(_("按键"))
            yield self._table

    def on_resize(self) -> None:
        """Set the table in the width that there is."""
        room = min(BOX_CELLS, self.size.width) - FRAME_CELLS
        self._table.update(Content("\n").join(self._lines(room)))

    def _lines(self, room: int) -> Iterator[Content]:
        for place in self._places:
            yield Content("")
            yield Content.styled(_(PLACES[place]), "bold $primary")
            for command in at(place):
                yield from self._command(command, room)

    def _command(self, command: Command, room: int) -> Iterator[Content]:
        """Give keys and words, and at the right the id, below them where they leave no room."""
        keys, words = "  ".join(keys_of(command, self._keymap)), _(command.help)
        gap = room - KEYS_CELLS - cells(words) - cells(command.id)
        line = Content.assemble((pad(keys, KEYS_CELLS), "$accent"), words)
        if gap < GAP:
            yield line
            line, gap = Content(""), max(0, room - cells(command.id))
        yield Content.assemble(line, " " * gap, (command.id, "$foreground-muted"))

    def action_scroll(self, lines: int) -> None:
        """Scroll by *lines*."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
