"""Where an article is placed, and in which places' lists it is.

At first that is what its source and its masthead say, which costs nothing. Its text is looked at
later, as deferred work, and the rules that the reader made for its source apply then. The reader
may move it by hand, once or as such a rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from typing import ClassVar

from msgspec import Struct

from reader import __version__
from reader.i18n import N_
from reader.model import Draft, Masthead, Placement, Reason, Rule, Source
from reader.news.changes import Change, Matter, Sentence
from reader.news.places import is_place, name_of, path_of
from reader.news.refresh.folders import region_of
from reader.regions import gazetteer
from reader.regions.gazetteer import load
from reader.regions.place import ADDRESSES, place, region_beside
from reader.store.placement import Placed
from reader.store.store import Store

BY_RULE = N_("来源规则：{place}")
BY_HAND = N_("你的更正：{place}")
BY_QUERY = N_("规则“{query}”：{place}")
BY_FILE = N_("导入的文件：{place}")


def place_at_first(source: Source, draft: Draft) -> Placed:
    """Place *draft* by its masthead, else by its source."""
    return _placed_at_home(_home(source, draft), draft.masthead)


def place_by_text(source: Source, draft: Draft, rules: Mapping[str, str]) -> Placed:
    """Place *draft* by its headline and text too; *rules* of its source: found place -> place."""
    text = "\n".join(draft.body) or draft.summary
    home, press = _home(source, draft), draft.source or ""
    beside = _beside(source, draft, home)
    placement = place(draft.headline, text, home, draft.masthead, press, beside)
    region = rules.get(placement.primary or "")
    if region and is_place(region):
        others = (other for other in placement.regions if other != placement.primary)
        regions = tuple(dict.fromkeys((region, *others)))
        placement = Placement(region, regions, Reason(BY_RULE, {"place": name_of(region)}))
    return _placed(placement)


def place_by_hand(region: str) -> Placed:
    """Return the placement of an article that the reader moved to *region*."""
    return _placed(Placement(region, (region,), Reason(BY_HAND, {"place": name_of(region)})))


def place_by_query(rule: Rule) -> Placed:
    """Return the placement of an article that a *rule* of the reader's moves."""
    params = {"query": rule.query, "place": name_of(rule.region)}
    return _placed(Placement(rule.region, (rule.region,), Reason(BY_QUERY, params)))


def place_by_file(regions: Sequence[str]) -> Placed:
    """Return the placement of an imported article that states *regions*, at least one."""
    reason = Reason(BY_FILE, {"place": name_of(regions[0])})
    return _placed(Placement(regions[0], tuple(regions), reason))


def _beside(source: Source, draft: Draft, home: str | None) -> str | None:
    """Return the region of which a draft's page tells, within *home*, its source's.

    Where nothing says whose the source is, address and channel tell too.
    """
    if home is None:
        return region_beside(draft.url or source.url, source.label, draft.breadcrumb)
    found = region_beside(breadcrumb=draft.breadcrumb) if draft.breadcrumb else None
    return found if found and home in load().lineage(found) else None


@cache
def version() -> str:
    """Return a version of the gazetteer and the rules by which texts are placed."""
    rules = blake2b(digest_size=8)
    for data in (gazetteer.DATA, gazetteer.PLACING, ADDRESSES):
        rules.update(data.read_bytes())
    return f"{__version__} {rules.hexdigest()}"


class SourceRuleChange(Struct, frozen=True):
    """A rule for articles of *source* that would be placed at *found*; empty: nowhere."""

    source: int
    found: str
    before: str | None
    """Where the source's rule placed them before; None: there was none."""
    after: str | None


class Moved(Change, frozen=True):
    """Articles that the reader moved to *region*, and perhaps similar ones in time to come."""

    region: str
    before: Mapping[int, str | None]
    """Where the reader had moved each before; None: nowhere."""
    rule: SourceRuleChange | None = None

    touches: ClassVar[Matter] = "places"

    @property
    def done(self) -> Sentence:
        """Say where to, or how many."""
        if len(self.before) > 1:
            return Sentence(N_("{n} 篇移到别处，u 撤销"), {"n": len(self.before)})
        lasting = N_("已移到 {place}，此来源今后的也一样，u 撤销")
        once = N_("已移到 {place}，u 撤销")
        place = Sentence(path_of(self.region))
        return Sentence(lasting if self.rule else once, {"place": place})

    @property
    def undone(self) -> Sentence:
        """Say how many are back."""
        return Sentence(N_("已撤销：{n} 篇移到别处"), {"n": len(self.before)})

    def apply(self, store: Store) -> None:
        """Move them there again. Raises StoreError."""
        ruled = self.rule.after if self.rule else None
        self._put(store, dict.fromkeys(self.before, self.region), ruled)

    def revert(self, store: Store) -> None:
        """Move them back. Raises StoreError."""
        self._put(store, self.before, self.rule.before if self.rule else None)

    def _put(self, store: Store, regions: Mapping[int, str | None], ruled: str | None) -> None:
        with store.transaction():
            for id, region in regions.items():
                store.placing.correct(id, place_by_hand(region) if region else None)
            if self.rule is not None:
                store.sources.rule(self.rule.source, self.rule.found, ruled)


def move(store: Store, ids: Sequence[int], region: str, *, lasting: bool = False) -> Moved | None:
    """Move articles to *region*, all of them or none; None: all are there.

    *lasting*, for one article, makes it a rule for its source: whatever would be placed where this
    article would by itself is placed at *region* from now on. Articles that are gone are left out.
    Raises KeyError where all are, and StoreError.
    """
    with store.transaction():
        rule = _rule(store, ids[0], region) if lasting else None
        is_new = rule is not None and rule.before != rule.after
        heads = store.articles.heads(ids)
        if not heads:
            raise KeyError(*ids)
        moving = [head.id for head in heads if is_new or head.region != region]
        if not moving:
            return None
        change = Moved(region, {id: store.placing.corrected(id) for id in moving}, rule)
        change.apply(store)
    return change


def place_by_itself(store: Store, id: int) -> str | None:
    """Return where an article would be placed without its source's rules.

    Raises KeyError, StoreError.
    """
    article = store.articles.get(id)
    source = store.sources.get(article.head.source_id)
    return place_by_text(source, article.draft, {}).placement.primary


def _rule(store: Store, id: int, region: str) -> SourceRuleChange:
    source = store.articles.get(id).head.source_id
    found = place_by_itself(store, id) or ""
    before = store.sources.rules(source).get(found)
    # No rule is needed for the place where they would be anyway.
    return SourceRuleChange(source, found, before, None if region == found else region)


def _home(source: Source, draft: Draft) -> str | None:
    """Return the region of a draft's source, or of the folder that its file is in."""
    return region_of(draft.guid, source.region) if source.kind == "folder" else source.region


@lru_cache(maxsize=1000)
def _placed_at_home(home: str | None, masthead: Masthead | None) -> Placed:
    """Place without the text: the result is the same for all articles of a list."""
    return _placed(place("", "", home, masthead))


def _placed(placement: Placement) -> Placed:
    lineages = _lineages(placement)
    return Placed(placement, tuple(dict.fromkeys(lineages)))


def _lineages(placement: Placement) -> Iterator[str]:
    for id in (placement.primary, *placement.regions):
        if id is not None:
            # The country as a whole and abroad are places of their own, in no tree.
            yield from load().lineage(id)
