"""``zhnews import`` and ``zhnews export``: sources as OPML, articles as JSON Lines."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from codecs import BOM_UTF8
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from reader import i18n
from reader.cli.context import Command, Context
from reader.cli.inputs import STDIO, Stream, named, open_input
from reader.cli.output import Progress, write_json
from reader.errors import BadArguments, FileUnwritable
from reader.exchange.opml import LIMIT_MB
from reader.i18n import _
from reader.news.jsonl import Imported, export_articles, import_articles
from reader.news.opml import export_opml, import_opml
from reader.store.store import Store

FORMS = ("opml", "jsonl")
NAMED = 20
"""Bad lines that are named, each by its number."""
MEGABYTE = 1 << 20


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar=_("文件|-").upper(),
        help=_("别的阅读器导出的 OPML；或一行一篇文章的 JSON Lines，其中的新来源先停用，不去抓取"),
    )


def _import(args: Namespace, context: Context) -> int:
    with open_input(args.file, context) as found, context.store() as store:
        if found.peek().removeprefix(BOM_UTF8).lstrip().startswith(b"{"):
            return asyncio.run(_import_articles(store, found, context))
        with named(found.name):
            imported = import_opml(store, found.read(LIMIT_MB), found.name)
    added = len(imported.added)
    if context.json:
        write_json({"added": added, "known": imported.known})
    else:
        print(_("添加了 {added} 个来源，已有 {known} 个。", added=added, known=imported.known))
    return 0


async def _import_articles(store: Store, found: Stream, context: Context) -> int:
    whole = Imported()
    with Progress(found.size // MEGABYTE, quiet=context.json) as progress:
        async for step in import_articles(store, found.data, found.name):
            for failure in step.failures[: max(0, NAMED - whole.failed)]:
                progress.clear()
                print(i18n.render(failure), file=sys.stderr)
            whole += step
            label = _("MB · {n} 篇", n=whole.added)
            progress.show(whole.size // MEGABYTE, progress.total, label)
    counts = {"added": whole.added, "known": whole.known, "sources": whole.sources}
    if context.json:
        write_json({**counts, "failed": whole.failed})
    else:
        print(_("添加了 {added} 篇文章和 {sources} 个停用的来源，已有 {known} 篇。", **counts))
        if whole.failed:
            print(_("有 {n} 行没有导入。", n=whole.failed), file=sys.stderr)
    return 1 if whole.failed else 0


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="*",
        metavar=_("opml|jsonl 文件"),
        help=_("opml 是来源（不写就是它），jsonl 是文章；写到文件里，不写或 - 就输出"),
    )


def _export(args: Namespace, context: Context) -> int:
    form, *rest = args.what if args.what and args.what[0] in FORMS else ["opml", *args.what]
    if len(rest) > 1:
        raise BadArguments(detail=_("不认识参数 {what}。", what=rest[1]), command="zhnews export")
    path = Path(rest[0]) if rest and rest[0] != STDIO else None
    with context.store() as store:
        try:
            with _output(path) as output:
                if form == "opml":
                    output.write(export_opml(store))  # in the charset that it declares
                else:
                    _export_articles(store, output, context)
        except BrokenPipeError:
            raise
        except OSError:
            raise FileUnwritable(path=str(path or "")) from None
    return 0


def _output(path: Path | None) -> AbstractContextManager[BinaryIO]:
    return path.open("wb") if path else nullcontext(sys.stdout.buffer)


def _export_articles(store: Store, output: BinaryIO, context: Context) -> None:
    with Progress(store.articles.count(), quiet=context.json) as progress:
        for lines in export_articles(store):
            output.writelines(lines)
            progress.step("", len(lines))


COMMANDS = {
    "import": Command(_import_arguments, _import),
    "export": Command(_export_arguments, _export),
}
