"""What the reading screen needs for its commands alone, and not before its first paint."""

from collections.abc import Awaitable, Callable

from reader.model import Draft
from reader.tui.actions.changes import Changes
from reader.tui.actions.links import Links
from reader.tui.actions.navigation import Navigation
from reader.tui.actions.saver import Saver
from reader.tui.actions.subscriptions import Subscriptions
from reader.tui.actions.views import FindBar, Views
from reader.tui.context import Context
from reader.tui.lister import Lister
from reader.tui.panes.article_list import ArticleList
from reader.tui.panes.reading_pane import ReadingPane
from reader.tui.panes.sidebar import Sidebar
from reader.tui.screens.address import Address
from reader.tui.screens.choosers import ThemeSetting
from reader.tui.screens.output import Outlet
from reader.tui.screens.placements import Placements
from reader.tui.screens.rules import Rules


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
