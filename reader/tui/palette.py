"""The command palette: any command by its name."""

from collections.abc import Callable, Mapping, Sequence

from reader.i18n import _
from reader.text.initials import found
from reader.tui.chooser import Choice, Chooser
from reader.tui.commands import COMMANDS, Command
from reader.tui.keys import keys_of


class CommandPalette(Chooser[Command]):
    """The commands that *is_offered*, each with its keys."""

    def __init__(self, keymap: Mapping[str, str], is_offered: Callable[[Command], bool]) -> None:
        self._keymap = keymap
        self._is_offered = is_offered
        super().__init__(_("命令"), _("命令的名称或首字母"), self._matching)

    def _matching(self, typed: str) -> Sequence[Choice[Command]]:
        offered = [
            Choice(_(command.label), "  ".join(keys_of(command, self._keymap)), command)
            for command in COMMANDS
            if self._is_offered(command)
            and found(typed, f"{_(command.label)} {_(command.help)} {command.id}")
        ]
        # Nobody moves by the palette: that comes last, behind what is not called as was typed.
        return sorted(
            offered,
            key=lambda choice: (not found(typed, choice.label), choice.value.place == "moving"),
        )
