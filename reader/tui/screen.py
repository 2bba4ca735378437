"""The reading screen: regions, articles, reading; it composes the panes and routes between them."""

import gc
from collections.abc import Sequence
from contextlib import ExitStack

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from reader.i18n import _
from reader.model import Listing, View
from reader.news.library import Library
from reader.store.store import Store
from reader.text.initials import found
from reader.tui.chooser import Choice, Chooser
from reader.tui.commands import COMMANDS, Command, Place, bindings
from reader.tui.correcting import Correcting
from reader.tui.finding import Finding
from reader.tui.headings import Headings
from reader.tui.keys import keys_of
from reader.tui.linking import Linking
from reader.tui.page import Desk, Page
from reader.tui.panes import THREE_FROM, TWO_FROM
from reader.tui.phrases import NO_SOURCES
from reader.tui.picturing import Picturing
from reader.tui.refreshing import Refreshing
from reader.tui.regions import Regions
from reader.tui.remembering import Remembering
from reader.tui.reprinting import Reprinting
from reader.tui.room import too_small
from reader.tui.ruling import Ruling
from reader.tui.searching import Searching
from reader.tui.sidebar import Sidebar
from reader.tui.theming import Theming
from reader.tui.trail import Trail


class ReaderScreen(
    Remembering,
    Reprinting,
    Correcting,
    Ruling,
    Regions,
    Refreshing,
    Searching,
    Finding,
    Linking,
    Picturing,
    Theming,
):
    """Three panes over one library."""

    BINDINGS = bindings("screen", "page")
    AUTO_FOCUS = "#list"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # Textual's own form
        *Page.HORIZONTAL_BREAKPOINTS,
        (TWO_FROM, "-two"),
        (THREE_FROM, "-three"),
        (170, "-wide"),
    ]

    def __init__(self, library: Library, desk: Desk, size: Size) -> None:
        super().__init__(library, desk, size)
        self._own: Library | None = None
        self._unpainted = ExitStack()
        # Known before the first layout, so that it need not be done twice.
        self.add_class(
            _fitting(size.width, self.HORIZONTAL_BREAKPOINTS),
            _fitting(size.height, self.VERTICAL_BREAKPOINTS),
        )

    def compose(self) -> ComposeResult:
        """Lay out the panes over the status line."""
        yield too_small()
        if self.library.samples:
            hint = _("这里是示例文章：按 i 选择想看的地方，或按 a 添加一个网址")
            yield Static(Content(hint), id="banner")
        yield Headings(self.sidebar, self.articles, self.reading)
        with Horizontal(id="panes"):
            yield self.sidebar
            yield self.dividers[0]
            yield self.articles
            yield self.dividers[1]
            yield self.reading
        yield self.status

    def on_mount(self) -> None:
        """List what was listed the last time, and then get what was never read."""
        # An empty screen, before all panes have their sizes, would cost as much as a full one.
        self._unpainted.enter_context(self.app.batch_update())
        self.call_after_refresh(self._paint_first)
        self.return_to_last()
        self.library_changed()
        if self.library.store.read_only:
            path = str(self.desk.database)
            self.status.complain(_("数据库 {path} 只能读：标记和读到哪里都不会保存", path=path))
        else:
            self.call_after_refresh(self.refresh_at_start)

    def _paint_first(self) -> None:
        self._unpainted.close()
        gc.enable()  # which was held up until now

    # The library.

    def own_library(self) -> Library:
        """Give the library of the reader's own database."""
        if self._own is None:
            is_own = self.library.store.path is not None
            self._own = self.library if is_own else self._open_own()
        return self._own

    def _open_own(self) -> Library:
        store, folds = Store.open(self.desk.database), self.desk.config.ui.reprints
        library = Library(store, now=self.desk.now, folds=folds, queued=True)
        self.desk.opened.callback(library.close)
        return library

    def use_own_library(self) -> None:
        """Show the reader's own library in place of samples or files."""
        library = self.own_library()
        if library is self.library:
            return
        for group in ("work", "relist", "sources"):
            self.workers.cancel_group(self, group)
        self.library.store.close()
        self.library = self.articles.library = library
        self.query("#banner").remove()
        self.trail = Trail()
        self.show_view(View())
        self.library_changed()
        self.show_current()

    # Views.

    def show_view(
        self, view: View, *, keep: int | None = None, listing: Listing | None = None
    ) -> None:
        """List the articles of *view*, the cursor on *keep* if it is among them.

        *listing* has them all, where that is known already.
        """
        if view.search and listing is None:
            self.search(view)
            return
        if not view.search and view.reprints_of is None:
            self.end_search()
        if not view.query:
            self.end_filter()
        self.articles.show(view, keep=keep, listing=listing)
        self.reading.seek(*self.articles.sought)
        self.sidebar.mark_shown(view)
        self.title_changed()

    def counts_changed(self) -> None:
        """Show the counts of the library in the sidebar and the title."""
        super().counts_changed()
        self.title_changed()

    def title_changed(self) -> None:
        """Say over the list what it shows: the place, the filters, how many articles."""
        view = self.articles.view
        parts = [self._view_name(view)]
        if view.unread_only:
            parts.append(_("只看未读"))
        if view.oldest_first:
            parts.append(_("从旧到新"))
        if view.search:
            parts.append(self.found_name())
        elif self.articles.is_whole:
            parts.append(_("{n} 篇", n=len(self.articles.ids)))
        if view.query:
            parts.append(_("筛选 {query}", query=view.query))
        if selected := len(self.articles.selected):
            parts.append(_("选了 {n} 篇", n=selected))
        self.articles.heading = " · ".join(parts)

    def _view_name(self, view: View) -> str:
        if view.search:
            return _("搜索 {query}", query=view.search)
        if view.region is not None:
            return self.path_name(view.region)
        if view.reprints_of is not None:
            return _("其他来源")
        if view.source is not None:
            return self.library.source(view.source).label
        return self.sidebar.scope_name(view.scope)

    def places_here(self) -> Sequence[Place]:
        """Give the places whose keys are heard now, the nearest first."""
        nearest: tuple[Place, ...] = ("list",)
        if self.pane == "article":
            nearest = ("found", "article") if self.reading.has_found else ("article",)
        return (*nearest, "moving", "screen", "page", "app")

    def on_sidebar_chosen(self, event: Sidebar.Chosen) -> None:
        """List the place that was opened."""
        self.visit(event.view)

    def action_sources(self) -> None:
        """Show all sources."""
        if self.library.samples:
            self.status.say(_(NO_SOURCES))
            return
        self.note_place()
        self.trail.to_pane("sources")
        self._open_sources()

    def _open_sources(self) -> None:
        from reader.tui.sources import SourcesPage  # not before first paint

        page = SourcesPage(self.library, self.desk, at=self.articles.view.source)
        self.app.push_screen(page, self._left_sources)

    def _left_sources(self, view: View | None) -> None:
        """Show what the source page changed and, where a source was opened there, its articles."""
        self.sources_changed()
        self.relist()
        self.work_on()
        self.refresh_new()
        if view is not None:
            self.visit(view)
        else:
            self.go_back()

    def sources_changed(self) -> None:
        """Show the sources of the library anew; the articles of one that is gone are left."""
        self.trail.keep(self.is_there)
        if not self.is_there(self.articles.view):
            self.visit(View())
        super().sources_changed()

    def action_unread_only(self) -> None:
        """List unread articles only, or all again."""
        view = self.articles.view
        self.visit(replace(view, unread_only=not view.unread_only), keep=self.articles.current)

    def action_sort(self) -> None:
        """List the oldest first, or the newest again."""
        oldest_first = self.articles.oldest_first = not self.articles.oldest_first
        self.show_view(self.articles.view, keep=self.articles.current)
        self.status.say(_("从旧到新") if oldest_first else _("从新到旧"))

    def on_article_list_selected(self) -> None:
        """Say how many are selected, and what can be done with them."""
        self.title_changed()
        if self.articles.selected:
            self.status.say(_("m 已读/未读  s 星标  M 移动  y 复制网址  Esc 取消选择"))
        else:
            self.status.clear()

    def action_starred(self) -> None:
        """List starred articles, or all again."""
        if self.articles.view.scope == "starred":
            self.go_back()
        else:
            self.visit(View(scope="starred"), keep=self.articles.current)

    def action_back(self) -> None:
        """Go back; at the root, stop a refresh."""
        if not self.step_back():
            self.stop_refresh()

    def action_back_or_quit(self) -> None:
        """Go back; at the root, quit."""
        if not self.step_back():
            self.app.exit()

    def step_back(self) -> bool:
        """Leave a selection, else go back by one stop; False at the root."""
        if self.articles.selected and self.pane == "list":
            self.articles.unselect()
            return True
        return self.go_back() or self.hide_article()

    def go_back(self) -> bool:
        """Go back by one stop of the trail, whose list and article stand as they were left."""
        self.note_place()
        if not self.trail.back():
            return False
        here = self.trail.here
        if here.pane == "sources":
            self._open_sources()
            return True
        if replace(self.articles.view, oldest_first=False) != here.view:
            self.show_view(here.view, keep=here.article, listing=self.found_listing(here.view))
            self.articles.scroll_window(here.window)
            self.reading.show(self.current_article, here.place)
        self.show_panes(back=True)
        return True

    # Choosing.

    def action_palette(self) -> None:
        """Run any command by name."""
        chooser: Chooser[Command] = Chooser(
            _("命令"), _("命令的名称或首字母"), self._matching_commands
        )
        self.app.push_screen(chooser, self._run)

    def _matching_commands(self, typed: str) -> Sequence[Choice[Command]]:
        offered = [
            Choice(_(command.label), "  ".join(keys_of(command, self.desk.keymap)), command)
            for command in COMMANDS
            if self._is_offered(command)
            and found(typed, f"{_(command.label)} {_(command.help)} {command.id}")
        ]
        # Nobody moves by the palette: that comes last, behind what is not called as was typed.
        return sorted(
            offered,
            key=lambda choice: (not found(typed, choice.label), choice.value.place == "moving"),
        )

    def _is_offered(self, command: Command) -> bool:
        if command.place == "found":
            return self.reading.has_found
        # The one wants two strokes, and is there as `move.home`.
        return command.place != "sources" and command.id != "move.first"

    async def _run(self, command: Command | None) -> None:
        if command is not None:
            await self._owner(command).run_action(command.action)

    def _owner(self, command: Command) -> Widget:
        """What has the command's action: its pane, or of several the one that has the focus."""
        match command.place:
            case "article" | "found":
                return self.reading
            case "list" | "moving":
                return self.focused or self.articles
            case _:
                return self


def _fitting(cells: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """Give the class of the last breakpoint that *cells* reaches."""
    return max(breakpoint for breakpoint in breakpoints if breakpoint[0] <= cells)[1]
