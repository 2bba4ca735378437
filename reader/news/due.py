"""Which sources an automatic refresh asks now."""

from collections.abc import Sequence

from reader.model import Source


def held(source: Source, now: int) -> bool:
    """Tell whether *source*'s server asked not to be asked at *now* (Retry-After)."""
    return source.retry_after is not None and now < source.retry_after


def due(sources: Sequence[Source], now: int, every: int) -> list[Source]:
    """Give the enabled sources whose time has come at *now*, in their order.

    *every* is the interval in seconds of a source that states none. Folders cost no one anything
    and are always due.
    """
    return [source for source in sources if source.enabled and _is_due(source, now, every)]


def _is_due(source: Source, now: int, every: int) -> bool:
    if source.kind == "folder" or source.checked is None:
        return True
    if held(source, now):
        return False
    # A clock set back must not put a source off until it has caught up.
    return not 0 <= now - source.checked < (source.every or every)
