"""``zhnews config``: which config is used, whether it is right, and changing it.

It is changed as a copy beside it, which takes its place once it was checked. Who has no config yet
gets a copy of the shipped one, with all that it says.
"""

import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from msgspec.structs import replace

from reader.cli import output
from reader.cli.command import CommandContext, Subcommand, add_actions
from reader.cli.output import write_json
from reader.disk import portable, read_file, translated_write
from reader.errors import BadArguments, ConfigError, ZhnewsError
from reader.i18n import N_, _, render
from reader.settings import paths
from reader.settings.edit import own_file, with_setting

# Changing the config: one setting, or in an editor.

LIMIT_MB = 1
DISCARD = "d"

Check = Callable[[CommandContext], None]
"""Raises what is wrong with the settings of a context."""


def change(context: CommandContext, key: str, value: str, check: Check) -> Path:
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


def edit(context: CommandContext, check: Check) -> Path | None:
    """Open the config in the reader's editor, and return the file; None: nothing was changed.

    Where something is wrong one is asked, on a terminal, whether to go on. Raises ConfigError,
    ZhnewsError, and what `reader.disk.translated_write` raises.
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


def _take(context: CommandContext, copy: Path, file: Path, check: Check) -> None:
    """Put *copy* in the place of *file* if nothing is wrong with it. Raises what is."""
    try:
        check(replace(context, named_config=copy))
    except ConfigError as fault:
        raise fault.having(path=str(file)) from None
    with translated_write(file):
        copy.replace(file)


def _run_editor(file: Path) -> None:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        done = subprocess.run([*shlex.split(command), str(file)])
    except (OSError, ValueError) as error:  # ValueError: a quotation that does not end
        raise ZhnewsError(
            N_("找不到编辑器 {command}，请设置环境变量 EDITOR。"),
            kind="editor",
            command=portable(command),
        ) from error
    if done.returncode:
        raise ZhnewsError(
            N_("编辑器 {command} 失败了（退出状态 {status}），设置没有改。"),
            kind="editor",
            command=portable(command),
            status=done.returncode,
        )


def _goes_on(fault: ZhnewsError) -> bool:
    """Say what is wrong and ask whether to go on editing."""
    print(render(fault), file=sys.stderr)
    print(_("按 Enter 接着改，{key} 放弃改动", key=DISCARD))
    return input("> ").strip().lower() != DISCARD


# ``zhnews config``: which config is used, whether it is right, and changing it.

ACTIONS = {
    "path": N_("用的是哪个文件"),
    "check": N_("检查它"),
    "set": N_("改一个设置，例如 set fetch.every 2h"),
    "edit": N_("用 $EDITOR 改，有错就不用"),
}


def _arguments(parser: ArgumentParser) -> None:
    add_actions(parser, ACTIONS)
    parser.add_argument(
        "words", nargs="*", metavar=_("设置 值").upper(), help=_("set：哪个设置，改成什么")
    )


def _config(args: Namespace, context: CommandContext) -> int:
    wanted = 2 if args.action == "set" else 0
    if len(args.words) < wanted:
        raise _wrong(_("缺少参数 {what}。", what=_("设置 值")))
    if unknown := args.words[wanted:]:
        raise _wrong(_("不认识参数 {what}。", what=" ".join(unknown)))
    if args.action in ("set", "edit"):
        return _change(args, context)
    file = context.config_path
    if args.action == "check":
        check_config(context)
    if context.json:
        write_json({"path": str(file), "default": file == paths.default_config()})
    elif args.action == "check":
        print(_("{path} 没有问题。", path=str(file)))
    else:
        print(file)
    return 0


def _wrong(detail: str) -> BadArguments:
    return BadArguments(detail=detail, command="zhnews config")


def _change(args: Namespace, context: CommandContext) -> int:

    file: Path | None
    if args.action == "set":
        key, value = args.words
        file = change(context, key, value, check_config)
    else:
        file = edit(context, check_config)
    if context.json:
        write_json({"path": str(file or context.config_path), "changed": file is not None})
    elif file is None:
        print(_("没有改动。"))
    else:
        print(_("{path} 改好了。", path=str(file)))
    return 0


def check_config(context: CommandContext) -> None:
    """Use the settings for all that they are for. Raises ConfigError for the first fault."""
    from reader.news.config_sources import check_folders, declare
    from reader.news.library import Library
    from reader.store.store import Store
    from reader.tui.app import ZhnewsApp

    file = context.config_path
    with Store.open(None) as store:
        declare(store, context.config, file)
        check_folders(context.config, file)
        ZhnewsApp(Library(store), context.config, config_path=file, database=context.database)


COMMANDS = {"config": Subcommand(_arguments, _config, needs_config=False)}
