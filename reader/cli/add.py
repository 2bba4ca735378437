"""``zhnews add``: one more source."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from reader.cli.context import Command, Context
from reader.cli.output import is_interactive, write_json, write_table
from reader.errors import NoChannel, UnknownRegion
from reader.extract.contract import feed_as_dict
from reader.i18n import N_, _, render
from reader.model import Count, Draft, Source
from reader.news.discovery import Found, discover
from reader.news.sources import subscribe
from reader.regions.labels import require
from reader.store.store import Store
from reader.text.byline import stamp
from reader.text.clean import clean, split_login
from reader.text.typed_address import addresses_meant
from reader.wording.sources import ARTICLE, FOUND, KNOWN, proposed_place, said_of

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


def _arguments(parser: ArgumentParser) -> None:
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


def _add(args: Namespace, context: Context) -> int:
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


def _discover(typed: str, region: str | None, context: Context) -> Found:
    """Find out what was *typed*; of an article, the channel it stands in. Raises NoChannel."""
    found = asyncio.run(discover(typed, region=region, settings=context.config.fetch))
    if isinstance(found, Found):
        return found
    if found.channel is None:
        raise NoChannel(headline=found.article.headline)
    if not context.json:
        print(_(ARTICLE, headline=found.article.headline))
    return found.channel


def _ask(found: Found, args: Namespace) -> tuple[Found, bool]:
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


def _report(source: Source, entries: int, verdict: str, context: Context) -> None:
    if not context.json:
        print(said_of(source, entries, verdict))
        return
    if verdict == KNOWN:
        print(said_of(source, entries, verdict), file=sys.stderr)
    write_json(_as_json(source, entries))


def _show(found: Found, context: Context) -> None:
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


def _tell_columns(found: Found) -> None:
    if not found.source.part and found.columns:
        print(_(_COLUMNS, columns=_columns(found)))


def _columns(found: Found) -> str:
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


COMMANDS = {"add": Command(_arguments, _add)}
