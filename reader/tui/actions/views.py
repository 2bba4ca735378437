"""Asking for other articles, by a search, a filter, a place, or by marks; finding in one."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from reader.i18n import _
from reader.model import Count
from reader.news.places import is_place
from reader.text.clean import clean
from reader.tui.actions.navigation import Navigation
from reader.tui.front import Front
from reader.tui.panes.list_title import ORDER_NAMES
from reader.tui.widgets.chooser import HINT, Choice, Chooser, matching_regions, region_choice
from reader.tui.widgets.prompt import Prompt
from reader.view import STARRED, UNREAD, View, in_region, reprints_of

# Finding in the article what one types, while one types it.


class FindBar:
    """Asks what to find; the reading pane marks it and goes from one to the next."""

    def __init__(self, front: Front, navigation: Navigation) -> None:
        self._context = front.context
        self._reading = front.reading
        self._navigation = navigation
        self._sought = ""

    def find(self) -> None:
        """Find in the article; the last search is offered again."""
        if self._reading.article is None:
            self._context.status.say(_("没有打开的文章"))
            return
        self._navigation.to_pane("article")
        history = self._context.input_history("found")
        prompt = Prompt(_("查找："), value=self._sought, changed=self._find, history=history)
        self._context.ask(prompt, self._end)
        if self._sought:
            self._find(self._sought)

    def _find(self, typed: str) -> None:
        self._reading.find(clean(typed))

    def _end(self, typed: str | None) -> None:
        if typed is not None:
            self._sought = clean(typed)
            self._find(self._sought)
            if not self._reading.has_found:
                self._context.status.say(_("文中没有“{words}”", words=self._sought))
        if typed is None or not self._reading.has_found:
            self._reading.action_leave_finding()


# Asking for other articles.

SEARCH_PAUSE, FILTER_PAUSE = 0.08, 0.15
"""Seconds without a key after which what was typed so far is looked for."""


class Views:
    """Asks the lister while one types; the last query that it could read stays listed."""

    def __init__(self, front: Front, navigation: Navigation) -> None:
        self._context = front.context
        self._articles = front.articles
        self._lister = front.lister
        self._navigation = navigation
        self._sidebar = front.sidebar
        self._changes = front.changes

    # Searching.

    def search(self) -> None:
        """Search everything; the current search is offered again."""
        hint = _('词 "短语" -不要的词 title:供暖 region:吉林 since:3d')
        prompt = Prompt(
            _("搜索："),
            hint,
            value=self._lister.view.search,
            changed=self._search_soon,
            history=self._context.input_history("searched"),
        )
        self._context.ask(prompt, self._search_now)

    def _search_soon(self, typed: str) -> None:
        if typed := clean(typed).strip():
            self._lister.ask(View(search=typed), SEARCH_PAUSE)
        else:
            self._lister.forget()

    def _search_now(self, typed: str | None) -> None:
        typed = clean(typed or "").strip()
        if not typed:
            self._lister.forget()
            if self._lister.view.search:
                self._navigation.return_()
        elif View(search=typed) != self._lister.wanted:
            self._lister.ask(View(search=typed))

    def save_search(self) -> None:
        """Keep the search in the sidebar, or keep it no longer."""
        query = self._sidebar.search if self._sidebar.has_focus else self._lister.view.search
        if not query:
            self._context.status.say(_("先按 / 搜索，再按 B 保存"))
            return
        self._context.when_stored(
            self._context.library.memory.toggle_search(query), self._changes.made
        )

    # Filtering.

    def filter(self) -> None:
        """Narrow the list: hits by searching for more; in the sidebar, choose a region."""
        if self._sidebar.has_focus:
            self.pick_region()
            return
        if self._lister.view.search:
            self.search()
            return
        hint = _("词或首字母 region:吉林 -region:长春 source:新华 is:unread since:3d")
        prompt = Prompt(
            _("筛选："),
            hint,
            value=self._lister.view.filter,
            changed=self._filter_soon,
            history=self._context.input_history("filtered"),
        )
        self._context.ask(prompt, self._filter_now)

    def _filter_soon(self, typed: str) -> None:
        self._filter(typed, FILTER_PAUSE)

    def _filter_now(self, typed: str | None) -> None:
        if typed is not None:
            self._filter(typed, 0)
            return
        self._lister.forget()
        if self._lister.view.filter:
            self._navigation.return_()

    def _filter(self, typed: str, pause: float) -> None:
        typed = clean(typed).strip()
        view = replace(self._lister.view, filter=typed)
        if view == self._lister.view:
            self._lister.forget()
        elif view != self._lister.wanted:
            self._lister.ask(view, pause)

    # By their marks and stories.

    def toggle_unread(self) -> None:
        """List unread articles only, or all again."""
        self._navigation.visit(self._lister.view.toggled(UNREAD), keep=self._articles.current)

    def toggle_starred(self) -> None:
        """List starred articles, or what was listed before."""
        self._navigation.toggle(View((STARRED,)), keep=self._articles.current)

    def toggle_reprints(self) -> None:
        """List the others of the article's story, or what was listed before."""
        head = self._articles.head(self._articles.position)
        if self._lister.view.reprints_of is not None:
            self._navigation.return_()
        elif head is None or not head.reprints:
            self._context.status.say(_("没有别的来源刊登这篇稿件"))
        else:
            self._navigation.visit(View((reprints_of(head.id),)))

    def turn_order(self) -> None:
        """List the oldest first, then what is most reprinted, then the newest again."""
        if self._lister.view.search:
            self._context.status.say(_("搜索结果总是从新到旧"))
            return
        if self._lister.view.is_front:
            self._context.status.say(_("要闻总是按地方，刊登的来源多的在先"))
            return
        self._navigation.note()
        order = self._lister.turn_order()
        self._context.status.say(_(ORDER_NAMES[order]))

    # By places.

    def pick_region(self) -> None:
        """Choose a region by typing."""
        chooser: Chooser[str] = Chooser(_("选择地区"), _(HINT), self._regions_to_read)
        self._context.ask(chooser, self._picked_region)

    def _picked_region(self, region: str | None) -> None:
        if region is not None:
            self._navigation.visit(View((in_region(region),)))
            self._sidebar.reveal_region(region)

    def _regions_to_read(self, typed: str) -> Sequence[Choice[str]]:
        library = self._context.library
        counts = library.counts()
        held = dict.fromkeys((*library.memory.favourites(), *counts))
        ids = matching_regions(typed, counts) if typed else list(held)
        return [region_choice(id, counts.get(id, Count()).unread) for id in ids if is_place(id)]
