"""``zhnews feeds``, ``add`` and ``init``: the sources, and how they come here."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from reader import i18n
from reader.cli import output
from reader.cli.command import CommandContext, Subcommand
from reader.cli.output import error_json, is_interactive, write_json, write_table
from reader.errors import InputError, UnknownRegion
from reader.extract.contract import feed_as_dict
from reader.i18n import N_, _, render
from reader.model import NATIONAL, Count, Draft, Source
from reader.news.catalogue import places, provider, sources_around, sources_for, sources_of
from reader.news.discovery import Discovery, discover
from reader.news.places import NOWHERE, matching, name_of, place_id
from reader.news.sources import subscribe
from reader.regions.gazetteer import load
from reader.regions.lookup import require
from reader.store.store import Store
from reader.text.addresses import addresses_meant
from reader.text.article import stamp
from reader.text.clean import clean, split_login
from reader.wording.sources import ARTICLE, FOUND, KNOWN, proposed_place, said_of

# ``zhnews feeds``: the sources, and choosing among them.


def choose(sources: Sequence[Source], args: Namespace) -> list[Source]:
    """Return the sources that ``--source`` and ``--region`` of *args* mean.

    Without the first, of those that are asked from here.

    Raises InputError and UnknownRegion.
    """
    chosen = [source for source in sources if source.enabled and not source.synced]
    if args.source is not None:
        chosen = [source for source in sources if args.source in _names(source)]
        if not chosen:
            raise InputError(
                N_("没有叫“{name}”的来源，zhnews feeds 列出所有来源。"),
                kind="unknown_source",
                name=args.source,
            )
    if args.region is not None:
        region, gazetteer = require(args.region), load()
        chosen = [s for s in chosen if s.region and gazetteer.within(s.region, region.id)]
    return chosen


def _names(source: Source) -> tuple[str, ...]:
    return str(source.id), source.url, source.name, source.title


def _no_arguments(parser: ArgumentParser) -> None:
    pass


def _feeds(args: Namespace, context: CommandContext) -> int:
    with context.store() as store:
        sources, counts = store.sources.all(), store.sources.counts()
    if context.json:
        write_json({"feeds": [_feed_as_json(source, counts.get(source.id)) for source in sources]})
        return 0
    write_table([_feed_row(source, counts.get(source.id)) for source in sources])
    return 0


def _feed_row(source: Source, count: Count | None) -> Sequence[str]:
    region = load().get(source.region or "")
    problem = i18n.render(source.problem) if source.problem else ""
    state = problem if source.enabled else _("停用")
    total = str(count.total if count else 0)
    place = region.short if region else ""
    return str(source.id), place, total, source.label, source.url, state


def _feed_as_json(source: Source, count: Count | None) -> dict[str, Any]:
    return {
        "id": source.id,
        "url": source.url,
        "title": source.label,
        "kind": source.kind,
        "region": source.region,
        "articles": count.total if count else 0,
        "unread": count.unread if count else 0,
        "enabled": source.enabled,
        "error": error_json(source.problem),
    }


# ``zhnews add``: one more source.

EXTENTS = {"full": N_("全文"), "summary": N_("摘要"), "head": N_("标题")}
COLUMNS = (N_("时间"), N_("内容"), N_("来源"), N_("标题"))
"""What stands over the columns of a dry run."""
HEADLINES = 10
"""What a dry run shows of what an address lists."""

_ADDED = N_("已添加{kind}“{title}”，{place}，列出 {entries} 篇。")
_PROPOSED = N_("这是{kind}“{title}”，{place}，列出 {entries} 篇；没有添加。")
_COLUMNS = N_("它的文章在几个栏目里：{columns}；加上 --match 只收一个。")
_CITIES = N_("它还链接了 {count} 个地方的频道页：{names}；加上 --cities 就一起添加。")
_CITIES_ADDED = N_("一起添加了 {count} 个地方的频道页：{names}。")


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "url", metavar=_("网址").upper(), help=_("订阅、频道页、数字报的网址，或一个文件夹")
    )
    parser.add_argument(
        "--region", metavar=_("地区").upper(), help=_("它报道的地方，例如 吉林/长春")
    )
    parser.add_argument("--name", default="", metavar=_("名字").upper(), help=_("自己起的名字"))
    parser.add_argument(
        "--match",
        default="",
        metavar=_("文字").upper(),
        help=_("频道页：只要网址里有这一段的文章，例如 /yw/"),
    )
    parser.add_argument("--cities", action="store_true", help=_("频道页链接的市县频道页也添加"))
    parser.add_argument("--dry-run", action="store_true", help=_("只看看是什么，不添加"))


def _add(args: Namespace, context: CommandContext) -> int:
    region = require(args.region).id if args.region else None
    with context.store() as store:
        known = None if args.dry_run else _known(store, args.url)
        if known is not None:
            _report(known, store.sources.counts().get(known.id, Count()).total, KNOWN, context)
            return 0
        found = _discover(args.url, region, context)
        if args.match:
            found = found.only(args.match)
        name = clean(args.name) or found.source.name
        found = replace(found, source=replace(found.source, name=name))
        if args.dry_run:
            _show(found, context)
            return 0
        has_asked = not context.json and is_interactive()
        cities = args.cities
        if has_asked:
            found, cities = _ask(found, args)
        source, new = subscribe(store, found.source)
        if cities:
            store.sources.add_all(found.cities)
    _report(source, len(found.feed.entries), _ADDED if new else KNOWN, context)
    if not context.json and not has_asked:
        _tell_columns(found)
    if not context.json and (cities or not has_asked):
        _tell_cities(found.cities, _CITIES_ADDED if cities else _CITIES)
    return 0


def _known(store: Store, typed: str) -> Source | None:
    """Return the source at what was *typed*, or at an address that it may mean."""
    urls = (split_login(url)[0] for url in (typed, *addresses_meant(typed)))
    return next(filter(None, map(store.sources.find, urls)), None)


def _discover(typed: str, region: str | None, context: CommandContext) -> Discovery:
    """Find out what was *typed*; of an article, the channel it stands in. Raises InputError."""
    found = asyncio.run(discover(typed, region=region, settings=context.config.fetch))
    if isinstance(found, Discovery):
        return found
    if found.channel is None:
        raise InputError(
            N_("“{headline}”是一篇文章，没有找到它所在的频道页，请改用频道页的网址。"),
            kind="not_a_feed",
            headline=found.article.headline,
        )
    if not context.json:
        print(_(ARTICLE, headline=found.article.headline))
    return found.channel


def _ask(found: Discovery, args: Namespace) -> tuple[Discovery, bool]:
    """Let somebody at the terminal have the last word on what was not given as an option.

    Returns what was found, and whether to add the pages of its cities too.
    """
    source = found.source
    print(said_of(source, len(found.feed.entries), FOUND))
    if not args.name:
        name = clean(input(_("名字（回车：{name}）：", name=source.label)))
        source = replace(source, name=name or source.name)
    if not args.region:
        source = replace(source, region=_ask_region(source))
    found = replace(found, source=source)
    if found.columns and not args.match:
        question = _("只收哪个栏目（回车：全部）：{columns}", columns=_columns(found))
        if part := input(f"{question} ").strip():
            found = found.only(part)
    cities = args.cities
    if found.cities and not cities:
        names = _("、").join(city.title for city in found.cities)
        question = _("也添加它链接的 {names} 的频道页吗？(y/N)", names=names)
        cities = input(f"{question} ").strip().casefold() in ("y", "yes")
    return found, cities


def _ask_region(source: Source) -> str | None:
    while label := input(_("地区（回车：{place}）：", place=proposed_place(source))).strip():
        try:
            return require(label).id
        except UnknownRegion as error:
            print(render(error))
    return source.region


def _report(source: Source, entries: int, verdict: str, context: CommandContext) -> None:
    if not context.json:
        print(said_of(source, entries, verdict))
        return
    if verdict == KNOWN:
        print(said_of(source, entries, verdict), file=sys.stderr)
    write_json(_as_json(source, entries))


def _show(found: Discovery, context: CommandContext) -> None:
    """Say what an address is and what it would bring."""
    source, entries = found.source, found.feed.entries
    if context.json:
        cities = [
            {"url": city.url, "title": city.title, "region": city.region} for city in found.cities
        ]
        shown = feed_as_dict(replace(found.feed, entries=entries[:HEADLINES]))["entries"]
        write_json({**_as_json(source, len(entries)), "articles": shown, "cities": cities})
        return
    print(said_of(source, len(entries), _PROPOSED))
    columns = [_(name) for name in COLUMNS]
    write_table([columns, *(_row(entry) for entry in entries[:HEADLINES])])
    _tell_columns(found)
    _tell_cities(found.cities, _CITIES)


def _row(entry: Draft) -> Sequence[str]:
    people = entry.source or entry.author or ""
    return stamp(entry.published or ""), _(EXTENTS[entry.extent]), people, entry.headline


def _tell_columns(found: Discovery) -> None:
    if not found.source.part and found.columns:
        print(_(_COLUMNS, columns=_columns(found)))


def _columns(found: Discovery) -> str:
    return _("、").join(
        _("{part}（{count} 篇）", part=column.part, count=column.count) for column in found.columns
    )


def _tell_cities(cities: Sequence[Source], message: str) -> None:
    if cities:
        print(_(message, count=len(cities), names=_("、").join(city.title for city in cities)))


def _as_json(source: Source, entries: int) -> dict[str, Any]:
    return {
        "url": source.url,
        "kind": source.kind,
        "title": source.label,
        "region": source.region,
        "match": source.part,
        "entries": entries,
    }


# ``zhnews init``: choose places and get their sources from the catalogue.


def _init_arguments(parser: ArgumentParser) -> None:
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


def _init(args: Namespace, context: CommandContext) -> int:
    chosen = [place_id(label) for label in args.region]
    around = args.around
    if not chosen and not context.json and output.is_interactive():
        chosen, around = _ask_places()
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
        _report_places(chosen or [NATIONAL], proposed, added)
    return 0


def _ask_places() -> tuple[list[str], bool]:
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


def _report_places(
    chosen: Sequence[str], proposed: Sequence[Source], added: Sequence[Source]
) -> None:
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


COMMANDS = {
    "feeds": Subcommand(_no_arguments, _feeds),
    "add": Subcommand(_add_arguments, _add),
    "init": Subcommand(_init_arguments, _init),
}
