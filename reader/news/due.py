"""When a source may be asked, and which sources an automatic refresh asks now."""

from collections.abc import Sequence

from reader.model import Source

GONE = 410
"""The HTTP status that says that an address has been given up for good (RFC 9110, 15.5.11)."""
LONGEST = 24 * 3600
"""Seconds that no source is put off for, unless the reader wants it so."""
PATIENCE = 4
"""Visits in a row without anything new after which a source is asked half as often."""


def held(source: Source, now: int) -> bool:
    """Tell whether *source*'s server asked not to be asked at *now* (Retry-After)."""
    return source.retry_after is not None and now < source.retry_after


def gone(source: Source) -> bool:
    """Tell whether *source*'s server said that it will not come back."""
    return source.problem is not None and source.problem.params.get("status") == GONE


def due(sources: Sequence[Source], now: int, every: int) -> list[Source]:
    """Give the enabled sources whose time has come at *now*, in their order.

    *every* is the interval in seconds of a source that states none, 0 for never. Folders cost no
    one anything and are always due, and so are sources that were never asked.
    """
    return [source for source in sources if source.enabled and _is_due(source, now, every)]


def interval(source: Source, every: int) -> int:
    """Give the seconds between two automatic visits to *source*.

    One that keeps failing is asked less and less, and so is one that never has anything new, unless
    the reader said how often it is to be asked. Up to a tenth less keeps sources that were added
    together from being asked together for ever.
    """
    usual = _usual(source, every)
    halvings = source.failures + (0 if source.every else source.quiet // PATIENCE)
    longer = min(usual << min(halvings, 16), max(LONGEST, usual))
    return round(longer * (1 - _scattered(source.id) / 10))


def _is_due(source: Source, now: int, every: int) -> bool:
    if source.kind == "folder" or source.checked is None:
        return True
    if held(source, now) or gone(source) or not _usual(source, every):
        return False
    # A clock set back must not put a source off until it has caught up.
    return not 0 <= now - source.checked < interval(source, every)


def _usual(source: Source, every: int) -> int:
    return every if source.every is None else source.every


def _scattered(id: int) -> float:
    """Give a number from 0 to 1 that looks like chance and is always the same for *id*."""
    return id * 0.6180339887 % 1  # the golden ratio parts neighbours the furthest
