"""``zhnews import`` and ``zhnews export``: subscriptions from and for other readers."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from reader.cli.context import Command, Context
from reader.cli.inputs import named, read_input
from reader.cli.output import write_json
from reader.errors import FileUnwritable
from reader.i18n import _
from reader.news.exchange import export_opml, import_opml


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("文件|-"), help=_("别的阅读器导出的 OPML"))


def _import(args: Namespace, context: Context) -> int:
    found = read_input(args.file, context)
    with context.store() as store, named(found.name):
        imported = import_opml(store, found.data, found.name)
    added = len(imported.added)
    if context.json:
        write_json({"added": added, "known": imported.known})
    else:
        print(_("添加了 {added} 个来源，已有 {known} 个。", added=added, known=imported.known))
    return 0


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=Path, metavar=_("文件"), help=_("写到这里；不写就输出")
    )


def _export(args: Namespace, context: Context) -> int:
    with context.store() as store:
        opml = export_opml(store)
    if args.file is None:
        sys.stdout.buffer.write(opml)  # in the charset that it declares
        return 0
    try:
        args.file.write_bytes(opml)
    except OSError:
        raise FileUnwritable(path=str(args.file)) from None
    return 0


COMMANDS = {
    "import": Command(_import_arguments, _import),
    "export": Command(_export_arguments, _export),
}
