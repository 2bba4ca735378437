"""Choosing a region by typing."""

from collections.abc import Sequence

from reader.i18n import N_, _
from reader.model import ABROAD, NATIONAL, Count, View
from reader.news.places import NOWHERE, is_place
from reader.regions.match import match
from reader.tui.chooser import Choice, Chooser
from reader.tui.panes import Panes

HINT = N_("汉字、拼音或首字母，如 长春 changchun cc")

LATIN = {NATIONAL: ("quanguo", "qg", "cn"), ABROAD: ("guoji", "gj", "int")}
"""What finds the places that are in no tree, besides their names."""


class Picking(Panes):
    """The region picker, for going there and for others that ask for a region."""

    def action_pick_region(self) -> None:
        """Choose a region by typing."""
        chooser: Chooser[str] = Chooser(_("选择地区"), _(HINT), self._regions_to_read)
        self.app.push_screen(chooser, self._picked_region)

    def _picked_region(self, region: str | None) -> None:
        if region is not None:
            self.show_view(View(region=region))
            self.sidebar.reveal_region(region)
            self.go_to_pane("list")

    def _regions_to_read(self, typed: str) -> Sequence[Choice[str]]:
        counts = self.library.counts()
        held = dict.fromkeys((*self.library.favourites(), *counts))
        ids = self.matching_regions(typed) if typed else list(held)
        return [self.region_choice(id, counts.get(id, Count())) for id in ids if is_place(id)]

    def matching_regions(self, typed: str) -> list[str]:
        """Give the places that *typed* finds, the likeliest first."""
        counts = self.library.counts()
        found = match(typed, weight=lambda id: counts[id].total if id in counts else 0)
        nowhere = [
            id
            for id, latin in LATIN.items()
            if any(word.startswith(typed.casefold()) for word in (NOWHERE[id], *latin))
        ]
        return [*(region.id for region in found), *nowhere]

    def region_choice(self, id: str, count: Count) -> Choice[str]:
        """Give the row of a place: its name, what it lies in, how much there is to read."""
        note = _("{n} 未读", n=count.unread) if count.unread else ""
        if id in NOWHERE:
            return Choice(_(NOWHERE[id]), note, id)
        region = self.gazetteer[id]
        above = " › ".join(parent.short for parent in self.gazetteer.ancestors(id))
        return Choice(f"{region.name}  {above}", note, id)
