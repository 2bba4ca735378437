"""From an address to the region whose news it has: jl.people.com.cn, www.cnjiwang.com."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DATA = Path(__file__).parent.parent / "data" / "addresses.toml"


def region_of_address(url: str) -> str | None:
    """Give the id of the region that the host of *url* serves, or None."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    labels = host.split(".")
    facts = _facts()
    for at in range(len(labels) - 1):
        site = ".".join(labels[at:])
        if region := facts["hosts"].get(site):
            return str(region)
        if site in facts["sites"] and at:
            code = labels[at - 1]
            found = facts["sites"][site].get(code) or facts["codes"].get(code)
            return str(found) if found else None
    return None


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text("utf-8"))
