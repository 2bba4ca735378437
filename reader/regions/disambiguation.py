"""Toponym disambiguation: which of the regions of one name a text means.

The anchors decide, which are the regions that the article has to do with for certain: of several
candidates the one that shares most of its lineage with them is meant.
"""

from collections.abc import Iterable, Sequence

from reader.regions.context import Role
from reader.regions.gazetteer import Name, load
from reader.regions.lexicon import Kind
from reader.regions.toponyms import Toponym, is_adjacent

_ONE = (Kind.REGION, Kind.LANDMARK, Kind.PRESS)
"""The names that mean one region."""


def disambiguate(toponyms: Sequence[Toponym], origins: Iterable[str]) -> list[str | None]:
    """Return for each toponym the id of the region that it means, or None.

    *origins* are the ids of the regions that the article comes from.
    """
    anchors = _anchors(toponyms, origins)
    resolved: list[str | None] = []
    before: Toponym | None = None
    for toponym in toponyms:
        above = resolved[-1] if before and is_adjacent(before, toponym) else None
        resolved.append(_resolve(toponym, anchors, above))
        before = toponym
    return resolved


def _anchors(toponyms: Sequence[Toponym], origins: Iterable[str]) -> set[str]:
    """The regions that the article has to do with for certain, and all above them."""
    certain = (_unambiguous(toponym) for toponym in toponyms)
    return {above for id in (*origins, *certain) if id for above in load().lineage(id)}


def _unambiguous(toponym: Toponym) -> str | None:
    """The region of a name that needs no anchors: the only one of it, or else a province."""
    entry = toponym.mention.entry
    if entry.kind not in _ONE or toponym.role is Role.NO_PLACE:
        return None
    first, *others = sorted(entry.names, key=lambda name: len(load().lineage(name.region)))
    province = len(load().lineage(first.region)) == 1
    return None if first.word or first.within or (others and not province) else first.region


def _resolve(toponym: Toponym, anchors: set[str], above: str | None) -> str | None:
    """The region that the toponym means; one right below *above* comes first."""
    entry = toponym.mention.entry
    if entry.kind not in _ONE or toponym.role is Role.NO_PLACE:
        return None
    names = [name for name in entry.names if _is_candidate(name, anchors)]
    if above is not None:
        below = {name.region for name in names if above in load().lineage(name.region)[1:]}
        if len(below) == 1:
            return below.pop()
    ranked = sorted((_rank(name, anchors), name) for name in names)
    if not ranked:
        return None
    (shared, height, *_), name = ranked[0]
    if any(rank == ranked[0][0] and other.region != name.region for rank, other in ranked):
        return entry.usual
    needed = height - 1 if _needs_anchors(name, toponym) else 0
    return name.region if -shared >= needed else None


def _needs_anchors(name: Name, toponym: Toponym) -> bool:
    """An everyday word without its kind needs all that is above the place."""
    return name.word and not toponym.mention.full


def _is_candidate(name: Name, anchors: set[str]) -> bool:
    """A nickname that others share counts in its own part of the country alone."""
    return not name.within or any(id.startswith(name.within) for id in anchors)


def _rank(name: Name, anchors: set[str]) -> tuple[int, int, bool, bool]:
    """The lower the better: anchors in the lineage, height in it, alias, beyond the mainland.

    A province needs no anchors: 海南 beside 青海 is not the prefecture there.
    """
    lineage = load().lineage(name.region)
    shared = len(anchors.intersection(lineage))
    return -max(shared, len(lineage) == 1), len(lineage), name.alias, name.region > "7"
