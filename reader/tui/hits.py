"""What a search found, in a list: the words marked, and the line in which they stand."""

from collections.abc import Sequence

from textual.cache import LRUCache

from reader.news.library import Library
from reader.text.snippet import Snippet, marks
from reader.text.width import fit
from reader.tui.runs import Run
from reader.view import View

INDENT = "  "


class Hits:
    """The lines of the hits of *view*, each read from *library* when it comes into sight."""

    def __init__(self, library: Library, view: View) -> None:
        from reader.news.search import search_terms  # not before first paint

        self._library = library
        self._view = view
        self.sought = tuple(search_terms(view.search))
        self._snippets: LRUCache[tuple[int, int], Snippet] = LRUCache(512)

    def mark(self, runs: Sequence[Run]) -> list[Run]:
        """Return *runs* with the search terms in them in the role ``hit``."""
        return [part for text, role in runs for part in self._marked(text, role)]

    def line(self, id: int, width: int) -> list[Run]:
        """Return the snippet of the article *id* with its search terms marked, in *width* cells."""
        length = max(1, (width - len(INDENT) - 2) // 2)  # a Han character has two cells
        snippet = self._snippets.get((id, length))
        if snippet is None:
            snippet = self._library.search.snippets(self._view, [id], length).get(id, Snippet(""))
            self._snippets[id, length] = snippet
        return self.mark([(fit(INDENT + snippet.text, width), "meta")])

    def _marked(self, text: str, role: str) -> list[Run]:
        runs: list[Run] = []
        done = 0
        for start, end in marks(text, self.sought):
            runs += [(text[done:start], role), (text[start:end], "hit")]
            done = end
        return [run for run in (*runs, (text[done:], role)) if run[0]]
