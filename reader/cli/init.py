"""``zhnews init``: choose places and get their sources from the catalogue."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence

from reader.cli import output
from reader.cli.context import Command, Context
from reader.i18n import _
from reader.model import Region, Source
from reader.news.catalogue import sources_of
from reader.news.subscribe import subscribe
from reader.regions.gazetteer import load
from reader.regions.labels import require
from reader.regions.match import match


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--region",
        action="append",
        default=[],
        metavar=_("地区"),
        help=_("一个地方，例如 吉林 或 吉林/长春；可以写几个"),
    )


def _init(args: Namespace, context: Context) -> int:
    regions = [require(label) for label in args.region]
    if not regions and not context.json and output.is_interactive():
        regions = _ask()
    proposed = _proposed(regions)
    with context.store() as store:
        added = [source for source, new in (subscribe(store, s) for s in proposed) if new]
    if context.json:
        output.write_json(
            {
                "regions": [region.id for region in regions],
                "added": [{"url": s.url, "title": s.label, "region": s.region} for s in added],
                "known": len(proposed) - len(added),
            }
        )
    else:
        _report(regions, proposed, added)
    return 0


def _proposed(regions: Sequence[Region]) -> list[Source]:
    """Give the sources of *regions*, of the whole country where none is chosen, each once."""
    if not regions:
        return sources_of(None)
    found = (source for region in regions for source in _nearest(region))
    return list({source.url: source for source in found}.values())


def _nearest(region: Region) -> Iterable[Source]:
    """Give the sources of *region*, else those of the smallest place around it that has any."""
    around = reversed(load().path(region.id))
    return next(filter(None, (sources_of(place.id) for place in around)), [])


def _ask() -> list[Region]:
    """Ask on the terminal for places, by name or pinyin; none is the whole country."""
    print(_("想看哪些地方的新闻？写名字或拼音，几个地方用空格分开；直接回车是全国。"))
    while True:
        words = input("> ").split()
        found = [next(iter(match(word, limit=1)), None) for word in words]
        unknown = [word for word, region in zip(words, found, strict=True) if region is None]
        if not unknown:
            return [region for region in found if region is not None]
        print(_("没有找到：{words}。再写一次。", words="、".join(unknown)))


def _report(regions: Sequence[Region], proposed: Sequence[Source], added: Sequence[Source]) -> None:
    names = "、".join(region.name for region in regions) or _("全国")
    if not proposed:
        print(_("{names}还没有现成的来源；知道网址的话，用 zhnews add 网址 添加。", names=names))
        return
    known = len(proposed) - len(added)
    print(
        _(
            "{names}：添加了 {added} 个来源，已有 {known} 个。",
            names=names,
            added=len(added),
            known=known,
        )
    )
    print(_("接着运行 zhnews 打开阅读器，或 zhnews fetch 取来新闻。"))


COMMANDS = {"init": Command(_arguments, _init)}
