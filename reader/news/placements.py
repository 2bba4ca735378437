"""Where an article belongs, and in which places' lists it stands.

At first it stands where its source and its masthead say, which costs nothing. Its text is looked at
later, off the queue, and then the source's rules are heard, which the reader made.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import blake2b

from reader import __version__
from reader.i18n import N_
from reader.model import Draft, Masthead, Placement, Reason, Rule, Source
from reader.news.folders import region_of
from reader.news.places import is_place, name_of
from reader.regions import gazetteer, lexicon
from reader.regions.gazetteer import load
from reader.regions.place import place
from reader.store.placement import Placed

BY_RULE = N_("来源规则：{place}")
BY_HAND = N_("你的更正：{place}")
BY_QUERY = N_("规则“{query}”：{place}")
BY_FILE = N_("导入的文件：{place}")


def place_at_first(source: Source, draft: Draft) -> Placed:
    """Place *draft* by its masthead, else by its source."""
    return _placed_at_home(_home(source, draft), draft.masthead)


def place_by_text(source: Source, draft: Draft, rules: Mapping[str, str]) -> Placed:
    """Place *draft* by its headline and text too; *rules* are those of its source."""
    text = "\n".join(draft.body) or draft.summary
    home, press = _home(source, draft), draft.source or ""
    placement = place(draft.headline, text, home, draft.masthead, press)
    region = rules.get(placement.primary or "")
    if region and is_place(region):
        others = (other for other in placement.regions if other != placement.primary)
        regions = tuple(dict.fromkeys((region, *others)))
        placement = Placement(region, regions, Reason(BY_RULE, {"place": name_of(region)}))
    return _placed(placement)


def place_by_hand(region: str) -> Placed:
    """Give the placement of an article that the reader moved to *region*."""
    return _placed(Placement(region, (region,), Reason(BY_HAND, {"place": name_of(region)})))


def place_by_query(rule: Rule) -> Placed:
    """Give the placement of an article that a *rule* of the reader's moves."""
    params = {"query": rule.query, "place": name_of(rule.region)}
    return _placed(Placement(rule.region, (rule.region,), Reason(BY_QUERY, params)))


def place_by_file(regions: Sequence[str]) -> Placed:
    """Give the placement of an article that came with *regions*, at least one, out of a file."""
    reason = Reason(BY_FILE, {"place": name_of(regions[0])})
    return _placed(Placement(regions[0], tuple(regions), reason))


@cache
def version() -> str:
    """Name the gazetteer and the rules by which texts are placed."""
    rules = blake2b(digest_size=8)
    for data in (gazetteer.DATA, lexicon.DATA):
        rules.update(data.read_bytes())
    return f"{__version__} {rules.hexdigest()}"


def _home(source: Source, draft: Draft) -> str | None:
    """Give the region of a draft's source, or of the folder that its file lies in."""
    return region_of(draft.guid, source.region) if source.kind == "folder" else source.region


@lru_cache(maxsize=1000)
def _placed_at_home(home: str | None, masthead: Masthead | None) -> Placed:
    """Place by no word of the article: the same for all that a list brings."""
    return _placed(place("", "", home, masthead))


def _placed(placement: Placement) -> Placed:
    lineages = _lineages(placement)
    return Placed(placement, tuple(dict.fromkeys(lineages)))


def _lineages(placement: Placement) -> Iterator[str]:
    for id in (placement.primary, *placement.regions):
        if id is not None:
            # The country as a whole and abroad are places of their own, in no tree.
            yield from load().lineage(id)
