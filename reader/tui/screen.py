"""The reading screen: it composes its parts, routes what they tell, and holds the focus.

`reader.tui.front.Front` says where its state is kept, each piece in one place; the parts that keys
call look at that and change it. The library to go back to is kept by `reader.tui.trail.Libraries`.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widget import Widget

from reader.errors import IndexDamaged, UsageError, ZhnewsError
from reader.i18n import _, render
from reader.model import Draft
from reader.news.changes import Change
from reader.news.library import Library
from reader.regions.gazetteer import load
from reader.tui.actions.marks import Marks
from reader.tui.actions.navigation import Navigation
from reader.tui.actions.opener import Opener
from reader.tui.actions.refresher import Refresher, Syncer
from reader.tui.actions.regions import Regions
from reader.tui.actions.session import SavedSession, Whereabouts
from reader.tui.actions.subscriptions import SourceAdder
from reader.tui.actions.work import FetchProgress, TakeAlong, Work
from reader.tui.appearance import LayoutSetting, SpellingSetting, wanted_layout
from reader.tui.commands import Command, Place, bindings
from reader.tui.context import (
    AllDone,
    Desk,
    Listed,
    PicturesWanted,
    SourcesChanged,
    SpellingChanged,
)
from reader.tui.front import Front
from reader.tui.lister import Lister
from reader.tui.page import Page
from reader.tui.panes.article_list import ArticleList
from reader.tui.panes.layout import PANES, Headings, Panes
from reader.tui.panes.list_title import Explanation, title
from reader.tui.panes.pictures import PictureLoader
from reader.tui.panes.reading_pane import ReadingPane
from reader.tui.panes.sidebar import Sidebar
from reader.tui.trail import Libraries, Location, Pane, Trail
from reader.tui.widgets.modal import Modal, too_small
from reader.tui.widgets.rows import RowList
from reader.view import FRONT, View
from reader.wording.articles import place_name

if TYPE_CHECKING:
    from reader.tui.tools import Tools

TICK = 60.0
"""Seconds between two looks for sources whose time has come, and for a new day."""


class ReaderScreen(Page[None]):
    """Three panes over one library."""

    BINDINGS = bindings("screen", "page")
    AUTO_FOCUS = "#list"

    def __init__(self, library: Library, desk: Desk, size: Size) -> None:
        super().__init__(library, desk, "list", "screen", "page")
        context, ui = self.context, desk.config.ui
        trail = Trail(root=Location(View((FRONT,)) if ui.start == "front" else View()))
        lister = Lister(context, self.post_message, self._listed, self._not_listed)
        sidebar = Sidebar(load(), id="regions")
        articles = ArticleList(context, place_name, lister.answer, id="list")
        reading = ReadingPane(ui, id="article")
        widgets = sidebar, articles, reading
        panes = Panes(self, trail, widgets, size, ui.measure, wanted_layout(context))
        front = Front(context, self.changes, trail, lister, *widgets, panes)
        self.front = front
        self.whereabouts = Whereabouts(front)
        self.regions = Regions(front)
        self.marks = Marks(front)
        self.spelling_setting = SpellingSetting(front)
        self.layout_setting = LayoutSetting(front)
        self.picture_loader = PictureLoader(context, reading)
        self.navigation = Navigation(front, self._open_sources)
        self.session = SavedSession(front, self.navigation, self.spelling_setting)
        self.libraries = Libraries(context, trail, self.navigation.note, self._library_changed)
        self.syncer, progress, self.work = Syncer(context), FetchProgress(context), Work(front)
        self.refresher = Refresher(front, self.work, self.syncer, progress)
        self.explanation = Explanation(front, self.refresher)
        self.opener = Opener(front, self.navigation, self.marks, self.work)
        self.offline = TakeAlong(front, self.opener, self.work, progress)
        self.subscriptions = SourceAdder(
            context, self.libraries.own, self.libraries.use_own, self.changes, self.refresher.new
        )
        self._fit(size)

    def _fit(self, size: Size) -> None:
        """Know the classes of *size* before the first layout, so that it need not be done twice."""
        self.add_class(
            _fitting(size.width, self.HORIZONTAL_BREAKPOINTS),
            _fitting(size.height, self.VERTICAL_BREAKPOINTS),
        )

    def compose(self) -> ComposeResult:
        """Lay out the panes over the status line."""
        yield too_small()
        yield self.libraries.banner
        yield Headings(*self.front.panes.all)
        with Horizontal(id="panes"):
            yield self.front.sidebar
            yield self.front.panes.dividers[0]
            with self.front.panes.right:
                yield self.front.articles
                yield self.front.panes.dividers[1]
                yield self.front.panes.headed_divider
                yield self.front.reading
        yield self.status

    def on_mount(self) -> None:
        """List what was listed the last time, and then get what was never read."""
        self.call_after_refresh(gc.enable)  # which was held up until now
        self.refresher.expect()
        self.session.restore()
        self.whereabouts.follow(self)
        self.explanation.follow(self)
        self.regions.library_changed()
        self.call_after_refresh(self.regions.sources_changed)
        if self.library.read_only:
            path = str(self.context.desk.database)
            self.status.complain(_("数据库 {path} 只能读：标记和读到哪里都不会保存", path=path))
        else:
            self.call_after_refresh(self.refresher.at_start)
            self.set_interval(TICK, self._tick)

    async def _tick(self) -> None:
        self.front.lister.day_changed()
        await self.refresher.ask_due()

    async def on_unmount(self) -> None:
        """Remember where the reader was, and send its marks; the terminal forgets the pictures."""
        self.session.keep()
        await self.syncer.end()
        await self.picture_loader.end()

    # The library.

    def _library_changed(self) -> None:
        """Show another library, and read its files if it is one of files."""
        self.refresher.abandon()
        self.session.library_changed()
        self.front.lister.restart()
        self.navigation.restart()
        self.regions.library_changed()
        self.regions.sources_changed()
        self.opener.show()
        self.refresher.expect()
        if self.library.in_memory:
            self.call_after_refresh(self.refresher.at_start)

    async def _visit(self, article: Draft) -> None:
        """Open an article that is not stored."""
        await self.libraries.visit_article(article)
        self.opener.open()

    @on(ArticleList.OpenedEmpty)
    def _opened_empty(self) -> None:
        self.libraries.visit_samples()

    # What the parts tell.

    @on(Listed)
    def _take(self, answer: Listed) -> None:
        self.front.lister.take(answer)

    def _listed(self, is_another: bool) -> None:
        """Show what the lister lists now, of another view or of the same."""
        answer = self.front.lister.answer
        if is_another:
            self.navigation.narrow(answer.view)
            self.front.articles.show(answer, keep=self.front.trail.here.article)
            self.front.reading.seek(*self.front.articles.sought)
            self.front.sidebar.mark_shown(answer.view)
        else:
            self.front.articles.reload(answer)
            self.regions.counts_changed()
        self._title_changed()
        self.explanation.tell()
        if answer.unindexed:
            said = _("还有 {n} 篇文章没有编入索引，正在编", n=answer.unindexed)
            self.status.say(said)

    def _not_listed(self, fault: ZhnewsError) -> None:
        """Say why there is nothing to list, until something else is asked for."""
        sentence = render(fault)
        if isinstance(fault, IndexDamaged):
            sentence = _("搜索索引坏了，正在重新建立。")
            self.work.go_on()
        self.status.complain(sentence, "list")
        if isinstance(self.app.screen, Modal) and isinstance(fault, UsageError):
            self.app.screen.complain(sentence)  # it covers the status line

    def show_change(self, change: Change) -> None:
        """Show what *change* changed."""
        match change.touches:
            case "marks":
                self.front.articles.marks_changed(change.ids)
                self.regions.marks_changed()
                self.syncer.changed()
            case "places":
                self.front.lister.relist("places")
                self.work.go_on()  # a rule may put it elsewhere yet
            case "sources":
                self._sources_changed()
                self.syncer.changed()
                self.front.lister.relist("articles")
                self.work.go_on()
            case "rules":
                self.work.go_on()
            case "searches":
                self.regions.counts_changed()
            case "favourites":
                self.front.lister.relist("favourites")

    def marked(self) -> None:
        """Show the marks of articles anew."""
        self.front.articles.heads_changed()

    def _title_changed(self) -> None:
        new, selected = self.front.articles.count_new, len(self.front.articles.selected)
        self.front.articles.heading = title(self.front.lister.answer, new, selected, self.library)

    def _sources_changed(self) -> None:
        """Show the sources of the library anew; the articles of one that is gone are left."""
        self.session.drop_gone()
        self.regions.sources_changed()
        self._title_changed()
        self.explanation.tell()

    @on(SourcesChanged)
    def _other_sources(self) -> None:
        self._sources_changed()

    @on(SpellingChanged)
    def _spelt(self) -> None:
        """Write anew what stands over the panes."""
        self._title_changed()
        self.libraries.say()
        self.explanation.tell()

    @on(AllDone)
    def _all_done(self) -> None:
        self.regions.articles_indexed()

    @on(ArticleList.Rested)
    def _rested(self) -> None:
        self.opener.show()

    @on(ArticleList.Selected)
    def _selected(self) -> None:
        self._title_changed()

    @on(RowList.Opened, "#list")
    def _opened(self) -> None:
        self.opener.open()

    @on(Sidebar.Chosen)
    def _chosen(self, event: Sidebar.Chosen) -> None:
        self.navigation.visit(event.view)

    @on(Sidebar.Branched)
    def _branched(self, event: Sidebar.Branched) -> None:
        self.regions.branched(event.opened)

    @on(PicturesWanted)
    def _pictures_wanted(self, event: PicturesWanted) -> None:
        self.picture_loader.want(event)

    # Panes and pages.

    @property
    def pane(self) -> str:
        """The pane that has the focus."""
        return self.front.trail.here.pane

    @on(events.Resize)
    def _resized(self, event: events.Resize) -> None:
        self.front.panes.resized(event.size)

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        """Follow a focus that came by mouse."""
        if self.focused is not None and self.focused.id in PANES and self.focused.id != self.pane:
            self.navigation.to_pane(cast(Pane, self.focused.id))

    def _open_sources(self) -> None:
        from reader.tui.screens.sources import SourcesPage  # not before first paint

        at, changed = self.front.lister.view.source, self.syncer.changed
        page = SourcesPage(self.library, self.context.desk, at, changed)
        self.app.push_screen(page, self._left_sources)

    def _left_sources(self, view: View | None) -> None:
        """Show what the source page changed and, where a source was opened there, its articles."""
        self._sources_changed()
        self.front.lister.relist("articles")
        self.work.go_on()
        self.refresher.new()
        if view is not None:
            self.navigation.visit(view)
        else:
            self.navigation.return_()

    # Commands, of its tools and its own.

    @cached_property
    def tools(self) -> Tools:
        """The parts that only commands need."""
        from reader.tui.tools import Tools  # not before first paint

        return Tools(self.front, self.navigation, self.subscriptions, self._visit)

    def back(self) -> None:
        """Go back; at the root, to the own library, or stop a refresh."""
        if not (self.navigation.back() or self.libraries.leave()):
            self.refresher.stop()

    def back_or_quit(self) -> None:
        """Go back; at the root, to the own library, or quit."""
        if not (self.navigation.back() or self.libraries.leave()):
            self.app.exit()

    def places_here(self) -> Sequence[Place]:
        """Return the places whose keys are active now, the nearest first."""
        nearest: tuple[Place, ...] = ("list",)
        if self.pane == "article":
            nearest = ("found", "article") if self.front.reading.has_found else ("article",)
        return (*nearest, "moving", "screen", "page", "app")

    def palette(self) -> None:
        """Run any command by name."""
        from reader.tui.screens.choosers import CommandPalette  # not before first paint

        desk, situation = self.context.desk, self.whereabouts.situation
        palette = CommandPalette(desk.keymap, situation, self.places_here(), desk.own.values())
        self.app.push_screen(palette, self._run)

    async def _run(self, command: Command | None) -> None:
        if command is not None:
            await self._owner(command).run_action(command.binding.action)

    def _owner(self, command: Command) -> Widget:
        """Return what has the command's action: a pane, of several the one that has the focus."""
        match command.place:
            case "article" | "found":
                return self.front.reading
            case "list" | "moving":
                return self.focused or self.front.articles
            case _:
                return self


def _fitting(cells: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """Return the class of the last breakpoint that *cells* reaches."""
    return max(breakpoint for breakpoint in breakpoints if breakpoint[0] <= cells)[1]
