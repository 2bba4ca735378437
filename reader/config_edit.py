"""Keeping in the config what was asked for on the screen."""

import tomllib
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO

from reader import config, disk, paths
from reader.config_lines import with_text
from reader.errors import ConfigError
from reader.i18n import _


def keep_text(path: Path, table: str, key: str, value: str) -> Path:
    """Set *key* of ``[table]`` to a text in the config at *path*, and return the file it is in now.

    That is the reader's own where *path* is the one that documents the defaults. Raises
    ConfigError where the setting has a form that only an editor can change, and what
    `reader.disk.read_file` and `reader.disk.overwrite` raise.
    """
    if path == paths.default_config():
        path = paths.user_config()
    path.parent.mkdir(parents=True, exist_ok=True)
    before = disk.read_file(path, config.LIMIT_MB).decode("utf-8-sig") if path.exists() else ""
    text = with_text(before, table, key, value)
    with suppress(tomllib.TOMLDecodeError):
        if tomllib.loads(text)[table][key] == value:
            disk.overwrite(path, partial(_write, text))
            return path
    setting = f'{key} = "{value}"'
    detail = _("请在这里自己写上 {setting}。", setting=setting)
    raise ConfigError(path=str(path), line=config.locate(path, (table, key)), detail=detail)


def _write(text: str, file: IO[bytes]) -> None:
    file.write(text.encode())
