"""The command palette, and choosing the colours, which are seen while one chooses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from textual import on

from reader.i18n import _
from reader.text.searchable import found
from reader.tui.appearance import THEMES
from reader.tui.commands import COMMANDS, Command, Place, keys_of
from reader.tui.context import Context
from reader.tui.widgets.chooser import Choice, Chooser
from reader.tui.widgets.rows import RowList
from reader.tui.widgets.status import HINTS, Situation

# The command palette.


class CommandPalette(Chooser[Command]):
    """Chooses a command: what one can do in *situation*, then the other commands of *places*.

    *places* are those whose keys are active, the nearest first; *own* are the reader's commands.
    """

    def __init__(
        self,
        keymap: Mapping[str, str],
        situation: Situation,
        places: Sequence[Place],
        own: Iterable[Command] = (),
    ) -> None:
        commands = [*offered(situation, places), *own]
        super().__init__(_("命令"), _("命令的名称或首字母"), partial(matching, commands, keymap))


def offered(situation: Situation, places: Sequence[Place]) -> list[Command]:
    """Return the commands that can be run: the hints of *situation*, the nearest, all others.

    Nobody moves by the palette: that comes last.
    """
    told = [hint.id for hint in HINTS[situation]]

    def rank(command: Command) -> tuple[bool, int, int]:
        return (
            command.place == "moving" or command.id.startswith("pane."),
            told.index(command.id) if command.id in told else len(told),
            places.index(command.place) if command.place in places else len(places),
        )

    return sorted(_possible(places), key=rank)


def _possible(places: Sequence[Place]) -> Iterator[Command]:
    for command in COMMANDS:
        # The one wants two strokes, and is there as `move.home`.
        if command.id != "move.first" and (
            command.place in places or command.place not in ("sources", "found")
        ):
            yield command


def matching(
    commands: Sequence[Command], keymap: Mapping[str, str], typed: str
) -> list[Choice[Command]]:
    """Return the choices among *commands* for what was typed, first those that are called so."""
    choices = [
        Choice(_(command.label), "  ".join(keys_of(command, keymap)), command)
        for command in commands
        if found(typed, f"{_(command.label)} {_(command.help)} {command.id}")
    ]
    return sorted(choices, key=lambda choice: not found(typed, choice.label))


# Choosing the colours, which are seen while one chooses.


class ThemeChooser(Chooser[str]):
    """The themes; the screen wears the one under the cursor, and at Esc its old one again."""

    DEFAULT_CSS = """
    ThemeChooser {
        background: transparent;
        &:ansi { background: transparent; }
        & > Vertical { width: 44; height: 11; }
    }
    """

    def __init__(self, worn: str) -> None:
        # The worn one first, so that nothing changes at once.
        names = [worn, *(name for name in THEMES if name != worn)]
        self._choices = [Choice(theme_name(name), name, name) for name in names]
        self._worn = worn
        super().__init__(_("配色"), _("名称或首字母"), self._matching)

    def _matching(self, typed: str) -> Sequence[Choice[str]]:
        return [c for c in self._choices if found(typed, f"{c.label} {c.value}")]

    @on(RowList.Moved)
    def _moved(self) -> None:
        """Wear what is under the cursor."""
        self._wear()

    def _show(self, typed: str, cursor: int = 0) -> None:
        super()._show(typed, cursor)
        self._wear()

    def _wear(self) -> None:
        if self.choice is not None:
            self.app.theme = self.choice.value

    def action_cancel(self) -> None:
        """Wear what was worn before."""
        self.app.theme = self._worn
        self.dismiss(None)


class ThemeSetting:
    """Changes the colours, and keeps them for the next time."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def choose(self) -> None:
        """Choose a theme."""
        if self._context.app.no_color:
            self._context.status.say(_("NO_COLOR 在起作用，不用颜色"))
            return
        self._context.ask(ThemeChooser(self._context.app.theme), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name is None:
            return
        if self._context.desk.config.ui.theme:
            said = _("配色：{name}，下次仍按 config.toml", name=theme_name(name))
        else:
            write = self._context.library.memory.remember({"theme": (name,)})
            self._context.when_stored(write, lambda _none: None)
            said = _("配色：{name}", name=theme_name(name))
        self._context.status.say(said)


def theme_name(name: str) -> str:
    """Return what a theme is called."""
    return _(THEMES[name][1]) if name in THEMES else name
