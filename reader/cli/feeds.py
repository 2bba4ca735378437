"""``zhnews feeds``: the sources, and choosing among them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from reader import i18n
from reader.cli.context import Command, Context
from reader.cli.output import error_json, write_json, write_table
from reader.errors import UnknownSource
from reader.i18n import _
from reader.model import Count, Source
from reader.regions.gazetteer import load
from reader.regions.labels import require


def choose(sources: Sequence[Source], args: Namespace) -> list[Source]:
    """Return the sources that ``--source`` and ``--region`` of *args* mean.

    Without the first, of those that are asked from here.

    Raises UnknownSource and UnknownRegion.
    """
    chosen = [source for source in sources if source.enabled and not source.synced]
    if args.source is not None:
        chosen = [source for source in sources if args.source in _names(source)]
        if not chosen:
            raise UnknownSource(name=args.source)
    if args.region is not None:
        region, gazetteer = require(args.region), load()
        chosen = [s for s in chosen if s.region and gazetteer.within(s.region, region.id)]
    return chosen


def _names(source: Source) -> tuple[str, ...]:
    return str(source.id), source.url, source.name, source.title


def _no_arguments(parser: ArgumentParser) -> None:
    pass


def _feeds(args: Namespace, context: Context) -> int:
    with context.store() as store:
        sources, counts = store.sources.all(), store.sources.counts()
    if context.json:
        write_json({"feeds": [_as_json(source, counts.get(source.id)) for source in sources]})
        return 0
    write_table([_row(source, counts.get(source.id)) for source in sources])
    return 0


def _row(source: Source, count: Count | None) -> Sequence[str]:
    region = load().get(source.region or "")
    problem = i18n.render(source.problem) if source.problem else ""
    state = problem if source.enabled else _("停用")
    total = str(count.total if count else 0)
    place = region.short if region else ""
    return str(source.id), place, total, source.label, source.url, state


def _as_json(source: Source, count: Count | None) -> dict[str, Any]:
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


COMMANDS = {"feeds": Command(_no_arguments, _feeds)}
