"""``zhnews list`` and ``search``: the stored articles."""

import sys
from argparse import ArgumentParser, Namespace
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reader.cli.command import CommandContext, Subcommand, natural
from reader.cli.output import ProgressBar, write_json, write_table
from reader.errors import IndexDamaged, nothing_sought
from reader.i18n import N_, _
from reader.model import ArticleHead
from reader.news.library import Library
from reader.news.places import place_id
from reader.news.search import conditions
from reader.news.work import (
    KEEP,
    TRIM,
    WorkStep,
    catch_up,
    index,
    unindexed,
    waiting,
    work,
)
from reader.regions.gazetteer import load
from reader.store.queue import INDEX, PLACE, RULE, STORY
from reader.store.store import Store
from reader.text.article import stamp
from reader.text.dates import now_in_china
from reader.view import STARRED, UNREAD, Condition, View, in_region

# ``zhnews list``: the stored articles.


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "query",
        nargs="*",
        metavar=_("条件").upper(),
        help=_("词，或 region:吉林 -region:长春 is:unread 等"),
    )
    parser.add_argument(
        "--limit", type=natural, default=50, metavar="N", help=_("最多几篇，0 是全部（50）")
    )
    parser.add_argument("--region", metavar=_("地区").upper(), help=_("这个地区和它下面的"))
    parser.add_argument("--unread", action="store_true", help=_("只要未读的"))
    parser.add_argument("--starred", action="store_true", help=_("只要星标的"))


def _list(args: Namespace, context: CommandContext) -> int:
    view = View(tuple(_conditions(args)))
    with Store.open(context.database) as store:
        needed = [RULE]
        if args.region or args.query:
            needed.append(PLACE)
        if args.query or context.json:
            needed.append(STORY)
        catch_up(store, *needed, folds=context.config.ui.reprints)
        library = Library(store)
        heads = library.heads(library.ids(view, args.limit or None))
        if context.json:
            regions = store.articles.regions([head.id for head in heads])
            write_json({"articles": [as_json(head, regions[head.id]) for head in heads]})
        else:
            write_table([row(head) for head in heads])
    return 0


def _conditions(args: Namespace) -> Iterator[Condition]:
    """Yield what the articles must meet. Raises BadQuery, UnknownRegion."""
    yield from conditions(" ".join(args.query), now_in_china())
    if args.region:
        yield in_region(place_id(args.region))
    if args.unread:
        yield UNREAD
    if args.starred:
        yield STARRED


def as_json(head: ArticleHead, regions: Sequence[str]) -> dict[str, Any]:
    """Return an article as the contract of ``list`` has it."""
    return {
        "id": head.id,
        "title": head.headline,
        "url": head.url,
        "link": head.url,  # as it was called before
        "source": head.source,
        "published": head.published,
        "regions": regions,
        "read": head.read,
        "starred": head.starred,
        "story": head.story,
    }


def row(head: ArticleHead) -> Sequence[str]:
    """Return the columns of an article in a table."""
    region = load().get(head.region) if head.region else None
    return (
        str(head.id),
        ("★" if head.starred else "") + ("" if head.read else "●"),
        stamp(head.published or ""),
        region.short if region else "",
        head.source,
        head.headline,
    )


# ``zhnews search``: the stored articles in whose texts words stand.

RANKED = 2000
"""The newest hits, of which the most relevant are given."""


def _search_arguments(parser: ArgumentParser) -> None:
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


def _search(args: Namespace, context: CommandContext) -> int:
    view = View(search=" ".join(args.query).strip())
    if not view.search:
        raise nothing_sought()
    with Store.open(context.database) as store:
        search_and_write(store, view, context, args.limit, ranked=args.sort == "relevance")
    return 0


def search_and_write(
    store: Store, view: View, context: CommandContext, limit: int, *, ranked: bool = False
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


def reindex(store: Store, context: CommandContext) -> int:
    """Index what waits, with a progress bar, and return the number of articles."""
    done = 0
    with ProgressBar(unindexed(store), quiet=context.json) as progress:
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
    store: Store, ids: Sequence[int], texts: Mapping[int, str], count: int, context: CommandContext
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


# Working through the queue in the database, with a progress bar.

_NAMES = {
    PLACE: N_("定地区"),
    INDEX: N_("编索引"),
    STORY: N_("找转载"),
    RULE: N_("按规则处理"),
    KEEP: N_("清理旧文章"),
    TRIM: N_("收回空位"),
}
"""The labels of the tasks in the progress bar."""


def do_work(store: Store, context: CommandContext) -> dict[str, WorkStep]:
    """Do all queued work; return the sum of the steps of each task. Raises StoreError."""
    done = {task: WorkStep(task, 0) for task in _NAMES}
    with ProgressBar(waiting(store), quiet=context.json) as progress:
        for step in work(store, folds=context.config.ui.reprints, keep=context.config.keep):
            before = done[step.task]
            done[step.task] = WorkStep(
                step.task, before.seen + step.seen, before.moved + step.moved
            )
            progress.step(_(_NAMES[step.task]), step.seen)
    return done


COMMANDS = {
    "list": Subcommand(_list_arguments, _list),
    "search": Subcommand(_search_arguments, _search),
}
