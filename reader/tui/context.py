"""What the parts of a page are handed, and the messages between them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker

from reader import log
from reader.errors import ZhnewsError
from reader.i18n import _, render
from reader.model import Article, Listing
from reader.news.changes import Change
from reader.news.library import Library
from reader.news.threads import SOON, Withdrawn
from reader.settings.config import Config
from reader.text.dates import now_in_china
from reader.tui.commands import Command
from reader.tui.widgets.status import StatusLine
from reader.view import View

if TYPE_CHECKING:
    from reader.tui.typeset.lines import Frame

# Messages between the parts of the screen.


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
class WriteDone(Message):
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


class SourcesChanged(Message):
    """There are other sources than before, or they have other names, or were asked."""


class SpellingChanged(Message):
    """All is shown in another spelling."""


class AllDone(Message):
    """Nothing waits in the database any more: all articles are indexed."""


@dataclass
class WorkFailed(Message):
    """What was asked for did not work; the error has the sentence."""

    error: ZhnewsError
    group: str = ""
    """The group of the background work that failed, if it was that."""


# What was entered in a prompt before, and going through it. Nothing here knows the screen.

HISTORY_LIMIT = 100
"""Lines that are kept."""


class InputHistory:
    """The lines of *entered*, the newest first, and below them the one that is being typed.

    *keep* is called with all lines whenever one was added.
    """

    def __init__(self, entered: Sequence[str], keep: Callable[[Sequence[str]], object]) -> None:
        self._entered = entered
        self._keep = keep
        self._begin("")

    def older(self, typed: str) -> str:
        """Return the line entered before *typed*, which is what stands in the prompt."""
        return self._go(typed, 1)

    def newer(self, typed: str) -> str:
        """Return the line entered after *typed*, in the end the one that was being typed."""
        return self._go(typed, -1)

    def _begin(self, typed: str) -> None:
        self._lines, self._at = (typed, *_without(typed, self._entered)), 0

    def _go(self, typed: str, step: int) -> str:
        if typed != self._lines[self._at]:
            self._begin(typed)
        self._at = max(0, min(self._at + step, len(self._lines) - 1))
        return self._lines[self._at]

    def add(self, line: str) -> None:
        """Keep *line* as the newest."""
        self._entered = (line, *_without(line, self._entered))[:HISTORY_LIMIT]
        self._keep(self._entered)


def _without(line: str, lines: Sequence[str]) -> Sequence[str]:
    return [each for each in lines if each != line]


# What the parts of a page are handed.

T = TypeVar("T")


class Desk(Struct, frozen=True):
    """What the screen works with: settings, keys, and where the reader's own database is."""

    config: Config
    keymap: Mapping[str, str]
    config_path: Path
    database: Path
    now: Callable[[], datetime] = now_in_china
    own: Mapping[str, Command] = {}
    """The reader's own commands, by their ids."""
    opened: ExitStack = field(default_factory=ExitStack)
    """What the screen opened besides the library that it was given; the application closes it."""


