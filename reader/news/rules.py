"""The reader's rules: making them, listing them and removing them, each undoably.

Deferred work applies them: `reader.news.work`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from reader.errors import NothingSought
from reader.i18n import N_
from reader.model import Reason, Rule, RuleAction
from reader.news.changes import Change, History, Matter, Sentence
from reader.news.clock import now_in_china
from reader.news.places import name_of, place_id
from reader.news.queries import conditions
from reader.store.store import Store
from reader.text.query import parse

if TYPE_CHECKING:
    from concurrent.futures import Future

_DESCRIPTIONS: Mapping[RuleAction, str] = {
    "mute": N_("屏蔽“{query}”"),
    "star": N_("给“{query}”加星标"),
    "move": N_("把“{query}”移到{place}"),
    "notify": N_("有“{query}”的新文章就通知"),
}


class Rules:
    """The rules in *store*, which are changed through *history*.

    Raises `reader.errors.StoreError` wherever the store does, in futures too.
    """

    def __init__(self, store: Store, history: History) -> None:
        self._store = store
        self._history = history

    def all(self) -> list[tuple[Rule, int]]:
        """Return the rules, and how many articles each has found."""
        found = self._store.rules.found()
        return [(rule, found.get(rule.id, 0)) for rule in self._store.rules.all()]

    def add(self, rule: Rule) -> Future[RuleChange | None]:
        """Store a rule; deferred work applies it."""
        return self._history.do(partial(add, self._store, rule))

    def remove(self, rule: Rule) -> Future[RuleChange | None]:
        """Remove a rule; deferred work reverts what it did. None: it is gone already."""
        return self._history.do(partial(remove, self._store, rule))


def describe(rule: Rule) -> Reason:
    """Describe what *rule* does."""
    place = name_of(rule.region) if rule.region else ""
    return Reason(_DESCRIPTIONS[rule.action], {"query": rule.query, "place": place})


def new_rule(action: RuleAction, query: str, region: str = "") -> Rule:
    """Return the rule that applies *action* to what *query* finds; *region*: where to, by name.

    Raises BadQuery, UnknownRegion.
    """
    if not parse(query).terms:
        raise NothingSought
    conditions(query, now_in_china())
    return Rule(action, query.strip(), place_id(region) if action == "move" else "")


class RuleChange(Change, frozen=True):
    """A rule that was added, or, not *present*, removed."""

    rule: Rule
    """As it is or was stored."""
    present: bool

    touches: ClassVar[Matter] = "rules"

    @property
    def done(self) -> Sentence:
        """Say what the rule does or did."""
        said = N_("规则：{saying}，u 撤销") if self.present else N_("删除了规则：{saying}，u 撤销")
        return Sentence(said, {"saying": describe(self.rule)})

    @property
    def undone(self) -> Sentence:
        """Say whether the rule is there now."""
        return Sentence(N_("已撤销：规则又没有了") if self.present else N_("已撤销：规则又有了"))

    def apply(self, store: Store) -> None:
        """Add it or remove it again. Raises StoreError."""
        self._put(store, self.present)

    def revert(self, store: Store) -> None:
        """Remove it or add it back. Raises StoreError."""
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
