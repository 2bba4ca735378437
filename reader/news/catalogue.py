"""The catalogue of known news addresses by region, ``reader/data/catalogue.tsv``.

It was gathered from public lists and none of it was verified live; a source shows by itself when
its address is dead or its newest article is old.
"""

import csv
from functools import cache
from pathlib import Path
from typing import cast

from reader.model import NATIONAL, Source, SourceKind
from reader.regions.gazetteer import load

CATALOGUE = Path(__file__).parent.parent / "data" / "catalogue.tsv"


def sources_of(region: str | None) -> list[Source]:
    """Give the catalogue's sources for a region and everything below it.

    *region* is a region id; None or `NATIONAL` gives the feeds and pages of the whole country.
    """
    if region is None or region == NATIONAL:
        return [source for source in _sources() if source.region is None]
    gazetteer = load()
    return [
        source
        for source in _sources()
        if source.region is not None and gazetteer.within(source.region, region)
    ]


@cache
def _sources() -> tuple[Source, ...]:
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return tuple(
            Source(
                url=row["url"],
                name=row["name"],
                kind=cast(SourceKind, row["kind"]),
                region=row["region"] or None,
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )
