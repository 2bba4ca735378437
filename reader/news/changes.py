"""What the reader changes on purpose, and the history by which it is undone and redone.

The kinds of changes are defined with their subjects: `reader.news.marks`, `corrections`, `sources`,
`rules` and `memory`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from msgspec import Struct

from reader.errors import InputError, StoreError
from reader.i18n import Message
from reader.news.write_queue import Withdrawn, WriteQueue
from reader.store.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Future

Matter = Literal["marks", "places", "sources", "rules", "searches", "favourites"]
"""What a change may touch."""


class Sentence(Struct, frozen=True):
    """A message with its parameters."""

    message: str
    params: Mapping[str, str | int | Message] = {}


class Change(Struct, frozen=True):
    """What really changed in the store, which is all that taking it back concerns."""

    touches: ClassVar[Matter]

    @property
    def ids(self) -> Collection[int]:
        """The articles whose marks it changed."""
        return ()

    @property
    def done(self) -> Sentence:
        """What is said when it was done."""
        raise NotImplementedError

    @property
    def undone(self) -> Sentence:
        """What is said when it was taken back."""
        raise NotImplementedError

    def apply(self, store: Store) -> None:
        """Make the change again, all of it or nothing. Raises StoreError."""
        raise NotImplementedError

    def revert(self, store: Store) -> None:
        """Take the change back, all of it or nothing.

        Raises StoreError, and an InputError where that will never be possible.
        """
        raise NotImplementedError


C = TypeVar("C", bound=Change)
Make = Callable[[], C | None]
"""Changes the store and returns what that really changed, None if nothing."""


class Step:
    """One thing that was done, stored yet or not.

    `is_wanted` is the screen's; `change` and `is_stored` are the writing thread's while it writes.
    """

    def __init__(self, make: Make[Change], asked: Change | None) -> None:
        self.make = make
        self.asked = asked
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

    All methods are for the screen's thread.
    """

    def __init__(self, store: Store, writes: WriteQueue) -> None:
        self._store = store
        self._writes = writes
        self._steps: list[Step] = []
        self._unsettled: list[Step] = []

    def do(self, make: Make[C], asked: Change | None = None) -> Future[C | None]:
        """Make a change, which is returned when it is stored; None: there was nothing to change.

        *asked* is what it is taken for meanwhile.
        """
        self._settle()
        step, end = Step(make, asked), self._end
        step.replaced = self._steps[end:]
        self._steps[end:] = [step]
        return self._put(step, self._apply)

    def do_for_good(self, make: Make[C], asked: Change | None = None) -> Future[C | None]:
        """Make a change as `do` does, but one that `undo` never takes back."""
        self._settle()
        return self._put(Step(make, asked), self._apply)

    def undo(self) -> Future[Change | None] | None:
        """Take the last change back; None when there is none.

        The change is returned when the store is as before; none where it was not yet stored.
        The future raises an InputError for what can never be taken back, which is then forgotten.
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

    def under_way(self) -> list[tuple[Change, bool]]:
        """Return the changes that are yet to be stored, in their order.

        With each whether it is wanted, or being taken back.
        """
        return [
            (change, step.is_wanted)
            for step in self._unsettled
            if step.is_under_way and (change := step.change or step.asked) is not None
        ]

    @property
    def _end(self) -> int:
        """The index behind the last step that is wanted."""
        steps = self._steps
        return next((n for n in range(len(steps), 0, -1) if steps[n - 1].is_wanted), 0)

    def _put(self, step: Step, write: Callable[[Step], Any]) -> Future[Any]:
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
                step.change = step.make()
            elif not step.is_stored:
                step.change.apply(self._store)
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
            step.change.revert(self._store)
        except InputError:  # nor will it ever be possible
            step.change, step.is_wanted = None, True
            raise
        step.is_stored = False
        return step.change
