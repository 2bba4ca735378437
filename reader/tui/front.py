"""The front of the reader: its panes and what they share, each piece of state with one owner.

By itself, for the screen makes it and all that keys begin takes it.
"""

from dataclasses import dataclass

from reader.tui.context import Changes, Context
from reader.tui.lister import Lister
from reader.tui.panes.article_list import ArticleList
from reader.tui.panes.layout import Panes
from reader.tui.panes.reading_pane import ReadingPane
from reader.tui.panes.sidebar import Sidebar
from reader.tui.trail import Trail


@dataclass(frozen=True, slots=True)
class Front:
    """What the parts of the reading screen look at and change, rather than each other."""

    context: Context
    """Which library is shown, and what works in the background."""
    changes: Changes
    """What was changed, to be undone; `reader.news.changes.History` keeps it."""
    trail: Trail
    """Where the reader is, and the way back."""
    lister: Lister
    """What is listed, whether all of it, and whether it is up to date."""
    sidebar: Sidebar
    """What is open in the tree of places."""
    articles: ArticleList
    """The cursor of the list, and what is selected."""
    reading: ReadingPane
    """The article on show, its width and its place."""
    panes: Panes
    """Which panes are in sight, and how wide."""
