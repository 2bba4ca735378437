"""Moving an article by hand, once or as a rule for its source; and taking that back."""

from array import array
from collections.abc import Sequence

from reader.news.changes import Move, Moves, SourceRuleChange
from reader.news.placing import place_by_hand, place_by_text
from reader.store.store import Store


def move(store: Store, id: int, region: str, *, lasting: bool = False) -> Move | None:
    """Put an article at *region* and give what that changed, None where nothing did.

    *lasting* makes it a rule for its source: what would stand where this article would by itself
    is put at *region* from now on. Raises KeyError for no such article, and StoreError.
    """
    head = store.articles.get(id).head
    rule = _rule(store, id, region) if lasting else None
    before = store.placing.corrected(id)
    if head.region == region and (rule is None or rule.before == rule.after):
        return None
    change = Move("move", array("q", [id]), before, region, rule)
    apply(store, change)
    return change


def move_all(store: Store, ids: Sequence[int], region: str) -> Moves:
    """Put articles at *region* and give what that changed. Raises KeyError, StoreError."""
    moves = tuple(change for id in ids if (change := move(store, id, region)) is not None)
    return Moves("move", array("q", [change.ids[0] for change in moves]), moves)


def apply_all(store: Store, change: Moves, *, back: bool = False) -> None:
    """Do what `apply` does for each of them."""
    for each in change.moves:
        apply(store, each, back=back)


def apply(store: Store, change: Move, *, back: bool = False) -> None:
    """Do what *change* says, or, *back*, undo it. Raises StoreError."""
    region = change.before if back else change.after
    store.placing.correct(change.ids[0], place_by_hand(region) if region else None)
    if change.rule is not None:
        rule = change.rule
        store.sources.rule(rule.source, rule.found, rule.before if back else rule.after)


def found_by_itself(store: Store, id: int) -> str | None:
    """Give where an article would stand without its source's rules. Raises KeyError, StoreError."""
    article = store.articles.get(id)
    source = store.sources.get(article.head.source_id)
    return place_by_text(source, article.draft, {}).placement.primary


def _rule(store: Store, id: int, region: str) -> SourceRuleChange:
    source = store.articles.get(id).head.source_id
    found = found_by_itself(store, id) or ""
    before = store.sources.rules(source).get(found)
    # Where they would stand anyway they need no rule.
    return SourceRuleChange(source, found, before, None if region == found else region)
