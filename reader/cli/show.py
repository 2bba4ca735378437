"""``zhnews show``: one article as text."""

from argparse import ArgumentParser, Namespace

from reader.cli.article_text import write_article
from reader.cli.context import Command, Context
from reader.cli.inputs import named, read_input
from reader.cli.output import write_json
from reader.errors import UnknownArticle
from reader.extract.contract import as_dict
from reader.extract.document import read_document
from reader.i18n import _
from reader.model import Draft
from reader.news.identity import canonical
from reader.store.store import Store
from reader.text.clean import display_url


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "article", metavar=_("编号|网址|文件").upper(), help=_("文章的编号或网址，或一个文件")
    )


def _show(args: Namespace, context: Context) -> int:
    draft = _draft(args.article, context)
    if context.json:
        write_json(as_dict(draft))
    else:
        write_article(draft)
    return 0


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
            return store.articles.get(id or 0).draft
        except (KeyError, OverflowError, ValueError):  # ValueError: thousands of digits
            raise UnknownArticle(name=display_url(name)) from None


COMMANDS = {"show": Command(_arguments, _show)}
