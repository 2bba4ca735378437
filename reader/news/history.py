"""What was done, step by step: to be taken back, and to be done again."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from reader.errors import SourceReplaced
from reader.news.changes import (
    Change,
    Move,
    Moves,
    RuleChange,
    SearchChange,
    SourceChange,
    SourcesAdded,
    Verb,
)
from reader.store.store import Store

C = TypeVar("C", bound=Change)

INVERSE: Mapping[Verb, Verb] = {
    "read": "unread",
    "unread": "read",
    "star": "unstar",
    "unstar": "star",
}


class History:
    """The changes to *store* since it was opened."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def keep(self, change: C | None) -> C | None:
        """Remember what was done and give it; None where that changed nothing."""
        if change is None or not change.ids:
            return None
        self._done.append(change)
        self._undone.clear()
        return change

    @property
    def undoable(self) -> int:
        """Of how many things the change is that `undo` takes back."""
        return len(self._done[-1].ids) if self._done else 0

    def undo(self) -> Change | None:
        """Take the last change back and give it; None when there is none.

        Raises SourceReplaced for a source that cannot come back, and forgets it.
        """
        if not self._done:
            return None
        change = self._done[-1]
        try:
            self._repeat(change, back=True)
        except SourceReplaced:
            self._done.pop()
            raise
        self._undone.append(self._done.pop())
        return change

    def redo(self) -> Change | None:
        """Do again what was last taken back, and give it; None when there is nothing."""
        if not self._undone:
            return None
        change = self._undone[-1]
        self._repeat(change)
        self._done.append(self._undone.pop())
        return change

    def _repeat(self, change: Change, *, back: bool = False) -> None:
        # Most of these modules are never needed, and none before first paint.
        if isinstance(change, Move):
            from reader.news import corrections

            corrections.apply(self._store, change, back=back)
        elif isinstance(change, Moves):
            from reader.news import corrections

            corrections.apply_all(self._store, change, back=back)
        elif isinstance(change, RuleChange):
            from reader.news import ruling

            ruling.repeat(self._store, change, back=back)
        elif isinstance(change, SourceChange):
            from reader.news import sourcing

            sourcing.apply(self._store, change, back=back)
        elif isinstance(change, SourcesAdded):
            from reader.news import sourcing

            sourcing.apply_addition(self._store, change, back=back)
        elif isinstance(change, SearchChange):
            from reader.news import saved

            saved.apply(self._store, change, back=back)
        else:
            self._mark(INVERSE[change.verb] if back else change.verb, change.ids)

    def _mark(self, verb: Verb, ids: Sequence[int]) -> None:
        if verb in ("read", "unread"):
            self._store.marks.read(ids, verb == "read")
        else:
            self._store.marks.star(ids, verb == "star")
