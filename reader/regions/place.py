"""Which region an article belongs to and why, by its text and by what stands beside it: pure.

A site may serve one region (www.cnjiwang.com), have a code for each (jl.people.com.cn), or spell
its name in pinyin (jilin.news.example).

Everything that tells of a place is weighed by where it stands, and the weights are summed up the
tree. The answer is the heaviest province, narrowed as far as most of its weight goes; or the
country as a whole, or abroad, where these weigh more or where no province stands out.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reader.i18n import N_
from reader.model import ABROAD, NATIONAL, Masthead, Placement, Reason
from reader.regions.evidence import ArticlePart, Evidence, gather_evidence, of_region
from reader.regions.gazetteer import load
from reader.regions.lookup import named, names_of, resolve, resolve_trail
from reader.text.searchable import fold

# What stands beside an article and tells where it is from.

# From an address to the region whose news it has.

ADDRESSES = Path(__file__).parent.parent / "data" / "addresses.toml"


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
    return tomllib.loads(ADDRESSES.read_text("utf-8"))


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


# Which region an article belongs to, and why: pure.

# The score of each region, summed up the tree, and the regions that stand out in it.

ENOUGH = 1.0
"""Less weight than this is no evidence."""
INNER = 0.3
"""The share of a region's weight that a region below needs to be the narrower answer."""
AHEAD = 0.6
"""The share of the weight of all its siblings that it needs besides."""
SEVERAL = 0.4
"""The share of the heaviest region's weight that makes another one of several."""
FEW = 3
"""More regions than this below one are a list of its parts."""
SPREAD = 0.5
"""A province with this share of all provinces' weight stands out from them."""
SPREAD_NATIONAL = 0.75
"""The same beside words that speak for the country."""
OFTEN = 4.0
"""The text after the first sentence gives a region no more than this, however often it is said."""


