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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from msgspec.structs import replace

from reader import paths
from reader.cli import output
from reader.cli.context import Context
from reader.disk import portable, read_file
from reader.errors import (
    BadArguments,
    ConfigError,
    EditorFailed,
    EditorMissing,
    FileUnwritable,
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
    ConfigError, FileUnwritable.
    """
    check(context)  # a fault that is there already is said at its own line
    file = _own(context)
    with _copy(file) as copy:
        text, faults = copy.read_text("utf-8-sig"), list[ConfigError]()
        for meant in _meanings(value):
            changed = with_setting(text, key, meant)
            with _writing(file):
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
    EditorMissing, EditorFailed, FileUnwritable.
    """
    file = _own(context)
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


def with_setting(text: str, key: str, value: Any) -> str:
    """Return the TOML *text* with one setting changed; its comments stay where they are.

    Raises BadArguments where *key* names no setting.
    """
    # config_lines finds settings, but knows no values: it cannot tell where one ends. tomlkit
    # writes them, and keeps comments.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    document = tomlkit.parse(text)
    *tables, name = _parts(key)
    try:
        table: Any = document
        for each in tables:
            if each not in table:
                _put(table, each, tomlkit.table() if table is document else tomlkit.inline_table())
            table = table[each]
        _put(table, name, value)
    except (AttributeError, TypeError, TOMLKitError):  # a value, or the list of sources
        raise BadArguments(
            detail=_("不能这样改“{key}”，用 zhnews config edit。", key=key), command="zhnews config"
        ) from None
    return tomlkit.dumps(document)


def _put(table: Any, name: str, value: Any) -> None:
    """Set *name* in *table*; a new one comes before the comment that heads the next table."""
    from tomlkit.items import Comment, Table, Whitespace

    if name in table or not isinstance(table, Table):
        table[name] = value
        return
    body, remarks = table.value.body, list[Comment | Whitespace]()
    for _key, item in reversed(body):
        if not isinstance(item, Comment | Whitespace):
            break
        remarks.append(item)
    below = next((n for n, item in enumerate(remarks, 1) if isinstance(item, Whitespace)), 0)
    del body[len(body) - below :]
    table.add(name, value)
    for item in reversed(remarks[:below]):
        table.add(item)


def _parts(key: str) -> Sequence[str]:
    """Return the parts of *key*; the id of a command is one, whatever dots it has."""
    table, _dot, rest = key.partition(".")
    return (table, rest.strip("\"'")) if table == "keys" and rest else key.split(".")


def _meanings(value: str) -> Iterator[Any]:
    with suppress(tomllib.TOMLDecodeError):
        read = tomllib.loads(f"value = {value}")
        if len(read) == 1:
            yield read["value"]
    yield value


def _own(context: Context) -> Path:
    """Return the file to change: the config in use, or the reader's own, there or not yet."""
    file = context.config_path
    return (paths.user_config() if file == paths.default_config() else file).resolve()


@contextmanager
def _copy(file: Path) -> Iterator[Path]:
    """Yield a copy of *file* beside it, or of the shipped config where there is none."""
    source = file if file.exists() else paths.default_config()
    data = read_file(source, LIMIT_MB)
    with _writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            dir=file.parent, prefix="config-", suffix=".toml", delete=False
        ) as made:
            copy = Path(made.name)
    try:
        with _writing(file):
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
    with _writing(file):
        copy.replace(file)


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    """Turn an error of the file system into that *file* cannot be written."""
    try:
        yield
    except OSError as error:
        raise FileUnwritable(path=portable(str(file))) from error


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
