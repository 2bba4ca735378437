"""Where the masthead above an article says that it comes from."""

from collections import Counter

from reader.model import Masthead
from reader.regions.gazetteer import load
from reader.regions.labels import named, names_of, resolve_trail


def place_of_masthead(masthead: Masthead, source: str | None = None) -> str | None:
    """Return the id of the region that the masthead serves, or None.

    That is the region its channel names (吉林频道), else the smallest one that holds the cities of
    its navigation. *source*, the source's region, decides between regions of one name.
    """
    channel = resolve_trail(masthead.channel, source) if masthead.channel else None
    if channel and channel.level != "county":
        return channel.id
    return _common(tuple(city.title.strip() for city in masthead.cities))


def _common(labels: tuple[str, ...]) -> str | None:
    """The smallest region with most of *labels* in it, which takes two of them in one province."""
    counted = Counter(
        province for label in labels for province in {name.region[:2] for name in names_of(label)}
    )
    province, count = next(iter(counted.most_common(1)), ("", 0))
    if count < 2 or count * 2 <= len(labels):
        return None
    gazetteer = load()
    home = gazetteer[province + "0000"]
    inside = (named(label, home.id, home) for label in labels)
    lineages = [gazetteer.lineage(region.id)[::-1] for region in inside if region]
    # The lineages run from the top down, so what they share is a beginning.
    shared = [steps[0] for steps in zip(*lineages, strict=False) if len(set(steps)) == 1]
    return shared[-1] if shared else home.id