class Scores:
    """The scores of regions, of the country and of abroad, each with all that lies below it."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self._scores: dict[str, float] = {NATIONAL: 0.0, ABROAD: 0.0}
        self._children: dict[str, list[str]] = {}
        self._in_headline = False
        """The headline names a region."""
        said: dict[str, float] = {}
        for found in evidence:
            id, part, weight = found.id, found.part, found.weight
            if part is ArticlePart.TEXT:
                weight = min(weight, OFTEN - said.get(id, 0.0))
                said[id] = said.get(id, 0.0) + weight
            self._add(id, weight)
            self._in_headline |= part is ArticlePart.HEADLINE and id in load()

    def _add(self, id: str, weight: float) -> None:
        lineage = load().lineage(id)
        for step in lineage:
            self._scores[step] = self._scores.get(step, 0.0) + weight
        if id in load():
            for below, above in zip(lineage, (*lineage[1:], ""), strict=True):
                siblings = self._children.setdefault(above, [])
                if below not in siblings:
                    siblings.append(below)

    def elsewhere(self) -> str | None:
        """CN or INT where the article is about no place in particular, else None."""
        scores = [self._scores[id] for id in self._below()]
        top = scores[0] if scores else 0.0
        national, foreign = self._scores[NATIONAL], self._scores[ABROAD]
        share = SPREAD_NATIONAL if national else SPREAD
        if not self._in_headline and len(scores) >= FEW and top < share * sum(scores):
            return NATIONAL
        if top < ENOUGH or max(national, foreign) > top:
            return ABROAD if foreign > national else NATIONAL if national else None
        return None

    def standing_out(self) -> list[str]:
        """The regions that the article is about, the heaviest first."""
        provinces = self._below()
        top = self._scores[provinces[0]] if provinces else 0.0
        heavy = (id for id in provinces if self._scores[id] >= max(ENOUGH, SEVERAL * top))
        return [region for id in heavy for region in self._narrowed(id)]

    def _below(self, id: str = "") -> list[str]:
        """The regions right below *id*, or the provinces, the heaviest first."""
        return sorted(self._children.get(id, ()), key=lambda child: -self._scores[child])

    def _narrowed(self, id: str) -> list[str]:
        """The regions at or below *id* that most of its weight is in, the first of them foremost.

        A region that stands by its own name beside a few of its parts comes before them.
        """
        children = self._below(id)
        total = sum(self._scores[child] for child in children)
        if not children or total < INNER * self._scores[id]:
            return [id]
        first = self._scores[children[0]]
        if first >= AHEAD * total:
            return self._narrowed(children[0]) if first >= INNER * self._scores[id] else [id]
        several = [child for child in children if self._scores[child] >= SEVERAL * first]
        if len(several) > FEW or not self._in_headline:
            return [id]
        parts = [part for child in several for part in self._narrowed(child)]
        return [id, *parts] if self._scores[id] - total >= first else parts


# Which region an article belongs to, and why: pure.

REASONS = {
    ArticlePart.HEADLINE: N_("标题：{place}"),
    ArticlePart.DATELINE: N_("电头：{place}"),
    ArticlePart.LEAD: N_("正文：{place}"),
    ArticlePart.TEXT: N_("正文：{place}"),
    ArticlePart.MASTHEAD: N_("版头：{place}"),
    ArticlePart.SOURCE: N_("来源设置：{place}"),
}
BY_PRESS = N_("文中的“{word}”，媒体在{place}")
BY_ADDRESS = N_("文中的“{word}”，网址或频道在{place}")
SCATTERED = N_("分散在多个省份")

_LONGEST_HEADLINE = 300
_LONGEST_TEXT = 1000
"""No more characters of a headline and a text are looked at."""


def place(
    headline: str,
    text: str,
    source: str | None = None,
    masthead: Masthead | None = None,
    press: str = "",
    beside: str | None = None,
) -> Placement:
    """Place an article by its *headline*, its *text* (a line a paragraph) and where it comes from.

    *source* is the id of its source's region, *press* the name of the press that it credits,
    *beside* the region of which its address or channel tells (`reader.regions.place`): that is
    where it says 我省 and 本市, and no more. The placement is empty where nothing tells.
    """
    evidence = list(_evidence(headline, text, source, masthead, press, beside))
    scores = Scores(evidence)
    regions = scores.standing_out()
    primary = scores.elsewhere() or (regions[0] if regions else None)
    if primary in (NATIONAL, ABROAD):
        named = {found.id for found in evidence if found.part is ArticlePart.HEADLINE}
        regions = [id for id in regions if id in named]
    elif source and primary in load().lineage(source):
        # A broader place than the source's own tells nothing new.
        primary, regions = source, [source, *regions[1:]]
    return Placement(primary, tuple(dict.fromkeys(regions)), _reason(evidence, primary))


def _evidence(
    headline: str,
    text: str,
    source: str | None,
    masthead: Masthead | None,
    press: str,
    beside: str | None,
) -> Iterator[Evidence]:
    origins = []
    if source and source in load():
        origins.append(source)
        yield of_region(source, ArticlePart.SOURCE)
    if masthead and (served := place_of_masthead(masthead, source)):
        origins.append(served)
        yield of_region(served, ArticlePart.MASTHEAD)
    headline, text = fold(headline[:_LONGEST_HEADLINE]), fold(text[:_LONGEST_TEXT])
    yield from gather_evidence(headline, text, origins, fold(press), beside)


def _reason(evidence: Sequence[Evidence], primary: str | None) -> Reason:
    """Where the first thing stands that speaks for *primary*, else for what lies in it."""
    if primary is None:
        return Reason("")
    own = [found for found in evidence if found.id == primary]
    within = [found for found in evidence if primary in load().lineage(found.id)]
    first = min(own or within, key=lambda found: found.part, default=None)
    if first is None:
        return Reason(SCATTERED)
    if first.word:
        said = BY_ADDRESS if first.beside else BY_PRESS
        return Reason(said, {"word": first.word, "place": first.name})
    return Reason(REASONS[first.part], {"place": first.name})
