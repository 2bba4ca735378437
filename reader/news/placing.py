"""Where a draft belongs, and in which places' lists it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from reader.model import Draft, Placement
from reader.regions.gazetteer import load
from reader.regions.place import place


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement, and every place whose list shows the article: its regions and all above."""

    placement: Placement
    places: tuple[str, ...]


def place_draft(draft: Draft, region: str | None) -> Placed:
    """Place *draft* by its headline, dateline and masthead, else by *region*, its source's."""
    text = "\n".join(draft.body) or draft.summary
    placement = place(draft.headline, text, region, draft.masthead)
    return Placed(placement, tuple(dict.fromkeys(_lineages(placement))))


def _lineages(placement: Placement) -> Iterator[str]:
    gazetteer = load()
    for id in (placement.primary, *placement.regions):
        if id is not None:
            # The country as a whole and abroad are places of their own, in no tree.
            yield from gazetteer.lineage(id) if id in gazetteer else (id,)
