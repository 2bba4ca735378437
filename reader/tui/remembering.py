"""Leaving the screen and finding it again as it was."""

from typing import cast, get_args

from reader.model import View
from reader.news.places import is_place
from reader.text.convert import Spelling
from reader.tui.line_pane import LinePane
from reader.tui.opening import Opening
from reader.tui.spelling import SpellingTurns
from reader.tui.trail import unpacked


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
        self.trail = unpacked(next(iter(remembered("trail")), ""), self.is_there)
        here = self.trail.here
        self.show_view(here.view, keep=here.article)
        self.articles.scroll_window(here.window)
        if here.view.region is not None:
            self.sidebar.reveal_region(here.view.region)
        if here.pane == "article":
            self.reading.show(self.current_article, here.place)
        self.show_panes()

    async def on_unmount(self) -> None:
        """Remember all that behind whatever is yet to be stored."""
        self.note_place()
        self.library.remember(
            {
                "trail": (self.trail.packed(),),
                "widths": tuple(str(pane.extra) for pane in self._adjustable),
                "spelling": (self.reading.spelling,),
                "order": ("oldest",) if self.articles.oldest_first else (),
            }
        )

    @property
    def _adjustable(self) -> tuple[LinePane, ...]:
        return self.sidebar, self.articles

    def is_there(self, view: View) -> bool:
        """Whether what *view* lists is still there: its place, its source, its story."""
        if view.region is not None and not is_place(view.region):
            return False
        if view.source is not None and not self.library.has_source(view.source):
            return False
        return view.reprints_of is None or self.stored_article(view.reprints_of) is not None
