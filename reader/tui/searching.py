"""Searching all texts for what is typed, while it is typed."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Iterator
from functools import partial
from time import monotonic

from reader.errors import IndexDamaged
from reader.i18n import _
from reader.model import Listing, View
from reader.news.threads import in_thread
from reader.text.clean import clean
from reader.tui.filtering import Filtering
from reader.tui.marking import Marking
from reader.tui.messages import HitsFound, IndexLost, SearchedInPart
from reader.tui.prompt import Prompt

PAUSE = 0.08
"""Seconds without a key after which what was typed so far is sought."""
TELL = 0.3
"""Seconds between two reports of a search that goes on."""


class Searching(Marking, Filtering):
    """Seeks beside the screen; the newest query wins, and its first hits are shown at once."""

    _wanted_search = View()
    """The search whose hits are to be listed."""
    _found: HitsFound | None = None
    _is_repeated = False
    """Whether what is listed is being sought once more, for some of it may be no more."""
    _is_outdated_search = False
    """Whether that is to be done as soon as the search that goes on has ended."""

    def action_search(self) -> None:
        """Search everything; what is sought now is offered again."""
        hint = _('词 "短语" -不要的词 title:供暖 region:吉林 since:3d')
        value = self.articles.view.search
        prompt = Prompt(_("搜索："), hint, value=value, changed=self._search_soon)
        self.app.push_screen(prompt, self._search_now)

    def action_filter(self) -> None:
        """Narrow the list; the hits of a search are narrowed by searching for more."""
        if self.articles.view.search and not self.sidebar.has_focus:
            self.action_search()
        else:
            super().action_filter()

    def end_search(self) -> None:
        """Seek no more: something else is listed."""
        self.workers.cancel_group(self, "search")
        self._wanted_search, self._found = View(), None

    def search(self, view: View, pause: float = 0) -> None:
        """List what *view* seeks, in *pause* seconds unless another search is wanted by then."""
        self._wanted_search = view
        self._is_outdated_search = False
        self.try_in_background(partial(self._seek, view, pause), "search")

    def relist(self) -> None:
        """List anew; hits stay until they have been sought again beside the screen."""
        view = self._wanted_search
        if self.articles.view.search:
            self.articles.heads_changed()
            self._note_shown()
        else:
            super().relist()
        if not view.search:
            return
        if self.is_at_work("search"):
            self._is_outdated_search = True
        else:
            self.try_in_background(partial(self._seek, view, again=True), "search")

    def relist_now_and_then(self) -> None:
        """List anew, but no hits: to seek them all takes too long for now and then."""
        if not self.articles.view.search:
            super().relist_now_and_then()

    def found_listing(self, view: View) -> Listing | None:
        """Give what the search that one left for a moment found; None: *view* is no such one."""
        found = self._found
        return found.listing if found and found.view == view == self._wanted_search else None

    def _search_soon(self, typed: str) -> None:
        if typed := clean(typed).strip():
            self.search(View(search=typed), PAUSE)

    def _search_now(self, typed: str | None) -> None:
        typed = clean(typed or "").strip()
        if not typed and self.trail.here.view.search:
            self.go_back()
        elif not typed:
            self.end_search()
        elif View(search=typed) != self._wanted_search:
            self.search(View(search=typed))

    async def _seek(self, view: View, pause: float = 0, *, again: bool = False) -> None:
        await asyncio.sleep(pause)
        try:
            self._is_repeated = again
            await self._tell_of_hits(view)
            while self._is_outdated_search:
                self._is_repeated, self._is_outdated_search = True, False
                await self._tell_of_hits(view)
        except IndexDamaged:
            await in_thread(self.library.store.index.rebuild)
            self.post_message(IndexLost())

    async def _tell_of_hits(self, view: View) -> None:

        reports = self._reports(view)
        found, seen = await in_thread(next, reports)
        self.post_message(HitsFound(view, found, None))
        count = await in_thread(self.library.search_count, view)
        self.post_message(HitsFound(view, found, count))
        while (report := await in_thread(next, reports, None)) is not None:
            found, seen = report
            self.post_message(HitsFound(view, found, count))
        self.post_message(HitsFound(view, found, seen, is_whole=True))
        if waiting := await in_thread(self.library.unindexed):
            self.post_message(SearchedInPart(view, waiting))

    def _reports(self, view: View) -> Iterator[tuple[Listing, int]]:
        """Give all rows so far, and of how many articles: the first, more now and then, all."""
        found, seen, told = Listing(array("q"), array("q")), 0, 0.0
        for page, count in self.library.search_rows(view):
            found.ids.extend(page.ids)
            found.times.extend(page.times)
            seen += count
            if found.ids and monotonic() - told > TELL:
                yield Listing(found.ids[:], found.times[:]), seen
                told = monotonic()
        yield found, seen

    def on_hits_found(self, event: HitsFound) -> None:
        """List what was found, unless something else is wanted by now."""
        if event.view != self._wanted_search or (self._is_repeated and not event.is_whole):
            return
        is_left = self.found_listing(event.view) and self.articles.view.reprints_of is not None
        self._found = event
        if is_left:
            return  # one looks at the reprints of a hit, and comes back
        if self.articles.view != event.view:
            self._list_hits(event)
        elif self._is_repeated:
            self.articles.reload(event.listing)
        elif len(event.listing.ids) > len(self.articles.ids):
            self.articles.extend(event.listing)
        self.title_changed()

    def _list_hits(self, event: HitsFound) -> None:
        if self.trail.here.view != event.view:
            self.note_place()
            self.trail.narrow(event.view)
            self.show_panes()
        self.show_view(event.view, keep=self.trail.here.article, listing=event.listing)

    def found_name(self) -> str:
        """Say how many articles the search that is listed found, and in how many rows they are."""
        found, rows = self._found, len(self.articles.ids)
        if found is None or found.count is None:
            return _("{n} 篇以上", n=rows)
        if found.is_whole and rows < found.count:
            return _("{n} 篇，合为 {rows} 条", n=found.count, rows=rows)
        return _("{n} 篇", n=found.count)

    def on_searched_in_part(self, event: SearchedInPart) -> None:
        """Say that more may be found later."""
        if event.view == self._wanted_search:
            self.status.say(_("还有 {n} 篇文章没有编入索引，正在编", n=event.waiting))

    def on_index_lost(self) -> None:
        """Say so, and make the index anew."""
        self.status.complain(_("搜索索引坏了，正在重新建立。"))
        self.work_on()

    # Searches that are kept.

    def action_save_search(self) -> None:
        """Keep the search in the sidebar, or keep it no longer."""
        query = self.sidebar.search if self.sidebar.has_focus else self.articles.view.search
        if not query:
            self.status.say(_("先按 / 搜索，再按 B 保存"))
            return
        self.when_stored(self.library.toggle_search(query), self.marked)
