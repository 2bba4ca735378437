"""Changing a source's settings by hand, removing it; and taking that back."""

from array import array
from contextlib import suppress

from reader.errors import SourceReplaced
from reader.model import Source
from reader.news.changes import SourceChange, Verb
from reader.store.store import Store


def is_declared(source: Source) -> bool:
    """Whether the config declares *source* now: one that it does no longer is disabled."""
    return source.declared and source.enabled


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
            with suppress(KeyError):  # another process was faster
                store.sources.remove(change.before.id)
        elif not store.sources.bring_back(change.before.id):
            raise SourceReplaced(name=change.before.label)
        return
    wanted = change.before if back else change.after
    store.sources.configure(
        wanted.id, name=wanted.name, region=wanted.region, enabled=wanted.enabled
    )
