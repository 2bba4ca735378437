"""The source page: all sources, how they are doing, and what can be done about each."""

from collections.abc import Callable
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer

from reader import config
from reader.i18n import _
from reader.model import Source
from reader.news.changes import Change
from reader.news.library import Library
from reader.store.sources import Makeup
from reader.tui.commands import bindings
from reader.tui.context import Desk
from reader.tui.headings import Headings
from reader.tui.page import Page
from reader.tui.rows import RowList
from reader.tui.source_detail import SourceDetail
from reader.tui.source_edits import SourceEdits
from reader.tui.source_list import SourceList
from reader.tui.subscriptions import Subscriptions
from reader.tui.too_small import too_small
from reader.view import View, from_source
from reader.wording.places import place_name
from reader.wording.times import since

LOOK = 1.0
"""Seconds between two looks for what others wrote."""
SHARE = 20
"""Times as long as it took to read everything, nothing is read again by itself."""
REST = 0.1
"""Seconds that the cursor rests on a source before its articles are counted."""


class SourcesPage(Page[View | None]):
    """Shows the sources of *library*, the cursor on the source *at*, else on the first to look at.

    *on_change* is called for each change that is made here, once it is stored.
    Returns the view of the source that was opened, if one was.
    """

    BINDINGS = bindings("page", "sources")
    DEFAULT_CSS = """
    SourcesPage {
        background: $background;
    }
    """

    def __init__(
        self,
        library: Library,
        desk: Desk,
        at: int | None = None,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(library, desk, "list", "sources", "page")
        self._at = at
        self._on_change = on_change
        self.status.situation = "sources"
        self.rows = SourceList(place_name, desk.now)
        self.detail = SourceDetail(config.seconds(desk.config.fetch.every))
        self.edits = SourceEdits(self.context, self.rows, self.changes, self._reload)
        self.subscriptions = Subscriptions(
            self.context, lambda: library, lambda: None, self.changes, lambda: None
        )
        self._rest: Timer | None = None
        self._version = 0
        self._next_look = 0.0

    def compose(self) -> ComposeResult:
        """Lay out the list over what is known of one, and the status line."""
        yield too_small()
        yield Headings(self.rows)
        yield self.rows
        yield self.detail
        yield self.status

    def on_mount(self) -> None:
        """Show all sources, now and whenever anything about them changes."""
        self._reload()
        worries = (health.source.id for health in self.rows.sources if health.finding is not None)
        if (at := self._at if self._at is not None else next(worries, None)) is not None:
            self.rows.go_to(at)
        self.set_interval(LOOK, self.look_again)

    def look_again(self) -> None:
        """Show the sources anew if anybody has written, a refresh or another process."""
        changed = self.library.version() != self._version
        if changed and monotonic() >= self._next_look:
            self._reload()

    def _reload(self) -> None:
        start = monotonic()
        self._version = self.library.version()
        sources = self.library.sources.health()
        self._next_look = monotonic() + SHARE * (monotonic() - start)
        self.rows.show(sources)
        parts = [_("{n} 个来源", n=len(sources))]
        if worries := sum(health.finding is not None for health in sources):
            parts.append(_("{n} 个要看一看", n=worries))
        if synced := sum(health.source.synced for health in sources):
            now = int(self.context.desk.now().timestamp())
            when = since(self.library.last_sync(), now)
            parts.append(_("{n} 个由服务器去问，上次同步 {when}", n=synced, when=when))
        self.rows.heading = " · ".join(parts)
        self._count()

    @property
    def _current(self) -> Source | None:
        return self.rows.current.source if self.rows.current else None

    @on(RowList.Moved)
    def _moved(self) -> None:
        """Tell of the source; what has to be counted for that waits until the cursor rests."""
        self._tell(None)
        self._rest = self.set_timer(REST, self._count)

    def _count(self) -> None:
        source = self._current
        self._tell(self.library.sources.makeup(source.id) if source else None)

    def _tell(self, makeup: Makeup | None) -> None:
        if self._rest is not None:
            self._rest.stop()
        self.detail.show(self.rows.current, makeup, int(self.context.desk.now().timestamp()))

    # Going away.

    @on(RowList.Opened)
    def _opened(self) -> None:
        """List the articles of the source."""
        if self._current is not None:
            self.dismiss(View((from_source(self._current.id),)))

    def back(self) -> None:
        """Go back to reading."""
        self.dismiss(None)

    def back_or_quit(self) -> None:
        """Go back to reading."""
        self.dismiss(None)

    def show_change(self, change: Change) -> None:
        """Show what *change* changed."""
        self._reload()
        self._on_change()
