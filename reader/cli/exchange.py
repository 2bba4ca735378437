"""``zhnews import`` and ``zhnews export``: sources as OPML, articles as JSON Lines and books."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from array import array
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Literal

from reader import i18n
from reader.cli.command import CommandContext, Subcommand, add_force
from reader.cli.engines import STDIO, InputStream, named, open_input
from reader.cli.listing import reindex
from reader.cli.output import ProgressBar, is_terminal, size_name, write_json
from reader.disk import overwrite, require_free
from reader.errors import BadArguments, InputError
from reader.exchange.opml import LIMIT_MB, MAX_SOURCES
from reader.i18n import N_, _
from reader.model import Article
from reader.news.library import Library
from reader.news.pictures import PictureCache
from reader.news.transfer import (
    ImportedArticles,
    export_articles,
    export_opml,
    import_articles,
    import_opml,
)
from reader.news.transfer import ImportedSources as Subscriptions
from reader.news.work import catch_up
from reader.settings.paths import picture_folder
from reader.store.queue import PLACE, RULE, STORY
from reader.store.store import Store
from reader.text.dates import now_in_china
from reader.view import View
from reader.wording.books import FORMS as BOOKS
from reader.wording.books import Form, book_of, write_book

FORMS = ("opml", "jsonl", *BOOKS)
NAMED = 20
"""Bad lines that are named, each by its number, and subscriptions that were left out."""
PAGE = 500
"""Articles that are read at once."""
MEGABYTE = 1 << 20

Fill = Callable[[IO[bytes]], int]
"""Fills a file, and returns how many sources or articles are in it."""


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar=_("文件|-").upper(),
        help=_("别的阅读器导出的 OPML；或一行一篇文章的 JSON Lines，其中的新来源先停用，不去抓取"),
    )


def _import(args: Namespace, context: CommandContext) -> int:
    with open_input(args.file, context) as found, context.store() as store:
        if found.peek().removeprefix(BOM_UTF8).lstrip().startswith(b"{"):
            return asyncio.run(_import_articles(store, found, context))
        with named(found.name):
            imported = import_opml(store, found.read(LIMIT_MB), found.name)
    added = len(imported.added)
    if context.json:
        left_out = {
            "refused": [*imported.refused],
            "twice": [*imported.twice],
            "surplus": [*imported.surplus],
        }
        write_json({"added": added, "known": imported.known, **left_out})
        return 0
    print(_("添加了 {added} 个来源，已有 {known} 个。", added=added, known=imported.known))
    _tell_left_out(imported)
    return 0


def _tell_left_out(imported: Subscriptions) -> None:
    """Print how many subscriptions were left out, which, and why."""
    for names, message in (
        (imported.refused, N_("有 {n} 个没有导入，网址不是 http 或 https：{names}")),
        (imported.twice, N_("有 {n} 个重复，只导入一次：{names}")),
        (imported.surplus, N_("有 {n} 个没有导入，一个文件只读前 {most} 个来源：{names}")),
    ):
        if names:
            said = _(message, n=len(names), most=MAX_SOURCES, names=_some(names))
            print(said, file=sys.stderr)


def _some(names: Sequence[str]) -> str:
    return _("、").join(names[:NAMED]) + ("…" if len(names) > NAMED else "")


async def _import_articles(store: Store, found: InputStream, context: CommandContext) -> int:
    whole = ImportedArticles()
    with ProgressBar(found.size // MEGABYTE, quiet=context.json) as progress:
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
        metavar=_("{forms} 文件", forms="|".join(FORMS)),
        help=_(
            "opml 是来源（不写就是它），jsonl 是文章和标记，md、html、txt、epub 是文章，"
            "按地方和日期排；写到文件里，不写或 - 就输出"
        ),
    )
    parser.add_argument(
        "--query",
        default="",
        metavar=_("条件").upper(),
        help=_("只要这些文章，和 zhnews search 的写法一样：region:长春 on:2026-11-23"),
    )
    add_force(parser)


def _export(args: Namespace, context: CommandContext) -> int:
    form, *rest = args.what or ["opml"]
    if form not in FORMS:
        if form.isalpha():  # meant for a form rather than for the name of a file
            choices = _("、").join(FORMS)
            detail = _("不能写“{value}”，可以写 {choices}。", value=form, choices=choices)
            raise BadArguments(detail=detail, command="zhnews export")
        form, rest = "opml", args.what
    query = args.query.strip()
    if len(rest) > 1:
        raise BadArguments(detail=_("不认识参数 {what}。", what=rest[1]), command="zhnews export")
    if query and form == "opml":
        detail = _("--query 只能挑文章，opml 里没有文章，只有来源。")
        raise BadArguments(detail=detail, command="zhnews export")
    path = Path(rest[0]) if rest and rest[0] != STDIO else None
    if path is None and form == "epub" and is_terminal():
        detail = _("电子书不能显示在终端上，请写到文件里。")
        raise BadArguments(detail=detail, command="zhnews export")
    if path and not args.force:
        require_free(path)
    with context.store() as store:
        written = _put(path, _filler(store, form, query, context))
    if path and path.is_file():  # rather than a device, which may be this very output
        _tell(path, form, written, context)
    return 0


def _filler(
    store: Store, form: Form | Literal["opml", "jsonl"], query: str, context: CommandContext
) -> Fill:
    """Return what writes the export. Raises InputError, BadQuery."""
    if form == "opml":
        return partial(_write_opml, store)
    if form == "jsonl":
        pages = _pages(_ids(store, query, context)) if query else None
        return partial(_export_articles, store, pages, context)
    return _book_filler(store, form, query, context)


def _put(path: Path | None, fill: Fill) -> int:
    """Write to the file *path* as a whole, or to standard output; return what *fill* does."""
    if path is None:
        return fill(sys.stdout.buffer)
    written = 0

    def write(file: IO[bytes]) -> None:
        nonlocal written
        written = fill(file)

    overwrite(path, write)
    return written


def _tell(path: Path, form: str, written: int, context: CommandContext) -> None:
    size, is_opml = path.stat().st_size, form == "opml"
    if context.json:
        what = "sources" if is_opml else "articles"
        write_json({"path": str(path), "size": size, what: written})
        return
    said = (
        N_("已写入 {path}：{n} 个来源，{size}。")
        if is_opml
        else N_("已写入 {path}：{n} 篇文章，{size}。")
    )
    print(_(said, path=str(path), n=written, size=size_name(size)))


def _write_opml(store: Store, output: IO[bytes]) -> int:
    data, count = export_opml(store)
    output.write(data)  # in the charset that it declares
    return count


def _ids(store: Store, query: str, context: CommandContext) -> "array[int]":
    """Return the articles that *query* finds, all without one, the newest first."""
    folds = context.config.ui.reprints
    catch_up(store, PLACE, STORY, RULE, folds=folds)
    if query:
        reindex(store, context)
    return Library(store).ids(View(search=query))


def _pages(ids: "array[int]") -> Iterator["array[int]"]:
    return (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))


def _export_articles(
    store: Store, pages: "Iterable[array[int]] | None", context: CommandContext, output: IO[bytes]
) -> int:
    written = 0
    with ProgressBar(store.articles.count(), quiet=context.json) as progress:
        for lines in export_articles(store, pages):
            output.writelines(lines)
            written += len(lines)
            progress.step("", len(lines))
    return written


def _book_filler(store: Store, form: Form, query: str, context: CommandContext) -> Fill:
    """Return what writes the articles of *query* as a book. Raises InputError."""
    heads = Library(store).heads(_ids(store, query, context))
    if not heads:
        raise InputError(N_("没有找到文章，没有写任何文件。"), kind="no_articles")
    cache = PictureCache(picture_folder())

    def fill(file: IO[bytes]) -> int:
        with ProgressBar(len(heads), quiet=context.json) as progress:

            def read(id: int) -> Article:
                progress.step("")
                return store.articles.get(id)

            book = book_of(query or _("全部文章"), heads, read)
            write_book(book, form, file, now=now_in_china(), pictures=cache.get)
        return len(heads)

    return fill


COMMANDS = {
    "import": Subcommand(_import_arguments, _import),
    "export": Subcommand(_export_arguments, _export),
}
