"""Searching articles: from what was typed to what matches, where, and how well."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal

from msgspec.structs import replace

from reader.model import Draft, Listing
from reader.news.places import place_id
from reader.regions.lookup import match
from reader.store.queue import INDEX
from reader.store.store import Store
from reader.text.dates import CST
from reader.text.query import Has, Is, On, Place, Since, Term, Words, parse, read_field
from reader.text.searchable import (
    LEAST,
    LENGTH,
    Snippet,
    body_of,
    credits_of,
    fold_case,
    pattern,
    snippet,
)
from reader.view import END_OF_TIME, Condition, View

# Queries: from what was typed to the conditions that the store is asked for.

ALTERNATIVES: tuple[Literal["region", "source"], ...] = ("region", "source")
"""Fields of which an article has few values, so that several conditions mean any one of them."""
NAMED = 20
"""Regions that one word of a filter may mean."""


def conditions(text: str, now: datetime, *, loosely: bool = False) -> tuple[Condition, ...]:
    """Return the conditions of the query *text*; spans of time are counted back from *now*.

    *loosely*: words also find regions, and headlines and sources by their pinyin initials.
    Raises BadQuery, and UnknownRegion with the three nearest names.
    """
    found = [_condition(term, now) for term in parse(text).terms]
    if loosely:
        found = [_loosely(each) if each.field == "text" else each for each in found]
    return (
        *(c for c in found if c.negated or c.field not in ALTERNATIVES),
        *_any_of([c for c in found if not c.negated]),
    )


def _loosely(condition: Condition) -> Condition:
    """Let a word also find initials, and the regions whose names begin with it."""
    word = str(condition.values[0])
    named = match(word, limit=NAMED) if len(word) >= LEAST else []
    initials = word if pattern(word) else ""
    return replace(condition, initials=initials, places=tuple(each.id for each in named))


def since(value: str, now: datetime) -> int:
    """Return the epoch second at which ``since:`` begins for *value*. Raises BadQuery."""
    return int(_condition(Term(read_field("since", value)), now).values[0])


def _any_of(found: list[Condition]) -> Iterator[Condition]:
    for field in ALTERNATIVES:
        values = [value for each in found if each.field == field for value in each.values]
        if values:
            yield Condition(field, tuple(dict.fromkeys(values)))


def _condition(term: Term, now: datetime) -> Condition:
    match term.predicate:
        case Words(run, where):
            return Condition(where, (run,), term.negated)
        case Place(label):
            return Condition("region", (place_id(label),), term.negated)
        case Is(mark):
            return Condition(mark, (), term.negated)
        case Since(start):
            first = _second(start) if isinstance(start, date) else _before(now, start)
            return Condition("time", (first, END_OF_TIME), term.negated)
        case On(first_day, after):
            return Condition("time", (_second(first_day), _second(after)), term.negated)
        case Has("image" as thing):
            return Condition(thing, (), term.negated)


def _second(day: date) -> int:
    return int(datetime.combine(day, time(), CST).timestamp())


def _before(now: datetime, span: timedelta) -> int:
    return int(now.timestamp() - span.total_seconds())


# Searching articles: which ones match, where, and how well.

FIRST = 50
"""Hits that are looked for before all others."""
HEADLINE = 10
"""How much more a word counts in the headline."""


class ArticleSearch:
    """Searches the articles in *store*; *resolve* turns a view into conditions of the store.

    Raises BadQuery or UnknownRegion for a view whose query means nothing, and
    `reader.errors.StoreError` wherever the store does.
    """

    def __init__(self, store: Store, resolve: Callable[[View], View]) -> None:
        self._store = store
        self._resolve = resolve

    def pages(self, view: View, first: int = FIRST) -> Iterator[Listing]:
        """Yield the articles of *view* whose texts match its search, newest first.

        They come page by page, empty pages too; the first looks for about *first* articles. Raises
        BadQuery, and IndexDamaged where the index must be rebuilt.
        """
        return self._store.search.pages(self._resolve(view), first)

    def rows(self, view: View, first: int = FIRST) -> Iterator[tuple[Listing, int]]:
        """Yield the pages of `pages` as a list shows them, a story as one row.

        Each comes with the number of articles in it, including those left out.
        """
        return self._store.search.rows(self._resolve(view), first)

    def count(self, view: View) -> int | None:
        """Return how many articles `pages` finds; None where only all its pages tell."""
        return self._store.search.count(self._resolve(view))

    def hits(self, query: str) -> int:
        """Count what *query* finds, reading all pages where need be."""
        view = View(search=query)
        count = self.count(view)
        return sum(len(page.ids) for page in self.pages(view)) if count is None else count

    def snippets(self, view: View, ids: Sequence[int], length: int = LENGTH) -> dict[int, Snippet]:
        """Return by id the line of each article that matches *view*, of *length* characters."""
        terms = search_terms(view.search)
        drafts = self._store.search.drafts(array("q", ids))
        return {id: snippet_of(draft, terms, length) for id, draft in drafts}

    def by_relevance(self, view: View, ids: Sequence[int]) -> array[int]:
        """Return *ids* with the articles first that are most relevant to *view*."""
        terms = search_terms(view.search)
        drafts = self._store.search.drafts(array("q", ids))
        scores = {id: relevance(draft, terms) for id, draft in drafts}
        return array("q", sorted(ids, key=lambda id: -scores.get(id, 0)))

    def unindexed(self) -> int:
        """Return how many articles no search finds yet."""
        return self._store.queue.waiting(INDEX)

    def rebuild(self) -> None:
        """Discard the index; all articles wait to be indexed again."""
        self._store.index.rebuild()


def search_terms(query: str) -> list[str]:
    """Return the strings, folded, that *query* looks for in texts. Raises BadQuery."""
    words = [term.predicate for term in parse(query).terms if not term.negated]
    found = [fold_case(each.run) for each in words if isinstance(each, Words)]
    return list(dict.fromkeys(found))


def snippet_of(draft: Draft, terms: Sequence[str], length: int = LENGTH) -> Snippet:
    """Return the line of *draft* with most of *terms*: of its text, else of its credits.

    It has at most *length* characters, and signs where something was left out.
    """
    for lines in (body_of(draft), credits_of(draft)):
        found = snippet(lines, terms, length)
        if found.marks:
            return found
    return snippet(body_of(draft), terms, length)


def relevance(draft: Draft, terms: Sequence[str]) -> float:
    """Score *draft* by how often it names *terms* for its length, and by its headline."""
    headline, body = fold_case(draft.headline), fold_case("\n".join(body_of(draft)))
    density = sum(body.count(term) for term in terms) / (200 + len(body))
    return HEADLINE * sum(term in headline for term in terms) / 200 + density
