"""What every full screen has: the library, a status line, work beside it, and undoing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget
from textual.worker import Worker

from reader import log
from reader.config import Config
from reader.errors import UsageError, ZhnewsError
from reader.i18n import N_, _, render
from reader.news.changes import Change, Verb
from reader.news.clock import now_in_china
from reader.news.library import Library
from reader.news.places import name_of
from reader.news.writing import SOON, Withdrawn
from reader.regions import gazetteer
from reader.tui.commands import Place
from reader.tui.messages import Failed, Written
from reader.tui.past_textual import Boundary
from reader.tui.prompt import Prompt
from reader.tui.room import ACROSS, DOWN
from reader.tui.status import StatusLine

T = TypeVar("T")

DONE: Mapping[Verb, str] = {
    "read": N_("{n} 篇标为已读，u 撤销"),
    "unread": N_("{n} 篇标为未读，u 撤销"),
    "star": N_("{n} 篇加上星标，u 撤销"),
    "unstar": N_("{n} 篇去掉星标，u 撤销"),
    "move": N_("{n} 篇移到别处，u 撤销"),
    "edit": N_("来源改好了，u 撤销"),
    "drop": N_("删除了来源和它的文章，u 撤销"),
    "rule": N_("规则加上了，u 撤销"),
    "unrule": N_("规则删除了，u 撤销"),
    "add": N_("添加了 {n} 个来源，u 撤销"),
    "save": N_("保存了搜索，u 撤销"),
    "unsave": N_("不再保存这个搜索，u 撤销"),
}
UNDONE: Mapping[Verb, str] = {
    "read": N_("已撤销：{n} 篇标为已读"),
    "unread": N_("已撤销：{n} 篇标为未读"),
    "star": N_("已撤销：{n} 篇加上星标"),
    "unstar": N_("已撤销：{n} 篇去掉星标"),
    "move": N_("已撤销：{n} 篇移到别处"),
    "edit": N_("已撤销：来源和原来一样"),
    "drop": N_("已撤销：来源和它的文章都回来了"),
    "rule": N_("已撤销：规则又没有了"),
    "unrule": N_("已撤销：规则又有了"),
    "add": N_("已撤销：{n} 个来源又去掉了"),
    "save": N_("已撤销：搜索没有保存"),
    "unsave": N_("已撤销：搜索还保存着"),
}


class Desk(Struct, frozen=True):
    """What the screen works with: settings, keys, and where the reader's own database is."""

    config: Config
    keymap: Mapping[str, str]
    config_path: Path
    database: Path
    now: Callable[[], datetime] = now_in_china
    opened: ExitStack = field(default_factory=ExitStack)
    """What the screen opened besides the library that it was given; the application closes it."""


