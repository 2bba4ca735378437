"""Searching articles: which ones match, where, and how well."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence

from reader.model import Draft, Listing
from reader.store.queue import INDEX
from reader.store.store import Store
from reader.text.fold import fold_case
from reader.text.query import Words, parse
from reader.text.searchable import body_of, credits_of
from reader.text.snippet import LENGTH, Snippet, snippet
from reader.view import View

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
        NothingSought, and IndexDamaged where the index must be rebuilt.
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
