"""``zhnews mark``: mark articles read or unread, star them or take their stars away."""

from argparse import ArgumentParser, Namespace
from array import array
from collections.abc import Sequence

from reader.cli.context import Command, Context
from reader.cli.output import write_json
from reader.errors import NothingSought, UnknownArticle
from reader.i18n import N_, _
from reader.news.changes import Change
from reader.news.clock import now_in_china
from reader.news.identity import canonical
from reader.news.library import Library
from reader.news.queries import conditions
from reader.news.work import catch_up
from reader.store.queue import PLACE, RULE, STORY
from reader.store.store import Store
from reader.text.clean import display_url
from reader.view import View

_DONE = {
    "read": N_("{n} 篇标为已读。"),
    "unread": N_("{n} 篇标为未读。"),
    "star": N_("{n} 篇加上星标。"),
    "unstar": N_("{n} 篇去掉星标。"),
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("verb", choices=_DONE, metavar="|".join(_DONE), help=_("标成什么"))
    parser.add_argument(
        "what",
        nargs="+",
        metavar=_("编号|网址|条件").upper(),
        help=_("文章的编号或网址，或条件：zhnews list 用同样的条件列出的那些"),
    )


def _mark(args: Namespace, context: Context) -> int:
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
            raise NothingSought
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
        raise UnknownArticle(name=display_url(word))
    return id


COMMANDS = {"mark": Command(_arguments, _mark)}
