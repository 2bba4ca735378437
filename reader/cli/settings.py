"""``zhnews config``: which config is used, and whether it is right."""

from argparse import ArgumentParser, Namespace

from reader import paths
from reader.cli.context import Command, Context
from reader.cli.output import write_json
from reader.i18n import _


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=["path", "check"],
        metavar="path|check",
        help=_("path：用的是哪个文件；check：检查它"),
    )


def _config(args: Namespace, context: Context) -> int:
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


COMMANDS = {"config": Command(_arguments, _config)}
