"""What a command is, what it gets to work with, and its arguments.

argparse takes its own texts from the process-wide gettext; here its headings are replaced and its
errors, which are few, are recognised and said in a sentence.
"""

import argparse
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct

from reader.errors import BadArguments
from reader.i18n import N_, _
from reader.settings import config, paths
from reader.text.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from reader.store.store import Store

# What a command gets to work with, and what a command is.


class CommandContext(Struct, frozen=True, dict=True):
    """The options common to all commands, and what they lead to, opened when it is asked for."""

    json: bool = False
    named_config: Path | None = None
    named_database: Path | None = None

    @cached_property
    def config_path(self) -> Path:
        """The config in use."""
        return paths.config_file(self.named_config)

    @cached_property
    def config(self) -> config.Config:
        """The settings. Raises ConfigError, FileMissing, InputError."""
        return config.load(self.config_path)

    @cached_property
    def database(self) -> Path:
        """The database in use, there or not."""
        return paths.database_file(self.named_database)

    @contextmanager
    def store(self) -> Iterator["Store"]:
        """Open the database, with the declared sources of the config in it. Raises StoreError."""
        from reader.store.store import Store

        with Store.open(self.database) as store:
            self.declare(store)
            yield store

    def declare(self, store: "Store") -> None:
        """Bring what the config declares into *store*, if that is kept. Raises ConfigError."""
        if store.read_only:
            return
        if self.config.source or self.config.keep.regions:
            from reader.news.config_sources import (
                declare,
            )  # most declare nothing: no need of regions

            declare(store, self.config, self.config_path)
        else:
            store.sources.declare([])


class Subcommand(Struct, frozen=True):
    """A command: its arguments, and `run`, which returns the exit status."""

    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, CommandContext], int]
    needs_config: bool = True
    """Whether it can do nothing while the config is wrong."""


# Argparse, speaking the interface's language.

_ERRORS = {
    r"unrecognized arguments: (?P<what>[^-].*)": N_("不认识参数 {what}。"),
    r"the following arguments are required: (?P<what>.*)": N_("缺少参数 {what}。"),
    r"argument (?P<what>.*): expected .*": N_("{what} 后面要写上内容。"),
    r"argument (?P<choices>\w+\|.*): invalid choice: '(?P<value>.*?)' .*": N_(
        "不能写“{value}”，可以写 {choices}。"
    ),
    r"argument .*: invalid choice: '(?P<value>.*?)' \(choose from (?P<choices>.*)\)": N_(
        "不能写“{value}”，可以写 {choices}。"
    ),
    r"argument (?P<what>.*): invalid natural .*: '(?P<value>.*?)'": N_(
        "{what} 要写成 0 或更大的整数，不能是“{value}”。"
    ),
    r"argument (?P<what>.*): invalid positive .*: '(?P<value>.*?)'": N_(
        "{what} 要写成 1 或更大的整数，不能是“{value}”。"
    ),
    r"argument (?P<what>.*): not allowed with argument (?P<value>.*)": N_(
        "{what} 不能和 {value} 一起用。"
    ),
}
"""What argparse says, and what we say instead."""
_UNKNOWN_OPTION = lazy_pattern(r"unrecognized arguments: (-[^\s=]*)")
_OPTION = lazy_pattern(r"(?<=\[)-[^\s\]]+")

_NEGATED = lazy_pattern(r"-(?:[a-z]+[:：]|[^\x00-\x7f]|\")")


class Parser(argparse.ArgumentParser):
    """A parser whose errors are `BadArguments` and whose help is in the interface's language."""

    def __init__(self, prog: str, description: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = _("参数")
        self._optionals.title = _("选项")

    def error(self, message: str) -> NoReturn:
        """Raise `BadArguments` with what argparse found, and with what would have been right."""
        raise BadArguments(detail=self._sentence(message), command=self.prog)

    def _sentence(self, message: str) -> str:
        if unknown := _UNKNOWN_OPTION.match(message):
            options = _OPTION.findall(self.format_usage())
            if near := nearest(unknown[1], options):
                return _(
                    "没有 {what} 这个选项，最接近的是 {nearest}。", what=unknown[1], nearest=near
                )
            known = _("、").join(options)
            return _("没有 {what} 这个选项，可以用 {options}。", what=unknown[1], options=known)
        for pattern, sentence in _ERRORS.items():
            if match := re.fullmatch(pattern, message, re.DOTALL):
                said = match.groupdict()
                if "choices" in said:
                    said["choices"] = _("、").join(re.findall(r"[\w-]+", said["choices"]))
                return _(sentence, **said)
        return message


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or _("用法："))


def nearest(word: str, words: Iterable[str]) -> str:
    """Return that of *words* which *word* is likely to be a slip of; empty where none is."""
    from difflib import get_close_matches  # most words are right

    return next(iter(get_close_matches(word, words, 1)), "")


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add the options that every command takes, before or after its name."""
    parser.add_argument("--json", action="store_true", help=_("输出 JSON，给别的程序用"))
    parser.add_argument("--db", type=Path, metavar=_("文件").upper(), help=_("数据库"))
    parser.add_argument("--config", type=Path, metavar=_("文件").upper(), help=_("配置文件"))


def add_force(parser: argparse.ArgumentParser) -> None:
    """Add the option that lets a command replace a file."""
    parser.add_argument("--force", action="store_true", help=_("文件已经有了，也换成新的"))


def add_help(parser: argparse.ArgumentParser) -> None:
    """Add ``-h`` and ``--help``."""
    parser.add_argument("-h", "--help", action="help", help=_("显示这份说明"))


def add_actions(parser: argparse.ArgumentParser, actions: Mapping[str, str]) -> None:
    """Add the argument that chooses one of *actions*, each with its help, not yet translated."""
    lines = (_("{name}：{help}", name=name, help=_(help)) for name, help in actions.items())
    parser.add_argument(
        "action", choices=actions, metavar="|".join(actions), help=_("；").join(lines)
    )


def positive(text: str) -> int:
    """Read a number above nought. Raises ValueError, which argparse turns into words."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def shield(argv: Sequence[str]) -> list[str]:
    """Keep a negated term of a query, ``-region:长春`` or ``-供暖``, from passing for an option.

    argparse takes nothing for one that has a blank in it.
    """
    return [f" {word}" if _NEGATED.match(word) else word for word in argv]


def natural(text: str) -> int:
    """Read a number that is not negative. Raises ValueError, which argparse turns into words."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
