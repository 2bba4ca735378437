"""The application: theme, keys and signals. Everything else is the screen's."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from textual.app import App

from reader import config as settings
from reader.config import Config
from reader.i18n import _
from reader.news.clock import now_in_china
from reader.news.library import Library
from reader.tui import keys
from reader.tui.commands import bindings
from reader.tui.page import Desk
from reader.tui.screen import ReaderScreen
from reader.tui.themes import DEFAULT, THEMES


class ZhnewsApp(App[None]):
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
        super().__init__()
        self.animation_level = "none"
        self.failure: BaseException | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = _theme(config, config_path, self)
        keymap = keys.check(
            config.keys, lambda id, detail: settings.fault(config_path, ("keys", id), detail)
        )
        self.set_keymap(keymap)
        self._library = library
        self._desk = Desk(config, keymap, config_path, database, now)

    def get_default_screen(self) -> ReaderScreen:
        """Open on the reading screen."""
        return ReaderScreen(self._library, self._desk, self.size)

    def on_mount(self) -> None:
        """Leave the terminal in order when the system ends us."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                # Windows has no handlers in the loop, and needs none: it sends no such signal.
                with contextlib.suppress(NotImplementedError):
                    loop.add_signal_handler(getattr(signal, name), self.exit)

    def _handle_exception(self, error: Exception) -> None:
        """Keep the error for the caller, who has the sentence for it, instead of printing it."""
        self.failure = self.failure or error
        self._return_code = 1
        self._close_messages_no_wait()


def _theme(config: Config, path: Path, app: App[None]) -> str:
    name = config.ui.theme or DEFAULT
    if name not in app.available_themes:
        detail = _("没有“{name}”这个配色。", name=name)
        raise settings.fault(path, ("ui", "theme"), detail)
    return name
