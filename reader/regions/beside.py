"""What stands beside an article and tells where it is from: breadcrumb, channel and address.

A site may serve one region (www.cnjiwang.com), have a code for each (jl.people.com.cn), or spell
its name in pinyin (jilin.news.example).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reader.model import Masthead
from reader.regions.gazetteer import load
from reader.regions.lookup import named, names_of, resolve, resolve_trail

# From an address to the region whose news it has.

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


# Where the masthead above an article says that it comes from.


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


# What stands beside an article and tells where it is from.

_OUTLET = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,5}?(?:网|網|在线|客户端)|新浪|腾讯|网易|搜狐|凤凰|央视|人民|新华)"
)
"""The name of a press before that of its channel: 新浪厦门, 凤凰网江苏."""
_APART = re.compile(r"\s*[>›»/|]\s*")
_LONGEST = 200


def region_beside(url: str = "", channel: str = "", breadcrumb: str = "") -> str | None:
    """Return the id of the region of which *breadcrumb* tells, else *channel*, else *url*; or None.

    *breadcrumb* holds its steps, parted by ``>``: 首页 > 吉林频道 > 正文.
    """
    for trail in (breadcrumb, channel):
        if found := _of_trail(_APART.split(trail[:_LONGEST])):
            return found
    return region_of_address(url) if url else None


def _of_trail(steps: Iterable[str]) -> str | None:
    """Return the last region that the *steps* lead to, each perhaps behind the name of a press."""
    found: str | None = None
    for step in filter(None, steps):
        names = (step, _OUTLET.sub("", step, count=1))
        regions = (resolve_trail(name, found) or resolve(name, found) for name in names if name)
        region = next(filter(None, regions), None)
        if region and (found is None or load().within(region.id, found)):
            found = region.id
    return found


# Whether the text of a whole page may be of a place.

_OWN = re.compile("[我全][省州市区县旗]|[省州市区县旗]委")
"""How a page speaks of its own place without its name."""


def may_be_of(region: str, text: str) -> bool:
    """Return whether *text* speaks of *region*, of what is above it, or of a place as its own.

    Raises KeyError for what is no region.
    """
    return _OWN.search(text) is not None or any(
        place.short in text for place in load().path(region)
    )
