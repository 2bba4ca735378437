"""The reading screen: it composes its parts, routes what they tell, and holds the focus.

Where its state is kept, each in one place:

- where the reader is, and the way back: `reader.tui.trail.Trail`;
- what is listed, whether all of it, and whether it is up to date: `reader.tui.lister.Lister`;
- the cursor of the list and what is selected: `reader.tui.panes.article_list.ArticleList`;
- the article on show, its width and its place: `reader.tui.panes.reading_pane.ReadingPane`;
- what is open in the sidebar: `reader.tui.panes.sidebar.Sidebar`; which panes are in sight, and how
  wide: `reader.tui.panes.layout.Panes`;
- which library is shown, and what works in the background: `reader.tui.context.Context`; the one
  to go back to: `reader.tui.trail.Libraries`;
- what was changed, to be undone: `reader.news.changes.History`.
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
from reader.tui.actions.changes import Marks
from reader.tui.actions.navigation import Navigation
from reader.tui.actions.opener import Opener
from reader.tui.actions.refresher import Refresher, Syncer
from reader.tui.actions.regions import Regions
from reader.tui.actions.session import Session, Whereabouts
from reader.tui.actions.subscriptions import Subscriptions
from reader.tui.actions.work import Offline, Progress, Work
from reader.tui.appearance import LayoutSetting, SpellingSetting, wanted_layout
from reader.tui.commands import Command, Place, bindings
from reader.tui.context import Desk, Listed, PicturesWanted
from reader.tui.lister import Lister
from reader.tui.page import Page
from reader.tui.panes.article_list import ArticleList
from reader.tui.panes.layout import PANES, Headings, Panes
from reader.tui.panes.list_title import Explanation, title
from reader.tui.panes.pictures import PictureLoader
from reader.tui.panes.reading_pane import ReadingPane
from reader.tui.panes.sidebar import Sidebar
from reader.tui.trail import Libraries, Pane, Stop, Trail
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
        context, changes, ui = self.context, self.changes, desk.config.ui
        # What is seen.
        trail = self.trail = Trail(root=Stop(View((FRONT,)) if ui.start == "front" else View()))
        lister = self.lister = Lister(context, self.post_message, self._listed, self._not_listed)
        sidebar = self.sidebar = Sidebar(load(), id="regions")
        articles = self.articles = ArticleList(context, place_name, lister.answer, id="list")
        reading = self.reading = ReadingPane(ui, id="article")
        widgets = sidebar, articles, reading
        layout = wanted_layout(context)
        panes = self.panes = Panes(self, trail, widgets, size, ui.measure, layout)
        self.whereabouts = Whereabouts(self.status, trail, lister, *widgets)
        # What is done with it.
        navigation = self.navigation = Navigation(
            context, trail, lister, panes, *widgets, self._open_sources
        )
        self.regions = Regions(context, lister, sidebar, articles, changes, self.set_timer)
        work = self.work = Work(context, lister, self.regions.articles_indexed)
        marks = self.marks = Marks(context, lister, articles, changes)
        self.opener = Opener(context, lister, articles, reading, navigation, marks, work)
        syncer = self.syncer = Syncer(context, self.set_timer)
        progress = Progress(context, self.set_timer)
        self.refresher = Refresher(
            context, lister, work, self._sources_changed, self.set_timer, syncer, progress
        )
        self.offline = Offline(context, lister, articles, work, progress, self.opener.renew)
        self.explanation = Explanation(context, lister, self.refresher, articles)
        libraries = self.libraries = Libraries(
            context, trail, navigation.note, self._library_changed
        )
        self.subscriptions = Subscriptions(
            context, libraries.own, libraries.use_own, changes, self.refresher.new
        )
        self.picture_loader = PictureLoader(context, reading)
        self.spelling_setting = SpellingSetting(context, *widgets, self._words_changed)
        self.layout_setting = LayoutSetting(context, panes)
        self.session = Session(
            context, trail, lister, navigation, self.spelling_setting, sidebar, articles
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
        yield Headings(*self.panes.all)
        with Horizontal(id="panes"):
            yield self.sidebar
            yield self.panes.dividers[0]
            with self.panes.right:
                yield self.articles
                yield self.panes.dividers[1]
                yield self.panes.headed_divider
                yield self.reading
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
        self.lister.day_changed()
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
        self.lister.restart()
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
        self.lister.take(answer)

    def _listed(self, is_another: bool) -> None:
        """Show what the lister lists now, of another view or of the same."""
        answer = self.lister.answer
        if is_another:
            self.navigation.narrow(answer.view)
            self.articles.show(answer, keep=self.trail.here.article)
            self.reading.seek(*self.articles.sought)
            self.sidebar.mark_shown(answer.view)
        else:
            self.articles.reload(answer)
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
                self.articles.marks_changed(change.ids)
                self.regions.marks_changed()
                self.syncer.changed()
            case "places":
                self.lister.relist("places")
                self.work.go_on()  # a rule may put it elsewhere yet
            case "sources":
                self._sources_changed()
                self.syncer.changed()
                self.lister.relist("articles")
                self.work.go_on()
            case "rules":
                self.work.go_on()
            case "searches":
                self.regions.counts_changed()
            case "favourites":
                self.lister.relist("favourites")

    def marked(self) -> None:
        """Show the marks of articles anew."""
        self.articles.heads_changed()

    def _title_changed(self) -> None:
        new, selected = self.articles.count_new, len(self.articles.selected)
        self.articles.heading = title(self.lister.answer, new, selected, self.library)

    def _words_changed(self) -> None:
        """Write anew what stands over the panes."""
        self._title_changed()
        self.libraries.say()
        self.explanation.tell()

    def _sources_changed(self) -> None:
        """Show the sources of the library anew; the articles of one that is gone are left."""
        self.session.drop_gone()
        self.regions.sources_changed()
        self._title_changed()
        self.explanation.tell()

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
        return self.trail.here.pane

    @on(events.Resize)
    def _resized(self, event: events.Resize) -> None:
        self.panes.resized(event.size)

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        """Follow a focus that came by mouse."""
        if self.focused is not None and self.focused.id in PANES and self.focused.id != self.pane:
            self.navigation.to_pane(cast(Pane, self.focused.id))

    def _open_sources(self) -> None:
        from reader.tui.screens.sources import SourcesPage  # not before first paint

        at, changed = self.lister.view.source, self.syncer.changed
        page = SourcesPage(self.library, self.context.desk, at, changed)
        self.app.push_screen(page, self._left_sources)

    def _left_sources(self, view: View | None) -> None:
        """Show what the source page changed and, where a source was opened there, its articles."""
        self._sources_changed()
        self.lister.relist("articles")
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

        return Tools(
            self.context,
            self.changes,
            self.lister,
            self.navigation,
            self.sidebar,
            self.articles,
            self.reading,
            self.subscriptions,
            self._visit,
        )

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
            nearest = ("found", "article") if self.reading.has_found else ("article",)
        return (*nearest, "moving", "screen", "page", "app")

    def palette(self) -> None:
        """Run any command by name."""
        from reader.tui.screens.choosers import Palette  # not before first paint

        desk, situation = self.context.desk, self.whereabouts.situation
        palette = Palette(desk.keymap, situation, self.places_here(), desk.own.values())
        self.app.push_screen(palette, self._run)

    async def _run(self, command: Command | None) -> None:
        if command is not None:
            await self._owner(command).run_action(command.binding.action)

    def _owner(self, command: Command) -> Widget:
        """Return what has the command's action: a pane, of several the one that has the focus."""
        match command.place:
            case "article" | "found":
                return self.reading
            case "list" | "moving":
                return self.focused or self.articles
            case _:
                return self


def _fitting(cells: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """Return the class of the last breakpoint that *cells* reaches."""
    return max(breakpoint for breakpoint in breakpoints if breakpoint[0] <= cells)[1]
