"""``zhnews init``: choose places and get their sources from the catalogue."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from reader.cli import output
from reader.cli.context import Command, Context
from reader.i18n import _
from reader.model import NATIONAL, Source
from reader.news.catalogue import places, provider, sources_around, sources_for, sources_of
from reader.news.places import NOWHERE, matching, name_of, place_id
from reader.regions.gazetteer import load


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--region",
        action="append",
        default=[],
        metavar=_("地区").upper(),
        help=_("一个地方，例如 吉林 或 吉林/长春；可以写几个"),
    )
    parser.add_argument(
        "--around", action="store_true", help=_("市县的，连全省的；省的，连各市县的")
    )


def _init(args: Namespace, context: Context) -> int:
    chosen = [place_id(label) for label in args.region]
    around = args.around
    if not chosen and not context.json and output.is_interactive():
        chosen, around = _ask()
    proposed = sources_for(chosen or [NATIONAL], around=around)
    with context.store() as store:
        added = store.sources.add_all(proposed)
    if context.json:
        output.write_json(
            {
                "regions": chosen,
                "added": [{"url": s.url, "title": s.label, "region": s.region} for s in added],
                "known": len(proposed) - len(added),
            }
        )
    else:
        _report(chosen or [NATIONAL], proposed, added)
    return 0


def _ask() -> tuple[list[str], bool]:
    """Ask on the terminal for places, by name or pinyin, and whether what is around them is wanted.

    None is the whole country.
    """
    print(_("目录里有这些地方的来源，名字后面是几个："))
    output.write_grid([_offered(id) for id in places() if id in NOWHERE or not load()[id].parent])
    print(_("想看哪些地方的新闻？市县也可以。写名字或拼音，用空格分开；直接回车是全国。"))
    while True:
        words = input("> ").split()
        found = [next(iter(matching(word)), None) for word in words]
        unknown = [word for word, place in zip(words, found, strict=True) if place is None]
        if not unknown:
            break
        print(_("没有找到：{words}。再写一次。", words=_("、").join(unknown)))
    chosen = [place for place in found if place is not None]
    if others := [source for place in chosen for source in sources_around(place)]:
        question = _("也要全省（或各市县）的 {n} 个来源吗？(y/N)", n=len(others))
        return chosen, input(f"{question} ").strip().lower() == "y"
    return chosen, False


def _offered(place: str) -> str:
    return f"{_(name_of(place))} {len(sources_of(place))}"


def _report(chosen: Sequence[str], proposed: Sequence[Source], added: Sequence[Source]) -> None:
    names = _("、").join(map(_full_name, chosen))
    if not proposed:
        print(_("{names}还没有现成的来源；知道网址的话，用 zhnews add 网址 添加。", names=names))
        return
    known = len(proposed) - len(added)
    for place in chosen:
        around = provider(place)
        if around != place:
            params = {"name": _full_name(place), "around": _full_name(around)}
            print(_("目录里没有{name}自己的来源，添加的是{around}的。", **params))
    print(
        _(
            "{names}：添加了 {added} 个来源，已有 {known} 个。",
            names=names,
            added=len(added),
            known=known,
        )
    )
    print(_("目录收集自公开的名单，没有逐个试过；不通的，zhnews doctor 会说。"))
    print(_("接着运行 zhnews 打开阅读器，或 zhnews fetch 取来新闻。"))


def _full_name(place: str) -> str:
    return _(NOWHERE[place]) if place in NOWHERE else load()[place].name


COMMANDS = {"init": Command(_arguments, _init)}
