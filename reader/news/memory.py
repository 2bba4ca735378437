"""What a library remembers for the screen: saved searches, favourite places, where one was."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Self

from reader.errors import StoreError, StoreReadOnly
from reader.i18n import N_
from reader.news.changes import Change, History, Matter, Sentence
from reader.news.places import path_of
from reader.news.threads import WriteQueue
from reader.store.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Future


class Memory:
    """What is remembered in *store*.

    Saved searches and favourites are changed through *history*, everything else is stored through
    *writes*. Raises `reader.errors.StoreError` wherever the store does, in futures too.
    """

    def __init__(self, store: Store, history: History, writes: WriteQueue) -> None:
        self._store = store
        self._history = history
        self._writes = writes

    def favourites(self) -> list[str]:
        """Return the ids of the favourite places, the first chosen first."""
        return saved_words(self._store, "favourites")

    def toggle_favourite(self, region: str) -> Future[Favourite | None]:
        """Make a place a favourite, or one no longer."""
        return self._history.do(partial(Favourite.toggle, self._store, region))

    def searches(self) -> list[str]:
        """Return the saved searches, the first saved first."""
        return saved_words(self._store, "searches")

    def toggle_search(self, query: str) -> Future[SavedSearch | None]:
        """Save a search, or forget it."""
        return self._history.do(partial(SavedSearch.toggle, self._store, query))

    def recall(self, name: str) -> list[str]:
        """Return what was last stored under *name*, nothing where nothing was."""
        return self._store.memory.get(f"screen.{name}") or []

    def seen(self) -> int | None:
        """Return the greatest id of an article when the reader last left; None: was never here."""
        return next(map(int, self.recall("seen")), None)

    def remember(self, lists: Mapping[str, Sequence[str]]) -> Future[None]:
        """Store lists of words under their names for the next start, where the file is writable."""

        def store() -> None:
            with suppress(StoreReadOnly):
                for name, words in lists.items():
                    self._store.memory.keep(f"screen.{name}", words)

        return self._writes.put(store)

    def remember_seen(self) -> Future[None]:
        """Store that the reader leaves, and has seen all articles that there are by then."""

        def store() -> None:
            with suppress(StoreReadOnly):
                self._store.memory.keep("screen.seen", [str(self._store.articles.last_id())])

        return self._writes.put(store)

    def opened_places(self) -> list[str] | None:
        """Return which places were open in the tree; None: that was never stored."""
        return self._store.memory.get("opened")

    def remember_opened(self, places: Collection[str]) -> Future[None]:
        """Store which places are open in the tree, where that is possible."""
        opened = sorted(places)

        def store() -> None:
            with suppress(StoreError):
                self._store.memory.keep("opened", opened)

        return self._writes.put(store)


class SavedWord(Change, frozen=True):
    """A word that was added to the list named `touches`, or, not *present*, removed from it."""

    word: str
    place: int
    """Its index in the list, now or before."""
    present: bool

    @classmethod
    def toggle(cls, store: Store, word: str) -> Self:
        """Add a word, or remove it if it is there; return the change. Raises StoreError."""
        with store.transaction():
            words = saved_words(store, cls.touches)
            present = word not in words
            change = cls(word, len(words) if present else words.index(word), present)
            change.apply(store)
        return change

    def apply(self, store: Store) -> None:
        """Add it, or remove it, again. Raises StoreError."""
        self._put(store, self.present)

    def revert(self, store: Store) -> None:
        """Remove it, or put it back in its place. Raises StoreError."""
        self._put(store, not self.present)

    def _put(self, store: Store, present: bool) -> None:
        with store.transaction():
            words = [word for word in saved_words(store, self.touches) if word != self.word]
            if present:
                words.insert(self.place, self.word)
            store.memory.keep(self.touches, words)


class SavedSearch(SavedWord, frozen=True):
    """A saved search."""

    touches: ClassVar[Matter] = "searches"

    @property
    def done(self) -> Sentence:
        """Say whether it was saved."""
        return Sentence(
            N_("已保存搜索，u 撤销") if self.present else N_("不再保存这个搜索，u 撤销")
        )

    @property
    def undone(self) -> Sentence:
        """Say whether it is saved now."""
        return Sentence(N_("已撤销：搜索没有保存") if self.present else N_("已撤销：搜索还保存着"))


class Favourite(SavedWord, frozen=True):
    """A favourite place; the word is its id."""

    touches: ClassVar[Matter] = "favourites"

    @property
    def done(self) -> Sentence:
        """Say whether it became a favourite."""
        said = N_("已收藏 {place}，u 撤销") if self.present else N_("不再收藏 {place}，u 撤销")
        return Sentence(said, {"place": Sentence(path_of(self.word))})

    @property
    def undone(self) -> Sentence:
        """Say whether it is a favourite now."""
        said = N_("已撤销：没有收藏 {place}") if self.present else N_("已撤销：还收藏着 {place}")
        return Sentence(said, {"place": Sentence(path_of(self.word))})


def saved_words(store: Store, name: Matter) -> list[str]:
    """Return the words of the list *name*. Raises StoreError."""
    return store.memory.get(name) or []
