"""The application: theme, keys, signals, and what reaches the terminal.

In tmux, OSC 52 reaches the terminal only where ``set-clipboard`` is ``on``, which is not the
default: tmux is asked itself, and passes the text on, also over SSH. Elsewhere over SSH a program
would copy to the other machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shutil import which
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.color import Color
from textual.filter import LineFilter

from reader.errors import ConfigError, ZhnewsError
from reader.i18n import N_, _
from reader.news.library import Library
from reader.settings import config as settings
from reader.settings.config import Config
from reader.text.clean import CONTROL
from reader.text.dates import now_in_china
from reader.text.wrap import width
from reader.tui import commands
from reader.tui.appearance import THEMES, fitting, variables_of
from reader.tui.commands import BY_ID, bindings, shares
from reader.tui.context import Desk, WorkFailed
from reader.tui.page import Page
from reader.tui.past_textual import QuietApp
from reader.tui.screen import ReaderScreen
from reader.tui.widgets.modal import Modal

# Signs and lines in ASCII, for terminals that cannot draw them, or draw them two cells wide.

_SETS = (
    ("●★✓▸▾•›◆◇◉◈○", "*+x>v->#o@%."),
    ("─━│┃", "-=||"),
    ("┌┐└┘╭╮╰╯├┤┬┴┼", "+" * 13),
    ("▁▂▃▄▅▆▇", " " * 7),  # the ends of a scrollbar
)
SIGNS = str.maketrans(*map("".join, zip(*_SETS, strict=True)))


class AsciiSigns(LineFilter):
    """Writes what the screen draws with `SIGNS` in ASCII, wherever it stands."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return *segments* with other signs, each as wide as before."""
        return [
            segment
            if segment.text.isascii()
            else segment._replace(text=segment.text.translate(SIGNS))
            for segment in segments
        ]


# Only text reaches the terminal, whatever a database holds and whichever widget shows it.


class VisibleText(LineFilter):
    """Takes out of what widgets show what a terminal would obey."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return *segments* without control characters, each as wide as before."""
        return [
            segment
            if segment.text.isprintable() or not CONTROL.search(segment.text)
            else segment._replace(text=CONTROL.sub(_blank, segment.text))
            for segment in segments
        ]


def _blank(control: re.Match[str]) -> str:
    return " " * width(control[0])


# What takes the text that is copied.

_TIMEOUT = 1.0
"""Seconds that a program may take."""
_DEAF = ("linux", "dumb")
"""Terminals, by TERM, that know no OSC 52: the console is one."""

_VTE = "7700"
"""The VTE, the widget of GNOME Terminal and others, from which on it may know OSC 52 (vte#2495)."""


def copied_by_program(text: str, environ: Mapping[str, str]) -> bool:
    """Copy *text* by a program; False where there is none here, or none that works."""
    for argv in _programs(environ):
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(
                argv,
                input=text.encode(),
                stdout=subprocess.DEVNULL,  # which those hold that go on in the background
                stderr=subprocess.DEVNULL,
                timeout=_TIMEOUT,
                check=True,
            )
            return True
    return False


