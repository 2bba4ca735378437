"""When a source may be asked, which sources are asked now, and how long articles are kept."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from reader.model import Source
from reader.news.places import place_id
from reader.regions.gazetteer import load
from reader.settings.config import Keep
from reader.store.store import Store
from reader.text.dates import CST

# When a source may be asked, and which sources an automatic refresh asks now.

GONE = 410
"""The HTTP status of an address that has been given up for good (RFC 9110, 15.5.11)."""
LONGEST = 24 * 3600
"""Seconds between two visits, at most, unless the reader wants more."""
LONGEST_SILENT = 30 * LONGEST
"""The same for a source that never answered."""
TRIES = 3
"""Visits without an answer after which a source that never gave one is held to be silent."""
QUIET_VISITS = 4
"""Visits in a row without anything new after which a source is asked half as often."""


def held(source: Source, now: int) -> bool:
    """Whether the server of *source* asked to be left alone until after *now* (Retry-After)."""
    return source.retry_after is not None and now < source.retry_after


def gone(source: Source) -> bool:
    """Whether the server of *source* said that it will not come back."""
    return source.problem is not None and source.problem.params.get("status") == GONE


def silent(source: Source) -> bool:
    """Whether *source* was asked time and again and never answered."""
    return source.succeeded is None and source.failures >= TRIES


def due(sources: Sequence[Source], now: int, every: int) -> list[Source]:
    """Return the enabled sources that are due at *now*, in epoch seconds, in their order.

    *every* is the interval in seconds of a source that states none, 0 for never. Folders cost
    nothing and are always due, and so are sources that were never asked. Those that a server asks
    never are.
    """
    return [
        source
        for source in sources
        if source.enabled and not source.synced and _is_due(source, now, every)
    ]


def interval(source: Source, every: int) -> int:
    """Return the seconds between two automatic visits to *source*.

    One that keeps failing is asked less and less often, and so is one that never has anything new,
    unless the reader said how often to ask. The interval is up to a tenth shorter, so that sources
    that were added together are not asked together for ever.
    """
    usual = _usual(source, every)
    halvings = source.failures + (0 if source.every else source.quiet // QUIET_VISITS)
    longest = LONGEST_SILENT if silent(source) else LONGEST
    longer = min(usual << min(halvings, 16), max(longest, usual))
    return round(longer * (1 - _scattered(source.id) / 10))


def _is_due(source: Source, now: int, every: int) -> bool:
    if source.kind == "folder" or source.checked is None:
        return True
    if held(source, now) or gone(source) or not _usual(source, every) or _is_read(source, now):
        return False
    # A clock set back must not put a source off until it has caught up.
    return not 0 <= now - source.checked < interval(source, every)


def _is_read(source: Source, now: int) -> bool:
    """Whether *source* is a paper whose edition of the day is all here."""
    return source.edition == datetime.fromtimestamp(now, CST).date().isoformat()


def _usual(source: Source, every: int) -> int:
    return every if source.every is None else source.every


def _scattered(id: int) -> float:
    """Return a number from 0 to 1 that looks random and is always the same for *id*."""
    return id * 0.6180339887 % 1  # the golden ratio keeps neighbours furthest apart


# Retention: how long articles are kept, by keep of their source, its region, or of all.

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
