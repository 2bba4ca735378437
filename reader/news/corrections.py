"""Corrections: articles that the reader moved by hand, once or as a rule for their source."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec import Struct

from reader.i18n import N_
from reader.news.changes import Change, Matter, Sentence
from reader.news.placements import place_by_hand, place_by_text
from reader.news.places import path_of
from reader.store.store import Store


class SourceRuleChange(Struct, frozen=True):
    """A rule for articles of *source* that would stand at *found*, or nowhere if it is empty."""

    source: int
    found: str
    before: str | None
    """Where the source's rule put them until then; None: there was none."""
    after: str | None


class Moved(Change, frozen=True):
    """Articles that the reader put at *region*, and perhaps what is to come of their kind."""

    region: str
    before: Mapping[int, str | None]
    """Where the reader had put each until then; None: nowhere, it stood by itself."""
    rule: SourceRuleChange | None = None

    touches: ClassVar[Matter] = "places"

    @property
    def done(self) -> Sentence:
        """Where to, if it is one."""
        if len(self.before) > 1:
            return Sentence(N_("{n} 篇移到别处，u 撤销"), {"n": len(self.before)})
        lasting = N_("已移到 {place}，此来源今后的也一样，u 撤销")
        once = N_("已移到 {place}，u 撤销")
        place = Sentence(path_of(self.region))
        return Sentence(lasting if self.rule else once, {"place": place})

    @property
    def undone(self) -> Sentence:
        """How many stand where they stood."""
        return Sentence(N_("已撤销：{n} 篇移到别处"), {"n": len(self.before)})

    def apply(self, store: Store) -> None:
        """Put them there again. Raises StoreError."""
        ruled = self.rule.after if self.rule else None
        self._put(store, dict.fromkeys(self.before, self.region), ruled)

    def revert(self, store: Store) -> None:
        """Put them back to where they stood. Raises StoreError."""
        self._put(store, self.before, self.rule.before if self.rule else None)

    def _put(self, store: Store, regions: Mapping[int, str | None], ruled: str | None) -> None:
        with store.transaction():
            for id, region in regions.items():
                store.placing.correct(id, place_by_hand(region) if region else None)
            if self.rule is not None:
                store.sources.rule(self.rule.source, self.rule.found, ruled)


def move(store: Store, ids: Sequence[int], region: str, *, lasting: bool = False) -> Moved | None:
    """Put articles at *region*, all of them or none; None: all are there.

    *lasting*, for one article, makes it a rule for its source: what would stand where this article
    would by itself is put at *region* from now on. Articles that are gone are left out. Raises
    KeyError where all are, and StoreError.
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
    # Where they would stand anyway they need no rule.
    return SourceRuleChange(source, found, before, None if region == found else region)