def is_deaf(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to take nothing that is copied."""
    return (
        environ.get("TERM", "") in _DEAF
        or environ.get("VTE_VERSION", "9999") < _VTE
        or environ.get("TERM_PROGRAM") == "Apple_Terminal"
    )


def _programs(environ: Mapping[str, str]) -> Sequence[Sequence[str]]:
    """Return the commands that may take a text on their standard input, the best first."""
    programs: list[Sequence[str]] = []
    if environ.get("TMUX"):
        programs.append(("tmux", "load-buffer", "-w", "-"))
    elif not (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")):
        if environ.get("WAYLAND_DISPLAY"):
            programs.append(("wl-copy",))
        if environ.get("DISPLAY"):
            programs += [("xclip", "-selection", "clipboard"), ("xsel", "--input", "--clipboard")]
        if sys.platform == "darwin":
            programs.append(("pbcopy",))
    return [argv for argv in programs if which(argv[0], path=environ.get("PATH"))]


# The application: theme, keys and signals. Everything else is the screen's.


class ZhnewsApp(QuietApp):
    """The terminal reader over *library*.

    Raises `ConfigError` when the config names a theme, a command or a key that does not exist.
    After it ran, `failure` is the error that ended it, None when the reader left it.
    """

    TITLE = "zhnews"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "screen.tcss"
    BINDINGS = bindings("app")

    def __init__(
        self,
        library: Library,
        config: Config,
        *,
        config_path: Path,
        database: Path,
        now: Callable[[], datetime] = now_in_china,
    ) -> None:
        # Of a theme in the terminal's own colours Textual leaves none where NO_COLOR says so.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.animation_level = "none"
        for theme, _name in THEMES.values():
            self.register_theme(theme)
        self.theme = self._wanted_theme(config, config_path, library)
        self._own_filters: list[LineFilter] = [VisibleText()]
        if config.ui.ascii:
            self._own_filters.append(AsciiSigns())
        own = shares(config)

        def fault(id: str, detail: str) -> ConfigError:
            is_own = id in own and id not in config.keys
            setting = ("share", [*own].index(id), "key") if is_own else ("keys", id)
            return settings.fault(config_path, setting, detail)

        keymap = commands.check(config.keys, fault, own)
        self.set_keymap(keymap)
        self._library = library
        self._desk = Desk(config, keymap, config_path, database, now, own)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let text through and nothing else, its signs in ASCII where the config says so."""
        return [*super().get_line_filters(), *self._own_filters]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own variables for Textual's themes, which have none."""
        return variables_of(self.current_theme)

    def _wanted_theme(self, config: Config, path: Path, library: Library) -> str:
        """Find the theme: as set, else the last one chosen, else one that fits the terminal."""
        name = config.ui.theme
        if name and name not in self.available_themes:
            choices = _("、").join(THEMES)
            detail = _("没有“{name}”这个配色，可以写 {choices}。", name=name, choices=choices)
            raise settings.fault(path, ("ui", "theme"), detail)
        chosen = (n for n in (name, *library.memory.recall("theme")) if n in self.available_themes)
        fits = fitting(self.console.color_system, no_color=self.no_color)
        return fits if self.no_color else next(chosen, fits)

    def get_default_screen(self) -> ReaderScreen:
        """Open on the reading screen."""

        class OwnScreen(ReaderScreen):
            """The screen with the keys of the reader's own commands."""

            BINDINGS: ClassVar[list[BindingType]] = [
                command.binding for command in self._desk.own.values()
            ]

        screen = OwnScreen if self._desk.own else ReaderScreen
        return screen(self._library, self._desk, self.size)

    def on_mount(self) -> None:
        """Leave the terminal in order when the system ends us, and paint all when it wakes us."""
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw())
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                # Windows has no handlers in the loop, and needs none: it sends no such signal.
                with contextlib.suppress(NotImplementedError):
                    loop.add_signal_handler(getattr(signal, name), self.exit)

    def on_unmount(self) -> None:
        """Close what the screen opened for itself, now that all its work has ended."""
        self._desk.opened.close()

    def action_redraw(self) -> None:
        """Paint all anew, whatever was written over it."""
        self.screen.refresh()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy *text* by a program or, where there is none, by the terminal. Raises ZhnewsError."""

        if copied_by_program(text, os.environ):
            self.keep_copied(text)
        elif is_deaf(os.environ):
            raise ZhnewsError(
                N_("没有复制：这个终端不让程序写剪贴板，请安装 wl-copy、xclip 或 xsel。"),
                kind="no_clipboard",
            )
        else:
            super().copy_to_clipboard(text)

    def action_copy(self) -> None:
        """Copy the text that is selected; where none is, say how to quit."""
        from textual.widgets import Input  # not before first paint

        screen, focused = self.screen, self.screen.focused
        own = focused.selected_text if isinstance(focused, Input) else ""
        if text := own or screen.get_selected_text():
            self.copy_to_clipboard(text)
        elif isinstance(screen, Page | Modal):
            key = commands.keys_of(BY_ID["quit"], self._desk.keymap)[0]
            screen.say(_("没有选中文字；按 {key} 退出", key=key))

    def say_error(self, error: ZhnewsError) -> bool:
        """Say *error* on the page in front; False: there is none any more, or not yet."""
        pages = [screen for screen in self.screen_stack if isinstance(screen, Page)]
        return bool(pages) and pages[-1].is_running and pages[-1].post_message(WorkFailed(error))
