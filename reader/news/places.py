"""What an article's place can be, by id and by name: regions, and the two that are in no tree."""

from collections.abc import Callable

from reader.i18n import N_
from reader.model import ABROAD, NATIONAL, Region
from reader.regions.gazetteer import load
from reader.regions.lookup import match, named, require, resolve

NOWHERE = {NATIONAL: N_("全国"), ABROAD: N_("国际")}
"""The places that are in no tree, the country as a whole and all others: id -> name."""
_LATIN = {NATIONAL: ("quanguo", "qg", "cn"), ABROAD: ("guoji", "gj", "int")}
"""What else finds them."""


def is_place(region: str) -> bool:
    """Whether articles can be at *region*; its id may come from another gazetteer."""
    return region in NOWHERE or region in load()


def name_of(region: str) -> str:
    """Return the short name of a place, a message for one in no tree; an unknown id as it is."""
    found = load().get(region)
    return found.short if found else NOWHERE.get(region, region)


def path_of(region: str) -> str:
    """Return the name of a place with those around it, 吉林 › 长春, or what `name_of` returns."""
    gazetteer = load()
    if region not in gazetteer:
        return name_of(region)
    return " › ".join(step.short for step in gazetteer.path(region))


def place_id(label: str) -> str:
    """Return the id of the place that *label* is the id or a name of. Raises UnknownRegion."""
    wanted = label.strip().upper()
    nowhere = (id for id, name in NOWHERE.items() if wanted in (id, name))
    return next(nowhere, "") or require(label).id


def place_of_folders(path: str) -> str | None:
    """Return the region of the innermost folder of *path*, 吉林/长春, that is named after one."""
    region: Region | None = None
    for folder in path.split("/"):
        inner = named(folder, region.id, region) if region else resolve(folder)
        region = inner or region
    return region.id if region else None


def folders_of(region: str | None) -> str:
    """Return a known region with those around it as folders, 吉林/长春; else nothing."""
    if region is None or region not in load():
        return ""
    return "/".join(each.short for each in load().path(region))


def matching(typed: str, *, weight: Callable[[str], int] | None = None) -> list[str]:
    """Return the places that *typed* finds, the likeliest first, as `reader.regions.lookup` does.

    Those in no tree come last, unless *typed* is a whole name of theirs.
    """
    typed = typed.casefold()
    names = {id: (name, *_LATIN[id]) for id, name in NOWHERE.items()}
    whole = [id for id, words in names.items() if typed in words]
    begun = [id for id, words in names.items() if any(word.startswith(typed) for word in words)]
    regions = (region.id for region in match(typed, weight=weight))
    return list(dict.fromkeys((*whole, *regions, *begun)))
