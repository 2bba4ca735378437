"""What the screen and the listing commands ask for: lists, articles and marks.

Importing this loads neither Textual nor the network: first paint waits for neither.
"""

from __future__ import annotations

from array import array
from collections.abc import AsyncGenerator, Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader import log
from reader.errors import BadQuery, StoreError
from reader.i18n import N_, render
from reader.model import Article, ArticleHead, Count, Listing, Outcome, Scope, Source
from reader.news import changes
from reader.news.changes import Change, History, Marked
from reader.news.memory import Memory
from reader.news.sources import Sources
from reader.news.threads import WriteQueue
from reader.store.store import Store
from reader.text.dates import CST, midnight, now_in_china
from reader.view import FRONT, TODAY, UNREAD, View, since

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from reader.news.front_page import FrontPage
    from reader.news.refresh.pages import TakenAlong
    from reader.news.refresh.visits import OnProgress
    from reader.news.rules import Rules
    from reader.news.search import ArticleSearch
    from reader.news.sync.run import Synced
    from reader.news.work import WorkStep
    from reader.settings.config import Fetch, Keep, Notify, Sync
    from reader.sync.records import Login


class Library:
    """The articles of one open *store*, with their marks, sources and rules.

    *now* returns the present moment; *samples* says that the articles are the sample ones, so that
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
        self.samples = samples
        self.folds = folds
        self._now = now
        self.writes = WriteQueue(store, queued=queued)
        self._history = History(store, self.writes)
        self.sources = Sources(store, self._history, self.writes, now)
        self.memory = Memory(store, self._history, self.writes)

    @cached_property
    def search(self) -> ArticleSearch:
        """The articles whose texts match a query."""
        from reader.news.search import ArticleSearch  # not before first paint

        return ArticleSearch(self.store, self._resolve)

    @cached_property
    def rules(self) -> Rules:
        """The reader's rules."""
        from reader.news.rules import Rules  # not before first paint

        return Rules(self.store, self._history)

    @cached_property
    def front_page(self) -> FrontPage:
        """What came since the last visit, by place."""
        from reader.news.front_page import FrontPage  # not before first paint

        return FrontPage(self.store, self.memory, self._now)

    @property
    def read_only(self) -> bool:
        """Whether nothing is kept, because the file cannot be written."""
        return self.store.read_only

    @property
    def in_memory(self) -> bool:
        """Whether there is no file, as for samples and files named on the command line."""
        return self.store.path is None

    def today(self) -> date:
        """Return the day that it is in China."""
        return self._now().astimezone(CST).date()

    def version(self) -> int:
        """Return a number that any write changes, also one by another process."""
        return self.store.version()

    def close(self, on_wait: Callable[[], None] = lambda: None) -> None:
        """Wait for all writes and close the store; *on_wait* is called if that takes long.

        Raises StoreError for failed writes whose errors nobody has seen.
        """
        lost = self.writes.close(on_wait)
        self.store.close()
        if lost:
            raise StoreError(
                N_("退出时有 {n} 处改动或读到的地方没有保存：{reason}"),
                kind="changes_lost",
                n=len(lost),
                reason=render(log.as_ours(lost[0])),
            )

    # Lists and articles.

    def ids(self, view: View, limit: int | None = None) -> array[int]:
        """Return the articles of *view* in its order, at most *limit* of them."""
        if view.search or view.is_front:
            return self.listing(view, limit).ids
        return self.store.articles.ids(self._listed(view), limit=limit)

    def listing(self, view: View, limit: int | None = None) -> Listing:
        """Return the articles of *view* with their times in its order, at most *limit* of them.

        Those of one newspaper are listed with its pages, unless in another order than that of time.
        The front page is made of the newest *limit* articles, in its own order.
        """
        if view.is_front:
            return self.front_page.listing(self._listed(view), limit)
        if not view.search:
            listing = self.store.articles.listing(self._listed(view), limit=limit)
            if view.order != "reprinted" and self.sources.is_paper(view.source):
                return replace(listing, sections=self.store.articles.pages(listing))
            return listing
        found = Listing(array("q"), array("q"))
        for page, _ in self.search.rows(view):
            found.ids.extend(page.ids)
            found.times.extend(page.times)
            if limit is not None and len(found.ids) >= limit:
                break
        return Listing(found.ids[:limit], found.times[:limit])

    def pieces(self, view: View) -> Iterator[Listing]:
        """Yield what `listing` returns: what is filtered, which takes long, piece by piece."""
        if view.filter and view.is_by_time and not self.sources.is_paper(view.source):
            yield from self.store.articles.pieces(self._listed(view))
        else:
            yield self.listing(view)

    def heads(self, ids: Sequence[int]) -> list[ArticleHead]:
        """Return the rows of *ids* in their order; articles that are gone are left out.

        They have the marks that are wanted, stored yet or not.
        """
        under_way = self._history.under_way()  # first: what is stored by then is read
        return changes.marked(self.store.articles.heads(ids), under_way)

    def article(self, id: int) -> Article:
        """Return one article whole. Raises KeyError."""
        return self.store.articles.get(id)

    def next_unread(self, view: View, head: ArticleHead, *, back: bool = False) -> int | None:
        """Return the next unread article of *view* after that of *head*, or, *back*, before it.

        None where there is none. Only for lists in the order of time.
        """
        unread = self._listed(view).having(UNREAD)
        if back:
            unread = replace(unread, order="newest" if view.order == "oldest" else "oldest")
        id = self.store.articles.behind(unread, head.time, head.id)
        while id is not None and self._history.under_way():
            [head] = self.heads([id])
            if not head.read:
                break
            id = self.store.articles.behind(unread, head.time, head.id)
        return id

    def unread_among(self, ids: Sequence[int]) -> set[int]:
        """Return those of *ids* that are unread."""
        under_way = self._history.under_way()  # first: what is stored by then is read
        unread = set(self.store.search.among(View((UNREAD,)), ids, muted=True))
        return changes.unread_among(ids, unread, under_way)

    def totals(self) -> dict[Scope, Count]:
        """Count the articles of each scope: all, today, unread, starred."""
        return self.store.marks.totals(midnight(self._now()), folded=self.folds)

    def counts(self, among: Collection[str] | None = None) -> dict[str, Count]:
        """Count the articles of each place that has any, rolled up: those of 长春 are in 吉林.

        Or of the places *among* them.
        """
        return self.store.marks.counts(among, folded=self.folds)

    def _listed(self, view: View) -> View:
        """Return *view* as the store lists it. Raises BadQuery, UnknownRegion, BadQuery."""
        view = self._resolve(view)
        if any(condition.field == "image" for condition in view.conditions):
            raise BadQuery(N_("现在还不能按“{term}”筛选。"), term="has:image")
        return view

    def _resolve(self, view: View) -> View:
        """Return *view* with conditions for its queries. Raises BadQuery, UnknownRegion.

        Days and spans of time are counted from now.
        """
        now = self._now()
        stored = view.without(FRONT)
        asked = [since(midnight(now)) if each == TODAY else each for each in stored.conditions]
        if view.search or view.filter:
            from reader.news.search import conditions  # not before first paint

            asked += conditions(view.search, now)
            asked += conditions(view.filter, now, loosely=True)
        return View(tuple(asked), order=view.order, folded=self.folds)

    # Changes, all but one of which can be undone.

    def mark_read(self, ids: Sequence[int], read: bool = True) -> Future[Change | None]:
        """Mark articles read or unread; None: all of them were already.

        Where lists are folded, this includes all articles of the same story.
        """
        asked = Marked("read", read, ids)
        return self._history.do(partial(asked.make, self.store, stories=self.folds), asked)

    def mark_opened(self, id: int) -> Future[Change | None]:
        """Mark an article read as `mark_read` does, but not as a change that `undo` reverts."""
        asked = Marked("read", True, [id])
        return self._history.do_for_good(partial(asked.make, self.store, stories=self.folds), asked)

    def mark_view_read(self, view: View, listed: Collection[int] = ()) -> Future[Change | None]:
        """Mark all of *view* read, which shows *listed*; None: nothing in it was unread."""

        def make() -> Change | None:
            if view.search or view.is_front:
                return Marked("read", True, self.ids(view)).make(self.store, stories=self.folds)
            changed = self.store.marks.read_view(self._listed(view))
            return Marked("read", True, changed) if changed else None

        return self._history.do(make, Marked("read", True, listed))

    def star(self, ids: Sequence[int], starred: bool = True) -> Future[Change | None]:
        """Star articles or remove their stars; None: that changes nothing."""
        asked = Marked("starred", starred, ids)
        return self._history.do(partial(asked.make, self.store), asked)

    def move(
        self, ids: Sequence[int], region: str, *, lasting: bool = False
    ) -> Future[Change | None]:
        """Move articles to *region*; None: all are there.

        *lasting*, for one article, makes it a rule for its source. Raises KeyError.
        """
        from reader.news import placements  # not before first paint

        return self._history.do(partial(placements.move, self.store, ids, region, lasting=lasting))

    def place_by_itself(self, id: int) -> str | None:
        """Return where an article would be placed by its text alone. Raises KeyError."""
        from reader.news import placements

        return placements.place_by_itself(self.store, id)

    def undo(self) -> Future[Change | None] | None:
        """Undo the last change, as `reader.news.changes.History.undo` does."""
        return self._history.undo()

    def redo(self) -> Future[Change | None] | None:
        """Redo the change that was undone last; None: there is none."""
        return self._history.redo()

    # What takes longer, and is not loaded before first paint.

    def refresh(
        self, sources: Sequence[Source], *, settings: Fetch, on_progress: OnProgress
    ) -> AsyncGenerator[Outcome, None]:
        """Refresh *sources* as `reader.news.refresh.background.refresh_in_background` does."""
        from reader.news.refresh.background import refresh_in_background

        return refresh_in_background(
            self.store, sources, settings=settings, now=self._now, on_progress=on_progress
        )

    def has_server(self, settings: Sync) -> bool:
        """Return whether there is a server to be kept in step with, and a file to do so."""
        from reader.news.sync.server import has_server

        return not self.in_memory and not self.read_only and has_server(self.store, settings)

    def unsent(self, settings: Sync) -> int:
        """Return how many marks the server has yet to be told, where there is one."""
        return (
            len(self.store.sync.waiting(rules=settings.rules)) if self.has_server(settings) else 0
        )

    def last_sync(self) -> int | None:
        """Return when the last whole sync was, in epoch seconds; None: never."""
        from reader.news.sync.server import state_of

        return state_of(self.store).succeeded or None

    def login(self, settings: Sync, config: Path, last: Login | None) -> Login:
        """Return how to log in at the server, as `reader.news.sync.server.login_of` does.

        That is the *last* login where the server is still the same.
        """
        from reader.news.sync.server import login_of, server_of

        if last and (last.url, last.user) == server_of(self.store, settings):
            return last
        return login_of(self.store, settings, config)

    async def sync(
        self,
        login: Login,
        settings: Fetch,
        terms: Sync,
        *,
        sends_only: bool = False,
        on_progress: OnProgress = lambda done, total: None,
    ) -> Synced:
        """Sync with a server as `reader.news.refresh.background.sync_in_background` does."""
        from reader.news.refresh.background import sync_in_background

        return await sync_in_background(
            self.store,
            login,
            settings=settings,
            terms=terms,
            sends_only=sends_only,
            now=self._now,
            on_progress=on_progress,
        )

    def work(self, keep: Keep) -> AsyncGenerator[WorkStep, None]:
        """Do what waits as `reader.news.refresh.background.work_in_background` does."""
        from reader.news.refresh.background import work_in_background

        return work_in_background(self.store, folds=self.folds, keep=keep, now=self._now)

    def unread(self, view: View) -> list[int]:
        """Return the unread articles of *view* in its order."""
        ids = self.ids(view)
        unread = self.unread_among(ids)
        return [id for id in ids if id in unread]

    async def take_along(
        self, ids: Sequence[int], settings: Fetch, on_progress: OnProgress
    ) -> TakenAlong:
        """Take articles along as `reader.news.refresh.background.take_along_in_background` does."""
        from reader.news.refresh.background import take_along_in_background

        return await take_along_in_background(
            self.store, ids, settings=settings, now=self._now, on_progress=on_progress
        )

    async def notify(self, settings: Notify) -> None:
        """Notify the reader of what came, as `reader.news.rules.notify` does."""
        from reader.news.rules import notify

        await notify(self.store, settings, self._now)

    async def complete(self, id: int, settings: Fetch) -> Article:
        """Fetch the full text of an article as `reader.news.refresh.run.complete` does."""
        from reader.news.refresh.run import complete

        return await complete(self.store, id, settings=settings, now=self._now)
