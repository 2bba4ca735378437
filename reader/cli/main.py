"""The command ``zhnews``: finds the command, runs it, and says what went wrong.

Only the module of that one command is imported, so that ``zhnews list`` pays for no screen and no
network. Exit status: 0 all well, 1 something failed, 2 wrong usage, 130 interrupted.
"""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from pathlib import Path

from reader import __version__, i18n, log
from reader.cli import output
from reader.cli.command import (
    CommandContext,
    Parser,
    Subcommand,
    add_common,
    add_help,
    nearest,
    shield,
)
from reader.errors import (
    BadArguments,
    ConfigError,
    StoreDamaged,
    StoreError,
    UsageError,
    ZhnewsError,
)
from reader.i18n import N_, _
from reader.settings.config import language_of
from reader.text.clean import clean
from reader.text.lazy_pattern import lazy_pattern

GROUPS = {
    N_("读新闻："): {
        "add": ("sources", N_("添加来源：订阅、频道页或文件夹")),
        "init": ("sources", N_("选几个地方，得到那里的来源")),
        "list": ("listing", N_("列出文章")),
        "digest": ("digest", N_("要闻：各地新到的，按刊登的来源多少排")),
        "show": ("articles", N_("显示一篇文章")),
        "open": ("articles", N_("在浏览器中打开一篇文章")),
        "search": ("listing", N_("在所有文章的全文里搜索")),
        "mark": ("articles", N_("标记文章：已读、未读、加星标、去星标")),
        "fetch": ("fetch", N_("刷新来源")),
        "feeds": ("sources", N_("列出来源")),
        "sync": ("sync", N_("和 FreshRSS 这样的服务器同步")),
    },
    N_("单独用的引擎："): {
        "extract": ("engines", N_("从网页或文件里取出文章")),
        "links": ("engines", N_("取出频道页列出的文章")),
        "feed": ("engines", N_("读一个订阅")),
        "region": ("region", N_("地区：树，或一段文字说的是哪里")),
        "regions": ("region", N_("给 JSON Lines 里的每条新闻定地区")),
    },
    N_("整理和维护："): {
        "rule": ("rule", N_("规则：屏蔽、加星标、移到地区、通知")),
        "import": ("exchange", N_("导入来源（OPML）或文章（JSON Lines）")),
        "export": ("exchange", N_("导出来源（OPML）或文章：Markdown、网页、电子书等")),
        "doctor": ("doctor", N_("检查设置、数据库、终端和来源")),
        "db": ("db", N_("数据库：查看、检查、备份、恢复、整理、编索引")),
        "completions": ("help", N_("命令行补全：bash、zsh、fish 的脚本")),
        "config": ("settings", N_("正在用的设置：查看、检查、改动")),
        "help": ("help", N_("手册：按键、搜索、来源、隐私等各篇")),
    },
}
"""The commands in the groups of the help, what a reader needs first coming first."""
COMMANDS = {name: row for group in GROUPS.values() for name, row in group.items()}
"""Each command's module in ``reader.cli``, and its help."""
_EXPECTED = (ZhnewsError, OSError, EOFError, UnicodeEncodeError)
"""Errors that no damage of the database explains."""
_WORD = lazy_pattern(r"[A-Za-z]+")
GARBAGE = 10_000
"""Objects made between two looks for cycles: articles come by the thousand, and none is in one."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``zhnews`` with *argv*, without the program's name, and return the exit status."""
    if argv is None:
        _speak_utf8()
    output.guard()
    gc.set_threshold(GARBAGE)
    out, err = output.Printed(sys.stdout), output.Printed(sys.stderr)
    with redirect_stdout(out), redirect_stderr(err):
        return _end(sys.argv[1:] if argv is None else list(argv))


