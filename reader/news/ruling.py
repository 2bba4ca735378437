"""Doing what the reader's rules say, behind the refresh: rules are heard once an article is placed
and indexed and it is known whether it is a reprint, a few articles at a time.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace

from reader.errors import IndexDamaged, NothingSought, UsageError
from reader.i18n import N_
from reader.model import Reason, Rule, RuleAction
from reader.news.changes import Change, Matter, Sentence
from reader.news.clock import now_in_china
from reader.news.places import name_of
from reader.news.placing import place_by_query
from reader.news.queries import conditions, region_id
from reader.store.store import Store
from reader.text.query import parse
from reader.view import View

STEP = 256
"""Articles of one transaction."""

_SAYINGS: Mapping[RuleAction, str] = {
    "mute": N_("屏蔽“{query}”"),
    "star": N_("给“{query}”加星标"),
    "move": N_("把“{query}”移到{place}"),
}


def saying(rule: Rule) -> Reason:
    """Say what *rule* does."""
    place = name_of(rule.region) if rule.region else ""
    return Reason(_SAYINGS[rule.action], {"query": rule.query, "place": place})


def make(action: RuleAction, query: str, region: str = "") -> Rule:
    """Give the rule of *action* for what *query* finds; *region* is a name, as one types it.

    Raises BadQuery, UnknownRegion.
    """
    if not parse(query).terms:
        raise NothingSought
    conditions(query, now_in_china())
    return Rule(action, query.strip(), region_id(region) if action == "move" else "")


class RuleChange(Change, frozen=True):
    """A rule was made, or, not *present*, removed."""

    rule: Rule
    """As it is or was stored."""
    present: bool

    touches: ClassVar[Matter] = "rules"

    @property
    def done(self) -> Sentence:
        """What the rule does or did."""
        said = N_("规则：{saying}，u 撤销") if self.present else N_("删除了规则：{saying}，u 撤销")
        return Sentence(said, {"saying": saying(self.rule)})

    @property
    def undone(self) -> Sentence:
        """Whether the rule is there now."""
        return Sentence(N_("已撤销：规则又没有了") if self.present else N_("已撤销：规则又有了"))

    def apply(self, store: Store) -> None:
        """Store it or remove it again. Raises StoreError."""
        self._put(store, self.present)

    def revert(self, store: Store) -> None:
        """Remove it or bring it back. Raises StoreError."""
        self._put(store, not self.present)

    def _put(self, store: Store, present: bool) -> None:
        if present:
            store.rules.add(self.rule)
        else:
            store.rules.remove(self.rule.id)


def add(store: Store, rule: Rule) -> RuleChange:
    """Store *rule*. Raises StoreError."""
    return RuleChange(replace(rule, id=store.rules.add(rule)), present=True)


def remove(store: Store, rule: Rule) -> RuleChange | None:
    """Remove a stored rule; None: it is gone already. Raises StoreError."""
    return RuleChange(rule, present=False) if store.rules.remove(rule.id) else None


def apply(
    store: Store, step: int = STEP, now: Callable[[], datetime] = now_in_china
) -> Iterator[tuple[int, int]]:
    """Hear the rules, and tell of each step how many articles it saw and how many it changed.

    It ends where the next articles wait for another task, as all do again where the
    index proves damaged. Raises StoreError.
    """
    for jobs in store.rules.batches(step):
        rules = store.rules.all()
        ids = [job.article for job in jobs]
        try:
            hits = {rule.id: _hits(store, rule, ids, now()) for rule in rules}
        except IndexDamaged:
            store.index.rebuild()
            return
        placed = {rule.id: place_by_query(rule) for rule in rules if rule.action == "move"}
        yield len(jobs), store.rules.write(jobs, hits, placed)


def _hits(store: Store, rule: Rule, ids: Sequence[int], now: datetime) -> Collection[int]:
    # A query that meant something once may be of another zhnews: then the rule finds nothing new.
    with suppress(UsageError):
        view = View(conditions(rule.query, now))
        return store.search.among(view, ids, muted=True)
    return ()
