"""``zhnews add``: one more source."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from reader.cli.context import Command, Context
from reader.cli.output import write_json
from reader.i18n import N_, _
from reader.model import Count, Source
from reader.news.subscribe import discover, subscribe
from reader.regions.gazetteer import load
from reader.regions.labels import require
from reader.text.clean import clean

KINDS = {
    "feed": N_("订阅"),
    "page": N_("频道页"),
    "folder": N_("文件夹"),
    "auto": N_("来源"),
}

_ADDED = N_("已添加{kind}“{title}”，{place}，列出 {entries} 篇。")
_PROPOSED = N_("这是{kind}“{title}”，{place}，列出 {entries} 篇；没有添加。")
_KNOWN = N_("已经有{kind}“{title}”了，{place}，有 {entries} 篇。")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar=_("网址"), help=_("订阅、频道页的网址，或一个文件夹"))
    parser.add_argument("--region", metavar=_("地区"), help=_("它报道的地方，例如 吉林/长春"))
    parser.add_argument("--name", default="", metavar=_("名字"), help=_("自己起的名字"))
    parser.add_argument("--dry-run", action="store_true", help=_("只看看是什么，不添加"))


def _add(args: Namespace, context: Context) -> int:
    region = require(args.region).id if args.region else None
    with context.store() as store:
        if known := store.sources.find(args.url):
            _report(known, store.sources.counts().get(known.id, Count()).total, _KNOWN, context)
            return 0
        found = asyncio.run(discover(args.url, region=region, settings=context.config.fetch))
        source = replace(found.source, name=clean(args.name))
        new = True
        if not args.dry_run:
            source, new = subscribe(store, source)
    verdict = _PROPOSED if args.dry_run else _ADDED if new else _KNOWN
    _report(source, len(found.feed.entries), verdict, context)
    return 0


def _report(source: Source, entries: int, verdict: str, context: Context) -> None:
    place = load()[source.region].name if source.region else _("地区由文章判断")
    sentence = _(
        verdict, title=source.label, kind=_(KINDS[source.kind]), place=place, entries=entries
    )
    if not context.json:
        print(sentence)
        return
    if verdict == _KNOWN:
        print(sentence, file=sys.stderr)
    write_json(
        {
            "url": source.url,
            "kind": source.kind,
            "title": source.label,
            "region": source.region,
            "entries": entries,
        }
    )


COMMANDS = {"add": Command(_arguments, _add)}
