"""What the screen and the listing commands ask for.

Importing this loads neither Textual nor the network: first paint waits for neither.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from reader.model import Article, ArticleHead, Count, Listing, Scope, Source, View
from reader.news.clock import midnight, now_in_china
from reader.store.store import Store

Verb = Literal["read", "unread", "star", "unstar"]

INVERSE: dict[Verb, Verb] = {"read": "unread", "unread": "read", "star": "unstar", "unstar": "star"}


@dataclass(frozen=True, slots=True)
class Change:
    """What a mark did: the articles that really changed, for undo and for the status bar."""

    verb: Verb
    ids: array[int]


class Library:
    """Lists, articles and marks over one open *store*.

    *now* gives the present moment; *samples* tells that the articles are the sample ones, so that
    the screen can say so. Raises `reader.errors.StoreError` wherever the store does.
    """

    def __init__(
        self,
        store: Store,
        *,
        now: Callable[[], datetime] = now_in_china,
        samples: bool = False,
    ) -> None:
        self.store = store
        self.samples = samples
        self._now = now
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def ids(self, view: View, limit: int | None = None) -> array[int]:
        """Give the articles of *view*, newest first, at most *limit* of them."""
        return self.store.articles.ids(self._dated(view), limit=limit)

    def listing(self, view: View, limit: int | None = None) -> Listing:
        """Give the articles of *view* with their times, newest first, at most *limit* of them."""
        return self.store.articles.listing(self._dated(view), limit=limit)

    def unread_ids(self, view: View) -> array[int]:
        """Give the unread articles of *view*, newest first."""
        return self.ids(replace(view, unread_only=True))

    def heads(self, ids: Sequence[int]) -> list[ArticleHead]:
        """Give the rows of *ids* in their order; articles that are gone are skipped."""
        return self.store.articles.heads(ids)

    def article(self, id: int) -> Article:
        """Give one article whole. Raises KeyError when there is none."""
        return self.store.articles.get(id)

    def totals(self) -> dict[Scope, Count]:
        """Count each scope: all, today, unread, starred."""
        return self.store.marks.totals(midnight(self._now()))

    def counts(self) -> dict[str, Count]:
        """Count each place that has articles, rolled up: 吉林 holds what 长春 holds."""
        return self.store.marks.counts()

    def sources(self) -> list[Source]:
        """Give all sources in the order in which they were added."""
        return self.store.sources.all()

    def mark_read(self, ids: Sequence[int], read: bool = True) -> Change | None:
        """Mark articles read or unread; None when all of them were already."""
        return self._record("read" if read else "unread", ids)

    def star(self, ids: Sequence[int], starred: bool = True) -> Change | None:
        """Star articles or take the star away; None when that changes nothing."""
        return self._record("star" if starred else "unstar", ids)

    def mark_view_read(self, view: View) -> Change | None:
        """Mark all of *view* read; None when nothing in it was unread."""
        return self._keep(Change("read", self.store.marks.read_view(self._dated(view))))

    def undo(self) -> Change | None:
        """Take the last change back and give it; None when there is none."""
        if not self._done:
            return None
        change = self._done[-1]
        self._apply(INVERSE[change.verb], change.ids)
        self._undone.append(self._done.pop())
        return change

    def redo(self) -> Change | None:
        """Do again what was last taken back, and give it; None when there is nothing."""
        if not self._undone:
            return None
        change = self._undone[-1]
        self._apply(change.verb, change.ids)
        self._done.append(self._undone.pop())
        return change

    def _dated(self, view: View) -> View:
        if view.scope == "today" and view.since is None:
            return replace(view, since=midnight(self._now()))
        return view

    def _record(self, verb: Verb, ids: Sequence[int]) -> Change | None:
        return self._keep(Change(verb, self._apply(verb, ids)))

    def _keep(self, change: Change) -> Change | None:
        if not change.ids:
            return None
        self._done.append(change)
        self._undone.clear()
        return change

    def _apply(self, verb: Verb, ids: Sequence[int]) -> array[int]:
        if verb in ("read", "unread"):
            return self.store.marks.read(ids, verb == "read")
        return self.store.marks.star(ids, verb == "star")
