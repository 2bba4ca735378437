"""Choosing one thing by typing: the region picker and the command palette."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from reader.i18n import N_, _
from reader.model import Count
from reader.news.places import NOWHERE, matching
from reader.regions import gazetteer
from reader.text.wrap import fit, pad
from reader.text.wrap import width as cells
from reader.tui.typeset.lines import Run
from reader.tui.widgets.line_pane import roles
from reader.tui.widgets.modal import ACROSS, DOWN, Modal, too_small
from reader.tui.widgets.prompt import LineInput
from reader.tui.widgets.rows import RowList

# Choosing one thing by typing.

T = TypeVar("T")


class Choice(Struct, Generic[T], frozen=True):
    """One row: what it is called, a word at its right, and what choosing it gives."""

    label: str
    note: str
    value: T


class Choices(RowList, Generic[T]):
    """The choices that fit what was typed."""

    COMPONENT_CLASSES: ClassVar[set[str]] = roles("row", "note")
    DEFAULT_CSS = """
    Choices {
        background: $surface;
        scrollbar-background: $surface;
        & > .row--note { color: $text-muted; text-style: $quiet-style; }
        & > .row--rest { background: $cursor-background; text-style: $cursor-style; }
    }
    """
    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self.choices: Sequence[Choice[T]] = ()

    @property
    def row_count(self) -> int:
        """How many choices fit."""
        return len(self.choices)

    def row_runs(self, row: int, width: int) -> list[list[Run]]:
        """Return the line of *row*: the label, and its note at the right."""
        choice = self.choices[row]
        note = fit(choice.note, width // 2)
        room = max(0, width - cells(note) - 3)
        return [[(" " + pad(fit(choice.label, room), room) + " ", ""), (note + " ", "note")]]


class Chooser(Modal[T | None]):
    """An input line over the rows that fit it; Enter takes the row under the cursor, Esc none.

    *find* returns the choices for what was typed so far, the best first; *foot* is a line below.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)"),
        Binding("up,ctrl+p", "move(-1)"),
        Binding("pagedown", "page(1)"),
        Binding("pageup", "page(-1)"),
        Binding("escape", "cancel"),
    ]
    INPUT: ClassVar[type[LineInput]] = LineInput
    HORIZONTAL_BREAKPOINTS = ACROSS
    VERTICAL_BREAKPOINTS = DOWN
    DEFAULT_CSS = """
    Chooser {
        align: center top;
        background: $background;
        &:ansi { background: $background; }
        & > Vertical {
            width: 56; max-width: 100%;
            height: 20; max-height: 100%;
            margin: 2 0;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
            border-subtitle-color: $text-muted;
        }
        Choices { height: 1fr; margin-top: 1; }
    }
    """

    def __init__(
        self,
        title: str,
        hint: str,
        find: Callable[[str], Sequence[Choice[T]]],
        *,
        foot: str = "",
    ) -> None:
        super().__init__()
        self._find = find
        self._input = self.INPUT(hint)
        self._rows: Choices[T] = Choices()
        self._box = Vertical(self._input, self._rows)
        self._box.border_title = Content(title)
        self.tell(foot)

    def compose(self) -> ComposeResult:
        """Lay out the input line and the rows."""
        yield too_small()
        yield self._box

    def tell(self, foot: str) -> None:
        """Show another line below the rows."""
        self._box.border_subtitle = Content(foot)

    def on_mount(self) -> None:
        """Begin with everything."""
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Show what fits now."""
        self._show(event.value)

    def _show(self, typed: str, cursor: int = 0) -> None:
        self._rows.choices = self._find(typed.strip())
        self._rows.cursor = cursor
        self._rows.rows_changed()
        self._rows.reveal()

    def show_anew(self) -> None:
        """Show the rows anew, since what stands in them changed; the cursor stays."""
        self._show(self._input.value, self._rows.cursor)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Take the row under the cursor."""
        self._take()

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.clicked()

    def clicked(self) -> None:
        """Take the row that was clicked."""
        self._take()

    @property
    def choice(self) -> Choice[T] | None:
        """The row under the cursor, None where nothing fits."""
        return self._rows.choices[self._rows.cursor] if self._rows.choices else None

    def _take(self) -> None:
        if self.choice is not None:
            self.take(self.choice)

    def take(self, choice: Choice[T]) -> None:
        """Return the value of choosing the row."""
        self.dismiss(choice.value)

    def action_cancel(self) -> None:
        """Take nothing."""
        self.dismiss(None)

    def action_move(self, step: int) -> None:
        """Move the cursor of the rows."""
        self._rows.move_to(self._rows.cursor + step, step)

    def action_page(self, pages: int) -> None:
        """Move the cursor by a screen of rows."""
        self._rows.action_page(pages)


# The rows of a chooser of regions.

HINT = N_("汉字、拼音或首字母，如 长春 changchun cc")


def matching_regions(typed: str, counts: Mapping[str, Count]) -> list[str]:
    """Return the places that *typed* finds, the likeliest first; *counts* are of their articles."""
    return matching(typed, weight=lambda id: counts[id].total if id in counts else 0)


def region_choice(id: str, unread: int = 0) -> Choice[str]:
    """Return the row of a place: its name, what it lies in, how many articles are *unread*."""
    note = _("{n} 未读", n=unread) if unread else ""
    if id in NOWHERE:
        return Choice(_(NOWHERE[id]), note, id)
    places = gazetteer.load()
    above = " › ".join(parent.short for parent in places.ancestors(id))
    return Choice(f"{places[id].name}  {above}", note, id)
