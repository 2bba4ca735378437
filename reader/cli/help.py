"""``zhnews help`` and ``completions``: the manual, and what a shell needs to know.

The script knows commands and options, and asks zhnews itself for sources and places.
"""

import re
from argparse import Action, ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from reader.cli.command import CommandContext, Parser, Subcommand, add_common, add_help
from reader.cli.engines import write_article
from reader.cli.output import is_terminal, write_json, write_table
from reader.errors import BadArguments, UsageError
from reader.extract.contract import as_dict
from reader.i18n import _
from reader.model import Source
from reader.settings.config import Ui
from reader.wording import manual

# ``zhnews completions``: what a shell needs to complete the command line.

SHELLS = ("bash", "zsh", "fish")
_PLAIN = re.compile(r"[\w.·-]+")
"""A word that no shell reads as anything but itself: bash expands what it completes from."""
_ASKED = {"--source": "sources", "--region": "places", "--to": "places"}
"""The options whose values zhnews is asked for."""


def _completions_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=[*SHELLS, *_WORDS],
        metavar="|".join(SHELLS),
        help=_('为哪个 shell 写补全脚本，例如 eval "$(zhnews completions bash)"'),
    )


def _completions(args: Namespace, context: CommandContext) -> int:
    if words := _WORDS.get(args.what):
        print(*words(context), sep="\n")
        return 0
    import shtab  # which the words need not wait for

    print(shtab.complete(_whole_parser(), args.what))
    return 0


class _Completed(Parser):
    """A parser whose arguments say how they are completed."""

    def __init__(self, prog: str, description: str = "", **_options: Any) -> None:
        super().__init__(prog, description)

    def add_argument(self, *names: str, **options: Any) -> Action:
        """Add an argument as `argparse.ArgumentParser.add_argument` does."""
        import shtab

        if isinstance(options.get("choices"), Mapping):  # which shtab takes for subcommands
            options["choices"] = [*options["choices"]]
        action = super().add_argument(*names, **options)
        complete = None
        if asked := _ASKED.get(names[0]):
            complete = shtab.cmd(f"zhnews completions {asked} 2>/dev/null")
        elif options.get("type") is Path:
            complete = shtab.FILE
        if complete is not None:
            action.complete = complete  # type: ignore[attr-defined]  # where shtab looks for it
        return action


def _whole_parser() -> Parser:
    """Return one parser with all commands, each of which has its own otherwise."""
    from reader.cli.main import COMMANDS

    whole = _Completed("zhnews")
    add_common(whole)
    add_help(whole)
    commands = whole.add_subparsers(parser_class=_Completed)
    for name, (module, help) in COMMANDS.items():
        command: Subcommand = import_module(f"reader.cli.{module}").COMMANDS[name]
        parser = commands.add_parser(name, help=_(help))
        command.arguments(parser)
        add_common(parser)
        add_help(parser)
    return whole


def _sources(context: CommandContext) -> Iterator[str]:
    """Yield what ``--source`` takes: the plain names of sources, and the numbers of others."""
    from reader.store.store import Store

    if not context.database.exists():
        return
    with Store.open(context.database) as store:
        sources = store.sources.all()
    yield from dict.fromkeys(map(_plain_name, sources))


def _plain_name(source: Source) -> str:
    return source.label if _PLAIN.fullmatch(source.label) else str(source.id)


def _places(_context: CommandContext) -> Iterator[str]:
    """Yield the names of places by which one alone is meant."""
    from reader.regions.gazetteer import load

    regions = filter(None, map(load().get, load()))
    names = [each.name if each.level == "county" else each.short for each in regions]
    counts = Counter(names)
    yield from (name for name in names if counts[name] == 1)


_WORDS: Mapping[str, Callable[[CommandContext], Iterator[str]]] = {
    "sources": _sources,
    "places": _places,
}
"""What the scripts ask for."""

# ``zhnews help``: the manual.


def _help_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "topic", nargs="?", metavar=_("篇名").upper(), help=_("手册的哪一篇；不写就列出各篇")
    )


def _help(args: Namespace, context: CommandContext) -> int:
    if args.topic is None:
        _list(context)
        return 0
    draft = _topic(args.topic).draft
    if context.json:
        write_json(as_dict(draft))
    else:
        write_article(draft, Ui(punctuation="as written"))
    return 0


def _list(context: CommandContext) -> None:
    topics = manual.topics()
    if context.json:
        rows = [{"name": each.name, "title": each.title, "says": each.summary} for each in topics]
        write_json({"topics": rows})
        return
    # In English the title is the name.
    write_table(
        [[*dict.fromkeys((each.name, each.title.casefold())), each.summary] for each in topics]
    )
    if is_terminal():
        print("\n" + _("zhnews help 篇名 显示一篇；命令的用法见 zhnews 命令 --help。"))


def _topic(word: str) -> manual.Topic:
    """Return the topic *word*. Raises UsageError; for a command BadArguments, which names it."""
    from reader.cli.main import COMMANDS

    try:
        return manual.find(word)
    except UsageError:
        if word not in COMMANDS:
            raise
        detail = _("手册里没有“{word}”这一篇。", word=word)
        raise BadArguments(detail=detail, command=f"zhnews {word}") from None


COMMANDS = {
    "completions": Subcommand(_completions_arguments, _completions, needs_config=False),
    "help": Subcommand(_help_arguments, _help, needs_config=False),
}
