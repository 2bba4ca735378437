"""The reader's marks: changing them, and showing changes that are not stored yet."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from msgspec.structs import replace

from reader.i18n import N_
from reader.model import ArticleHead
from reader.news.changes import Change, Matter, Sentence
from reader.store.store import Store

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
    def opposite(self) -> "Marked":
        """The change that reverts it."""
        return replace(self, present=not self.present)

    def make(self, store: Store, *, stories: bool = False) -> "Marked | None":
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
