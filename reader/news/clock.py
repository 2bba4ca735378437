"""The time in China, by which every article's day is counted."""

from collections.abc import Callable
from datetime import datetime

from reader.text.dates import CST


def now_in_china() -> datetime:
    """Return the present moment at +08:00."""
    return datetime.now(CST)


def midnight(now: datetime) -> int:
    """Return the epoch second at which the day of *now* began in China."""
    day = now.astimezone(CST).replace(hour=0, minute=0, second=0, microsecond=0)
    return int(day.timestamp())


def clock_from(moment: datetime) -> Callable[[], datetime]:
    """Return a clock that shows *moment* now and runs on from there."""
    ahead = moment - now_in_china()
    return lambda: now_in_china() + ahead
