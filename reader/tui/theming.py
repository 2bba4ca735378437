"""Choosing the colours, which are seen while one chooses."""

from __future__ import annotations

from collections.abc import Sequence

from reader.i18n import _
from reader.text.initials import found
from reader.tui.base import ReaderBase
from reader.tui.chooser import Choice, Chooser
from reader.tui.themes import THEMES


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

    def on_row_list_moved(self) -> None:
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


class Theming(ReaderBase):
    """Changes the colours, and keeps them for the next time."""

    def action_theme(self) -> None:
        """Choose a theme."""
        if self.app.no_color:
            self.status.say(_("NO_COLOR 在起作用，不用颜色"))
            return
        self.app.push_screen(ThemeChooser(self.app.theme), self._chose_theme)

    def _chose_theme(self, name: str | None) -> None:
        if name is None:
            return
        if self.desk.config.ui.theme:
            said = _("配色：{name}，下次仍按 config.toml", name=theme_name(name))
        else:
            self.when_stored(self.library.remember({"theme": (name,)}), lambda _none: None)
            said = _("配色：{name}", name=theme_name(name))
        self.status.say(said)


def theme_name(name: str) -> str:
    """Give what a theme is called."""
    return _(THEMES[name][1]) if name in THEMES else name
