"""Choosing the colours, which are seen while one chooses."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from reader.i18n import _
from reader.text.initials import found
from reader.tui.chooser import Choice, Chooser
from reader.tui.context import Context
from reader.tui.rows import RowList
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