class Page(Boundary, Screen[ScreenResultType]):
    """A full screen over a library; its keys are those of *places*."""

    HORIZONTAL_BREAKPOINTS = ACROSS
    VERTICAL_BREAKPOINTS = DOWN
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus, which is told by the two panes and not by painting everything anew."""

    def __init__(self, library: Library, desk: Desk, *places: Place) -> None:
        super().__init__()
        self.library = library
        self.desk = desk
        self.gazetteer = gazetteer.load()
        self._places = places
        self.status = StatusLine(desk.keymap, *places)

    def place_name(self, region: str | None) -> str:
        """Name a place in a list: its short name."""
        return _(name_of(region)) if region else ""

    def path_name(self, region: str) -> str:
        """Name a place with all it lies in: 吉林 › 长春."""
        if region not in self.gazetteer:
            return self.place_name(region)
        return " › ".join(step.short for step in self.gazetteer.path(region))

    def say(self, sentence: str) -> None:
        """Say something in the status line."""
        self.status.say(sentence)

    # Sources out of the catalogue.

    def own_library(self) -> Library:
        """Give the library of the reader's own database."""
        return self.library

    def action_choose_places(self) -> None:
        """Choose places, to add the sources that the catalogue has for them."""
        from reader.tui.places import PlacesChooser  # not before first paint

        known = {source.url for source in self.own_library().sources()}
        self.app.push_screen(PlacesChooser(known), self.places_chosen)

    def places_chosen(self, places: Collection[str] | None) -> None:
        """Add the sources of *places*; None: nothing was chosen."""
        from reader.news.catalogue import sources_for

        if places is not None:
            self.when_stored(self.own_library().add_sources(sources_for(places)), self.added)

    def added(self, change: Change | None) -> None:
        """Show the sources that were added; None: they were there already."""
        if change is None:
            self.status.say(_("这些地方的来源都已经有了"))
        else:
            self.changed(change, _(DONE["add"], n=len(change.ids)))

    def places_here(self) -> Sequence[Place]:
        """Give the places whose keys are heard now, the nearest first."""
        return (*self._places, "moving", "app")

    def action_help(self) -> None:
        """Show the keys that are heard now."""
        from reader.tui.help import HelpScreen  # not before first paint

        self.app.push_screen(HelpScreen(self.desk.keymap, self.places_here()))

    # Changes, each of which can be undone.

    def changed(self, change: Change | None, sentence: str = "") -> None:
        """Show what *change* changed, and say *sentence* of it."""
        raise NotImplementedError

    def action_undo(self) -> None:
        """Take the last change back."""
        write = self.library.undo()
        if write is None:
            self.status.say(_("没有可以撤销的"))
        else:
            self.when_stored(write, self._undone)

    def _undone(self, change: Change | None) -> None:
        if change is None:
            self.status.say(_("已撤销"))
        else:
            self.changed(change, _(UNDONE[change.verb], n=len(change.ids)))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        write = self.library.redo()
        if write is None:
            self.status.say(_("没有可以重做的"))
        else:
            self.when_stored(write, self._done)

    def _done(self, change: Change | None) -> None:
        if change is not None:
            self.changed(change, _(DONE[change.verb], n=len(change.ids)))

    # Writes, for none of which a key waits.

    def when_stored(self, write: Future[T], then: Callable[[T], None]) -> None:
        """Call *then* with what *write* comes to, as soon as it does; where it fails, say that."""
        if write.done():
            self.on_written(Written(write, then))
            return
        write.add_done_callback(lambda _done: self.post_message(Written(write, then)))
        self.set_timer(SOON, partial(self._say_waiting, write))

    def _say_waiting(self, write: Future[T]) -> None:
        if not write.done():
            self.status.say(_("数据库正被占用，等它空出来就保存"))

    def on_written(self, event: Written) -> None:
        """Tell whoever waits for a write what it came to."""
        try:
            outcome = self.library.writes.hear(event.write)
        except Withdrawn:
            return
        except Exception as error:
            self.not_stored(log.as_ours(error))
        else:
            event.then(outcome)

    def not_stored(self, error: ZhnewsError) -> None:
        """Say that a write failed."""
        self.status.complain(_("没有保存：{reason}", reason=render(error)))

    # Work beside the screen.

    def try_in_background(self, work: Callable[[], Awaitable[None]], group: str) -> Worker[None]:
        """Call *work* beside the screen, in the worker returned; its error comes back as `Failed`.

        One work of a *group* runs at a time: a new one ends the old, which is never called if it
        had not begun.
        """

        async def guarded() -> None:
            try:
                await work()
            except Exception as error:
                self.post_message(Failed(log.as_ours(error)))

        return self.run_worker(guarded, group=group, exclusive=True, exit_on_error=False)

    def is_at_work(self, group: str) -> bool:
        """Return whether work of *group* is under way, other than one that was told to end."""
        return any(
            work.group == group and not (work.is_cancelled or work.is_finished)
            for work in self.workers
        )

    async def on_unmount(self) -> None:
        """Leave no work behind, nor the process that does it."""
        works = self.app.workers.cancel_node(self)
        await asyncio.gather(*(work.wait() for work in works), return_exceptions=True)

    def on_failed(self, event: Failed) -> None:
        """Say what did not work."""
        self.status.progress = ""
        sentence = render(event.error)
        self.status.complain(sentence)
        if isinstance(self.app.screen, Prompt) and isinstance(event.error, UsageError):
            self.app.screen.complain(sentence)  # it covers the status line
