"""The searches that the reader keeps, the first kept first."""

from array import array

from reader.news.changes import SearchChange
from reader.store.store import Store

_NAME = "searches"


def searches(store: Store) -> list[str]:
    """Give the queries that are kept. Raises StoreError."""
    return store.memory.get(_NAME) or []


def toggle(store: Store, query: str) -> SearchChange:
    """Keep *query*, or keep it no longer. Raises StoreError."""
    kept = searches(store)
    if query in kept:
        change = SearchChange("unsave", array("q", [1]), query, kept.index(query))
    else:
        change = SearchChange("save", array("q", [1]), query, len(kept))
    apply(store, change)
    return change


def apply(store: Store, change: SearchChange, *, back: bool = False) -> None:
    """Do what *change* says, or, *back*, undo it. Raises StoreError."""
    kept = [query for query in searches(store) if query != change.query]
    if (change.verb == "save") != back:
        kept.insert(change.place, change.query)
    store.memory.keep(_NAME, kept)
