"""The catalogue of known news addresses by region, ``reader/data/catalogue.tsv``.

It was gathered from public lists, and none of it was verified live: a dead address or an old newest
article shows once the source is asked.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from reader.model import NATIONAL, Source, SourceKind
from reader.news.places import NOWHERE
from reader.regions.gazetteer import load

CATALOGUE = Path(__file__).parent.parent / "data" / "catalogue.tsv"
HEAD = 2
"""Lines above the first source."""


def places() -> list[str]:
    """Return the places with sources in or around them: the country, abroad, and regions by code.

    Thus each province comes before its cities. Counties are those with sources of their own.
    """
    own = _all()[0]
    own, gazetteer = _all()[0], load()
    below = (
        place for province in gazetteer.children(None) for place in gazetteer.children(province.id)
    )
    cities = {place.id for place in below if place.level == "prefecture"}
    return [
        id
        for id in (*NOWHERE, *gazetteer)
        if id in own or (id in cities and sources_of(provider(id)))
    ]


def sources_of(place: str | None) -> list[Source]:
    """Return a place's own sources: of a city with those of its counties, of a province without.

    *place* is a region id, `NATIONAL` or None for the whole country, or `ABROAD`.
    """
    place = place or NATIONAL
    if not (place in load() and load()[place].parent):
        return _all()[0].get(place, [])[:]
    return sources_in(place)


def sources_in(place: str) -> list[Source]:
    """Return the sources of a region and of everything below it."""
    return _all()[1].get(place, [])[:]


def sources_around(place: str) -> list[Source]:
    """Return what a reader of *place* may want too: of a province its cities', else the province's.

    Those that `sources_for` brings without them are not among them.
    """
    if place not in load():
        return []
    *_, province = load().lineage(place)
    around = sources_in(place) if place == province else sources_of(province)
    own = {source.url for source in sources_of(provider(place))}
    return [source for source in around if source.url not in own]


def provider(place: str) -> str:
    """Return the smallest place with sources, *place* or around it; *place* if there is none."""
    return next((id for id in load().lineage(place) if sources_of(id)), place)


def sources_for(wanted: Iterable[str], *, around: bool = False) -> list[Source]:
    """Return the sources of the *wanted* places, and if wanted those *around* them, each once.

    Those of the smallest place around it stand in for a place without sources.
    """
    found: dict[str, Source] = {}
    for place in wanted:
        others = sources_around(place) if around else ()
        found |= {source.url: source for source in (*sources_of(provider(place)), *others)}
    return list(found.values())


def by_host(sources: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    """Return *sources* by host, each host's with the name that they share, in the order given."""
    hosts: dict[str, list[Source]] = {}
    for source in sources:
        hosts.setdefault(urlsplit(source.url).netloc, []).append(source)
    return [(_shared_name(found) or host, found) for host, found in hosts.items()]


def _shared_name(sources: Sequence[Source]) -> str:
    words = [source.name.split() for source in sources]
    shared = [each[0] for each in zip(*words, strict=False) if len(set(each)) == 1]
    return " ".join(shared)


@cache
def _all() -> tuple[dict[str, list[Source]], dict[str, list[Source]]]:
    """Return the sources of each place, of it alone and with all below it."""
    own: dict[str, list[Source]] = {}
    within: dict[str, list[Source]] = {}
    for line in CATALOGUE.read_text("utf-8").splitlines()[HEAD:]:
        region, name, kind, url = line.split("\t")
        # News of a place that is in no tree is placed by its text.
        known = region if region in load() else None
        source = Source(url=url, name=name, kind=cast(SourceKind, kind), region=known)
        place = region or NATIONAL
        own.setdefault(place, []).append(source)
        for around in load().lineage(place):
            within.setdefault(around, []).append(source)
    return own, within
