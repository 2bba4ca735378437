"""What is proposed for a new source, by its address, its title and what its page links.

Nothing here is certain; the reader has the last word.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from reader.model import Link, Masthead, Source
from reader.regions.addresses import region_of_address
from reader.regions.gazetteer import load
from reader.regions.labels import called, resolve
from reader.regions.masthead import place_of_masthead

_PARTING = re.compile(r"[\s_|｜—–\-·:：>»/]+")
_LEVELS = ("province", "prefecture")


def proposed(source: Source, names: Sequence[Link] = ()) -> Source:
    """Give *source* with a region, and the name of its channel where its title says more.

    *names* are what its page links. A region that it has already stays.
    """
    parts = [part for part in _PARTING.split(source.title) if part]
    region = source.region or _region(parts, names) or region_of_address(source.url)
    name = parts[0] if source.kind == "page" and len(parts) > 1 and not source.name else source.name
    return replace(source, region=region, name=name)


def city_pages(source: Source, names: Iterable[Link]) -> list[Source]:
    """Give the pages of the places right below *source*'s region that its page links by name."""
    gazetteer = load()
    if source.kind != "page" or source.region is None or source.region not in gazetteer:
        return []
    home = gazetteer[source.region]
    found: dict[str, Source] = {}
    for link in names:
        region = called(link.title, home.id, home)
        if region and region.parent == home.id and link.url != source.url:
            name = f"{source.label} {link.title}"
            page = Source(url=link.url, kind="page", name=name, title=link.title, region=region.id)
            found.setdefault(region.id, page)
    return list(found.values())


def _region(parts: Sequence[str], names: Sequence[Link]) -> str | None:
    """Give the region that the title names, else the one whose cities the page lists."""
    for part in parts:
        region = resolve(part)
        # Many short names of counties are everyday words.
        if region and (region.level in _LEVELS or region.name in part):
            return region.id
    return place_of_masthead(Masthead(cities=tuple(names)))
