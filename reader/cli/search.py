"""``zhnews search``: the stored articles in whose texts words stand."""

import sys
from argparse import ArgumentParser, Namespace
from array import array
from collections.abc import Mapping, Sequence

from reader.cli.arguments import natural
from reader.cli.context import Command, Context
from reader.cli.listing import as_json, row
from reader.cli.output import Progress, write_json, write_table
from reader.errors import IndexDamaged, NothingSought
from reader.i18n import _
from reader.news.library import Library
from reader.news.work import (
    catch_up,
    index,
    unindexed,
)
from reader.store.queue import INDEX, PLACE, RULE, STORY
from reader.store.store import Store
from reader.view import View

RANKED = 2000
"""The newest hits, of which the most relevant are given."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "query",
        nargs="+",
        metavar=_("条件").upper(),
        help=_('词、"短语"、-不要的词、title:供暖 region:吉林 since:3d has:image 等'),
    )
    parser.add_argument(
        "--limit", type=natural, default=50, metavar="N", help=_("最多几篇，0 是全部（50）")
    )
    parser.add_argument(
        "--sort",
        choices=("time", "relevance"),
        default="time",
        metavar="time|relevance",
        help=_("time：新的在前；relevance：最新 {n} 篇里最贴切的在前", n=RANKED),
    )


def _search(args: Namespace, context: Context) -> int:
    view = View(search=" ".join(args.query).strip())
    if not view.search:
        raise NothingSought
    with Store.open(context.database) as store:
        search_and_write(store, view, context, args.limit, ranked=args.sort == "relevance")
    return 0


def search_and_write(
    store: Store, view: View, context: Context, limit: int, *, ranked: bool = False
) -> int:
    """Print at most *limit* articles that *view* finds, and how many there are; return the count.

    *ranked*: the most relevant first. Raises BadQuery, UnknownRegion, StoreError.
    """
    library = Library(store)
    catch_up(store, PLACE, INDEX, STORY, RULE, folds=context.config.ui.reprints)
    try:
        ids, count = _find(library, view, limit, ranked)
    except IndexDamaged:
        print(_("搜索索引坏了，正在重新建立。"), file=sys.stderr)
        store.index.rebuild()
        reindex(store, context)
        ids, count = _find(library, view, limit, ranked)
    texts = {id: snippet.text for id, snippet in library.search.snippets(view, ids).items()}
    _write(store, ids, texts, count, context)
    if waiting := library.search.unindexed():
        message = _("还有 {n} 篇文章没有编入索引，请运行 zhnews db work。", n=waiting)
        print(message, file=sys.stderr)
    return count


def reindex(store: Store, context: Context) -> int:
    """Index what waits, with a progress bar, and return the number of articles."""
    done = 0
    with Progress(unindexed(store), quiet=context.json) as progress:
        for step in index(store):
            done += step.seen
            progress.step(_("编索引"), step.seen)
    return done


def _find(library: Library, view: View, limit: int, ranked: bool) -> tuple[Sequence[int], int]:
    """Return the articles to show and how many there are."""
    wanted = RANKED if ranked else limit
    count = library.search.count(view)
    ids = array("q")
    for page in library.search.pages(view):
        ids += page.ids
        if count is not None and wanted and len(ids) >= wanted:
            break
    if ranked:
        ids = library.search.by_relevance(view, ids[:RANKED]) + ids[RANKED:]
    return ids[: limit or None], len(ids) if count is None else count


def _write(
    store: Store, ids: Sequence[int], texts: Mapping[int, str], count: int, context: Context
) -> None:
    heads = store.articles.heads(ids)
    if context.json:
        regions = store.articles.regions(ids)
        articles = [
            as_json(head, regions[head.id]) | {"snippet": texts.get(head.id, "")} for head in heads
        ]
        write_json({"articles": articles, "count": count})
        return
    write_table([(*row(head), texts.get(head.id, "")) for head in heads])
    print(_("{count} 篇", count=count), file=sys.stderr)


COMMANDS = {"search": Command(_arguments, _search)}
