"""``zhnews config``: which config is used, whether it is right, and changing it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from reader import paths
from reader.cli.arguments import add_actions
from reader.cli.context import Command, Context
from reader.cli.output import write_json
from reader.errors import BadArguments
from reader.i18n import N_, _

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


def _config(args: Namespace, context: Context) -> int:
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


def _change(args: Namespace, context: Context) -> int:
    from reader.cli.config_edit import change, edit  # most look alone

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


def check_config(context: Context) -> None:
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


COMMANDS = {"config": Command(_arguments, _config, needs_config=False)}
