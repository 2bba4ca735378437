"""What the reader is at, reported to the status line whenever that changes."""

from typing import Any

from textual.screen import Screen

from reader.tui.article_list import ArticleList
from reader.tui.lister import Lister
from reader.tui.reading_pane import ReadingPane
from reader.tui.sidebar import Sidebar
from reader.tui.situations import Situation
from reader.tui.status import StatusLine
from reader.tui.trail import Trail


class Whereabouts:
    """Follows the panes, the list, the article and the progress of a refresh."""

    def __init__(
        self,
        status: StatusLine,
        trail: Trail,
        lister: Lister,
        sidebar: Sidebar,
        articles: ArticleList,
        reading: ReadingPane,
    ) -> None:
        self._status = status
        self._trail = trail
        self._lister = lister
        self._sidebar = sidebar
        self._articles = articles
        self._reading = reading

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
