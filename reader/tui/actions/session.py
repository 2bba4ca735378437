"""What the reader is at, leaving the screen, and finding it again as it was."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast, get_args

import msgspec
from textual.screen import Screen

from reader.news.places import is_place
from reader.text.spelling import Spelling
from reader.tui.actions.navigation import Navigation
from reader.tui.appearance import SpellingSetting
from reader.tui.front import Front
from reader.tui.trail import unpacked
from reader.tui.widgets.status import Situation
from reader.view import Order, View

# What the reader is at, reported to the status line whenever that changes.


class Whereabouts:
    """Follows the panes, the list, the article and the progress of a refresh."""

    def __init__(self, front: Front) -> None:
        self._status = front.context.status
        self._trail = front.trail
        self._lister = front.lister
        self._sidebar = front.sidebar
        self._articles = front.articles
        self._reading = front.reading

    @property
    def situation(self) -> Situation:
        """What the reader is at."""
        match self._trail.here.pane:
            case "regions":
                return "regions"
            case "article" if self._reading.has_found:
                return "finding" if self._reading.is_finding else "hit"
            case "article":
                return "article" if self._articles.display else "alone"
        if self._articles.selected:
            return "selecting"
        if self._status.progress and self._trail.is_root:
            return "refreshing" if self._lister.ids else "waiting"
        if self._lister.view.search:
            return "hits"
        if self._lister.is_whole and not self._lister.ids:
            return "empty" if self._trail.is_root else "nothing"
        return "list"

    def follow(self, screen: Screen[Any]) -> None:
        """Tell the status line, now and ever after, from when *screen* is mounted."""
        for pane in (self._sidebar, self._articles, self._reading):
            screen.watch(pane, "has_focus", self._tell)
            screen.watch(pane, "heading", self._tell)
        screen.watch(self._status, "progress", self._tell)
        screen.screen_layout_refresh_signal.subscribe(screen, lambda _screen: self._tell())

    def _tell(self) -> None:
        self._status.situation = self.situation


# Leaving the screen and finding it again as it was.


class SavedSession:
    """Keeps in the library where the reader was; what is gone meanwhile is passed over."""

    def __init__(self, front: Front, navigation: Navigation, spelling: SpellingSetting) -> None:
        self._context = front.context
        self._trail = front.trail
        self._lister = front.lister
        self._navigation = navigation
        self._spelling = spelling
        self._articles = front.articles
        self._adjustable = front.sidebar, front.articles

    def restore(self) -> None:
        """Show what was shown the last time: place, article and how far, pane, widths, orders."""
        self.library_changed()
        remembered = self._context.library.memory.recall
        for pane, extra in zip(self._adjustable, remembered("widths"), strict=False):
            pane.extra = int(extra)
        self._articles.extra_lines = sum(map(int, remembered("lines")))
        spelling = next(iter(remembered("spelling")), "")
        if spelling in get_args(Spelling) and spelling != self._spelling.shown:
            self._spelling.show(cast(Spelling, spelling))
        self._lister.orders = _unpacked(remembered("orders"))
        if self._context.desk.config.ui.start == "list":
            self._trail.restart(unpacked(next(iter(remembered("trail")), "")))
            self._trail.keep(self.is_there)
        self._navigation.restart()

    def library_changed(self) -> None:
        """Mark as new what came to the library since it was left the last time."""
        self._articles.seen = self._context.library.memory.seen()

    def keep(self) -> None:
        """Queue all that to be stored after the pending writes."""
        self._navigation.note()
        memory = self._context.library.memory
        memory.remember_seen()
        memory.remember(
            {
                "trail": (self._trail.packed(),),
                "widths": tuple(str(pane.extra) for pane in self._adjustable),
                "lines": (str(self._articles.extra_lines),),
                "spelling": (self._spelling.shown,),
                "orders": (msgspec.json.encode([*self._lister.orders.items()]).decode(),),
            }
        )

    def drop_gone(self) -> None:
        """Leave what is there no more, such as the list of a source that was removed."""
        self._trail.keep(self.is_there)
        if not self.is_there(self._lister.view):
            self._navigation.visit(View())

    def is_there(self, view: View) -> bool:
        """Whether what *view* lists is still there: its place, its source, its story."""
        if view.region is not None and not is_place(view.region):
            return False
        if view.source is not None and not self._context.library.sources.has(view.source):
            return False
        return view.reprints_of is None or self._navigation.stored(view.reprints_of) is not None


def _unpacked(words: Sequence[str]) -> dict[View, Order]:
    """Return the orders of lists that were stored, none of what an older version stored."""
    with suppress(msgspec.MsgspecError):
        for packed in words:
            return dict(msgspec.json.decode(packed, type=list[tuple[View, Order]]))
    return {}
