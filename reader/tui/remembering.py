"""Leaving the screen and finding it again as it was."""

from collections.abc import Sequence
from contextlib import suppress
from typing import cast, get_args

from reader.errors import StoreError
from reader.model import Scope, View
from reader.news.places import is_place
from reader.text.convert import Spelling
from reader.tui.galley import START, Anchor
from reader.tui.line_pane import LinePane
from reader.tui.opening import Opening
from reader.tui.spelling import SpellingTurns


class Remembering(Opening, SpellingTurns):
    """Keeps in the library where the reader was; what is gone meanwhile is passed over."""

    def return_to_last(self) -> None:
        """Show what was shown the last time: place, article and how far, pane, widths, order."""
        remembered = self.library.remembered
        for pane, extra in zip(self._adjustable, remembered("widths"), strict=False):
            pane.extra = int(extra)
        spelling = next(iter(remembered("spelling")), "")
        if spelling in get_args(Spelling):
            self.show_spelling(cast(Spelling, spelling))
        self.articles.oldest_first = remembered("order") == ["oldest"]
        match remembered("article"):
            case [id, *place] if all(word.isdigit() for word in place):
                self.left_at = {int(id): Anchor(*map(int, place))}
        self.show_view(self._view(remembered("view")), keep=next(iter(self.left_at), None))
        match remembered("pane"):
            case ["article"]:
                self.show_current()
                self.go_to_pane("article")
            case ["regions"]:
                self.go_to_pane("regions")

    async def on_unmount(self) -> None:
        """Remember all that, where the database can be written."""
        view, article = self.articles.view, self.articles.current
        shown = self.reading.article
        place = self.reading.place if shown and shown.head.id == article else START
        with suppress(StoreError):
            remember = self.library.remember
            remember("view", (view.scope, view.region or "", str(view.source or "")))
            remember("article", () if article is None else (str(article), *map(str, place)))
            remember("widths", (str(pane.extra) for pane in self._adjustable))
            remember("spelling", (self.reading.spelling,))
            remember("order", ("oldest",) if self.articles.oldest_first else ())
            remember("pane", (self.pane,))

    @property
    def _adjustable(self) -> tuple[LinePane, ...]:
        return self.sidebar, self.articles

    def _view(self, words: Sequence[str]) -> View:
        """Give the view that *words* name, the one of everything where that is no more."""
        match words:
            case [_, "", source] if source and self._is_source(int(source)):
                return View(source=int(source))
            case [_, region, ""] if region and is_place(region):
                return View(region=region)
            case [scope, "", ""] if scope in get_args(Scope):
                return View(scope=cast(Scope, scope))
        return View()

    def _is_source(self, id: int) -> bool:
        try:
            self.library.source(id)
        except KeyError:
            return False
        return True
