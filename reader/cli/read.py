"""``zhnews [PATH...]``: the reader."""

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.cli import output
from reader.cli.command import CommandContext, Subcommand
from reader.cli.output import PLAIN
from reader.errors import UsageError
from reader.i18n import N_, _
from reader.news.library import Library
from reader.settings.config import Sync


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar=_("路径").upper(),
        help=_("要读的文件或文件夹，不导入"),
    )


def _read(args: Namespace, context: CommandContext) -> int:
    with _library(args.paths, context) as library:
        if not output.has_screen():
            raise UsageError(
                N_(
                    "这里没有终端，打不开阅读器：请用 zhnews list 列出文章，"
                    "用 zhnews show 编号 读一篇。"
                ),
                kind="no_terminal",
            )
        if (term := os.environ.get("TERM")) in PLAIN:
            raise UsageError(
                N_(
                    "这个终端（TERM={term}）画不出阅读器："
                    "请用 zhnews list 列出文章，用 zhnews show 编号 读一篇。"
                ),
                kind="no_terminal",
                term=term,
            )
        return _open(library, context)


@contextmanager
def _library(paths: list[Path], context: CommandContext) -> Iterator[Library]:
    """Open what is to be read: the paths, else the database, else the samples."""
    if not paths:
        with context.store() as store:
            if store.sources.count():
                yield Library(store, folds=context.config.ui.reprints, queued=True)
                return
    from reader.news.samples import open_paths, open_samples  # most starts show the database

    with open_paths(paths) if paths else open_samples() as library:
        yield library


def _open(library: Library, context: CommandContext) -> int:
    # Read when Textual is imported: the kitty protocol loses Chinese input in several terminals.
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    # Looking for garbage in what is imported, where there is none, took a tenth of the start: the
    # screen begins with it when it is painted, and leaves out what was there before.
    gc.disable()
    from reader.tui.app import ZhnewsApp

    gc.freeze()
    app = ZhnewsApp(
        library, context.config, config_path=context.config_path, database=context.database
    )
    try:
        app.run()
        _say_waiting(library, context.config.sync)
    finally:
        library.close(_say_locked)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def _say_waiting(library: Library, settings: Sync) -> None:
    """Say what the server was not told, if there is one."""
    if n := library.unsent(settings):
        print(_("{n} 处标记还没送到服务器，下次同步时送出", n=n), file=sys.stderr)


def _say_locked() -> None:
    print(_("数据库正被别的程序占用，等它空出来就保存"), file=sys.stderr)


READ = Subcommand(_arguments, _read)
