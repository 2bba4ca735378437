"""Narrowing the list by what is typed, while it is typed."""

from __future__ import annotations

import asyncio
from functools import partial

from msgspec.structs import replace

from reader.i18n import _
from reader.model import View
from reader.news.threads import in_thread
from reader.text.clean import clean
from reader.tui.messages import Filtered
from reader.tui.picking import Picking
from reader.tui.prompt import Prompt

PAUSE = 0.15
"""Seconds without a key after which what was typed so far is looked for."""


class Filtering(Picking):
    """Looks for what is typed beside the screen; the last readable query stays listed."""

    _typed = ""

    def action_filter(self) -> None:
        """Narrow the list; in the sidebar, choose a region by typing."""
        if self.sidebar.has_focus:
            self.action_pick_region()
            return
        self._typed = self.articles.view.query
        hint = _("词或首字母 region:吉林 -region:长春 source:新华 is:unread since:3d")
        prompt = Prompt(_("筛选："), hint, value=self._typed, changed=self._filter_soon)
        self.app.push_screen(prompt, self._filter_now)

    def end_filter(self) -> None:
        """Look for nothing any more: something else is listed."""
        self._typed = ""
        self.workers.cancel_group(self, "filter")

    def _filter_soon(self, typed: str) -> None:
        self._filter(typed, PAUSE)

    def _filter_now(self, typed: str | None) -> None:
        if typed is not None:
            self._filter(typed, 0)
            return
        self.end_filter()
        if self.articles.view.query:
            self.go_back()

    def _filter(self, typed: str, pause: float) -> None:
        self._typed = clean(typed).strip()
        self.try_in_background(partial(self._look, self._wanted, pause), "filter")

    @property
    def _wanted(self) -> View:
        """The view narrowed by what was typed last."""
        return replace(self.articles.view, query=self._typed, loosely=bool(self._typed))

    async def _look(self, view: View, pause: float) -> None:
        await asyncio.sleep(pause)
        listing = await in_thread(self.library.listing, view)
        self.post_message(Filtered(view, listing))

    def on_filtered(self, event: Filtered) -> None:
        """List what was found, unless something else is wanted by now."""
        if event.view != self._wanted:
            return
        keep = self.articles.current
        self.note_place()
        self.trail.narrow(replace(event.view, oldest_first=False))
        self.show_view(event.view, keep=keep, listing=event.listing)
