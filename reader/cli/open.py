"""``zhnews open``: an article's page in the browser."""

import asyncio
from argparse import ArgumentParser, Namespace

from reader.cli.context import Command, Context
from reader.cli.output import write_json
from reader.errors import NoAddress, UnknownArticle
from reader.i18n import _
from reader.store.store import Store
from reader.tui.browser import open_page


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("article", metavar=_("编号").upper(), help=_("文章的编号"))


def _open(args: Namespace, context: Context) -> int:
    url = _address(args.article, context)
    asyncio.run(open_page(url))
    if context.json:
        write_json({"url": url})
    else:
        print(url)
    return 0


def _address(name: str, context: Context) -> str:
    """Return the address of an article. Raises UnknownArticle, NoAddress, StoreError."""
    with Store.open(context.database) as store:
        try:
            head = next(iter(store.articles.heads([int(name)])), None)
        except (OverflowError, ValueError):
            head = None
    if head is None:
        raise UnknownArticle(name=name)
    if not head.url:
        raise NoAddress(name=head.headline)
    return head.url


COMMANDS = {"open": Command(_arguments, _open)}
