"""``zhnews db``: what the database needs done."""

from argparse import ArgumentParser, Namespace

from reader.cli.context import Command, Context
from reader.cli.output import Progress, write_json
from reader.i18n import _
from reader.news.work import waiting, work
from reader.store.store import Store


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=["work"], metavar="work", help=_("work：给等着的文章按内容定地区")
    )


def _db(args: Namespace, context: Context) -> int:
    with Store.open(context.database) as store:
        progress = Progress(waiting(store), quiet=context.json)
        done = moved = 0
        for seen, changed in work(store):
            done, moved = done + seen, moved + changed
            progress.step(_("定地区"), seen)
        progress.clear()
    if context.json:
        write_json({"placed": done, "moved": moved})
    else:
        print(_("看了 {done} 篇文章，{moved} 篇换了地区。", done=done, moved=moved))
    return 0


COMMANDS = {"db": Command(_arguments, _db)}
