"""The help screen: what each key does where one is, and the manual."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from reader.i18n import _
from reader.model import Article, ArticleHead, Placement
from reader.settings.config import Ui
from reader.text.searchable import found
from reader.text.wrap import pad, wrap
from reader.text.wrap import width as cells
from reader.tui.commands import PLACES, Command, Place, keys_of, shown
from reader.tui.context import Desk
from reader.tui.panes.reading_pane import ReadingPane
from reader.tui.widgets.chooser import Choice, Chooser
from reader.tui.widgets.modal import ACROSS, DOWN, Modal, too_small
from reader.tui.widgets.prompt import LineInput
from reader.wording.manual import Topic, fitting, topics

# The manual on the screen.

GAP = 2
"""Cells between a title and what its topic tells."""


class Topics(Chooser[Topic]):
    """The topics that fit what was typed; Enter opens one, Esc leaves."""

    DEFAULT_CSS = """
    Topics > Vertical { width: 78; }
    """

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._room = max(cells(topic.title) for topic in topics()) + GAP
        super().__init__(_("手册"), _("篇名或词"), self._fitting, foot=_("Enter 打开  Esc 返回"))

    def _fitting(self, typed: str) -> Sequence[Choice[Topic]]:
        return [
            Choice(pad(topic.title, self._room) + topic.summary, "", topic)
            for topic in fitting(typed)
        ]

    def take(self, choice: Choice[Topic]) -> None:
        """Open the topic over the list, to which one comes back."""
        self.app.push_screen(TopicScreen(choice.value, self._ui))


class TopicScreen(Modal[None]):
    """One topic, set as articles are; Esc and q leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss"),
        Binding("space", "page(1)"),
        Binding("b,backspace", "page(-1)"),
    ]
    HORIZONTAL_BREAKPOINTS = ACROSS
    VERTICAL_BREAKPOINTS = DOWN
    DEFAULT_CSS = """
    TopicScreen {
        align: center middle;
        background: $background;
        &:ansi { background: $background; }
        & > Vertical {
            width: 90; max-width: 100%;
            height: 90%;
            background: $background;
            border: round $primary;
            border-title-color: $primary;
            border-subtitle-color: $text-muted;
        }
    }
    """

    def __init__(self, topic: Topic, ui: Ui) -> None:
        super().__init__()
        self._topic = topic
        # What is to be typed stands as it is typed.
        self._pane = ReadingPane(replace(ui, punctuation="as written"))

    def compose(self) -> ComposeResult:
        """Lay out the pane in its frame."""
        yield too_small()
        with Vertical() as box:
            box.border_title = Content(_("手册"))
            box.border_subtitle = Content(_("Space 读下去  Esc 返回"))
            yield self._pane

    def on_mount(self) -> None:
        """Show the topic."""
        self._pane.show(_article(self._topic))
        self._pane.focus()

    def action_page(self, pages: float) -> None:
        """Turn by *pages* screens."""
        self._pane.turn_page(pages)


def _article(topic: Topic) -> Article:
    """Return *topic* as what the reading pane shows; no library holds it."""
    head = ArticleHead(
        id=0,
        headline=topic.title,
        url="",
        source_id=0,
        source="",
        region=None,
        time=0,
        published=None,
    )
    return Article(head=head, draft=topic.draft, placement=Placement(None))


# The help screen.

KEYS_CELLS = 12
"""Width of the column of keys."""
BOX_CELLS, FRAME_CELLS = 78, 7
"""Width of the box, and what its border, padding and scrollbar take of that."""


class HelpRow(Struct, frozen=True):
    """A command, and the keys that run it where one is."""

    command: Command
    keys: str

    @property
    def place(self) -> Place:
        """Where its keys are active."""
        return self.command.place

    def is_called(self, typed: str) -> bool:
        """Whether *typed* matches it: a key, or words of its label and help."""
        command = self.command
        words = f"{_(command.label)} {_(command.help)} {command.id}"
        return typed in self.keys.split() or found(typed, words)


def rows(
    commands: Sequence[Command], keymap: Mapping[str, str], active: Mapping[str, ActiveBinding]
) -> list[HelpRow]:
    """Return *commands* in their order, each with those of its keys that run it.

    *active* tells which command a key runs; one that has lost all its keys is left out.
    """
    heard = {shown(key): binding.binding.id for key, binding in active.items()}
    reached = []
    for command in commands:
        all_keys = keys_of(command, keymap)
        keys = [key for key in all_keys if heard.get(key) == command.id]
        if keys or not all_keys:
            reached.append(HelpRow(command, "  ".join(keys)))
    return reached


