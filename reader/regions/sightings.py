"""The mentions of a text, each with what it is good for in the company of those beside it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from reader.regions.context import Use, passing_before, use_after
from reader.regions.lexicon import Kind
from reader.regions.mentions import Mention, find

_JOINTS = frozenset(("", "、", "和", "与", "及", "以及"))
"""Between the names of one list; nothing stands between the steps of one path."""


class Sighting(NamedTuple):
    """A mention in the headline or the text of an article, and what it is good for."""

    headed: bool
    """It stands in the headline."""
    mention: Mention
    use: Use


def look(headline: str, text: str) -> list[Sighting]:
    """Return the sightings in a folded headline and text.

    What is named as a part of a country abroad (韩国广州市) is there whenever it is named.
    """
    sightings = [*_look(headline, headed=True), *_look(text, headed=False)]
    abroad: set[str] = set()
    for last, one in pairwise(sightings):
        if last.mention.entry.kind is Kind.ABROAD and joined(last, one):
            abroad |= _regions(one)
    for one in sightings:
        if one.use is Use.ABROAD:
            abroad |= _regions(one)
    return [one._replace(use=Use.NOTHING) if abroad & _regions(one) else one for one in sightings]


def joined(one: Sighting, other: Sighting) -> bool:
    """Tell whether *other* follows *one* without anything between them."""
    return one.headed is other.headed and one.mention.end == other.mention.start


def _look(whole: str, *, headed: bool) -> Iterator[Sighting]:
    """What stands before a list of names or after it holds for each: 来自北京、四川的学生."""
    for run in _runs(whole, find(whole)):
        uses = [_use(whole, mention) for mention in run]
        if uses[-1] is Use.PASSING or passing_before(whole, run[0].start):
            uses = [Use.PASSING if use is Use.PLACE else use for use in uses]
        yield from (Sighting(headed, *found) for found in zip(run, uses, strict=True))


def _use(whole: str, mention: Mention) -> Use:
    if mention.entry.kind is Kind.SIGN:
        return Use.PLACE
    return Use.PRESS if mention.entry.kind is Kind.PRESS else use_after(whole, mention.end)


def _runs(whole: str, mentions: list[Mention]) -> Iterator[list[Mention]]:
    run: list[Mention] = []
    for mention in mentions:
        if run and whole[run[-1].end : mention.start] not in _JOINTS:
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _regions(sighting: Sighting) -> set[str]:
    return {name.region for name in sighting.mention.entry.names}
