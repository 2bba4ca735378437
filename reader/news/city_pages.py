"""The pages of places that a channel links by name: 长春, 延边 in the navigation of 吉林."""

from collections.abc import Iterable

from reader.model import Draft, Link, Source
from reader.regions.gazetteer import load
from reader.regions.labels import named
from reader.regions.masthead import place_of_masthead


def city_pages(links: Iterable[Link], region: str | None, channel: str) -> list[Source]:
    """Return as sources what *links* lead to by the names of places right below *region*.

    Each is named after its place and *channel*; there is one for each place.
    """
    home = load().get(region or "")
    if home is None:
        return []
    found: dict[str, Source] = {}
    for link in links:
        place = named(link.title, home.id, home)
        if link.url and place and place.parent == home.id:
            name = f"{channel} {link.title}"
            page = Source(url=link.url, kind="page", name=name, title=link.title, region=place.id)
            found.setdefault(place.id, page)
    return list(found.values())


def city_pages_of(draft: Draft, source: Source) -> list[Source]:
    """Return the pages of places that the masthead of an article of *source* links."""
    masthead = draft.masthead
    if masthead is None:
        return []
    region = place_of_masthead(masthead, source.region)
    return city_pages(masthead.cities, region, masthead.channel or source.label)
