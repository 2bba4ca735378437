"""What an article's place can be, and what it is called: regions, and the two beside the tree."""

from reader.i18n import N_
from reader.model import ABROAD, NATIONAL
from reader.regions.gazetteer import load

NOWHERE = {NATIONAL: N_("全国"), ABROAD: N_("国际")}
"""The places that are in no tree: the country as a whole, and all others."""


def is_place(region: str) -> bool:
    """Whether articles can stand at *region*: its id may come from another gazetteer."""
    return region in NOWHERE or region in load()


def name_of(region: str) -> str:
    """Give the short name of a place, a message where it is in no tree, or an id now unknown."""
    found = load().get(region)
    return found.short if found else NOWHERE.get(region, region)


def path_of(region: str) -> str:
    """Return the name of a place with all it lies in: 吉林 › 长春; or what `name_of` does."""
    gazetteer = load()
    if region not in gazetteer:
        return name_of(region)
    return " › ".join(step.short for step in gazetteer.path(region))
