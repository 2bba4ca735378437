"""Retention: how long articles are kept, by ``keep`` of their source, its region, or of all."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from reader.config import Keep
from reader.model import Source
from reader.news.places import place_id
from reader.regions.gazetteer import load
from reader.store.store import Store

STEP = 64
"""Articles of one transaction: a few hundredths of a second, most of it the search index."""
DAY = 86400


class Limit(NamedTuple):
    """What a source keeps: articles of so many days, and so many of the newest; None: all."""

    days: int | None = None
    number: int | None = None


def limit(text: str) -> Limit:
    """Read a setting: ``90d``, ``1000``, ``90d 1000`` or ``all``."""
    found = Limit()
    for word in text.split():
        if word.endswith("d"):
            found = found._replace(days=int(word[:-1]))
        elif word.isdecimal():
            found = found._replace(number=int(word))
    return found


def by_region(settings: Keep) -> dict[str, str]:
    """Return the settings of regions by id. Raises UnknownRegion."""
    return {place_id(label): text for label, text in settings.regions.items()}


def limit_of(source: Source, settings: Keep, regions: Mapping[str, str]) -> Limit:
    """Return the limit of *source*: its own, else of the smallest region around it, else of all.

    A folder, whose files are the reader's own, has no limit but its own.
    """
    if source.keep:
        return limit(source.keep)
    if source.kind == "folder":
        return Limit()
    around = load().lineage(source.region) if source.region and regions else ()
    return limit(next((regions[id] for id in around if id in regions), settings.articles))


def prune(store: Store, settings: Keep, now: datetime) -> Iterator[int]:
    """Remove what need not be kept, step by step, and yield how many articles each step removed.

    A step is one short transaction; it may end at any moment. Raises UnknownRegion, StoreError.
    """
    regions = by_region(settings)
    for source in store.sources.all():
        kept = limit_of(source, settings, regions)
        if (before := _before(store, source, kept, now)) is None:
            continue
        while gone := store.retention.remove(source.id, before, STEP):
            yield gone


def _before(store: Store, source: Source, kept: Limit, now: datetime) -> int | None:
    """Return the epoch second before which articles of *source* go, None where none do."""
    times: list[int | None] = []
    if kept.days is not None:
        times.append(int(now.timestamp()) - kept.days * DAY)
    if kept.number is not None:
        times.append(store.retention.newest(source.id, kept.number))
    return max((time for time in times if time is not None), default=None)
