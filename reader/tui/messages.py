"""Messages between the parts of the screen: events in the past tense, each with one handler."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

from reader.errors import ZhnewsError
from reader.model import Article, Listing
from reader.view import View

if TYPE_CHECKING:
    from reader.tui.figures import Frame


@dataclass
class Listed(Message):
    """The answer to a request of the lister (`reader.tui.lister.Lister`): what *view* lists."""

    number: int
    """The request's."""
    view: View
    listing: Listing
    is_whole: bool = True
    """Whether there is no more to come."""
    count: int | None = None
    """How many articles a search found, where that is known."""
    unindexed: int = 0
    """How many articles no search finds yet."""
    fault: ZhnewsError | None = None
    """Why there is no answer."""

    def can_replace(self, message: Message) -> bool:
        """Replace an earlier answer that was not handled yet."""
        return isinstance(message, Listed)


@dataclass
class Written(Message):
    """A write has come to its end: *then* is to be called with its outcome, or *failed*."""

    write: Future[Any]
    then: Callable[[Any], None]
    failed: Callable[[], None]


@dataclass
class PicturesWanted(Message):
    """Which pictures of an article are in sight, or soon will be, and are not there."""

    article: Article
    frames: list[Frame]

    def can_replace(self, message: Message) -> bool:
        """Replace an earlier request."""
        return isinstance(message, PicturesWanted)


@dataclass
class Failed(Message):
    """What was asked for did not work; the error has the sentence."""

    error: ZhnewsError
    group: str = ""
    """The group of the background work that failed, if it was that."""
