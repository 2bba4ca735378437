"""``zhnews show``, ``open`` and ``mark``: articles, each by its number or address."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from array import array
from collections.abc import Sequence

from reader.cli.command import CommandContext, Subcommand, positive
from reader.cli.engines import named, read_input, write_article
from reader.cli.output import write_json
from reader.errors import InputError, nothing_sought, unknown_article
from reader.exchange.blocks import BookEntry, BookPart
from reader.extract.contract import as_dict
from reader.extract.document import read_document
from reader.i18n import N_, _
from reader.model import Draft
from reader.news.changes import Change
from reader.news.library import Library
from reader.news.pictures import PictureCache
from reader.news.refresh.identity import canonical
from reader.news.search import conditions
from reader.news.work import catch_up
from reader.processes.program import open_page
from reader.settings.paths import picture_folder
from reader.store.queue import PLACE, RULE, STORY
from reader.store.store import Store
from reader.text.clean import display_url
from reader.text.dates import now_in_china
from reader.view import View
from reader.wording.books import Form, draft_of, write_book

# ``zhnews show``: one article as text, Markdown or HTML.


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "article", metavar=_("编号|网址|文件").upper(), help=_("文章的编号或网址，或一个文件")
    )
    parser.add_argument(
        "--format",
        choices=("text", "md", "html"),
        default="text",
        metavar="text|md|html",
        help=_("写成什么：文字、Markdown、网页"),
    )
    parser.add_argument(
        "--width", type=positive, metavar="N", help=_("文字排成 N 列宽；不写就按终端的宽度")
    )


def _show(args: Namespace, context: CommandContext) -> int:
    draft = _draft(args.article, context)
    if context.json:
        write_json(as_dict(draft))
    elif args.format == "text":
        write_article(draft, context.config.ui, args.width)
    else:
        _write_document(draft, args.format)
    return 0


def _write_document(draft: Draft, form: Form) -> None:
    book = BookPart(draft.headline, [BookEntry(draft.headline, lambda: draft)])
    cache = PictureCache(picture_folder())
    write_book(book, form, sys.stdout.buffer, now=now_in_china(), pictures=cache.get)


def _draft(name: str, context: CommandContext) -> Draft:
    """Find an article by its number or address in the database, else read the file."""
    url_key = canonical(name)
    if not (name.isdecimal() or url_key):
        found = read_input(name, context)
        with named(found.name):
            return read_document(found.data, found.name)
    with Store.open(context.database) as store:
        try:
            id = int(name) if name.isdecimal() else store.articles.find(url_key)
            article = store.articles.get(id or 0)
        except (KeyError, OverflowError, ValueError):  # ValueError: thousands of digits
            raise unknown_article(name=display_url(name)) from None
    return article.draft if context.json else draft_of(article)


# ``zhnews open``: an article's page in the browser.


def _open_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("article", metavar=_("编号").upper(), help=_("文章的编号"))


def _open(args: Namespace, context: CommandContext) -> int:
    url = _address(args.article, context)
    asyncio.run(open_page(url))
    if context.json:
        write_json({"url": url})
    else:
        print(url)
    return 0


def _address(name: str, context: CommandContext) -> str:
    """Return the address of an article. Raises InputError, StoreError."""
    with Store.open(context.database) as store:
        try:
            head = next(iter(store.articles.heads([int(name)])), None)
        except (OverflowError, ValueError):
            head = None
    if head is None:
        raise unknown_article(name=name)
    if not head.url:
        raise InputError(
            N_("“{name}”没有网址，不能在浏览器中打开。"), kind="no_address", name=head.headline
        )
    return head.url


# ``zhnews mark``: mark articles read or unread, star them or take their stars away.

_DONE = {
    "read": N_("{n} 篇标为已读。"),
    "unread": N_("{n} 篇标为未读。"),
    "star": N_("{n} 篇加上星标。"),
    "unstar": N_("{n} 篇去掉星标。"),
}


def _mark_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("verb", choices=_DONE, metavar="|".join(_DONE), help=_("标成什么"))
    parser.add_argument(
        "what",
        nargs="+",
        metavar=_("编号|网址|条件").upper(),
        help=_("文章的编号或网址，或条件：zhnews list 用同样的条件列出的那些"),
    )


def _mark(args: Namespace, context: CommandContext) -> int:
    with Store.open(context.database) as store:
        what = [word.strip() for word in args.what]
        change = _change(store, args.verb, what, folds=context.config.ui.reprints)
    ids = list(change.ids) if change else []
    if context.json:
        write_json({"verb": args.verb, "count": len(ids), "ids": ids})
    else:
        print(_(_DONE[args.verb], n=len(ids)))
    return 0


def _change(store: Store, verb: str, targets: Sequence[str], *, folds: bool) -> Change | None:
    """Mark *targets*, and return which of them were not so before; None: none."""
    library = Library(store)
    if all(word.isdecimal() or canonical(word) for word in targets):
        ids = array("q", (_id(store, word) for word in targets))
    else:
        view = View(conditions(" ".join(targets), now_in_china()))
        if not view.conditions:
            raise nothing_sought()
        catch_up(store, PLACE, STORY, RULE, folds=folds)
        if verb == "read":
            return library.mark_view_read(view).result()
        ids = library.ids(view)
    if verb in ("read", "unread"):
        return library.mark_read(ids, verb == "read").result()
    return library.star(ids, verb == "star").result()


def _id(store: Store, word: str) -> int:
    id = int(word) if word.isdecimal() else store.articles.find(canonical(word))
    if id is None or id.bit_length() > 63 or not store.articles.heads([id]):
        raise unknown_article(name=display_url(word))
    return id


COMMANDS = {
    "show": Subcommand(_show_arguments, _show),
    "open": Subcommand(_open_arguments, _open),
    "mark": Subcommand(_mark_arguments, _mark),
}