def _end(argv: list[str]) -> int:
    """Run the command of *argv* to its end, whatever that is, and return the exit status."""
    try:
        try:
            return _run(argv)
        except UnicodeEncodeError:  # whatever else comes in from outside was cleaned
            raise UsageError(
                N_("命令行里有不是 UTF-8 的字符，这里不能用，请改用 UTF-8。"), kind="arguments"
            ) from None
        finally:
            sys.stdout.flush()  # a full disk is found out here, if not before
    except ZhnewsError as error:
        output.complain(clean(i18n.render(error)))
        return 2 if isinstance(error, UsageError) else 1
    except (KeyboardInterrupt, EOFError):  # Ctrl-C; Ctrl-D where a question is asked
        return 130
    except BrokenPipeError:  # the reader of the pipe had enough
        return 0
    except Exception as error:
        output.complain(clean(i18n.render(log.as_ours(error))))
        return 1
    finally:
        output.let_go()


def _run(argv: list[str]) -> int:
    common = Parser("zhnews")
    add_common(common)
    options, rest = common.parse_known_args(shield(argv))
    context = CommandContext(options.json, options.config, options.db)
    with suppress(ZhnewsError):  # raised again below; --help and --version need no settings
        i18n.use(_language(context))
    name = rest.pop(0) if rest and rest[0] in COMMANDS else None
    if name is None and rest:
        _require_path(rest[0])
    command, parser = _reader() if name is None else command_of(name)
    args = parser.parse_args(rest)
    if command.needs_config:
        i18n.use(context.config.language)
    try:
        return command.run(args, context)
    except Exception as error:
        if type(error) is StoreError or not isinstance(error, _EXPECTED):
            _require_whole(context.database, error)
        raise


def _language(context: CommandContext) -> str:
    try:
        return context.config.language
    except ConfigError:  # which is said in it
        return language_of(context.config_path)


def _require_whole(path: Path, error: Exception) -> None:
    """Blame the database *path* for *error* if it is damaged. Raises StoreDamaged."""
    from reader.store import maintenance  # where all is well nobody asks

    if maintenance.is_damaged(path):
        raise StoreDamaged(path=str(path), detail=repr(error)) from error


def _require_path(word: str) -> None:
    """Raise BadArguments for what looks like a command and is not even a path."""
    if not _WORD.fullmatch(word) or Path(word).exists():
        return
    detail = _("没有 {word} 这个命令，也没有叫这个名字的文件。", word=word)
    if near := nearest(word, COMMANDS):
        detail = _("没有 {word} 这个命令，最接近的是 {nearest}。", word=word, nearest=near)
    raise BadArguments(detail=detail, command="zhnews")


def command_of(name: str) -> tuple[Subcommand, Parser]:
    """Return the command *name* and its parser; the one import of its module."""
    module, help = COMMANDS[name]
    command: Subcommand = import_module(f"reader.cli.{module}").COMMANDS[name]
    return command, _parser(command, f"zhnews {name}", _(help))


def _reader() -> tuple[Subcommand, Parser]:
    """Return the command that runs where no other is named, and its parser."""
    command: Subcommand = import_module("reader.cli.read").READ
    parser = _parser(command, "zhnews", "\n".join(_overview()))
    version = f"zhnews {__version__}"
    parser.add_argument("--version", action="version", version=version, help=_("显示版本"))
    return command, parser


def _overview() -> Iterator[str]:
    yield _("在终端里读中文地方新闻。不带命令时打开阅读器。")
    yield _("命令的用法见 zhnews 命令 --help。")
    for title, commands in GROUPS.items():
        yield "\n" + _(title)
        yield from (f"  {name:<12}{_(help)}" for name, (_module, help) in commands.items())


def _parser(command: Subcommand, prog: str, description: str) -> Parser:
    parser = Parser(prog, description)
    command.arguments(parser)
    add_common(parser)
    add_help(parser)
    return parser


def _speak_utf8() -> None:
    """Start again in UTF-8 where Python knows ASCII alone: names of files and words are Chinese.

    Python does so itself in the locale C, unless PYTHONUTF8=0 forbids it (PEP 540).
    """
    if sys.getfilesystemencoding() == "ascii" and not sys.flags.ignore_environment:
        os.environ["PYTHONUTF8"] = "1"  # for the child processes too
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