class Context:
    """Shared by the parts of *page*; all of it is for the thread of the screen.

    ``library`` changes where samples are left for the reader's own, so parts ask for it each time.
    """

    def __init__(self, page: Screen[Any], library: Library, desk: Desk, status: StatusLine) -> None:
        self.library = library
        self.desk = desk
        self.status = status
        self._page = page

    @property
    def app(self) -> App[Any]:
        """The application, for its clipboard, its colours and its other screens."""
        return self._page.app

    def ask(self, question: Screen[T], then: Callable[[T | None], None]) -> None:
        """Show *question* over the page, and call *then* with the answer."""
        self.app.push_screen(question, then)

    def input_history(self, name: str) -> InputHistory:
        """Return what was entered in the prompts of *name*; what will be is remembered."""
        library = self.library
        return InputHistory(
            library.memory.recall(name), lambda entered: library.memory.remember({name: entered})
        )

    def later(self, seconds: float, call: Callable[[], object]) -> None:
        """Call *call* in so many seconds, if the page is still there."""
        self._page.set_timer(seconds, call)

    def tell(self, message: Message) -> None:
        """Tell the page what happened."""
        self._page.post_message(message)

    # Work in the background.

    def run(self, work: Callable[[], Awaitable[None]], group: str) -> Worker[None]:
        """Call *work* in the background, in the worker returned; its error is told as `WorkFailed`.

        One work of a *group* runs at a time: a new one ends the old, which is never called if it
        had not begun, and takes its error back.
        """

        async def guarded() -> None:
            try:
                await work()
            except Exception as error:
                self._page.post_message(WorkFailed(log.as_ours(error), group))

        self.status.settle(group)
        return self._page.run_worker(guarded, group=group, exclusive=True, exit_on_error=False)

    def is_running(self, group: str) -> bool:
        """Return whether work of *group* is under way, other than one that was cancelled."""
        return any(
            work.group == group and not (work.is_cancelled or work.is_finished)
            for work in self._page.workers
        )

    def stop(self, *groups: str) -> None:
        """End the work of *groups*, and take its errors back."""
        for group in groups:
            self._page.workers.cancel_group(self._page, group)
            self.status.settle(group)

    async def end(self) -> None:
        """End all work, and the process that does it."""
        works = self.app.workers.cancel_node(self._page)
        await asyncio.gather(*(work.wait() for work in works), return_exceptions=True)

    # Writes, for none of which a key waits.

    def when_stored(
        self,
        write: Future[T],
        then: Callable[[T], None],
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        """Call *then* with what *write* comes to; where it fails, say that, and call *failed*."""
        written = WriteDone(write, then, failed)
        if write.done():
            self.hear(written)
            return
        write.add_done_callback(lambda _done: self._page.post_message(written))
        self._page.set_timer(SOON, partial(self._say_waiting, write))

    def _say_waiting(self, write: Future[Any]) -> None:
        if not write.done():
            self.status.say(_("数据库正被别的程序占用，等它空出来就保存"))

    def hear(self, event: WriteDone) -> None:
        """Call the callback of a finished write; report its error."""
        try:
            outcome = self.library.writes.result(event.write)
        except Withdrawn:
            return
        except Exception as error:
            self.status.complain(_("没有保存：{reason}", reason=render(log.as_ours(error))))
            event.failed()
        else:
            event.then(outcome)


# Showing what was changed, taking it back, and doing it again.


class Changes:
    """Goes back and forth through the changes, which undo themselves (`reader.news.changes`).

    *show* shows what one changed; *marked* shows the marks at once: nobody waits until they are
    stored.
    """

    def __init__(
        self, context: Context, show: Callable[[Change], None], marked: Callable[[], None]
    ) -> None:
        self._context = context
        self._show = show
        self._marked = marked

    def show(self, change: Change | None) -> None:
        """Show what *change* changed and say nothing; None: there was nothing to change."""
        if change is not None:
            self._show(change)

    def made(self, change: Change | None) -> None:
        """Show what *change* changed, and say so; None: there was nothing to change."""
        if change is not None:
            self._show(change)
            self._context.status.say(render(change.done))

    def undo(self) -> None:
        """Take the last change back."""
        write = self._context.library.undo()
        if write is None:
            self._context.status.say(_("没有可以撤销的"))
        else:
            self._context.when_stored(write, self._undone, self._marked)
            self._marked()

    def _undone(self, change: Change | None) -> None:
        if change is None:
            self._context.status.say(_("已撤销"))
        else:
            self._show(change)
            self._context.status.say(render(change.undone))

    def redo(self) -> None:
        """Do again what was taken back."""
        write = self._context.library.redo()
        if write is None:
            self._context.status.say(_("没有可以重做的"))
        else:
            self._context.when_stored(write, self.made, self._marked)
            self._marked()
