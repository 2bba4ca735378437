"""``zhnews list``: the stored articles."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from reader.cli.arguments import natural
from reader.cli.context import Command, Context
from reader.cli.output import write_json, write_table
from reader.i18n import _
from reader.model import ArticleHead
from reader.news.clock import now_in_china
from reader.news.library import Library
from reader.news.places import place_id
from reader.news.queries import conditions
from reader.news.work import catch_up
from reader.regions.gazetteer import load
from reader.store.queue import PLACE, RULE, STORY
from reader.store.store import Store
from reader.text.byline import stamp
from reader.view import STARRED, UNREAD, Condition, View, in_region


def _arguments(parser: ArgumentParser) -> None:
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


def _list(args: Namespace, context: Context) -> int:
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


COMMANDS = {"list": Command(_arguments, _list)}
