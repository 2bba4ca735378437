"""The lists that the reader keeps, the first kept first: searches, and favourite places."""

from typing import ClassVar, Self

from reader.i18n import N_
from reader.news.changes import Change, Matter, Sentence
from reader.news.places import path_of
from reader.store.store import Store


class Kept(Change, frozen=True):
    """A word came into the list of the name `touches`, or, not *present*, left it."""

    word: str
    place: int
    """Where in the list it stands, or stood."""
    present: bool

    @classmethod
    def toggle(cls, store: Store, word: str) -> Self:
        """Keep a word, or keep it no longer, and return that. Raises StoreError."""
        with store.transaction():
            words = kept(store, cls.touches)
            present = word not in words
            change = cls(word, len(words) if present else words.index(word), present)
            change.apply(store)
        return change

    def apply(self, store: Store) -> None:
        """Bring it in, or out, again. Raises StoreError."""
        self._put(store, self.present)

    def revert(self, store: Store) -> None:
        """Bring it out, or back to its place. Raises StoreError."""
        self._put(store, not self.present)

    def _put(self, store: Store, present: bool) -> None:
        with store.transaction():
            words = [word for word in kept(store, self.touches) if word != self.word]
            if present:
                words.insert(self.place, self.word)
            store.memory.keep(self.touches, words)


class KeptSearch(Kept, frozen=True):
    """A query that is searched again and again."""

    touches: ClassVar[Matter] = "searches"

    @property
    def done(self) -> Sentence:
        """Whether it is kept."""
        return Sentence(
            N_("保存了搜索，u 撤销") if self.present else N_("不再保存这个搜索，u 撤销")
        )

    @property
    def undone(self) -> Sentence:
        """Whether it is kept now."""
        return Sentence(N_("已撤销：搜索没有保存") if self.present else N_("已撤销：搜索还保存着"))


class Favourite(Kept, frozen=True):
    """The id of a region that one reads often."""

    touches: ClassVar[Matter] = "favourites"

    @property
    def done(self) -> Sentence:
        """Whether it is a favourite."""
        said = N_("已收藏 {place}，u 撤销") if self.present else N_("不再收藏 {place}，u 撤销")
        return Sentence(said, {"place": Sentence(path_of(self.word))})

    @property
    def undone(self) -> Sentence:
        """Whether it is a favourite now."""
        said = N_("已撤销：没有收藏 {place}") if self.present else N_("已撤销：还收藏着 {place}")
        return Sentence(said, {"place": Sentence(path_of(self.word))})


def kept(store: Store, name: Matter) -> list[str]:
    """Return the words of a list. Raises StoreError."""
    return store.memory.get(name) or []
