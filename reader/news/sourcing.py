"""Adding sources, changing the settings of one by hand, removing it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import ClassVar

from msgspec.structs import replace

from reader.errors import SourceReplaced
from reader.i18n import N_
from reader.model import Source
from reader.news.changes import Change, Matter, Sentence
from reader.news.places import path_of
from reader.store.store import Store

SETTINGS = ("name", "region", "enabled")
"""What the reader may change of a source."""


class SourceChange(Change, frozen=True):
    """Something about sources."""

    touches: ClassVar[Matter] = "sources"


class SourcesAdded(SourceChange, frozen=True):
    """Sources that were added."""

    sources: Sequence[Source]
    """As they were stored."""

    @property
    def done(self) -> Sentence:
        """How many were added, or which one."""
        if len(self.sources) == 1:
            return Sentence(N_("已添加 {name}，u 撤销"), {"name": self.sources[0].label})
        return Sentence(N_("添加了 {n} 个来源，u 撤销"), {"n": len(self.sources)})

    @property
    def undone(self) -> Sentence:
        """How many are gone."""
        return Sentence(N_("已撤销：{n} 个来源又去掉了"), {"n": len(self.sources)})

    def apply(self, store: Store) -> None:
        """Bring them back with their articles. Raises StoreError."""
        with store.transaction():
            for source in self.sources:
                store.sources.bring_back(source.id)  # its place may be taken, which is as good

    def revert(self, store: Store) -> None:
        """Take them away with their articles. Raises StoreError."""
        with store.transaction():
            for source in self.sources:
                _remove(store, source.id)


class SourceRemoved(SourceChange, frozen=True):
    """A source that was removed with so many articles."""

    source: Source
    articles: int

    @property
    def done(self) -> Sentence:
        """Which one is gone, and how much with it."""
        said = N_("删除了 {name} 和它的 {n} 篇文章，u 撤销")
        return Sentence(said, {"name": self.source.label, "n": self.articles})

    @property
    def undone(self) -> Sentence:
        """That it is back."""
        return Sentence(N_("已撤销：来源和它的文章都回来了"))

    def apply(self, store: Store) -> None:
        """Remove it again. Raises StoreError."""
        _remove(store, self.source.id)

    def revert(self, store: Store) -> None:
        """Bring it back. Raises SourceReplaced, StoreError."""
        if not store.sources.bring_back(self.source.id):
            raise SourceReplaced(name=self.source.label)


class SourceEdited(SourceChange, frozen=True):
    """A source of which one of `SETTINGS` was changed."""

    before: Source
    after: Source

    @property
    def done(self) -> Sentence:
        """What is different now."""
        name = self.before.label
        if self.after.name != self.before.name:
            return Sentence(N_("改名了，u 撤销"))
        if self.after.region != self.before.region:
            place = path_of(self.after.region) if self.after.region else N_("不定地区")
            said = N_("{name} 移到了 {place}，u 撤销")
            return Sentence(said, {"name": name, "place": Sentence(place)})
        said = N_("启用了 {name}，u 撤销") if self.after.enabled else N_("停用了 {name}，u 撤销")
        return Sentence(said, {"name": name})

    @property
    def undone(self) -> Sentence:
        """That it is as before."""
        return Sentence(N_("已撤销：来源和原来一样"))

    def apply(self, store: Store) -> None:
        """Change it again. Raises StoreError."""
        _configure(store, self.before, self.after)

    def revert(self, store: Store) -> None:
        """Set it back. Raises StoreError."""
        _configure(store, self.after, self.before)


def add(store: Store, sources: Sequence[Source]) -> SourcesAdded | None:
    """Add *sources*, but for those whose addresses are known; None: all are. Raises StoreError."""
    added = store.sources.add_all(sources)
    return SourcesAdded(added) if added else None


def edit(store: Store, id: int, wanted: Callable[[Source], Source]) -> SourceEdited | None:
    """Make a source what *wanted* makes of it as it is stored; None: nothing changed.

    Raises StoreError.
    """
    with store.transaction(), suppress(KeyError):  # another process was faster
        before = store.sources.get(id)
        after = wanted(before)
        if after != before:
            _configure(store, before, after)
            return SourceEdited(before, after)
    return None


def remove(store: Store, id: int) -> SourceRemoved | None:
    """Remove a source with its articles; None: it is gone already. Raises StoreError."""
    with store.transaction(), suppress(KeyError):
        source = store.sources.get(id)
        count = store.sources.counts([id])[id].total
        store.sources.remove(id)
        return SourceRemoved(source, count)
    return None


def _configure(store: Store, before: Source, after: Source) -> None:
    """Give a source those settings of *after* that are others than *before*, and no more."""
    changed = {
        name: getattr(after, name)
        for name in SETTINGS
        if getattr(after, name) != getattr(before, name)
    }
    with store.transaction(), suppress(KeyError):
        wanted = replace(store.sources.get(after.id), **changed)
        store.sources.configure(
            wanted.id, name=wanted.name, region=wanted.region, enabled=wanted.enabled
        )


def _remove(store: Store, id: int) -> None:
    with suppress(KeyError):  # another process was faster
        store.sources.remove(id)
