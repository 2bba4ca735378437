"""Making a story one row among what a search finds, where it is known only page by page.

As in the lists (`reader.store.views`) the lead stands for its story where it is among the hits,
else the earliest of them; the rest of the story is left out, wherever it was found.
"""

from collections.abc import Iterator, Sequence

from reader.model import Listing
from reader.store import views
from reader.store.search import Search
from reader.store.stories import Stories
from reader.view import View

PIECE = 20_000
"""Hits that are looked at together: the index may give a million at once."""


class Folding:
    """Folds the hits of *view*, which are given newest first. Every method raises StoreError."""

    def __init__(self, search: Search, stories: Stories, view: View) -> None:
        self._search = search
        self._stories = stories
        self._view = view
        self._standing: dict[int, int] = {}
        """The story, by its lead, and the article that stands for it."""

    def fold(self, page: Listing) -> Listing:
        """Give those of *page* that have a row."""
        if not views.folds(self._view) or not page.ids:
            return page
        pieces = (page.ids[at : at + PIECE] for at in range(0, len(page.ids), PIECE))
        hidden = {id for piece in pieces for id in self._hidden(piece)}
        return page.only(set(page.ids) - hidden) if hidden else page

    def _hidden(self, ids: Sequence[int]) -> Iterator[int]:
        stories = self._stories.of_reprints(ids)
        self._choose([story for lead, story in stories.items() if lead not in self._standing], ids)
        for lead, story in stories.items():
            yield from (id for id in story if id != self._standing[lead])

    def _choose(self, stories: Sequence[Sequence[int]], ids: Sequence[int]) -> None:
        """Find out which article stands for each of *stories*, of which *ids* has a hit."""
        hits = set(ids)
        others = [id for story in stories for id in story if id not in hits]
        if others:
            hits.update(self._search.among(self._view, others))
        for story in stories:
            self._standing[story[0]] = next(id for id in story if id in hits)
