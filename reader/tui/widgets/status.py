"""The bottom line: what just happened, the keys of where one is, and a refresh under way.

The status line tells them, and the palette begins with them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from msgspec import Struct
from textual import events
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.i18n import N_, _
from reader.text.wrap import fit, fit_clauses
from reader.text.wrap import width as cells
from reader.tui.commands import BY_ID, Command, first_key, keys_of
from reader.tui.typeset.lines import Run
from reader.tui.widgets.line_pane import Palette, paint, roles

# What the reader may be at, and the keys that are the most useful there, the most useful first.

Situation = Literal[
    "regions",
    "list",
    "refreshing",
    "waiting",
    "selecting",
    "hits",
    "empty",
    "nothing",
    "article",
    "alone",
    "hit",
    "finding",
    "sources",
]
"""In the sidebar; in the list; there at the root while a refresh is under way, with articles or
without; with articles selected; in the hits of a search; in a list without any article, of all or
of some; in an article beside the list or alone; in one that a search found; finding in one; on the
source page."""


class Hint(Struct, frozen=True):
    """A key worth telling: that of the command *id*, in its short word or in another *word*."""

    id: str
    word: str = ""

    @property
    def command(self) -> Command:
        """The command whose key it is."""
        return BY_ID[self.id]

    @property
    def label(self) -> str:
        """The word beside the key, yet to be translated."""
        return self.word or self.command.footer


HELP = Hint("help")
"""Shown in every situation."""
BACK = Hint("go.back")

HINTS: Mapping[Situation, Sequence[Hint]] = {
    "regions": (
        Hint("open"),
        Hint("pane.right", N_("展开")),
        Hint("region.pick"),
        Hint("region.favourite"),
    ),
    "list": (Hint("open"), Hint("read.on"), Hint("region.pick"), Hint("search")),
    "refreshing": (Hint("go.back", N_("停止")), Hint("open"), Hint("read.on"), Hint("search")),
    "waiting": (Hint("go.back", N_("停止")), Hint("source.places"), Hint("source.add")),
    "selecting": (
        Hint("article.read"),
        Hint("article.star"),
        Hint("article.move"),
        Hint("article.copy_address"),
        Hint("article.save"),
        Hint("go.back", N_("取消选择")),
    ),
    "hits": (Hint("open"), Hint("search", N_("改搜索")), Hint("search.save"), BACK),
    "empty": (Hint("refresh.all"), Hint("source.places"), Hint("source.add")),
    "nothing": (BACK, Hint("region.pick"), Hint("search"), Hint("refresh.all")),
    "article": (Hint("read.on"), Hint("article.next_unread"), Hint("article.star"), BACK),
    "alone": (Hint("read.on"), BACK, Hint("article.next_unread"), Hint("article.star")),
    "hit": (Hint("find.next"), Hint("find.previous"), Hint("read.on"), BACK),
    "finding": (Hint("find.next"), Hint("find.previous"), Hint("find.leave")),
    "sources": (
        Hint("open", N_("列文章")),
        Hint("source.test"),
        Hint("source.enable"),
        BACK,
    ),
}

# The bottom line.

GAP = 3
"""Cells between the keys and what else stands in the line."""
APART = 2
"""Cells between two keys."""
STAYS = 6.0
"""Seconds that a message stays."""


class _Line(Struct, frozen=True):
    """What stands in the line: *message*, *blank* cells, *hints*, *progress*."""

    message: str
    blank: int
    hints: Sequence[Hint]
    progress: str


class StatusLine(Widget):
    """One line: a message at the left, as many keys as fit at the right, and progress after them.

    The key of the help is always among them. A click on a key is that key. Errors stay until the
    next message, or until their cause is gone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = roles("status", "error", "key", "word")
    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        dock: bottom;
        background: $surface;
        & > .status--error { color: $text-error; }
        & > .status--key { color: $accent; }
        & > .status--word { color: $text-muted; text-style: $quiet-style; }
    }
    """
    ALLOW_SELECT = False

    message: reactive[str] = reactive("")
    progress: reactive[str] = reactive("")
    situation: reactive[Situation] = reactive[Situation]("list")

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self.keymap = keymap
        self._palette = Palette(self, "status")
        self._timer: Timer | None = None
        self._cause: str | None = None
        """Of an error, what it came of; None: the message is no error."""

    # What is said.

    def say(self, message: str) -> None:
        """Show *message* for a while."""
        self._put(message)
        self._timer = self.set_timer(STAYS, self.clear)

    def complain(self, message: str, cause: str = "") -> None:
        """Show an error until something else is said, or *cause* is settled."""
        self._put(message, cause)

    def settle(self, cause: str) -> None:
        """Take an error back that came of *cause*, which is no more."""
        if self._cause == cause:
            self.clear()

    def clear(self) -> None:
        """Show the keys alone."""
        self._put("")

    def _put(self, message: str, cause: str | None = None) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._cause = cause
        self.message = message

    @property
    def is_error(self) -> bool:
        """Whether the message is an error."""
        return self._cause is not None

    # Painting.

    def notify_style_update(self) -> None:
        """Forget the old styles."""
        super().notify_style_update()
        self._palette.forget()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        return paint(self._runs(), self._palette, self.size.width)

    def _runs(self) -> Iterator[Run]:
        line = self._line()
        yield " " + line.message, "error" if self.is_error else ""
        yield " " * (line.blank - APART), ""
        for hint in line.hints:
            yield " " * APART + self._key(hint), "key"
            yield " " + _(hint.label), "word"
        yield " " * GAP + line.progress if line.progress else "", ""

    def _line(self) -> _Line:
        """Return the message, as many keys as fit beside it, and progress; each cut if need be.

        A message is cut where a clause of it ends, so that it begins with what matters most.
        """
        room = max(0, self.size.width - 2 - self._cells(HELP) - GAP)
        progress = fit(self.progress, room // 2)
        if progress:
            room -= cells(progress) + GAP
        message = fit_clauses(self.message, room)
        room -= cells(message)
        hints: list[Hint] = []
        for hint in HINTS[self.situation]:
            if (needed := self._cells(hint) + APART) > room:
                break
            hints.append(hint)
            room -= needed
        return _Line(message, room + GAP, [*hints, HELP], progress)

    def _key(self, hint: Hint) -> str:
        return keys_of(hint.command, self.keymap)[0]

    def _cells(self, hint: Hint) -> int:
        return cells(f"{self._key(hint)} {_(hint.label)}")

    # Clicking.

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        line = self._line()
        start = 1 + cells(line.message) + line.blank
        for hint in line.hints:
            end = start + self._cells(hint)
            if start <= event.x < end:
                self.app.simulate_key(first_key(hint.command, self.keymap))
            start = end + APART
