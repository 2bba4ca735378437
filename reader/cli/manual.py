"""``zhnews help``: the manual."""

from argparse import ArgumentParser, Namespace

from reader.cli.article_text import write_article
from reader.cli.context import Command, Context
from reader.cli.output import is_terminal, write_json, write_table
from reader.config import Ui
from reader.errors import BadArguments, UnknownTopic
from reader.extract.contract import as_dict
from reader.i18n import _
from reader.wording import manual


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "topic", nargs="?", metavar=_("篇名").upper(), help=_("手册的哪一篇；不写就列出各篇")
    )


def _help(args: Namespace, context: Context) -> int:
    if args.topic is None:
        _list(context)
        return 0
    draft = _topic(args.topic).draft
    if context.json:
        write_json(as_dict(draft))
    else:
        write_article(draft, Ui(punctuation="as written"))
    return 0


def _list(context: Context) -> None:
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
    """Return the topic *word*. Raises UnknownTopic; for a command BadArguments, which names it."""
    from reader.cli.main import COMMANDS

    try:
        return manual.find(word)
    except UnknownTopic:
        if word not in COMMANDS:
            raise
        detail = _("手册里没有“{word}”这一篇。", word=word)
        raise BadArguments(detail=detail, command=f"zhnews {word}") from None


COMMANDS = {"help": Command(_arguments, _help, needs_config=False)}
