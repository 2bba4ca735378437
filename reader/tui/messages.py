"""What workers report: facts in the past tense, each with one handler on the screen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message

from reader.errors import ZhnewsError
from reader.model import Article, Listing, Outcome, View

if TYPE_CHECKING:
    from reader.news.subscribe import Found
    from reader.tui.drawing import Drawing
    from reader.tui.figures import Frame

T = TypeVar("T")


class SourceRefreshed(Message):
    """One source has been asked; *done* of *total* have."""

    def __init__(self, outcome: Outcome, done: int, total: int) -> None:
        super().__init__()
        self.outcome = outcome
        self.done = done
        self.total = total


class PagesFetched(Message):
    """Of the pages of new articles *done* of *total* have been fetched, or could not be."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done = done
        self.total = total


class RefreshEnded(Message):
    """A refresh is over: all its outcomes, in the order in which they came.

    *quietly*: nobody asked for it.
    """

    def __init__(self, outcomes: list[Outcome], quietly: bool) -> None:
        super().__init__()
        self.outcomes = outcomes
        self.quietly = quietly


class ArticlesPlaced(Message):
    """A little of what waited was done; *moved* articles stand in other places now.

    *everywhere*: any list may have others than before, for some were muted or removed.
    """

    def __init__(self, moved: int, everywhere: bool = False) -> None:
        super().__init__()
        self.moved = moved
        self.everywhere = everywhere


class HitsCounted(Message):
    """It is known how many articles a query finds."""

    def __init__(self, query: str, count: int) -> None:
        super().__init__()
        self.query = query
        self.count = count


class Written(Message):
    """A write has come to its end: *then* is to be called with its outcome."""

    def __init__(self, write: Future[T], then: Callable[[T], None]) -> None:
        super().__init__()
        self.write: Future[Any] = write
        self.then: Callable[[Any], None] = then


class WorkEnded(Message):
    """Nothing waits any more."""


class Filtered(Message):
    """What the query of a view asks for was found."""

    def __init__(self, view: View, listing: Listing) -> None:
        super().__init__()
        self.view = view
        self.listing = listing


class Relisted(Filtered):
    """A view was listed again, for there may be more in it."""


class HitsFound(Message):
    """A search found articles: the rows so far, and how many articles there are, if known.

    *is_whole*: there are no more rows.
    """

    def __init__(
        self, view: View, listing: Listing, count: int | None, *, is_whole: bool = False
    ) -> None:
        super().__init__()
        self.view = view
        self.listing = listing
        self.count = count
        self.is_whole = is_whole


class SearchedInPart(Message):
    """A search could not look into *waiting* articles, which are not indexed yet."""

    def __init__(self, view: View, waiting: int) -> None:
        super().__init__()
        self.view = view
        self.waiting = waiting


class IndexLost(Message):
    """The search index proved damaged, and waits to be made anew."""


class ArticleCompleted(Message):
    """The full text of an article arrived and is stored."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self.article = article


class SourceFound(Message):
    """An address was found to be a source."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.found = found


class PicturesWanted(Message):
    """Which pictures of an article are in sight, or soon will be, and are not there."""

    def __init__(self, article: Article, frames: list[Frame]) -> None:
        super().__init__()
        self.article = article
        self.frames = frames


class PictureCame(Message):
    """A picture is there, as large as its frame."""

    def __init__(self, frame: Frame, drawing: Drawing) -> None:
        super().__init__()
        self.frame = frame
        self.drawing = drawing


class PictureFailed(Message):
    """A picture will not come; the error has the sentence."""

    def __init__(self, frame: Frame, error: ZhnewsError) -> None:
        super().__init__()
        self.frame = frame
        self.error = error


class Failed(Message):
    """What was asked for did not work; the error has the sentence."""

    def __init__(self, error: ZhnewsError) -> None:
        super().__init__()
        self.error = error
