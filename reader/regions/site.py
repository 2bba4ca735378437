"""Whether the text of a whole page may be of a place: it names that, or calls a place its own."""

import re

from reader.regions.gazetteer import load

_OWN = re.compile("[我全][省州市区县旗]|[省州市区县旗]委")
"""How a page speaks of its own place without its name."""


def may_be_of(region: str, text: str) -> bool:
    """Return whether *text* speaks of *region*, of what is above it, or of a place as its own.

    Raises KeyError for what is no region.
    """
    return _OWN.search(text) is not None or any(
        place.short in text for place in load().path(region)
    )
