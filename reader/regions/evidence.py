"""What in an article speaks for a place, and how much: pure."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import zip_longest
from typing import NamedTuple

from reader.model import ABROAD, NATIONAL
from reader.regions.context import Role
from reader.regions.dateline import Dateline, find_dateline
from reader.regions.disambiguation import disambiguate
from reader.regions.gazetteer import load
from reader.regions.lexicon import Kind
from reader.regions.press import home_of, local_reference
from reader.regions.toponyms import Toponym, find_toponyms, is_adjacent

CAPITAL = "110000"
"""Its name in a dateline tells only where the press sits."""
CITIES = ("110000", "120000", "310000", "500000", "810000", "820000")
"""Provinces that are cities."""


class Part(IntEnum):
    """Where in an article something stands, or what else of it tells."""

    HEADLINE = 0
    DATELINE = 1
    LEAD = 2
    """The first sentence."""
    TEXT = 3
    MASTHEAD = 4
    SOURCE = 5


WEIGHTS = {
    Part.HEADLINE: 4.0,
    Part.DATELINE: 1.2,
    Part.LEAD: 2.0,
    Part.TEXT: 1.0,
    Part.MASTHEAD: 2.0,
    Part.SOURCE: 2.0,
}
ROLE_WEIGHTS = {Role.PLACE: 1.0, Role.INCIDENTAL: 0.3, Role.SCHOOL: 0.4}
COUNTRY = 0.5
"""What a body of the country weighs against a place."""
FOREIGN = 0.7
"""What a place abroad weighs against one of ours."""

_SENTENCE = re.compile(r"[。!?\n]")
_LEAD = 40
"""A first sentence has so many characters at least."""


class Evidence(NamedTuple):
    """One thing that speaks for a region, for the country (CN) or for abroad (INT)."""

    id: str
    part: Part
    weight: float
    name: str
    """What it is called."""
    word: str = ""
    """How the text calls it that does not name it: 我市."""
    beside: bool = False
    """Whether an address or a channel, not a press, tells which place that is."""


def of_region(id: str, part: Part) -> Evidence:
    """The evidence that an article comes from the region *id*."""
    return Evidence(id, part, WEIGHTS[part], load()[id].short)


class _Place(NamedTuple):
    """A resolved toponym: the region that it means, and where it stands."""

    toponym: Toponym
    id: str | None
    part: Part


def gather_evidence(
    headline: str, text: str, origins: Sequence[str], press: str, beside: str | None = None
) -> Iterator[Evidence]:
    """Yield what the folded *headline* and *text* of an article tell.

    *origins* are the ids of regions that it comes from, *press* is the name of its press, *beside*
    the region where that may be at home.
    """
    dateline = find_dateline(text)
    home = home_of(press) or home_of(text[dateline.start : dateline.seat])
    if beside and (home is None or home in load().lineage(beside)):
        home = beside  # 红网 is Hunan's, and its page of 常德 that city's
    if home:
        origins = (*origins, home)
        yield from _of_home(headline, text, home, beside=home == beside)
    places = _places(headline, text, dateline, origins)
    named = [place for place in places if place.part is not Part.DATELINE]
    for place, after in zip_longest(named, named[1:]):
        if after is None or not _is_narrowed(place, after):
            yield from _of_place(place)
    provinces = {load().lineage(place.id)[-1] for place in named if place.id}
    for place in places:
        if place.part is Part.DATELINE:
            yield from _of_dateline(place, provinces, origins)


def _of_home(headline: str, text: str, home: str, *, beside: bool) -> Iterator[Evidence]:
    """我省 and 本市 in the words of a press at *home*."""
    for part, whole in ((Part.HEADLINE, headline), (Part.DATELINE, text)):
        if found := local_reference(whole, home):
            id, word = found
            yield of_region(id, part)._replace(word=word, beside=beside)


def _places(headline: str, text: str, dateline: Dateline, origins: Sequence[str]) -> list[_Place]:
    """All toponyms, without the name of the press in the dateline."""
    toponyms = find_toponyms(headline, text)
    sentence = _SENTENCE.search(text, dateline.end + _LEAD)
    lead = sentence.start() if sentence else len(text)
    places = []
    for toponym, id in zip(toponyms, disambiguate(toponyms, origins), strict=True):
        start = toponym.mention.start
        if toponym.in_headline:
            places.append(_Place(toponym, id, Part.HEADLINE))
        elif start >= dateline.end or start < dateline.start:
            places.append(_Place(toponym, id, Part.LEAD if start < lead else Part.TEXT))
        elif start >= dateline.seat:
            places.append(_Place(toponym, id, Part.DATELINE))
    return places


def _is_narrowed(place: _Place, after: _Place) -> bool:
    """Tell whether a narrower place follows at once: 长春朝阳区 is one, and 德国慕尼黑."""
    if not is_adjacent(place.toponym, after.toponym):
        return False
    if place.id and after.id:
        return place.id in load().lineage(after.id)[1:]
    kinds = {found.toponym.mention.entry.kind for found in (place, after)}
    return kinds == {Kind.ABROAD}


def _of_place(place: _Place) -> Iterator[Evidence]:
    """What the name of one region, of several, of the country or of a place abroad tells."""
    (_, mention, role), id, part = place
    entry, weight = mention.entry, WEIGHTS[part]
    if entry.kind is Kind.NATIONAL:
        yield Evidence(NATIONAL, part, weight * COUNTRY, entry.text)
    elif entry.kind is Kind.ABROAD:
        yield Evidence(ABROAD, part, weight * FOREIGN, entry.text)
    elif entry.kind is Kind.GROUP and role in ROLE_WEIGHTS:
        for name in entry.names:
            yield Evidence(name.region, part, weight / len(entry.names), entry.text)
    elif id and role in ROLE_WEIGHTS and (role is not Role.SCHOOL or _is_city(id)):
        yield Evidence(id, part, weight * ROLE_WEIGHTS[role], load()[id].short)


def _is_city(id: str) -> bool:
    """A university lies in the city whose name it bears, but anywhere in a province."""
    return load()[id].level == "prefecture" or id in CITIES


def _of_dateline(place: _Place, provinces: set[str], origins: Sequence[str]) -> Iterator[Evidence]:
    """A dateline's place tells where nothing else does; with other places, only its province."""
    if place.id is None:
        yield from _of_place(place)
    elif place.id != CAPITAL or CAPITAL in origins:
        province = load().lineage(place.id)[-1]
        if not provinces or province in provinces:
            yield of_region(province if provinces else place.id, Part.DATELINE)
