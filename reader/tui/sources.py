"""The source page: all sources, how they are doing, and what can be done about each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from time import monotonic

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.timer import Timer

from reader import config
from reader.errors import DeclaredSource
from reader.i18n import N_, _, render
from reader.model import Source, View
from reader.news.changes import Change
from reader.news.due import gone
from reader.news.health import came
from reader.news.library import Library
from reader.store.census import Makeup
from reader.text.clean import clean
from reader.tui.chooser import Choice, Chooser
from reader.tui.commands import bindings
from reader.tui.headings import Headings
from reader.tui.messages import SourceRefreshed
from reader.tui.page import Desk, Page
from reader.tui.prompt import Prompt
from reader.tui.region_choices import HINT, matching_regions, region_choice
from reader.tui.room import too_small
from reader.tui.source_detail import SourceDetail
from reader.tui.source_list import SourceList

LOOK = 1.0
"""Seconds between two looks for what others wrote."""
SHARE = 20
"""Times as long as it took to read everything, nothing is read again by itself."""
REST = 0.1
"""Seconds that the cursor rests on a source before its articles are counted."""


class SourcesPage(Page[View | None]):
    """Shows the sources of *library*, the cursor on the source *at*.

    Returns the view of the source that was opened, if one was.
    """

    BINDINGS = bindings("page", "sources")
    DEFAULT_CSS = """
    SourcesPage {
        background: $background;
    }
    """

    def __init__(self, library: Library, desk: Desk, at: int | None = None) -> None:
        super().__init__(library, desk, "list", "sources", "page")
        self._at = at
        self.rows = SourceList(self.place_name, desk.now)
        self.detail = SourceDetail(config.seconds(desk.config.fetch.every))
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
        if self._at is not None:
            self.rows.go_to(self._at)
        self.set_interval(LOOK, self.look_again)

    def look_again(self) -> None:
        """Show the sources anew if anybody has written, a refresh or another process."""
        changed = self.library.store.version() != self._version
        if changed and monotonic() >= self._next_look:
            self._reload()

    def _reload(self) -> None:
        start = monotonic()
        self._version = self.library.store.version()
        sources = self.library.health()
        self._next_look = monotonic() + SHARE * (monotonic() - start)
        self.rows.show(sources)
        parts = [_("来源"), _("{n} 个", n=len(sources))]
        if worries := sum(health.finding is not None for health in sources):
            parts.append(_("{n} 个要看一看", n=worries))
        self.rows.heading = " · ".join(parts)
        self._count()

    @property
    def _current(self) -> Source | None:
        return self.rows.current.source if self.rows.current else None

    def on_row_list_moved(self) -> None:
        """Tell of the source; what has to be counted for that waits until the cursor rests."""
        self._tell(None)
        self._rest = self.set_timer(REST, self._count)

    def _count(self) -> None:
        source = self._current
        self._tell(self.library.makeup(source.id) if source else None)

    def _tell(self, makeup: Makeup | None) -> None:
        if self._rest is not None:
            self._rest.stop()
        self.detail.show(self.rows.current, makeup, int(self.desk.now().timestamp()))

    # Going away.

    def on_row_list_opened(self) -> None:
        """List the articles of the source."""
        if self._current is not None:
            self.dismiss(View(source=self._current.id))

    def action_back(self) -> None:
        """Go back to reading."""
        self.dismiss(None)

    def action_back_or_quit(self) -> None:
        """Go back to reading."""
        self.dismiss(None)

    # Changing.

    def changed(self, change: Change | None, sentence: str = "") -> None:
        """Show what *change* changed, and say *sentence* of it."""
        if change is not None:
            self._reload()
            self.status.say(sentence)

    def _change(self, source: Source, wanted: Source | None, said: str) -> None:
        write = self.library.change_source(source, wanted)
        self.when_stored(write, partial(self.changed, sentence=said))

    def _changeable(self) -> Source | None:
        """Give the source under the cursor, unless the config declares it, which is said."""
        source = self._current
        if source is not None and source.declared:
            error = DeclaredSource(name=source.label, path=str(self.desk.config_path))
            self.status.complain(render(error))
            return None
        return source

    def action_enable(self) -> None:
        """Enable the source, or disable it."""
        if source := self._changeable():
            said = N_("停用了 {name}，u 撤销") if source.enabled else N_("启用了 {name}，u 撤销")
            wanted = replace(source, enabled=not source.enabled)
            self._change(source, wanted, _(said, name=source.label))

    def action_remove(self) -> None:
        """Remove the source with its articles."""
        if source := self._changeable():
            count = self.library.source_counts([source.id])[source.id]
            said = _("删除了 {name} 和它的 {n} 篇文章，u 撤销", name=source.label, n=count.total)
            self._change(source, None, said)

    def action_rename(self) -> None:
        """Ask for a name."""
        if source := self._changeable():
            prompt = Prompt(_("名字："), source.title or source.url, value=source.label)
            self.app.push_screen(prompt, partial(self._rename, source))

    def _rename(self, source: Source, typed: str | None) -> None:
        if typed is not None:
            # Its own title is no name of the reader's: it may change yet.
            name = "" if typed == source.title else clean(typed)
            self._change(source, replace(source, name=name), _("改名了，u 撤销"))

    def action_move(self) -> None:
        """Choose a region for the source."""
        if source := self._changeable():
            chooser: Chooser[str] = Chooser(_("移到地区"), _(HINT), self._regions)
            self.app.push_screen(chooser, partial(self._move, source))

    def _regions(self, typed: str) -> Sequence[Choice[str]]:
        counts = self.library.counts()
        ids = matching_regions(typed, counts) if typed else list(counts)
        nowhere = [] if typed else [Choice(_("不定地区，由文章自己说"), "", "")]
        return [*nowhere, *(region_choice(id) for id in ids if id in self.gazetteer)]

    def _move(self, source: Source, region: str | None) -> None:
        if region is not None:
            place = self.path_name(region) if region else _("不定地区")
            said = _("{name} 移到了 {place}，u 撤销", name=source.label, place=place)
            self._change(source, replace(source, region=region or None), said)

    # Asking.

    def action_test(self) -> None:
        """Ask the source now, and say what came."""
        if source := self._current:
            self.status.progress = _("正在问 {name}……", name=source.label)
            self.try_in_background(partial(self._ask, source), "test")

    async def _ask(self, source: Source) -> None:
        from reader.news.refresh import refresh

        ask = partial(refresh, settings=self.desk.config.fetch, now=self.desk.now)
        # One that was given up for good may be back: that is what the reader wants to know.
        async for outcome in ask(self.library.store, [source], force=gone(source)):
            self.post_message(SourceRefreshed(outcome, 1, 1))

    def on_source_refreshed(self, event: SourceRefreshed) -> None:
        """Say what came."""
        self.status.progress = ""
        self._reload()
        sentence = render(came(event.outcome))
        said = _("{title}：{sentence}", title=event.outcome.source.label, sentence=sentence)
        if event.outcome.problem is None:
            self.status.say(said)
        else:
            self.status.complain(said)
