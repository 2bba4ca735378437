"""The rows of a chooser of regions: what was typed finds places, each told with what it lies in."""

from collections.abc import Mapping

from reader.i18n import N_, _
from reader.model import Count
from reader.news.places import NOWHERE, matching
from reader.regions import gazetteer
from reader.tui.chooser import Choice

HINT = N_("汉字、拼音或首字母，如 长春 changchun cc")


def matching_regions(typed: str, counts: Mapping[str, Count]) -> list[str]:
    """Return the places that *typed* finds, the likeliest first; *counts* are of their articles."""
    return matching(typed, weight=lambda id: counts[id].total if id in counts else 0)


def region_choice(id: str, unread: int = 0) -> Choice[str]:
    """Return the row of a place: its name, what it lies in, how many articles are *unread*."""
    note = _("{n} 未读", n=unread) if unread else ""
    if id in NOWHERE:
        return Choice(_(NOWHERE[id]), note, id)
    places = gazetteer.load()
    above = " › ".join(parent.short for parent in places.ancestors(id))
    return Choice(f"{places[id].name}  {above}", note, id)
