"""What was done, step by step: to be taken back, and to be done again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.errors import SourceReplaced, StoreError
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
from reader.news.writing import Withdrawn, Writes
from reader.store.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Future

INVERSE: Mapping[Verb, Verb] = {
    "read": "unread",
    "unread": "read",
    "star": "unstar",
    "unstar": "star",
}

Write = Callable[[], Change | None]
"""Makes a change to the store and tells of it; None: there was nothing to change."""


class Step:
    """One thing that was done, stored yet or not.

    `is_wanted` is the screen's; `change` and `is_stored` are the writing thread's while it writes.
    """

    def __init__(self, write: Write, marks: Verb | None, ids: Collection[int]) -> None:
        self.write = write
        self.marks = marks
        self.ids = ids
        self.change: Change | None = None
        self.is_wanted = True
        self.is_stored = False
        self.last: Future[Change | None] | None = None
        self.replaced: list[Step] = []
        """What could have been done again before this was done."""

    @property
    def is_under_way(self) -> bool:
        """Whether a write is yet to bring the store to what is wanted."""
        under_way = self.last is not None and not self.last.done()
        return under_way and self.is_wanted != self.is_stored


class History:
    """The changes to *store* since it was opened, which go through *writes*.

    All methods are for the thread of the screen.
    """

    def __init__(self, store: Store, writes: Writes) -> None:
        self._store = store
        self._writes = writes
        self._steps: list[Step] = []
        self._unsettled: list[Step] = []

    def do(
        self, write: Write, marks: Verb | None = None, ids: Collection[int] = ()
    ) -> Future[Change | None]:
        """Make a change, which is given when it is stored; None: there was nothing to change.

        *marks* and *ids* say what the articles look like meanwhile.
        """
        self._settle()
        step, end = Step(write, marks, ids), self._end
        step.replaced = self._steps[end:]
        self._steps[end:] = [step]
        return self._put(step, self._apply)

    def undo(self) -> Future[Change | None] | None:
        """Take the last change back; None when there is none.

        The change is given when the store is as before; none where it was not yet stored.
        Raises (in the future) SourceReplaced for a source that cannot come back, and forgets it.
        """
        self._settle()
        if not (end := self._end):
            return None
        self._steps[end - 1].is_wanted = False
        return self._put(self._steps[end - 1], self._revert)

    def redo(self) -> Future[Change | None] | None:
        """Do again what was last taken back; None when there is nothing."""
        self._settle()
        if (end := self._end) == len(self._steps):
            return None
        self._steps[end].is_wanted = True
        return self._put(self._steps[end], self._apply)

    def under_way(self) -> list[tuple[Verb, Collection[int]]]:
        """Give the marks that are wanted and not yet stored, in their order."""
        return list(self._marks_under_way())

    def _marks_under_way(self) -> Iterator[tuple[Verb, Collection[int]]]:
        for step in self._unsettled:
            if step.marks is not None and step.is_under_way:
                if step.is_wanted:
                    yield step.marks, step.ids
                else:
                    yield INVERSE[step.marks], step.change.ids if step.change else ()

    @property
    def _end(self) -> int:
        """The index behind the last step that is wanted."""
        steps = self._steps
        return next((n for n in range(len(steps), 0, -1) if steps[n - 1].is_wanted), 0)

    def _put(self, step: Step, write: Callable[[Step], Change | None]) -> Future[Change | None]:
        if step not in self._unsettled:
            self._unsettled.append(step)
        step.last = self._writes.put(lambda: write(step))
        return step.last

    def _settle(self) -> None:
        """See what has become of the steps: one that changed nothing is none."""
        for step in self._unsettled[:]:
            if step.last is not None and step.last.done():
                self._unsettled.remove(step)
                if step.change is None and step.is_wanted:
                    if step in self._steps:
                        at = self._steps.index(step)
                        self._steps[at : at + 1] = step.replaced
                elif step.change is not None:
                    step.is_wanted = step.is_stored
                step.replaced = []

    # What the writing thread does.

    def _apply(self, step: Step) -> Change | None:
        if not step.is_wanted:
            raise Withdrawn
        try:
            if step.change is None:
                step.change = _real(step.write())
            elif not step.is_stored:
                self._repeat(step.change)
        except StoreError:
            if not step.is_wanted:
                raise Withdrawn from None
            raise
        step.is_stored = step.change is not None
        return step.change

    def _revert(self, step: Step) -> Change | None:
        if step.is_wanted:
            raise Withdrawn
        if step.change is None or not step.is_stored:
            return None
        try:
            self._repeat(step.change, back=True)
        except SourceReplaced:
            step.change, step.is_wanted = None, True
            raise
        step.is_stored = False
        return step.change

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


def _real(change: Change | None) -> Change | None:
    return change if change is not None and change.ids else None
