"""Finding a place by what is typed or written: the regions, and the two beside the tree."""

from collections.abc import Callable

from reader.model import ABROAD, NATIONAL
from reader.news.places import NOWHERE
from reader.regions.labels import require
from reader.regions.match import match

_LATIN = {NATIONAL: ("quanguo", "qg", "cn"), ABROAD: ("guoji", "gj", "int")}
"""What finds the places that are in no tree, besides their names."""


def matching(typed: str, *, weight: Callable[[str], int] | None = None) -> list[str]:
    """Give the places that *typed* finds, the likeliest first, as `reader.regions.match` does.

    Those in no tree come last, unless *typed* is all that finds them.
    """
    typed = typed.casefold()
    names = {id: (name, *_LATIN[id]) for id, name in NOWHERE.items()}
    whole = [id for id, words in names.items() if typed in words]
    begun = [id for id, words in names.items() if any(word.startswith(typed) for word in words)]
    regions = (region.id for region in match(typed, weight=weight))
    return list(dict.fromkeys((*whole, *regions, *begun)))


def named(label: str) -> str:
    """Give the place that *label* is the id or the name of. Raises UnknownRegion."""
    nowhere = (id for id, name in NOWHERE.items() if label in (id, name))
    return next(nowhere, "") or require(label).id
