"""Choosing a region by typing."""

from collections.abc import Sequence

from reader.i18n import _
from reader.model import Count, View
from reader.news.places import is_place
from reader.tui.chooser import Choice, Chooser
from reader.tui.panes import Panes
from reader.tui.region_choices import HINT, matching_regions, region_choice


class Picking(Panes):
    """The region picker, for going there."""

    def action_pick_region(self) -> None:
        """Choose a region by typing."""
        chooser: Chooser[str] = Chooser(_("选择地区"), _(HINT), self._regions_to_read)
        self.app.push_screen(chooser, self._picked_region)

    def _picked_region(self, region: str | None) -> None:
        if region is not None:
            self.visit(View(region=region))
            self.sidebar.reveal_region(region)

    def _regions_to_read(self, typed: str) -> Sequence[Choice[str]]:
        counts = self.library.counts()
        held = dict.fromkeys((*self.library.favourites(), *counts))
        ids = matching_regions(typed, counts) if typed else list(held)
        return [region_choice(id, counts.get(id, Count()).unread) for id in ids if is_place(id)]
