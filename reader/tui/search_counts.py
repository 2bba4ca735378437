"""How many unread articles the kept searches find, counted in the background."""

from collections.abc import Callable, Mapping, Sequence
from time import monotonic

from reader.errors import ZhnewsError
from reader.news.library import Library
from reader.news.threads import in_thread
from reader.tui.context import Context
from reader.tui.tree import Found
from reader.view import UNREAD, View

PAUSE = 3.0
"""Seconds after a change until searches are counted, whatever else changes meanwhile."""
PATIENCE = 0.1
"""Seconds after which what a search has found so far must do."""

Later = Callable[[float, Callable[[], None]], object]
"""Calls a function in so many seconds."""


class SearchCounts:
    """Counts at rest, *later* than what changed, and calls *show* with what was found."""

    def __init__(
        self, context: Context, show: Callable[[Mapping[str, Found]], None], later: Later
    ) -> None:
        self._context = context
        self._show = show
        self._later = later
        self._is_due = False
        self.found: Mapping[str, Found] = {}
        """What each search found when it was counted last."""

    def count_soon(self, searches: Sequence[str]) -> None:
        """Count *searches* in a while, where there are any, for something changed."""
        if searches and not self._is_due:
            self._is_due = True
            self._later(PAUSE, self._begin)

    def _begin(self) -> None:
        self._is_due = False
        self._context.run(self._count, "search counts")

    async def _count(self) -> None:
        self.found = await in_thread(counted, self._context.library)
        self._show(self.found)


def counted(library: Library) -> dict[str, Found]:
    """Count what each of the kept searches finds."""
    return {query: unread(library, query) for query in library.memory.searches()}


def unread(library: Library, query: str) -> Found:
    """Count the unread articles that *query* finds, as far as that is quick."""
    end, count, is_late = monotonic() + PATIENCE, 0, False
    try:
        for page in library.search.pages(View((UNREAD,), search=query)):
            if is_late:
                return Found(count, is_whole=False)
            count += len(page.ids)
            is_late = monotonic() > end
    except ZhnewsError:
        return Found(0, is_whole=False)  # opening the search shows why
    return Found(count)
