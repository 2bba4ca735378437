"""What the screen and the listing commands ask for.

Importing this loads neither Textual nor the network: first paint waits for neither.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader import log
from reader.errors import ChangesLost, NotSearchable, StoreError, StoreReadOnly
from reader.i18n import render
from reader.model import Article, ArticleHead, Count, Listing, Rule, Scope, Source
from reader.news import marks, saved
from reader.news.changes import Change
from reader.news.clock import midnight, now_in_china
from reader.news.history import History
from reader.news.marks import Marked
from reader.news.writing import Writes
from reader.store.queue import INDEX
from reader.store.store import Store
from reader.view import TODAY, UNREAD, View, since

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.news.health import Health
    from reader.news.sourcing import SourcesAdded
    from reader.store.sources import Makeup
    from reader.text.snippet import Snippet

FIRST = 50
"""Hits that are sought before all others."""


class Library:
    """Lists, articles and marks over one open *store*.

    *now* gives the present moment; *samples* tells that the articles are the sample ones, so that
    the screen can say so; *folds*: a story of several sources is one row; *queued*: writes are done
    in a thread of their own. Raises `reader.errors.StoreError` wherever the store does, and
    BadQuery or UnknownRegion for a view whose query means nothing; what writes does so in its
    future.
    """

    def __init__(
        self,
        store: Store,
        *,
        now: Callable[[], datetime] = now_in_china,
        samples: bool = False,
        folds: bool = False,
        queued: bool = False,
    ) -> None:
        self.store = store
        self.writes = Writes(store, queued=queued)
        self.samples = samples
        self.folds = folds
        self._now = now
        self._history = History(store, self.writes)

    def ids(self, view: View, limit: int | None = None) -> array[int]:
        """Give the articles of *view*, newest first, at most *limit* of them."""
        if view.search:
            return self.listing(view, limit).ids
        return self.store.articles.ids(self._listed(view), limit=limit)

    def listing(self, view: View, limit: int | None = None) -> Listing:
        """Give the articles of *view* with their times, newest first, at most *limit* of them."""
        if not view.search:
            return self.store.articles.listing(self._listed(view), limit=limit)
        found = Listing(array("q"), array("q"))
        for page, _ in self.search_rows(view):
            found.ids.extend(page.ids)
            found.times.extend(page.times)
            if limit is not None and len(found.ids) >= limit:
                break
        return Listing(found.ids[:limit], found.times[:limit])

    def search(self, view: View, first: int = FIRST) -> Iterator[Listing]:
        """Give the articles of *view* in whose texts stands what it seeks, newest first.

        They come page by page, empty ones too; the first is sought for about *first* articles.
        Raises NothingSought, and IndexDamaged where the index must be made anew.
        """
        return self.store.search.pages(self._plain(view), first)

    def search_rows(self, view: View, first: int = FIRST) -> Iterator[tuple[Listing, int]]:
        """Give what `search` finds as a list shows it, a story as one row.

        With each page how many articles it stands for, those left out too.
        """
        return self.store.search.rows(self._plain(view), first)

    def search_count(self, view: View) -> int | None:
        """Give how many `search` finds; None where only all its pages tell."""
        return self.store.search.count(self._plain(view))

    def snippets(
        self, view: View, ids: Sequence[int], length: int | None = None
    ) -> dict[int, Snippet]:
        """Give of each article the line in which what *view* seeks stands, cut to *length*."""
        from reader.news.sought import snippet_of, strings  # not before first paint
        from reader.text.snippet import LENGTH

        sought, length = strings(view.search), length or LENGTH
        drafts = self.store.search.drafts(array("q", ids))
        return {id: snippet_of(draft, sought, length) for id, draft in drafts}

    def by_relevance(self, view: View, ids: Sequence[int]) -> array[int]:
        """Give *ids* with those first that are most about what *view* seeks."""
        from reader.news.sought import relevance, strings

        sought = strings(view.search)
        drafts = self.store.search.drafts(array("q", ids))
        scores = {id: relevance(draft, sought) for id, draft in drafts}
        return array("q", sorted(ids, key=lambda id: -scores.get(id, 0)))

    def next_unread(self, view: View, head: ArticleHead, *, back: bool = False) -> int | None:
        """Give the next unread article of *view* behind that of *head*, or, *back*, before it.

        None where there is none. Not for searches.
        """
        unread = self._listed(view).having(UNREAD)
        if back:
            unread = replace(unread, oldest_first=not view.oldest_first)
        id = self.store.articles.behind(unread, head.time, head.id)
        while id is not None and self._history.under_way():
            [head] = self.heads([id])
            if not head.read:
                break
            id = self.store.articles.behind(unread, head.time, head.id)
        return id

    def unread_among(self, ids: Sequence[int]) -> set[int]:
        """Give those of *ids* that are unread."""
        under_way = self._history.under_way()  # first: what is stored by then is read
        unread = set(self.store.search.among(View((UNREAD,)), ids, muted=True))
        return marks.unread_among(ids, unread, under_way)

    def heads(self, ids: Sequence[int]) -> list[ArticleHead]:
        """Give the rows of *ids* in their order; articles that are gone are skipped.

        They have the marks that are wanted, stored yet or not.
        """
        under_way = self._history.under_way()  # first: what is stored by then is read
        return marks.marked(self.store.articles.heads(ids), under_way)

    def article(self, id: int) -> Article:
        """Give one article whole. Raises KeyError when there is none."""
        return self.store.articles.get(id)

    def totals(self) -> dict[Scope, Count]:
        """Count each scope: all, today, unread, starred."""
        return self.store.marks.totals(midnight(self._now()), folded=self.folds)

    def counts(self) -> dict[str, Count]:
        """Count each place that has articles, rolled up: 吉林 holds what 长春 holds."""
        return self.store.marks.counts(folded=self.folds)

    def sources(self) -> list[Source]:
        """Give all sources in the order in which they were added."""
        return self.store.sources.all()

    def source(self, id: int) -> Source:
        """Give one source. Raises KeyError."""
        return self.store.sources.get(id)

    def has_source(self, id: int) -> bool:
        """Whether there is such a source."""
        return self.store.sources.has(id)

    def health(self) -> list[Health]:
        """Give how every source is doing, by region and label; those of no region come last."""
        from reader.news.health import survey  # not before first paint

        found = survey(self.store, int(self._now().timestamp()))
        return sorted(found, key=lambda each: (each.source.region or "~", each.source.label))

    def makeup(self, source: int) -> Makeup:
        """Count the articles of a source, and those that lack something."""
        return self.store.sources.makeup(source)

    def subscriptions(self) -> dict[str, list[Source]]:
        """Give the enabled sources of each region, of itself alone, by their labels."""
        found: dict[str, list[Source]] = {}
        for source in sorted(self.sources(), key=lambda source: source.label):
            if source.enabled and source.region:
                found.setdefault(source.region, []).append(source)
        return found

    def source_counts(self, ids: Sequence[int]) -> dict[int, Count]:
        """Count the articles of sources."""
        return self.store.sources.counts(ids)

    def add_sources(self, sources: Sequence[Source]) -> Future[SourcesAdded | None]:
        """Add sources, but for those whose addresses are known; None: all of them are."""
        from reader.news import sourcing  # not before first paint

        return self._history.do(partial(sourcing.add, self.store, sources))

    def edit_source(self, id: int, wanted: Callable[[Source], Source]) -> Future[Change | None]:
        """Make a source what *wanted* makes of it as it is stored by then; None: no change.

        Only its name, its region and its being enabled can be changed.
        """
        from reader.news import sourcing

        return self._history.do(partial(sourcing.edit, self.store, id, wanted))

    def remove_source(self, id: int) -> Future[Change | None]:
        """Remove a source with its articles; None: it is gone already."""
        from reader.news import sourcing

        return self._history.do(partial(sourcing.remove, self.store, id))

    def favourites(self) -> list[str]:
        """Give the favourite places, the first chosen first."""
        return saved.kept(self.store, "favourites")

    def toggle_favourite(self, region: str) -> Future[Change | None]:
        """Make a place a favourite, or none any more."""
        return self._history.do(partial(saved.Favourite.toggle, self.store, region))

    def searches(self) -> list[str]:
        """Give the searches that the reader keeps."""
        return saved.kept(self.store, "searches")

    def toggle_search(self, query: str) -> Future[Change | None]:
        """Keep a search, or keep it no longer."""
        return self._history.do(partial(saved.KeptSearch.toggle, self.store, query))

    def unindexed(self) -> int:
        """Give how many articles no search finds yet."""
        return self.store.queue.waiting(INDEX)

    def remembered(self, name: str) -> list[str]:
        """Give what the screen kept under *name* when it was left, nothing where it never was."""
        return self.store.memory.get(f"screen.{name}") or []

    def remember(self, lists: Mapping[str, Sequence[str]]) -> Future[None]:
        """Keep lists of words under their names for the next time, where the file is writable."""

        def keep() -> None:
            with suppress(StoreReadOnly):
                for name, words in lists.items():
                    self.store.memory.keep(f"screen.{name}", words)

        return self.writes.put(keep)

    def opened_places(self) -> list[str] | None:
        """Give what was open in the tree of places the last time; None: nobody knows."""
        return self.store.memory.get("opened")

    def remember_opened(self, places: Collection[str]) -> Future[None]:
        """Keep what is open in the tree of places, where that can be stored."""
        opened = sorted(places)

        def keep() -> None:
            with suppress(StoreError):
                self.store.memory.keep("opened", opened)

        return self.writes.put(keep)

    def mark_read(self, ids: Sequence[int], read: bool = True) -> Future[Change | None]:
        """Mark articles read or unread; None when all of them were already.

        Where lists are folded, with all articles that are one story with them.
        """
        asked = Marked("read", read, ids)
        return self._history.do(partial(asked.make, self.store, stories=self.folds), asked)

    def mark_opened(self, id: int) -> Future[Change | None]:
        """Mark an article read as `mark_read` does, but as nothing that `undo` takes back."""
        asked = Marked("read", True, [id])
        return self._history.do_for_good(partial(asked.make, self.store, stories=self.folds), asked)

    def star(self, ids: Sequence[int], starred: bool = True) -> Future[Change | None]:
        """Star articles or take the star away; None when that changes nothing."""
        asked = Marked("starred", starred, ids)
        return self._history.do(partial(asked.make, self.store), asked)

    def mark_view_read(self, view: View, listed: Collection[int] = ()) -> Future[Change | None]:
        """Mark all of *view* read, *listed* as it may be; None when nothing in it was unread."""

        def make() -> Change | None:
            if view.search:
                return Marked("read", True, self.ids(view)).make(self.store, stories=self.folds)
            changed = self.store.marks.read_view(self._listed(view))
            return Marked("read", True, changed) if changed else None

        return self._history.do(make, Marked("read", True, listed))

    def move(
        self, ids: Sequence[int], region: str, *, lasting: bool = False
    ) -> Future[Change | None]:
        """Put articles at *region*; None: all are there.

        *lasting*, for one article, makes it a rule for its source. Raises KeyError.
        """
        from reader.news import corrections  # not before first paint

        return self._history.do(partial(corrections.move, self.store, ids, region, lasting=lasting))

    def found_by_itself(self, id: int) -> str | None:
        """Give where an article would stand by its text alone. Raises KeyError."""
        from reader.news import corrections

        return corrections.found_by_itself(self.store, id)

    def rules(self) -> list[tuple[Rule, int]]:
        """Give the rules, and how many articles each has found."""
        found = self.store.rules.found()
        return [(rule, found.get(rule.id, 0)) for rule in self.store.rules.all()]

    def hits(self, query: str) -> int:
        """Count what *query* finds, as a rule would. Raises BadQuery, UnknownRegion."""
        view = View(search=query)
        count = self.search_count(view)
        return sum(len(page.ids) for page in self.search(view)) if count is None else count

    def add_rule(self, rule: Rule) -> Future[Change | None]:
        """Store a rule, which is heard off the queue."""
        from reader.news import ruling

        return self._history.do(partial(ruling.add, self.store, rule))

    def remove_rule(self, rule: Rule) -> Future[Change | None]:
        """Remove a rule; what it did is taken back off the queue; None: it is gone already."""
        from reader.news import ruling

        return self._history.do(partial(ruling.remove, self.store, rule))

    def undo(self) -> Future[Change | None] | None:
        """Take the last change back, as `reader.news.history.History.undo` does."""
        return self._history.undo()

    def redo(self) -> Future[Change | None] | None:
        """Do again what was last taken back; None when there is nothing."""
        return self._history.redo()

    def close(self, waiting: Callable[[], None] = lambda: None) -> None:
        """Wait for all writes and close the store; *waiting* is called if that is not done soon.

        Raises ChangesLost for writes that failed and of which nobody was told.
        """
        lost = self.writes.close(waiting)
        self.store.close()
        if lost:
            raise ChangesLost(n=len(lost), reason=render(log.as_ours(lost[0])))

    def _listed(self, view: View) -> View:
        """Return *view* as the store lists it. Raises BadQuery, UnknownRegion, NotSearchable."""
        view = self._plain(view)
        if any(condition.field == "image" for condition in view.conditions):
            raise NotSearchable(term="has:image")
        return view

    def _plain(self, view: View) -> View:
        """Return *view* by conditions that the store knows alone. Raises BadQuery, UnknownRegion.

        The day is that of now, and spans of time are counted back from now.
        """
        now = self._now()
        asked = [since(midnight(now)) if each == TODAY else each for each in view.conditions]
        if view.search or view.filter:
            from reader.news.queries import conditions  # not before first paint

            asked += conditions(view.search, now)
            asked += conditions(view.filter, now, loosely=True)
        return View(tuple(asked), oldest_first=view.oldest_first, folded=self.folds)
