"""What a change is: something that was done on purpose, and can be taken back.

The kinds of changes are defined where their matter is: `reader.news.marks`, `corrections`,
`sourcing`, `ruling` and `saved`.
"""

from collections.abc import Collection, Mapping
from typing import ClassVar, Literal

from msgspec import Struct

from reader.i18n import Message
from reader.store.store import Store

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
