"""The sources of a library: listing them, adding, editing and removing them, each undoably."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from reader.errors import InputError
from reader.i18n import N_
from reader.model import Count, Draft, Outcome, Source
from reader.news.changes import Change, History, Matter, Sentence
from reader.news.due import gone
from reader.news.places import folders_of, path_of
from reader.news.threads import WriteQueue
from reader.store.store import Store
from reader.view import View, from_source

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.news.health import Health
    from reader.settings.config import Fetch
    from reader.store.sources import Makeup

LOOKED_AT = 5
"""Articles of a source whose mastheads are looked at."""
FOLDER = "/"
"""Stands before the name of a folder where it stands in place of a region's id."""
SETTINGS = ("name", "region", "folder", "enabled")
"""What the reader may change of a source."""


class Sources:
    """The sources in *store*; *now* returns the present moment.

    What changes them goes through *history*, or, as nothing that can be undone, *writes*. Raises
    `reader.errors.StoreError` wherever the store does, in futures too.
    """

    def __init__(
        self, store: Store, history: History, writes: WriteQueue, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._history = history
        self._writes = writes
        self._now = now

    def all(self) -> list[Source]:
        """Return all sources in the order in which they were added."""
        return self._store.sources.all()

    def get(self, id: int) -> Source:
        """Return one source. Raises KeyError."""
        return self._store.sources.get(id)

    def has(self, id: int) -> bool:
        """Whether there is such a source."""
        return self._store.sources.has(id)

    def is_paper(self, id: int | None) -> bool:
        """Whether there is such a source, and it is a newspaper."""
        with suppress(KeyError):
            return id is not None and self._store.sources.get(id).kind == "paper"
        return False

    def by_place(self) -> dict[str, list[Source]]:
        """Return the enabled sources of each region itself, sorted by label.

        Those of no region are found by `FOLDER` and then their folder, if they have one.
        """
        found: dict[str, list[Source]] = {}
        for source in sorted(self.all(), key=lambda source: source.label):
            folder = FOLDER + source.folder if source.folder else ""
            if source.enabled and (place := source.region or folder):
                found.setdefault(place, []).append(source)
        return found

    def counts(self, ids: Sequence[int]) -> dict[int, Count]:
        """Count the articles of sources."""
        return self._store.sources.counts(ids)

    def makeup(self, id: int) -> Makeup:
        """Count the articles of a source, and those that lack something."""
        return self._store.sources.makeup(id)

    def health(self) -> list[Health]:
        """Return how every source is doing, by region and label; those of no region come last."""
        from reader.news.health import survey  # not before first paint

        found = survey(self._store, int(self._now().timestamp()))
        return sorted(found, key=lambda each: (each.source.region or "~", each.source.label))

    def ask(self, source: Source, settings: Fetch) -> AsyncGenerator[Outcome, None]:
        """Ask *source* now, in this process, and yield its outcome.

        One that was given up for good is asked too: it may be back.
        """
        from reader.news.refresh.run import refresh  # not before first paint

        force = gone(source)
        return refresh(self._store, [source], settings=settings, force=force, now=self._now)

    def linked_by(self, draft: Draft, source: Source) -> list[Source]:
        """Return the pages of places that an article's masthead links, and that are no sources.

        *source* is the article's.
        """
        from reader.news.discovery import city_pages_of  # not before first paint

        pages, find = city_pages_of(draft, source), self._store.sources.find
        return [page for page in pages if find(page.url) is None]

    def linked_from(self, source: Source) -> list[Source]:
        """Return what the newest of the articles of *source* with a masthead links, likewise."""
        newest = self._store.articles.ids(View((from_source(source.id),)), limit=LOOKED_AT)
        drafts = (self._store.articles.get(id).draft for id in newest)
        draft = next((draft for draft in drafts if draft.masthead), None)
        return self.linked_by(draft, source) if draft else []

    def add(self, sources: Sequence[Source]) -> Future[SourcesAdded | None]:
        """Add sources, except those whose addresses are known; None: all of them are."""
        return self._history.do(partial(add, self._store, sources))

    def edit(self, id: int, wanted: Callable[[Source], Source]) -> Future[SourceEdited | None]:
        """Make a source what *wanted* makes of it as it is stored by then; None: no change.

        Only its name, its region and its being enabled can be changed.
        """
        return self._history.do(partial(edit, self._store, id, wanted))

    def remove(self, id: int) -> Future[SourceRemoved | None]:
        """Remove a source with its articles; None: it is gone already."""
        return self._history.do(partial(remove, self._store, id))

    def subscribe(self, source: Source) -> Future[tuple[Source, bool]]:
        """Store *source* as the function `subscribe` does; this cannot be undone."""
        return self._writes.put(partial(subscribe, self._store, source))


class SourceChange(Change, frozen=True):
    """A change to sources."""

    touches: ClassVar[Matter] = "sources"


class SourcesAdded(SourceChange, frozen=True):
    """Sources that were added."""

    sources: Sequence[Source]
    """As they were stored."""

    @property
    def done(self) -> Sentence:
        """Say how many were added, or which one."""
        if len(self.sources) == 1:
            return Sentence(N_("已添加 {name}，u 撤销"), {"name": self.sources[0].label})
        return Sentence(N_("添加了 {n} 个来源，u 撤销"), {"n": len(self.sources)})

    @property
    def undone(self) -> Sentence:
        """Say how many are gone."""
        return Sentence(N_("已撤销：{n} 个来源又去掉了"), {"n": len(self.sources)})

    def apply(self, store: Store) -> None:
        """Bring them back with their articles. Raises StoreError."""
        with store.transaction():
            for source in self.sources:
                store.sources.bring_back(
                    source.id
                )  # its address may be taken by now, which is just as well
            _offer(store, self.sources)

    def revert(self, store: Store) -> None:
        """Remove them with their articles. Raises StoreError."""
        with store.transaction():
            for source in self.sources:
                _remove(store, source.id)


class SourceRemoved(SourceChange, frozen=True):
    """A source that was removed with its articles, so many of them."""

    source: Source
    articles: int

    @property
    def done(self) -> Sentence:
        """Say which one is gone, and how many articles with it."""
        said = N_("删除了 {name} 和它的 {n} 篇文章，u 撤销")
        return Sentence(said, {"name": self.source.label, "n": self.articles})

    @property
    def undone(self) -> Sentence:
        """Say that it is back."""
        return Sentence(N_("已撤销：来源和它的文章都回来了"))

    def apply(self, store: Store) -> None:
        """Remove it again. Raises StoreError."""
        _remove(store, self.source.id)

    def revert(self, store: Store) -> None:
        """Bring it back. Raises InputError, StoreError."""
        if not store.sources.bring_back(self.source.id):
            raise InputError(
                N_("{name} 的网址又添加过了，不能恢复原来的。"),
                kind="source_replaced",
                name=self.source.label,
            )


class SourceEdited(SourceChange, frozen=True):
    """A source one of whose `SETTINGS` was changed."""

    before: Source
    after: Source

    @property
    def done(self) -> Sentence:
        """Say what is different now."""
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
        """Say that it is as before."""
        return Sentence(N_("已撤销：来源和原来一样"))

    def apply(self, store: Store) -> None:
        """Change it again. Raises StoreError."""
        _configure(store, self.before, self.after)

    def revert(self, store: Store) -> None:
        """Set it back. Raises StoreError."""
        _configure(store, self.after, self.before)


def add(store: Store, sources: Sequence[Source]) -> SourcesAdded | None:
    """Add *sources*, except those whose addresses are known; None: all are. Raises StoreError."""
    with store.transaction():
        added = store.sources.add_all(sources)
        _offer(store, added)
    return SourcesAdded(added) if added else None


def edit(store: Store, id: int, wanted: Callable[[Source], Source]) -> SourceEdited | None:
    """Make a source what *wanted* makes of it as it is stored; None: nothing changed.

    Raises StoreError.
    """
    with store.transaction(), suppress(KeyError):  # another process was faster
        before = store.sources.get(id)
        after = wanted(before)
        if before.synced:
            before, after = _spelt_out(before, after)
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


def subscribe(store: Store, source: Source) -> tuple[Source, bool]:
    """Store *source*; return it as it is stored, and whether it is new.

    A known one stays as it is, but takes up credentials. Raises StoreError.
    """
    known = store.sources.find(source.url)
    if known is None:
        with store.transaction():
            added = store.sources.add(source)
            _offer(store, [added])
        return added, True
    if source.login and source.login != known.login:
        known = replace(known, login=source.login)
        store.sources.update(known)
    return known, False


def _offer(store: Store, sources: Sequence[Source]) -> None:
    """Let the server, if there is one, be asked at the next sync to subscribe to feeds as well."""
    from reader.news.sync.server import MEMORY, can_be_handed_over  # not before first paint

    if store.memory.get(MEMORY):
        stored = filter(None, (store.sources.find(source.url) for source in sources))
        store.sync.offer([source.url for source in stored if can_be_handed_over(source)])


def _spelt_out(before: Source, after: Source) -> tuple[Source, Source]:
    """Return a source of the server's with its name and its folder as they are to be there.

    So that undoing the change brings back what was there.
    """
    after = replace(after, name=after.label)
    if after.region != before.region:
        after = replace(after, folder=folders_of(after.region))
    return replace(before, name=before.label), after


def _configure(store: Store, before: Source, after: Source) -> None:
    """Change the settings of a source in which *after* differs from *before*, and no others."""
    changed = {
        name: getattr(after, name)
        for name in SETTINGS
        if getattr(after, name) != getattr(before, name)
    }
    with store.transaction(), suppress(KeyError):
        wanted = replace(store.sources.get(after.id), **changed)
        store.sources.configure(wanted)


def _remove(store: Store, id: int) -> None:
    with suppress(KeyError):  # another process was faster
        store.sources.remove(id)
