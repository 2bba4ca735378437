"""Searching: the articles in which words occur, the newest first, found by the index.

What the index finds for one or two signs is exact; longer strings, and those in one field, are
looked for in the articles that it finds. Few hits are all read and sorted; where there are many,
the first page comes from the newest articles.
"""

from array import array
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reader.errors import nothing_sought
from reader.model import Draft, Listing
from reader.store import counts, drafts, views
from reader.store.database import Database, json_array
from reader.store.files import Garbled
from reader.store.indexing import guarded
from reader.store.stories import Stories
from reader.text import searchable
from reader.text.searchable import fold_case, occurs
from reader.view import Condition, View

FEW = 10_000
"""Hits that are read and sorted in less time than a page of the newest takes."""
SAMPLE = 100
"""Newest articles that are looked into before a slow query of the index."""
WIDER, WIDEST = 4, 50_000
"""How many times as many articles come next where the newest have too few hits, and how many at
most: what came last may be about other things than most.
"""
CHUNK = 500
"""Articles that are looked into at once."""
PIECE = 20_000
"""Hits that are folded at once: the index may have a million at once."""
WORDS = ("text", "title", "author", "editor", "image")
"""The fields of conditions that are tested here; the views test the others."""

_HITS = "SELECT count(*) FROM tokens WHERE tokens MATCH ?"
# The plus keeps SQLite from querying the index for each id by itself, which takes far longer.
_AMONG = """
    SELECT rowid FROM tokens WHERE tokens MATCH ? AND rowid BETWEEN ? AND ?
    AND +rowid IN (SELECT value FROM json_each(?))
"""
_COUNT = """
    SELECT count(*) FROM tokens WHERE tokens MATCH ?
    AND NOT EXISTS (SELECT 1 FROM stale WHERE stale.article = tokens.rowid)
    AND NOT EXISTS (SELECT 1 FROM muted WHERE muted.article = tokens.rowid)
"""


class _Plan(Struct, frozen=True):
    view: View
    """The conditions without words."""
    expression: str
    """The query for the index, in the language of FTS5; empty: none."""
    checks: tuple[Condition, ...]
    """What the index does not decide, and is looked for in the articles themselves."""
    signs: tuple[Condition, ...] = ()
    """What the index decides, but slowly; the newest articles are looked into for that too."""


