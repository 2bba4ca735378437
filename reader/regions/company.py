"""Which of the regions of one name a text means: the one in whose company it stands."""

from collections.abc import Iterable, Sequence

from reader.regions.context import Use
from reader.regions.gazetteer import Name, load
from reader.regions.lexicon import Kind
from reader.regions.sightings import Sighting, joined

_ONE = (Kind.REGION, Kind.SIGN, Kind.PRESS)
"""The names that mean one region."""


def settle(sightings: Sequence[Sighting], near: Iterable[str]) -> list[str | None]:
    """Return for each sighting the id of the region that it means, or None.

    *near* are the ids of regions that the article has to do with by where it comes from.
    """
    company = _company(sightings, near)
    settled: list[str | None] = []
    before: Sighting | None = None
    for sighting in sightings:
        above = settled[-1] if before and joined(before, sighting) else None
        settled.append(_meant(sighting, company, above))
        before = sighting
    return settled


def _company(sightings: Sequence[Sighting], near: Iterable[str]) -> set[str]:
    """The regions that the article has to do with for certain, and all above them."""
    certain = (_certain(sighting) for sighting in sightings)
    return {above for id in (*near, *certain) if id for above in load().lineage(id)}


def _certain(sighting: Sighting) -> str | None:
    """The region of a name that needs no company: the only one of it, or else a province."""
    entry = sighting.mention.entry
    if entry.kind not in _ONE or sighting.use is Use.NOTHING:
        return None
    first, *others = sorted(entry.names, key=lambda name: len(load().lineage(name.region)))
    province = len(load().lineage(first.region)) == 1
    return None if first.word or first.within or (others and not province) else first.region


def _meant(sighting: Sighting, company: set[str], above: str | None) -> str | None:
    entry = sighting.mention.entry
    if entry.kind not in _ONE or sighting.use is Use.NOTHING:
        return None
    names = [name for name in entry.names if _allowed(name, company)]
    if above is not None:
        below = {name.region for name in names if above in load().lineage(name.region)[1:]}
        if len(below) == 1:
            return below.pop()
    ranked = sorted((_rank(name, company), name) for name in names)
    if not ranked:
        return None
    (shared, height, *_), name = ranked[0]
    if any(rank == ranked[0][0] and other.region != name.region for rank, other in ranked):
        return entry.usual
    needed = height - 1 if _needs_company(name, sighting) else 0
    return name.region if -shared >= needed else None


def _needs_company(name: Name, sighting: Sighting) -> bool:
    """An everyday word without its kind needs all that is above the place."""
    return name.word and not sighting.mention.full


def _allowed(name: Name, company: set[str]) -> bool:
    """A nickname that others share counts in its own part of the country alone."""
    return not name.within or any(id.startswith(name.within) for id in company)


def _rank(name: Name, company: set[str]) -> tuple[int, int, bool, bool]:
    """The lower the better: company in the tree, height in it, alias, beyond the mainland.

    A province needs no company: 海南 beside 青海 is not the prefecture there.
    """
    lineage = load().lineage(name.region)
    shared = len(company.intersection(lineage))
    return -max(shared, len(lineage) == 1), len(lineage), name.alias, name.region > "7"
