"""The source page: all sources, all that is known of one, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import monotonic

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from reader.errors import InputError
from reader.i18n import N_, _, render
from reader.model import Outcome, Source
from reader.news.changes import Change
from reader.news.health import Health, came
from reader.news.library import Library
from reader.regions.gazetteer import load
from reader.settings import config
from reader.store.sources import Makeup
from reader.text.clean import clean
from reader.text.wrap import fit, wrap
from reader.tui.actions.subscriptions import SourceAdder
from reader.tui.commands import bindings
from reader.tui.context import Changes, Context, Desk
from reader.tui.page import Page
from reader.tui.panes.layout import Headings
from reader.tui.screens.source_list import SourceList
from reader.tui.widgets.chooser import HINT, Choice, Chooser, matching_regions, region_choice
from reader.tui.widgets.modal import too_small
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.rows import RowList
from reader.view import View, from_source
from reader.wording.articles import place_name, since
from reader.wording.sources import fact_lines, facts, state

# All that is known of one source, below the list of all.

LINES = 5


class SourceDetail(Widget):
    """A few lines about a source: its name and address, what is wrong in full, and figures.

    *every* is the interval in seconds of sources that state none.
    """

    DEFAULT_CSS = f"""
    SourceDetail {{
        height: {LINES + 1};
        padding: 0 1;
        border-top: solid $panel;
        color: $text-muted;
    }}
    """

    def __init__(self, every: int) -> None:
        super().__init__()
        self._every = every
        self._about: tuple[Health, Makeup | None, int] | None = None

    def show(self, health: Health | None, makeup: Makeup | None, now: int) -> None:
        """Tell of a source, None of nothing; its *makeup* may come later."""
        self._about = None if health is None else (health, makeup, now)
        self.refresh()

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join([*self._lines(self.content_size.width)][:LINES])

    def _lines(self, width: int) -> Iterator[Content]:
        if self._about is None or not width:
            return
        health, makeup, now = self._about
        yield Content.styled(fit(health.source.label, width), "bold $text")
        yield Content(fit(health.source.url, width))
        style = "" if health.finding is None else "$text-warning"
        for line in wrap(state(health), width):
            yield Content.styled(line, style)
        if makeup is not None:
            known = facts(health, makeup, self._every, now)
            yield from map(Content, fact_lines(known, width))


# What can be done about one source.


class SourceEdits:
    """Edits the source under the cursor of *rows*.

    *reload* shows what came of asking it.
    """

    def __init__(
        self,
        context: Context,
        rows: SourceList,
        changes: Changes,
        reload: Callable[[], None],
    ) -> None:
        self._context = context
        self._rows = rows
        self._changes = changes
        self._reload = reload

    @property
    def _current(self) -> Source | None:
        return self._rows.current.source if self._rows.current else None

    def _edit(self, source: Source, wanted: Callable[[Source], Source]) -> None:
        write = self._context.library.sources.edit(source.id, wanted)
        self._context.when_stored(write, self._changes.made)

    def _changeable(self) -> Source | None:
        """Return the source under the cursor, unless the config declares it, which is said."""
        source = self._current
        if source is not None and source.declared:
            error = InputError(
                N_("{name} 写在 {path} 里，要停用、改名或删除，请改那个文件。"),
                kind="declared_source",
                name=source.label,
                path=str(self._context.desk.config_path),
            )
            self._context.status.complain(render(error))
            return None
        return source

    def enable(self) -> None:
        """Enable the source, or disable it."""
        if source := self._changeable():
            self._edit(source, lambda stored: replace(stored, enabled=not stored.enabled))

    def remove(self) -> None:
        """Remove the source with its articles."""
        if source := self._changeable():
            write = self._context.library.sources.remove(source.id)
            self._context.when_stored(write, self._changes.made)

    def rename(self) -> None:
        """Ask for a name."""
        if source := self._changeable():
            prompt = Prompt(_("名字："), source.title or source.url, value=source.label)
            self._context.ask(prompt, partial(self._rename, source))

    def _rename(self, source: Source, typed: str | None) -> None:
        if typed is not None:
            # Its own title is no name of the reader's: it may change yet.
            name = "" if typed == source.title else clean(typed)
            self._edit(source, lambda stored: replace(stored, name=name))

    def move(self) -> None:
        """Choose a region for the source."""
        if source := self._changeable():
            chooser: Chooser[str] = Chooser(_("移到地区"), _(HINT), self._regions)
            self._context.ask(chooser, partial(self._move, source))

    def _regions(self, typed: str) -> Sequence[Choice[str]]:
        counts = self._context.library.counts()
        ids = matching_regions(typed, counts) if typed else list(counts)
        nowhere = [] if typed else [Choice(_("不定地区，由文章自己说"), "", "")]
        return [*nowhere, *(region_choice(id) for id in ids if id in load())]

    def _move(self, source: Source, region: str | None) -> None:
        if region is not None:
            self._edit(source, lambda stored: replace(stored, region=region or None))

    def add_linked(self) -> None:
        """Add the pages of places that the mastheads of its articles link."""
        source = self._current
        if source is None:
            return
        if pages := self._context.library.sources.linked_from(source):
            self._context.when_stored(self._context.library.sources.add(pages), self._changes.made)
        else:
            said = _("{name} 的文章没有链接别的地方的频道页", name=source.label)
            self._context.status.say(said)

    # Asking.

    def test(self) -> None:
        """Ask the source now, and say what came."""
        if source := self._current:
            self._context.status.progress = _("正在问 {name}……", name=source.label)
            self._context.run(partial(self._ask, source), "test")

    async def _ask(self, source: Source) -> None:
        settings = self._context.desk.config.fetch
        async for outcome in self._context.library.sources.ask(source, settings):
            self._asked(outcome)

    def _asked(self, outcome: Outcome) -> None:
        self._context.status.progress = ""
        self._reload()
        sentence = render(came(outcome))
        said = _("{title}：{sentence}", title=outcome.source.label, sentence=sentence)
        if outcome.problem is None:
            self._context.status.say(said)
        else:
            self._context.status.complain(said)


# The source page.

LOOK = 1.0
"""Seconds between two looks for what others wrote."""
BACKOFF = 20
"""Times as long as it took to read everything, nothing is read again by itself."""
REST_DELAY = 0.1
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
        self.subscriptions = SourceAdder(
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
        self._next_look = monotonic() + BACKOFF * (monotonic() - start)
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
        self._rest = self.set_timer(REST_DELAY, self._count)

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
