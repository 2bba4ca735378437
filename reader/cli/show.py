"""``zhnews show``: one article as text, Markdown or HTML."""

import sys
from argparse import ArgumentParser, Namespace

from reader.cli.arguments import positive
from reader.cli.article_text import write_article
from reader.cli.context import Command, Context
from reader.cli.inputs import named, read_input
from reader.cli.output import write_json
from reader.errors import UnknownArticle
from reader.exchange.book import Entry, Part
from reader.exchange.formats import Form, write_book
from reader.extract.contract import as_dict
from reader.extract.document import read_document
from reader.i18n import _
from reader.model import Draft
from reader.news.clock import now_in_china
from reader.news.identity import canonical
from reader.news.picture_cache import PictureCache
from reader.paths import picture_folder
from reader.store.store import Store
from reader.text.clean import display_url
from reader.wording.books import draft_of


def _arguments(parser: ArgumentParser) -> None:
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


def _show(args: Namespace, context: Context) -> int:
    draft = _draft(args.article, context)
    if context.json:
        write_json(as_dict(draft))
    elif args.format == "text":
        write_article(draft, context.config.ui, args.width)
    else:
        _write_document(draft, args.format)
    return 0


def _write_document(draft: Draft, form: Form) -> None:
    book = Part(draft.headline, [Entry(draft.headline, lambda: draft)])
    cache = PictureCache(picture_folder())
    write_book(book, form, sys.stdout.buffer, now=now_in_china(), pictures=cache.get)


def _draft(name: str, context: Context) -> Draft:
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
            raise UnknownArticle(name=display_url(name)) from None
    return article.draft if context.json else draft_of(article)


COMMANDS = {"show": Command(_arguments, _show)}
