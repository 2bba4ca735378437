"""What the reading screen needs for its commands alone, and not before its first paint."""

from collections.abc import Awaitable, Callable

from reader.model import Draft
from reader.tui.address import Address
from reader.tui.article_list import ArticleList
from reader.tui.changes import Changes
from reader.tui.context import Context
from reader.tui.find_bar import FindBar
from reader.tui.links import Links
from reader.tui.lister import Lister
from reader.tui.navigation import Navigation
from reader.tui.outlet import Outlet
from reader.tui.placements import Placements
from reader.tui.reading_pane import ReadingPane
from reader.tui.rules import Rules
from reader.tui.saver import Saver
from reader.tui.sidebar import Sidebar
from reader.tui.subscriptions import Subscriptions
from reader.tui.theme_chooser import ThemeSetting
from reader.tui.views import Views


class Tools:
    """Parts of the screen that wait to be asked; each does some of its commands."""

    def __init__(
        self,
        context: Context,
        changes: Changes,
        lister: Lister,
        navigation: Navigation,
        sidebar: Sidebar,
        articles: ArticleList,
        reading: ReadingPane,
        subscriptions: Subscriptions,
        visit: Callable[[Draft], Awaitable[None]],
    ) -> None:
        self.views = Views(context, lister, navigation, sidebar, articles, changes)
        self.address = Address(context, subscriptions, visit)
        self.placements = Placements(context, articles, navigation, changes)
        self.rules = Rules(context, lister, changes)
        self.find_bar = FindBar(context, reading, navigation)
        self.links = Links(context, articles, navigation)
        self.saver = Saver(context, lister, articles)
        self.outlet = Outlet(context, lister, articles)
        self.theme_setting = ThemeSetting(context)
