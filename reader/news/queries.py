"""Queries: from what was typed to the conditions that the store is asked for."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal

from msgspec.structs import replace

from reader.news.places import place_id
from reader.regions.match import match
from reader.text.dates import CST
from reader.text.initials import LEAST, pattern
from reader.text.query import Has, Is, On, Place, Since, Term, Words, parse, read_field
from reader.view import END_OF_TIME, Condition

ALTERNATIVES: tuple[Literal["region", "source"], ...] = ("region", "source")
"""Fields of which an article has few values, so that several conditions mean any one of them."""
NAMED = 20
"""Regions that one word of a filter may mean."""


def conditions(text: str, now: datetime, *, loosely: bool = False) -> tuple[Condition, ...]:
    """Return the conditions of the query *text*; spans of time are counted back from *now*.

    *loosely*: words also find regions, and headlines and sources by their pinyin initials.
    Raises BadQuery, and UnknownRegion with the three nearest names.
    """
    found = [_condition(term, now) for term in parse(text).terms]
    if loosely:
        found = [_loosely(each) if each.field == "text" else each for each in found]
    return (
        *(c for c in found if c.negated or c.field not in ALTERNATIVES),
        *_any_of([c for c in found if not c.negated]),
    )


def _loosely(condition: Condition) -> Condition:
    """Let a word also find initials, and the regions whose names begin with it."""
    word = str(condition.values[0])
    named = match(word, limit=NAMED) if len(word) >= LEAST else []
    initials = word if pattern(word) else ""
    return replace(condition, initials=initials, places=tuple(each.id for each in named))


def since(value: str, now: datetime) -> int:
    """Return the epoch second at which ``since:`` begins for *value*. Raises BadQueryValue."""
    return int(_condition(Term(read_field("since", value)), now).values[0])


def _any_of(found: list[Condition]) -> Iterator[Condition]:
    for field in ALTERNATIVES:
        values = [value for each in found if each.field == field for value in each.values]
        if values:
            yield Condition(field, tuple(dict.fromkeys(values)))


def _condition(term: Term, now: datetime) -> Condition:
    match term.predicate:
        case Words(run, where):
            return Condition(where, (run,), term.negated)
        case Place(label):
            return Condition("region", (place_id(label),), term.negated)
        case Is(mark):
            return Condition(mark, (), term.negated)
        case Since(start):
            first = _second(start) if isinstance(start, date) else _before(now, start)
            return Condition("time", (first, END_OF_TIME), term.negated)
        case On(first_day, after):
            return Condition("time", (_second(first_day), _second(after)), term.negated)
        case Has("image" as thing):
            return Condition(thing, (), term.negated)


def _second(day: date) -> int:
    return int(datetime.combine(day, time(), CST).timestamp())


def _before(now: datetime, span: timedelta) -> int:
    return int(now.timestamp() - span.total_seconds())
