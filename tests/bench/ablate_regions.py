"""Show what each rule of placing is worth: switch them off one by one and score a corpus.

    python -m tests.bench.ablate_regions CORPUS...

A CORPUS holds JSON lines {headline, text, source, primary, primary_alt, regions, optional, traps}
with the regions' ids. Printed are, over all of them and then by how much they change without each
rule: articles whose primary region is right by province and as exactly as it is given, the regions
that are missed and those that are too many, by province, and the traps that are taken.
"""

import argparse
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reader.model import ABROAD, NATIONAL, Placement
from reader.regions import evidence, gazetteer, place, toponyms
from reader.regions.evidence import ArticlePart
from reader.regions.gazetteer import Kind, LexiconEntry
from reader.regions.lookup import resolve

Record = dict[str, Any]
Figures = tuple[int, int, int, int, int]
ELSEWHERE = (NATIONAL, ABROAD, None)
CLASSES = (
    *("STREET", "TOWNSHIP", "COMPANY", "DISH", "SCHOOL", "ORIGIN_AFTER", "PRESS", "PROVINCE"),
)


def main() -> None:
    """Print a line for each rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path)
    paths: list[Path] = parser.parse_args().corpus
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    records = [json.loads(line) for line in lines]
    whole = score(records)
    print(f"{'':24}province exact missed  extra trapped   of {len(records)}")
    print(f"{'all rules':24}" + "".join(f"{figure:7}" for figure in whole))
    for name, patches in switches():
        with without(patches):
            changed = score(records)
        steps = (after - before for before, after in zip(whole, changed, strict=True))
        print(f"{name:24}" + "".join(f"{step:+7}" if step else f"{'.':>7}" for step in steps))


def score(records: list[Record]) -> Figures:
    """Place all *records* and count."""
    totals = [0] * 5
    for record in records:
        for at, figure in enumerate(figures(record, placed(record))):
            totals[at] += figure
    return totals[0], totals[1], totals[2], totals[3], totals[4]


def placed(record: Record) -> Placement:
    """Place one record as ``zhnews regions`` does."""
    source = resolve(record["source"])
    near = source.id if source else None
    return place.place(record["headline"], record["text"], near, press=record["source"])


def figures(record: Record, placement: Placement) -> Figures:
    """Tell for one record whether each of the figures counts it."""
    gold = [record["primary"], *record["primary_alt"]]
    found = {province(id) for id in placement.regions}
    needed = {province(id) for id in record["regions"]}
    allowed = needed | {province(id) for id in record["optional"]}
    return (
        province(placement.primary) in map(province, gold),
        placement.primary in gold or (placement.primary is None and NATIONAL in gold),
        len(needed - found),
        0 if "*" in record["optional"] else len(found - allowed),
        any(trap(id, given) for id in record["traps"] for given in placement.regions),
    )


def province(id: str | None) -> str:
    """The province of *id*; the country and abroad are none."""
    return "" if id in ELSEWHERE else str(id)[:2]


def trap(id: str, given: str) -> bool:
    """Tell whether *given* lies in the trap *id*."""
    return given.startswith(id.removesuffix("00").removesuffix("00"))


@contextmanager
def without(patches: list[Any]) -> Iterator[None]:
    """Apply *patches* to what is compiled and built anew on both sides of it."""
    caches = (toponyms.after_pattern, toponyms.before_pattern, gazetteer.lexicon)
    with ExitStack() as stack:
        for one in patches:
            stack.enter_context(one)
        for cache in caches:
            cache.cache_clear()
        yield
    for cache in caches:
        cache.cache_clear()


def switches() -> Iterator[tuple[str, list[Any]]]:
    """Each rule by its name, and what to patch to be without it."""
    for name in CLASSES:
        yield f"context: {name.lower()}", [no_class(name)]
    for kind in (Kind.ABROAD, Kind.NATIONAL, Kind.PROPER, Kind.GROUP, Kind.LANDMARK, Kind.PRESS):
        yield f"lexicon: {kind.name.lower()}", [no_kind(kind)]
    yield from RULES.items()


def no_class(name: str) -> Any:
    """Take one class of words out of what may follow a name."""
    gone = getattr(toponyms, name)
    kept = {
        role: tuple("(?!)" if pattern == gone else pattern for pattern in patterns)
        for role, patterns in toponyms.AFTER.items()
    }
    return patch.object(toponyms, "AFTER", kept)


def no_kind(kind: Kind) -> Any:
    """Take one kind of names out of the lexicon."""
    others = gazetteer._others

    def kept(facts: dict[str, Any]) -> Iterator[tuple[str, LexiconEntry]]:
        return (pair for pair in others(facts) if pair[1].kind is not kind)

    return patch.object(gazetteer, "_others", kept)


RULES: dict[str, list[Any]] = {
    "context: origin_before": [patch.object(toponyms, "ORIGIN_BEFORE", "(?!)")],
    "usual meanings": [patch.object(LexiconEntry, "usual", None)],
    "everyday words": [patch.object(toponyms, "_needs_anchors", lambda *_: False)],
    "anchors": [patch.object(toponyms, "_anchors", lambda *_: set())],
    "lists share context": [patch.object(toponyms, "_JOINTS", frozenset())],
    "our names abroad": [patch.object(toponyms, "_regions", lambda _: set())],
    "a path is its last": [patch.object(evidence, "_is_narrowed", lambda *_: False)],
    "datelines tell the province": [
        patch.object(evidence, "_of_dateline", lambda place, *_: evidence._of_place(place))
    ],
    "the press's own place": [patch.object(evidence, "local_reference", lambda *_: None)],
    "home of the press": [patch.object(evidence, "home_of", lambda _: None)],
    "headline weighs more": [patch.dict(evidence.WEIGHTS, {ArticlePart.HEADLINE: 1.0})],
    "first sentence too": [patch.dict(evidence.WEIGHTS, {ArticlePart.LEAD: 1.0})],
    "narrowing": [patch.object(place, "INNER", 9.0)],
    "several regions": [patch.object(place, "SEVERAL", 9.0)],
    "scattered is national": [
        patch.object(place, "SPREAD", 0.0),
        patch.object(place, "SPREAD_NATIONAL", 0.0),
    ],
    "often said once more": [patch.object(place, "OFTEN", 99.0)],
}


if __name__ == "__main__":
    main()
