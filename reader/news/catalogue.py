"""The catalogue of known news addresses by region, ``reader/data/catalogue.tsv``.

It was gathered from public lists, and none of it was verified live: a dead address or an old newest
article shows once the source is asked.
"""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import cast

from reader.model import NATIONAL, Source, SourceKind
from reader.news.places import NOWHERE
from reader.regions.gazetteer import load

CATALOGUE = Path(__file__).parent.parent / "data" / "catalogue.tsv"


def places() -> list[str]:
    """Return the places that have sources: the whole country, abroad, and regions by code.

    Thus each province comes before its cities.
    """
    return [id for id in (*NOWHERE, *load()) if id in _by_place()]


def sources_of(place: str | None) -> list[Source]:
    """Return the sources of a place and everything below it.

    *place* is a region id, `NATIONAL` or None for the whole country, or `ABROAD`.
    """
    return _by_place().get(place or NATIONAL, [])[:]


def provider(place: str) -> str:
    """Return the smallest place with sources, *place* or around it; *place* if there is none."""
    return next((id for id in load().lineage(place) if id in _by_place()), place)


def sources_for(wanted: Iterable[str]) -> list[Source]:
    """Return the sources of the *wanted* places, each once.

    Those of the smallest place around it stand in for a place without sources.
    """
    found = (source for place in wanted for source in sources_of(provider(place)))
    return list({source.url: source for source in found}.values())


@cache
def _by_place() -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for place in load().lineage(row["region"] or NATIONAL):
                found.setdefault(place, []).append(_source(row))
    return found


def _source(row: dict[str, str]) -> Source:
    # News of a place that is in no tree is placed by its text.
    region = row["region"] if row["region"] in load() else None
    kind = cast(SourceKind, row["kind"])
    return Source(url=row["url"], name=row["name"], kind=kind, region=region)