def table(rows: Sequence[HelpRow], room: int, *, with_ids: bool) -> Iterator[Content]:
    """Yield the lines of *rows* under the names of their places, in *room* cells."""
    for place, group in groupby(rows, attrgetter("place")):
        yield Content("")
        yield Content.styled(_(PLACES[place]), "bold $primary")
        for row in group:
            yield from _lines(row, room, row.command.id if with_ids else "")


def _lines(row: HelpRow, room: int, id: str) -> Iterator[Content]:
    """Yield keys, words, and at the right the id, each below the other where there is no room."""
    keys, words = row.keys, wrap(_(row.command.help), room - KEYS_CELLS)
    if cells(keys) > KEYS_CELLS - GAP:
        yield from (Content.styled(line, "$accent") for line in wrap(keys, room))
        keys = ""
    *before, last = (
        Content.assemble((pad(keys if line == 0 else "", KEYS_CELLS), "$accent"), text)
        for line, text in enumerate(words)
    )
    yield from before
    gap = room - last.cell_length - cells(id)
    if id and gap < GAP:
        yield last
        last, gap = Content(""), max(0, room - cells(id))
    yield Content.assemble(last, " " * gap, (id, "$foreground-muted")) if id else last


class HelpScreen(Modal[None]):
    """Shows the keys, place by place, or those that are looked for; Esc, q, ? and F1 leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave"),
        Binding("q,?,fullwidth_question_mark,f1", "dismiss"),
        Binding("/,fullwidth_solidus,ideographic_comma", "search"),
        Binding("tab", "toggle_ids"),
        Binding("enter", "manual"),
        Binding("j,down", "scroll(1)"),
        Binding("k,up", "scroll(-1)"),
        Binding("space,pagedown,ctrl+f", "scroll(15)"),
        Binding("b,pageup,ctrl+b", "scroll(-15)"),
    ]
    AUTO_FOCUS = "VerticalScroll"
    HORIZONTAL_BREAKPOINTS = ACROSS
    VERTICAL_BREAKPOINTS = DOWN
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background;
        &:ansi { background: $background; }
        & > Vertical {
            width: 78; max-width: 100%;
            height: 90%;
            background: $surface;
            border: round $primary;
            border-title-color: $primary;
            border-subtitle-color: $text-muted;
        }
        LineInput { display: none; }
        Static { padding: 0 2; }
        VerticalScroll {
            height: 1fr;
            scrollbar-size-vertical: 1;
            scrollbar-color: $panel;
            scrollbar-background: $surface;
        }
    }
    """

    def __init__(
        self,
        commands: Sequence[Command],
        desk: Desk,
        active: Mapping[str, ActiveBinding],
    ) -> None:
        super().__init__()
        self._ui = desk.config.ui
        self._rows = rows(commands, desk.keymap, active)
        self._with_ids = False
        self._table = Static()
        self._input = LineInput(_("键，或它做的事：汉字、首字母"))

    def compose(self) -> ComposeResult:
        """Lay out the table of keys, and over it the line in which one looks for some."""
        yield too_small()
        with Vertical() as box:
            box.border_title = Content(_("按键"))
            box.border_subtitle = Content(_("/ 查找  Tab 显示命令名  Enter 手册  Esc 返回"))
            yield self._input
            with VerticalScroll():
                yield self._table

    def on_resize(self) -> None:
        """Set the table in the width that there is."""
        self._show()

    def on_input_changed(self) -> None:
        """Show the commands that match what was typed."""
        self._show()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_input_submitted(self) -> None:
        """Let what was found be scrolled by letters."""
        self.query_one(VerticalScroll).focus()

    def _show(self) -> None:
        typed = self._input.value.strip()
        room = min(BOX_CELLS, self.size.width) - FRAME_CELLS
        meant = [row for row in self._rows if row.is_called(typed)]
        lines = [*table(meant, room, with_ids=self._with_ids)]
        self._table.update(Content("\n").join(lines or [Content(_("没有找到"))]))

    def action_search(self) -> None:
        """Look for keys by typing."""
        self._input.display = True
        self._input.focus()

    def action_leave(self) -> None:
        """Show all keys again, else leave."""
        if self._input.display:
            self._input.display = False
            self._input.value = ""
            self.query_one(VerticalScroll).focus()
        else:
            self.dismiss()

    def action_toggle_ids(self) -> None:
        """Show what the commands are called in the config, or no longer."""
        self._with_ids = not self._with_ids
        self._show()

    def action_manual(self) -> None:
        """Choose a topic of the manual."""

        self.app.push_screen(Topics(self._ui))

    def action_scroll(self, lines: int) -> None:
        """Scroll by *lines*."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
