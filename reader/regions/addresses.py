"""From an address to the region whose news it has.

A site may serve one region (www.cnjiwang.com), have a code for each (jl.people.com.cn), or spell
its name in pinyin (jilin.news.example).
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reader.regions.gazetteer import load

DATA = Path(__file__).parent.parent / "data" / "addresses.toml"


def region_of_address(url: str) -> str | None:
    """Return the id of the region that the host of *url* serves, or None."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    labels = host.split(".")
    facts = _facts()
    for at in range(len(labels)):
        site = ".".join(labels[at:])
        if region := facts["hosts"].get(site):
            return str(region)
        if site in facts["sites"] and at:
            code = labels[at - 1]
            found = facts["sites"][site].get(code) or facts["codes"].get(code)
            return str(found) if found else None
    spelled = [region for label in labels[:-1] if (region := _spelled().get(label))]
    return spelled[0] if len(spelled) == 1 else None


@cache
def _spelled() -> dict[str, str]:
    """The provinces and prefectures by their pinyin, without those that share it."""
    gazetteer = load()
    spelled: dict[str, list[str]] = {}
    for id in gazetteer:
        region = gazetteer[id]
        if region.level in ("province", "prefecture") and region.pinyin:
            spelled.setdefault(region.pinyin[0].replace(" ", ""), []).append(id)
    return {pinyin: ids[0] for pinyin, ids in spelled.items() if len(ids) == 1}


@cache
def _facts() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text("utf-8"))