class Search:
    """Finds articles by their words.

    Every method raises StoreError, and IndexDamaged where the index is not whole.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def pages(self, view: View, first: int) -> Iterator[Listing]:
        """Yield the articles that meet the conditions of *view*, newest first, page by page.

        Each article of a story by itself. Pages are of any size, empty ones too; the first is
        looked for among few more than *first* articles. Raises BadQuery.
        """
        plan = _plan(view)
        with guarded(self._database):
            for found, checks in self._candidates(plan, first):
                yield self._checked(found, checks)

    def rows(self, view: View, first: int) -> Iterator[tuple[Listing, int]]:
        """Yield the pages as a list shows them, with how many hits each of them stands for.

        Where stories are folded, the lead stands for its story if it is among the hits, else the
        earliest of them; the rest of the story is left out, on whatever page. Raises BadQuery.
        """
        fold = _Folding(self, Stories(self._database), view).fold if views.folds(view) else None
        for page in self.pages(view, first):
            yield fold(page) if fold else page, len(page.ids)

    def count(self, view: View) -> int | None:
        """Return how many there are; None where only all pages together tell."""
        plan = _plan(view)
        if plan.checks or not plan.expression or plan.view != View():
            return None
        with guarded(self._database):
            return self._database.number(_COUNT, plan.expression)

    def among(self, view: View, ids: Sequence[int], *, muted: bool = False) -> "array[int]":
        """Return those of *ids* that meet the conditions of *view*, as far as they are indexed.

        *muted*: also those that no list shows. Raises BadQuery.
        """
        plan = _plan(view)
        with guarded(self._database):
            given = json_array(ids)
            if plan.expression and ids:
                found = self._database.numbers(_AMONG, plan.expression, min(ids), max(ids), given)
                given = json_array(found)
            listing = self._list(plan.view, among=given, muted=muted)
            return self._checked(listing, plan.checks).ids

    def drafts(self, ids: "array[int]") -> Iterator[tuple[int, Draft]]:
        """Yield the drafts of articles by id, without those that are gone or cannot be read."""
        for id, *row in self._database.select(drafts.BY_IDS, json_array(ids)):
            try:
                yield id, drafts.restore(*row)
            except Garbled:
                continue

    def _candidates(
        self, plan: _Plan, first: int
    ) -> Iterator[tuple[Listing, tuple[Condition, ...]]]:
        """Yield, newest first, all articles that may be hits, and what to look for in them."""
        if not plan.expression:
            for listing in self._walk(plan, first):
                yield listing, plan.checks
            return
        last, wanted = None, first
        window = self._window(plan, first)
        while 0 < window <= WIDEST and wanted > 0:
            newest = self._list(plan.view, limit=window, before=last)
            matching = self._matching(plan, newest)
            for listing in _cut(matching, first):
                yield listing, (*plan.checks, *plan.signs)
            if len(newest.ids) < window:
                return
            last = (newest.times[-1], newest.ids[-1])
            wanted -= len(matching.ids)
            window *= WIDER
        rest = self._list(plan.view, match=plan.expression, before=last)
        for listing in _cut(rest, first) if plan.checks else (rest,):
            yield listing, plan.checks

    def _window(self, plan: _Plan, first: int) -> int:
        """Return among how many of the newest to look for the first page; 0: among none.

        As many as have *first* hits if these are spread evenly, and some more.
        """
        size = views.size(plan.view, self._database.number)
        if plan.signs:
            return SAMPLE
        hits = self._database.number(_HITS, plan.expression)
        if hits <= min(FEW, size):
            return 0
        return min(size + 1, first * 2 * counts.of_all(self._database).total // hits)

    def _matching(self, plan: _Plan, listing: Listing) -> Listing:
        """Return those of *listing* that the index finds; all where that would take long."""
        if plan.signs or not listing.ids:
            return listing
        ids = json_array(listing.ids)
        found = self._database.numbers(
            _AMONG, plan.expression, min(listing.ids), max(listing.ids), ids
        )
        return listing.only(set(found))

    def _walk(self, plan: _Plan, first: int) -> Iterator[Listing]:
        last, limit = None, first
        while True:
            listing = self._list(plan.view, limit=limit, before=last)
            yield listing
            if len(listing.ids) < limit:
                return
            last, limit = (listing.times[-1], listing.ids[-1]), CHUNK

    def _list(
        self,
        view: View,
        *,
        match: str = "",
        limit: int | None = None,
        before: tuple[int, int] | None = None,
        among: str = "",
        muted: bool = False,
    ) -> Listing:
        sql, params = views.query(
            view,
            self._database.number,
            limit=limit,
            times=True,
            match=match,
            before=before,
            among=among,
            muted=muted,
        )
        pairs = self._database.numbers(sql, *params)
        return Listing(ids=pairs[0::2], times=pairs[1::2])

    def _checked(self, found: Listing, checks: tuple[Condition, ...]) -> Listing:
        if not checks:
            return found
        met = {id for id, draft in self.drafts(found.ids) if _meets(draft, checks)}
        return found.only(met)


class _Folding:
    """Folds the hits of *view*, page by page."""

    def __init__(self, search: Search, stories: Stories, view: View) -> None:
        self._search = search
        self._stories = stories
        self._view = view
        self._shown: dict[int, int] = {}
        """The lead of a story, and the article that stands for it."""

    def fold(self, page: Listing) -> Listing:
        """Return those of *page* that are a row."""
        pieces = (page.ids[at : at + PIECE] for at in range(0, len(page.ids), PIECE))
        hidden = {id for piece in pieces for id in self._hidden(piece)}
        return page.only(set(page.ids) - hidden) if hidden else page

    def _hidden(self, ids: Sequence[int]) -> Iterator[int]:
        stories = self._stories.of_reprints(ids)
        self._choose([story for lead, story in stories.items() if lead not in self._shown], ids)
        for lead, story in stories.items():
            yield from (id for id in story if id != self._shown[lead])

    def _choose(self, stories: Sequence[Sequence[int]], ids: Sequence[int]) -> None:
        """Find out which article stands for each of *stories*, of which *ids* has a hit."""
        hits = set(ids)
        others = [id for story in stories for id in story if id not in hits]
        if others:
            hits.update(self._search.among(self._view, others))
        for story in stories:
            self._shown[story[0]] = next(id for id in story if id in hits)


def _plan(view: View) -> _Plan:
    words = [_folded(each) for each in view.conditions if each.field in WORDS]
    others = tuple(each for each in view.conditions if each.field not in WORDS)
    if not others and words and not any(_can_lead(each) for each in words):
        raise nothing_sought()
    asked = [each for each in words if not each.negated and _expression(each)]
    quick = [each for each in asked if not _is_slow(each)]
    decided = [each for each in quick or asked if _is_decided(each)]
    expression = " AND ".join(_expression(each) for each in quick or asked)
    for each in words if quick else ():
        if each.negated and _is_decided(each) and not _is_slow(each):
            expression = f"({expression}) NOT {_expression(each)}"
            decided.append(each)
    checks = tuple(each for each in words if each not in decided)
    return _Plan(View(others), expression, checks, () if quick else tuple(decided))


def _expression(condition: Condition) -> str:
    """Return the query of the index for *condition*, empty where it cannot tell."""
    parts = [searchable.match(str(value)) for value in condition.values]
    return f"({') OR ('.join(parts)})" if parts and all(parts) else ""


def _is_decided(condition: Condition) -> bool:
    """Return whether what the index finds for *condition* is exact."""
    exact = bool(condition.values) and all(searchable.is_exact(str(v)) for v in condition.values)
    return exact and condition.field == "text"


def _is_slow(condition: Condition) -> bool:
    return any(searchable.is_single(str(value)) for value in condition.values)


def _can_lead(condition: Condition) -> bool:
    return (
        condition.negated
        or not condition.values
        or any(searchable.has_signs(str(value)) for value in condition.values)
    )


def _folded(condition: Condition) -> Condition:
    return replace(condition, values=tuple(fold_case(str(value)) for value in condition.values))


def _meets(draft: Draft, checks: tuple[Condition, ...]) -> bool:
    return all(_holds(draft, check) != check.negated for check in checks)


def _holds(draft: Draft, check: Condition) -> bool:
    if check.field == "image":
        return any(block.image for block in draft.blocks)
    return any(occurs(str(value), draft, check.field) for value in check.values)


def _cut(listing: Listing, first: int) -> Iterator[Listing]:
    start, end = 0, first
    while start < len(listing.ids) or start == 0:
        yield Listing(ids=listing.ids[start:end], times=listing.times[start:end])
        start, end = end, end + CHUNK
