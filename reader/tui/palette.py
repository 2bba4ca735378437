"""The command palette: every command by its name, the likeliest where one is first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from reader.i18n import _
from reader.text.initials import found
from reader.tui.chooser import Choice, Chooser
from reader.tui.commands import COMMANDS, Command, Place
from reader.tui.keys import keys_of
from reader.tui.situations import HINTS, Situation


class Palette(Chooser[Command]):
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
