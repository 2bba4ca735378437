"""Changing the config: one setting, or in an editor; what is wrong is not taken.

It is changed as a copy beside it, which takes its place once it was checked. Who has no config yet
gets a copy of the shipped one, with all that it says.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from msgspec.structs import replace

from reader import paths
from reader.cli import output
from reader.cli.context import Context
from reader.config_edit import own_file, with_setting
from reader.disk import portable, read_file, translated_write
from reader.errors import (
    ConfigError,
    EditorFailed,
    EditorMissing,
    ZhnewsError,
)
from reader.i18n import _, render

LIMIT_MB = 1
DISCARD = "d"

Check = Callable[[Context], None]
"""Raises what is wrong with the settings of a context."""


def change(context: Context, key: str, value: str, check: Check) -> Path:
    """Set *key*, such as ``fetch.every``, to *value*, and return the file.

    *value* is TOML where that is what the setting takes, else the text itself. Raises BadArguments,
    ConfigError, and what `reader.disk.translated_write` raises.
    """
    check(context)  # a fault that is there already is said at its own line
    file = own_file(context.config_path)
    with _copy(file) as copy:
        text, faults = copy.read_text("utf-8-sig"), list[ConfigError]()
        for meant in _meanings(value):
            changed = with_setting(text, key, meant)
            with translated_write(file):
                copy.write_text(changed, "utf-8")
            try:
                _take(context, copy, file, check)
            except ConfigError as fault:
                faults.append(fault)
            else:
                return file
        raise faults[0]


def edit(context: Context, check: Check) -> Path | None:
    """Open the config in the reader's editor, and return the file; None: nothing was changed.

    Where something is wrong one is asked, on a terminal, whether to go on. Raises ConfigError,
    EditorMissing, EditorFailed, and what `reader.disk.translated_write` raises.
    """
    file = own_file(context.config_path)
    with _copy(file) as copy:
        before = read_file(copy, LIMIT_MB)
        while True:
            _run_editor(copy)
            if read_file(copy, LIMIT_MB) == before:
                return None
            try:
                _take(context, copy, file, check)
                return file
            except ZhnewsError as fault:
                if not output.is_interactive():
                    raise
                if not _goes_on(fault):
                    return None


def _meanings(value: str) -> Iterator[Any]:
    with suppress(tomllib.TOMLDecodeError):
        read = tomllib.loads(f"value = {value}")
        if len(read) == 1:
            yield read["value"]
    yield value


@contextmanager
def _copy(file: Path) -> Iterator[Path]:
    """Yield a copy of *file* beside it, or of the shipped config where there is none."""
    source = file if file.exists() else paths.default_config()
    data = read_file(source, LIMIT_MB)
    with translated_write(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            dir=file.parent, prefix="config-", suffix=".toml", delete=False
        ) as made:
            copy = Path(made.name)
    try:
        with translated_write(file):
            copy.write_bytes(data)
            shutil.copymode(source, copy)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _take(context: Context, copy: Path, file: Path, check: Check) -> None:
    """Put *copy* in the place of *file* if nothing is wrong with it. Raises what is."""
    try:
        check(replace(context, named_config=copy))
    except ConfigError as fault:
        raise ConfigError(**{**fault.params, "path": str(file)}) from None
    with translated_write(file):
        copy.replace(file)


def _run_editor(file: Path) -> None:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(command), str(file)])
    except (OSError, ValueError) as error:  # ValueError: a quotation that does not end
        raise EditorMissing(command=portable(command)) from error
    if done.returncode:
        raise EditorFailed(command=portable(command), status=done.returncode)


def _goes_on(fault: ZhnewsError) -> bool:
    """Say what is wrong and ask whether to go on editing."""
    print(render(fault), file=sys.stderr)
    print(_("按 Enter 接着改，{key} 放弃改动", key=DISCARD))
    return input("> ").strip().lower() != DISCARD
