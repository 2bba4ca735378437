"""What the reader changes on purpose, marks among it, and how it is undone and redone.

The kinds of changes are defined with their subjects: marks here, others in `placements`,
`sources`, `rules` and `memory`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from reader.errors import InputError, StoreError
from reader.i18n import N_, Message
from reader.model import ArticleHead
from reader.news.threads import Withdrawn, WriteQueue
from reader.store.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Future

# What the reader changes on purpose, and the history by which it is undone and redone.

Matter = Literal["marks", "places", "sources", "rules", "searches", "favourites"]
"""What a change may affect."""


class Sentence(Struct, frozen=True):
    """A message with its parameters."""

    message: str
    params: Mapping[str, str | int | Message] = {}


class Change(Struct, frozen=True):
    """What really changed in the store; only that is reverted."""

    touches: ClassVar[Matter]

    @property
    def ids(self) -> Collection[int]:
        """The articles whose marks it changed."""
        return ()

    @property
    def done(self) -> Sentence:
        """What the reader is told when it was made."""
        raise NotImplementedError

    @property
    def undone(self) -> Sentence:
        """What the reader is told when it was reverted."""
        raise NotImplementedError

    def apply(self, store: Store) -> None:
        """Make the change again, all of it or nothing. Raises StoreError."""
        raise NotImplementedError

    def revert(self, store: Store) -> None:
        """Revert the change, all of it or nothing.

        Raises StoreError, and an InputError where that will never be possible.
        """
        raise NotImplementedError


C = TypeVar("C", bound=Change)
Make = Callable[[], C | None]
"""Changes the store and returns what that really changed, None if nothing."""


class HistoryStep:
    """One entry of the history, stored yet or not.

    `is_wanted` belongs to the screen, `change` and `is_stored` to the writing thread.
    """

    def __init__(self, make: Make[Change], asked: Change | None) -> None:
        self.make = make
        self.asked = asked
        self.change: Change | None = None
        self.is_wanted = True
        self.is_stored = False
        self.last: Future[Change | None] | None = None
        self.replaced: list[HistoryStep] = []
        """The steps that could have been redone before this one was made."""

    @property
    def is_under_way(self) -> bool:
        """Whether a write has yet to bring the store to what is wanted."""
        under_way = self.last is not None and not self.last.done()
        return under_way and self.is_wanted != self.is_stored


class History:
    """The changes to *store* since it was opened, which go through *writes*.

    All methods are for the screen's thread.
    """

    def __init__(self, store: Store, writes: WriteQueue) -> None:
        self._store = store
        self._writes = writes
        self._steps: list[HistoryStep] = []
        self._unsettled: list[HistoryStep] = []

    def do(self, make: Make[C], asked: Change | None = None) -> Future[C | None]:
        """Make a change; the future returns it once stored, None if there was nothing to change.

        *asked* is the change that is shown until then.
        """
        self._settle()
        step, end = HistoryStep(make, asked), self._end
        step.replaced = self._steps[end:]
        self._steps[end:] = [step]
        return self._put(step, self._apply)

    def do_for_good(self, make: Make[C], asked: Change | None = None) -> Future[C | None]:
        """Make a change as `do` does, but one that `undo` never reverts."""
        self._settle()
        return self._put(HistoryStep(make, asked), self._apply)

    def undo(self) -> Future[Change | None] | None:
        """Undo the last change; None when there is none.

        The future returns the change once the store is as before, None if it was never stored. It
        raises an InputError for a change that can never be undone, which is then forgotten.
        """
        self._settle()
        if not (end := self._end):
            return None
        self._steps[end - 1].is_wanted = False
        return self._put(self._steps[end - 1], self._revert)

    def redo(self) -> Future[Change | None] | None:
        """Redo the change that was undone last; None when there is none."""
        self._settle()
        if (end := self._end) == len(self._steps):
            return None
        self._steps[end].is_wanted = True
        return self._put(self._steps[end], self._apply)

    def under_way(self) -> list[tuple[Change, bool]]:
        """Return the changes that are yet to be stored, in order.

        Each comes with whether it is to be made, or reverted.
        """
        return [
            (change, step.is_wanted)
            for step in self._unsettled
            if step.is_under_way and (change := step.change or step.asked) is not None
        ]

    @property
    def _end(self) -> int:
        """The index after the last step that is wanted."""
        steps = self._steps
        return next((n for n in range(len(steps), 0, -1) if steps[n - 1].is_wanted), 0)

    def _put(self, step: HistoryStep, write: Callable[[HistoryStep], Any]) -> Future[Any]:
        if step not in self._unsettled:
            self._unsettled.append(step)
        step.last = self._writes.put(lambda: write(step))
        return step.last

    def _settle(self) -> None:
        """Settle the steps whose writes are done: one that changed nothing is removed."""
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

    # In the writing thread.

    def _apply(self, step: HistoryStep) -> Change | None:
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

    def _revert(self, step: HistoryStep) -> Change | None:
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


# The reader's marks.

Mark = Literal["read", "starred"]
UnderWay = Sequence[tuple[Change, bool]]
"""Changes that are yet to be stored, in order, and whether each is to be made or reverted."""

_DONE: Mapping[tuple[Mark, bool], str] = {
    ("read", True): N_("{n} 篇标为已读，u 撤销"),
    ("read", False): N_("{n} 篇标为未读，u 撤销"),
    ("starred", True): N_("{n} 篇加上星标，u 撤销"),
    ("starred", False): N_("{n} 篇去掉星标，u 撤销"),
}
_UNDONE: Mapping[tuple[Mark, bool], str] = {
    ("read", True): N_("已撤销：{n} 篇标为已读"),
    ("read", False): N_("已撤销：{n} 篇标为未读"),
    ("starred", True): N_("已撤销：{n} 篇加上星标"),
    ("starred", False): N_("已撤销：{n} 篇去掉星标"),
}


class Marked(Change, frozen=True):
    """Articles that were marked, or, not *present*, lost a mark."""

    mark: Mark
    present: bool
    ids: Collection[int]

    touches: ClassVar[Matter] = "marks"

    @property
    def done(self) -> Sentence:
        """Say how many articles were marked."""
        return Sentence(_DONE[self.mark, self.present], {"n": len(self.ids)})

    @property
    def undone(self) -> Sentence:
        """Say how many articles are as they were."""
        return Sentence(_UNDONE[self.mark, self.present], {"n": len(self.ids)})

    @property
    def opposite(self) -> Marked:
        """The change that reverts it."""
        return replace(self, present=not self.present)

    def make(self, store: Store, *, stories: bool = False) -> Marked | None:
        """Mark the articles; return the change, with those that were not so before, or None.

        *stories*: with all articles of the same stories. Raises StoreError.
        """
        if self.mark == "read":
            changed = store.marks.read(self.ids, self.present, stories=stories)
        else:
            changed = store.marks.star(self.ids, self.present)
        return replace(self, ids=changed) if changed else None

    def apply(self, store: Store) -> None:
        """Mark them again. Raises StoreError."""
        self.make(store)

    def revert(self, store: Store) -> None:
        """Mark them as they were. Raises StoreError."""
        self.opposite.make(store)


def marked(heads: list[ArticleHead], under_way: UnderWay) -> list[ArticleHead]:
    """Return *heads* with the marks that are *under_way*."""
    for change in _marks(under_way):
        ids = {head.id for head in heads}.intersection(change.ids)  # of which there may be many
        heads = [
            replace(head, **{change.mark: change.present}) if head.id in ids else head
            for head in heads
        ]
    return heads


def unread_among(ids: Iterable[int], unread: set[int], under_way: UnderWay) -> set[int]:
    """Return which of *ids* will be unread, those in *unread* being so in the store."""
    for change in _marks(under_way):
        if change.mark == "read" and change.present:
            unread = unread.difference(change.ids)
        elif change.mark == "read":
            unread = unread.union({*ids}.intersection(change.ids))
    return unread


def _marks(under_way: UnderWay) -> Iterator[Marked]:
    for change, is_wanted in under_way:
        if isinstance(change, Marked):
            yield change if is_wanted else change.opposite
