"""What is listed: the view requested, what is known of it, and the work that loads it."""

from __future__ import annotations

import asyncio
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from math import inf
from time import monotonic
from typing import Literal

from msgspec.structs import replace
from textual.message import Message

from reader import log
from reader.errors import IndexDamaged, UsageError, ZhnewsError
from reader.model import Listing
from reader.news.threads import in_thread
from reader.tui.context import Context, Listed
from reader.tui.panes.sidebar import row_of
from reader.view import ORDERS, Order, View

AT_ONCE = 2000
"""Articles that are listed before the view is painted; the rest follow after it."""
RANKED_AT_ONCE = 500
"""The same of what is most reprinted, which takes longer: of each story the others are passed."""
PAINT_DELAY = 0.02
"""Seconds in which these are painted before the rest is brought."""
RELIST = 2.0
"""Seconds between two listings of articles while they come or move."""
BACKOFF = 10
"""How much longer than a listing of many takes it is until the next: keys go before it."""
TELL = 0.3
"""Seconds between two reports of a search that goes on."""

NOTHING = Listing(array("q"), array("q"))

Touch = Literal["marks", "places", "stories", "articles", "favourites"]
"""What happened to articles: marked, moved, joined to stories; or some came or went; or to the
favourite places."""
FRESH, OUTDATED_ROWS, OUTDATED = range(3)
"""Whether what is listed is as the library has it; else whether the list is, but for its rows."""


