"""Adding sources, changing the settings of one by hand, removing it; and taking that back."""

from array import array
from collections.abc import Sequence
from contextlib import suppress

from reader.errors import SourceReplaced
from reader.model import Source
from reader.news.changes import SourceChange, SourcesAdded, Verb
from reader.store.store import Store


def add(store: Store, sources: Sequence[Source]) -> SourcesAdded:
    """Add *sources*, but for those whose addresses are known. Raises StoreError."""
    added = store.sources.add_all(sources)
    return SourcesAdded("add", array("q", [source.id for source in added]))


def apply_addition(store: Store, change: SourcesAdded, *, back: bool = False) -> None:
    """Take away, *back*, what was added, with its articles, or bring it back. Raises StoreError."""
    for id in change.ids:
        if back:
            _remove(store, id)
        else:
            store.sources.bring_back(id)  # its place may be taken by now, which is as good


def change(store: Store, before: Source, after: Source | None) -> SourceChange | None:
    """Give *before* the name, region and state of *after*, or remove it; None: nothing changed.

    Raises StoreError.
    """
    if before == after:
        return None
    verb: Verb = "drop" if after is None else "edit"
    done = SourceChange(verb, array("q", [before.id]), before, after)
    apply(store, done)
    return done


def apply(store: Store, change: SourceChange, *, back: bool = False) -> None:
    """Do what *change* says, or, *back*, undo it. Raises SourceReplaced, StoreError."""
    if change.after is None:
        if not back:
            _remove(store, change.before.id)
        elif not store.sources.bring_back(change.before.id):
            raise SourceReplaced(name=change.before.label)
        return
    wanted = change.before if back else change.after
    store.sources.configure(
        wanted.id, name=wanted.name, region=wanted.region, enabled=wanted.enabled
    )


def _remove(store: Store, id: int) -> None:
    with suppress(KeyError):  # another process was faster
        store.sources.remove(id)
