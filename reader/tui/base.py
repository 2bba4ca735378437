"""What the parts of the reading screen share: the panes, the library, and a word to the reader."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.screen import Screen

from reader import log
from reader.config import Config
from reader.errors import UsageError, ZhnewsError
from reader.i18n import _, render
from reader.model import Article, Listing, View
from reader.news.clock import now_in_china
from reader.news.library import Library
from reader.news.places import name_of
from reader.regions import gazetteer
from reader.tui.article_list import ArticleList
from reader.tui.messages import Failed
from reader.tui.prompt import Prompt
from reader.tui.reading import ReadingPane
from reader.tui.sidebar import Sidebar
from reader.tui.status import StatusLine


@dataclass(frozen=True, slots=True)
class Desk:
    """What the screen works with: settings, keys, and where the reader's own database is."""

    config: Config
    keymap: Mapping[str, str]
    database: Path
    now: Callable[[], datetime] = now_in_china


class ReaderBase(Screen[None]):
    """The panes and the library; the parts of `reader.tui.screen.ReaderScreen` build on it."""

    def __init__(self, library: Library, desk: Desk) -> None:
        super().__init__()
        self.library = library
        self.desk = desk
        self.gazetteer = gazetteer.load()
        self.sidebar = Sidebar(self.gazetteer, id="regions")
        self.articles = ArticleList(library, self.place_name, desk.now, id="list")
        self.reading = ReadingPane(measure=desk.config.ui.measure, id="article")
        self.status = StatusLine(desk.keymap)

    def place_name(self, region: str | None) -> str:
        """Name a place in a list: its short name."""
        return _(name_of(region)) if region else ""

    def path_name(self, region: str) -> str:
        """Name a place with all it lies in: 吉林 › 长春."""
        if region not in self.gazetteer:
            return self.place_name(region)
        return " › ".join(step.short for step in self.gazetteer.path(region))

    @property
    def current_article(self) -> Article | None:
        """The article under the cursor of the list, whole."""
        id = self.articles.current
        if id is None:
            return None
        if self.reading.article is not None and self.reading.article.head.id == id:
            return self.reading.article
        return self.library.article(id)

    def show_view(
        self, view: View, *, keep: int | None = None, listing: Listing | None = None
    ) -> None:
        """List the articles of *view*, the cursor on *keep* if it is among them.

        *listing* has them all, where that is known already.
        """
        raise NotImplementedError

    def counts_changed(self) -> None:
        """Show the counts of the library anew."""
        raise NotImplementedError

    def sources_changed(self) -> None:
        """Show the sources of the library anew."""
        raise NotImplementedError

    def try_in_background(self, work: Coroutine[Any, Any, None], group: str) -> None:
        """Run *work* beside the screen; an error of it comes back as `Failed`.

        One work of a *group* runs at a time: a new one ends the old.
        """

        async def guarded() -> None:
            try:
                await work
            except ZhnewsError as error:
                self.post_message(Failed(error))
            except Exception as error:
                self.post_message(Failed(log.unexpected(error)))

        self.run_worker(guarded(), group=group, exclusive=True, exit_on_error=False)

    def on_failed(self, event: Failed) -> None:
        """Say what did not work."""
        self.status.progress = ""
        sentence = render(event.error)
        self.status.complain(sentence)
        if isinstance(self.app.screen, Prompt) and isinstance(event.error, UsageError):
            self.app.screen.complain(sentence)  # it covers the status line