class Lister:
    """Owns what is listed. List, filter and search are one request with a number.

    A request is answered by `Listed` messages through *post*, which come back by `take`; an answer
    to an earlier request is dropped. After every change *changed* is called, with True where
    another view is listed now; *failed* is called with the fault of a request, which the context
    settles at the next one.
    """

    def __init__(
        self,
        context: Context,
        post: Callable[[Message], object],
        changed: Callable[[bool], None],
        failed: Callable[[ZhnewsError], None],
    ) -> None:
        self._context = context
        self._post = post
        self._changed = changed
        self._failed = failed
        self.view = View()
        self.orders: dict[View, Order] = {}
        """In which order what each row of the sidebar opens is listed: the newest first else."""
        self.answer = Listed(0, View(), NOTHING, is_whole=False)
        """What is known of the view."""
        self.held: int | None = None
        """An article that stays in the list while it is read, though it be of the view no more."""
        self._has_guest = False
        """Whether it stays so."""
        self._day: date = context.desk.now().date()
        """The day on which it was listed."""
        self._number = 0
        self._asked: View | None = None
        """The view of the request under way."""
        self._found: Listed | None = None
        """What the last search found: to seek it again takes too long on the way back."""
        self._state = FRESH
        self._relisted = 0.0
        self._takes = 0.0

    # What is known.

    @property
    def ids(self) -> array[int]:
        """The articles in their order, or the first of them."""
        return self.answer.listing.ids

    @property
    def is_whole(self) -> bool:
        """Whether all articles of the view are listed."""
        return self.answer.is_whole

    @property
    def _is_long(self) -> bool:
        """Whether listing everything again may take longer than one wants to wait."""
        return not self.is_whole or len(self.ids) > AT_ONCE or bool(self.view.filter)

    def place_of(self, time: int, id: int) -> int:
        """Find where an article of this *time* stands in a list in the order of time, or would."""
        times, sign = self.answer.listing.times, 1 if self.view.order == "oldest" else -1
        first = bisect_left(times, sign * time, key=sign.__mul__)
        last = bisect_right(times, sign * time, first, key=sign.__mul__)
        return bisect_left(self.ids, sign * id, first, last, key=sign.__mul__)

    def index_of(self, id: int, *, beyond: int, step: int) -> int | None:
        """Find an article by its id, *beyond* the index of another, after or before it."""
        if step > 0:
            with suppress(ValueError):
                return self.ids.index(id, beyond + 1)
            return None
        end = beyond
        while end > 0:
            start = max(0, end - AT_ONCE)
            with suppress(ValueError):
                return self.ids.index(id, start, end)
            end = start
        return None

    # Another view.

    def show(self, view: View) -> None:
        """List *view*: at once what can be listed at once, and the rest in the background."""
        view = self._ordered(view)
        if view.search and (self._found is None or self._found.view != view):
            self.ask(view)
            return
        self.forget()
        answer = self._found if view.search else None
        self._begin_with(answer or self._first(view))

    def restart(self) -> None:
        """List everything of another library; what was found in the one before is none of it."""
        self._found = None
        self.forget()
        self._begin_with(self._first(self._ordered(View())), is_another=True)

    def expect(self, view: View) -> None:
        """Let *view* be what is listed, though nothing of it is known before it is shown."""
        self._put(Listed(self._number, self._ordered(view), NOTHING, is_whole=False))

    def _begin_with(self, answer: Listed, *, is_another: bool = False) -> None:
        self._put(answer, is_another=is_another)
        if not self.is_whole:
            self._request(answer.view, PAINT_DELAY)

    def _first(self, view: View) -> Listed:
        try:
            listing, is_whole = self._sifted(view) if view.filter else self._newest(view)
        except UsageError as fault:
            self._failed(fault)
            listing, is_whole = NOTHING, True
        return Listed(self._number, view, listing, is_whole)

    def _newest(self, view: View) -> tuple[Listing, bool]:
        at_once = RANKED_AT_ONCE if view.order == "reprinted" else AT_ONCE
        listing = self._context.library.listing(view, at_once)
        return listing, len(listing.ids) < at_once and not listing.is_cut

    def _sifted(self, view: View) -> tuple[Listing, bool]:
        """Return what is found among as many articles as can be looked through at once."""
        pieces = self._context.library.pieces(view)
        listing, more = next(pieces), next(pieces, None)
        return (listing, True) if more is None else (_joined(listing, more), False)

    def ask(self, view: View, pause: float = 0) -> None:
        """Ask for *view*, in *pause* seconds unless another is asked for by then.

        What is listed stays until the answer comes, or for good where *view* has a fault.
        """
        self._request(self._ordered(view), pause)

    def forget(self) -> None:
        """Ask for nothing any more; the answer to what was asked for is not wanted."""
        self._context.stop("list")
        self._begin(None)

    @property
    def wanted(self) -> View:
        """The view that was asked for, else the one that is listed."""
        return self.view if self._asked is None else self._asked

    def _ordered(self, view: View) -> View:
        # Hits are listed the newest first, as the search yields them; the front page by its places.
        has_order = view.search or view.is_front
        order = "newest" if has_order else self.orders.get(row_of(view), "newest")
        return replace(view, order=order)

    def turn_order(self) -> Order:
        """List what is listed in the next order, now and whenever it is; return that."""
        order = ORDERS[(ORDERS.index(self.view.order) + 1) % len(ORDERS)]
        self.orders[row_of(self.view)] = order
        self.show(self.view)
        return order

    def _begin(self, view: View | None) -> None:
        self._number += 1
        self._asked = view

    def _request(self, view: View, pause: float = 0) -> None:
        self._begin(view)
        if view == self.view:
            self._state = FRESH
        bring = self._seek if view.search else self._list
        self._context.run(partial(self._answer, bring, self._number, view, pause), "list")

    async def _answer(
        self,
        bring: Callable[[int, View], Awaitable[None]],
        number: int,
        view: View,
        pause: float,
    ) -> None:
        await asyncio.sleep(pause)
        try:
            await bring(number, view)
        except Exception as error:
            if isinstance(error, IndexDamaged):
                await in_thread(self._context.library.search.rebuild)
            self._post(Listed(number, view, NOTHING, fault=log.as_ours(error)))

    async def _list(self, number: int, view: View) -> None:
        begun = monotonic()
        pieces = ((piece, len(piece.ids)) for piece in self._context.library.pieces(view))
        reports = _reports(pieces, 0.0 if view.filter else inf)
        is_whole = False
        while not is_whole:
            listing, _, is_whole = await in_thread(next, reports)
            if is_whole:
                self._takes = monotonic() - begun
            if is_whole or view != self.view or len(listing.ids) > len(self.ids):
                self._post(Listed(number, view, listing, is_whole))

    async def _seek(self, number: int, view: View) -> None:
        library = self._context.library
        # Hits that are searched for once more stay as they are listed until all are found again.
        is_again = view == self.view
        reports = _reports(library.search.rows(view))
        listing, seen, is_whole = await in_thread(next, reports)
        count = None
        if not is_again:
            self._post(Listed(number, view, listing, is_whole=False))
            count = await in_thread(library.search.count, view)
            self._post(Listed(number, view, listing, is_whole=False, count=count))
        while not is_whole:
            listing, seen, is_whole = await in_thread(next, reports)
            if not is_again:
                self._post(Listed(number, view, listing, is_whole=False, count=count))
        unindexed = await in_thread(library.search.unindexed)
        self._post(Listed(number, view, listing, count=seen, unindexed=unindexed))

    def take(self, answer: Listed) -> None:
        """List what was answered, unless something else was asked for by then."""
        if answer.number != self._number:
            return
        if answer.is_whole:
            self._asked = None
        if answer.fault is not None:
            self._failed(answer.fault)
            return
        self._put(answer)
        if answer.is_whole and answer.view.search and self._state == OUTDATED:
            self.relist()

    def _put(self, answer: Listed, *, is_another: bool = False) -> None:
        is_another, before = is_another or answer.view != self.view, self.ids
        self.view, self.answer = answer.view, answer
        self._day = self._context.desk.now().date()
        if is_another:
            self._state = FRESH
        if answer.view.search:
            self._found = answer
        self._has_guest = answer.is_whole and not is_another and self._hold(answer.listing, before)
        self._changed(is_another)

    def _hold(self, listing: Listing, before: array[int]) -> bool:
        """Put the article that is held into *listing*; False where it is there, or is gone.

        Where that is not by time it stays where it was among those *before*.
        """
        if self.held is None or self.held in listing.ids:
            return False
        heads = self._context.library.heads([self.held])
        for head in heads:
            if self.view.is_by_time:
                at = self.place_of(head.time, head.id)
            else:
                at = before.index(head.id) if head.id in before else 0
            listing.insert(min(at, len(listing.ids)), head.id, head.time)
        return bool(heads)

    def release(self) -> None:
        """Hold no article any more."""
        self.held = None
        if self._has_guest:
            self.relist("articles")

    # The same view again.

    def touch(self, what: Touch) -> None:
        """Note what happened to articles: the list may have others now, or other rows."""
        self._state = max(self._state, OUTDATED if self._hangs_on(what) else OUTDATED_ROWS)
        if what != "marks" and self._found is not None and not self.view.search:
            found = self._found  # it may be more by now: on the way back it is searched once more
            self._found = Listed(0, found.view, found.listing, is_whole=False, count=found.count)

    def _hangs_on(self, what: Touch) -> bool:
        """Whether *what* decides which articles are listed; those that were marked stay."""
        match what:
            case "articles":
                return True
            case "places":
                has_places = self.view.region is not None or self.view.is_front
                return has_places or bool(self.view.filter)
            case "stories":
                return self._context.library.folds or not self.view.is_by_time
            case "favourites":
                return self.view.is_front
            case "marks":
                return False

    def relist(self, what: Touch | None = None) -> None:
        """Show what happened: list again what is outdated, in the background if that is much."""
        if what is not None:
            self.touch(what)
        state, view = self._state, self.view
        if state == FRESH:
            return
        self._relisted = monotonic()
        if state == OUTDATED and not (view.search or self._is_long):
            self._state = FRESH
            listing = self._context.library.listing(view)
            self._put(Listed(self._number, view, listing))
            return
        if state == OUTDATED_ROWS:
            self._state = FRESH
        elif self._asked not in (None, view):
            self._request(self._asked)
        elif self._asked is None or not view.search:
            self._request(view)
            return  # its answer shows the rows, too
        # Else a search is running: it is run again when it has ended.
        self._changed(False)

    def relist_now_and_then(self) -> None:
        """Do the same, no oftener than eyes can follow; but seek no hits, which takes too long.

        What is listed just now is not begun anew, or it would never come to its end.
        """
        apart = max(RELIST, BACKOFF * self._takes)
        is_idle = self._asked is None and not self.view.search
        if is_idle and monotonic() - self._relisted > apart:
            self.relist()

    def day_changed(self) -> None:
        """List anew after midnight: what was of today is of yesterday."""
        if self._context.desk.now().date() != self._day:
            self.relist("articles")


def _reports(
    pages: Iterator[tuple[Listing, int]], told: float = 0.0
) -> Iterator[tuple[Listing, int, bool]]:
    """Yield the rows found so far, the articles they stand for, and whether that is all.

    The first come at once, more of them now and then. *pages* come each with their number of
    articles; *told*: when the last report was made.
    """
    found, seen = None, 0
    for page, count in pages:
        found = page if found is None else _joined(found, page)
        seen += count
        if found.ids and monotonic() - told > TELL:
            yield found, seen, False
            told = monotonic()
    yield found or Listing(array("q"), array("q")), seen, True


def _joined(one: Listing, other: Listing) -> Listing:
    return Listing(one.ids + other.ids, one.times + other.times)
