"""Places in words."""

from reader.i18n import _
from reader.news.places import name_of, path_of


def place_name(region: str | None) -> str:
    """Return what a place is called in a list: its short name."""
    return _(name_of(region)) if region else ""


def path_name(region: str) -> str:
    """Return what a place is called with all it lies in: 吉林 › 长春."""
    return _(path_of(region))
