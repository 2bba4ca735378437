"""What the reading screen needs for its commands alone, and not before its first paint."""

from collections.abc import Awaitable, Callable

from reader.model import Draft
from reader.tui.actions.navigation import Navigation
from reader.tui.actions.sharing import Links, Saver
from reader.tui.actions.subscriptions import SourceAdder
from reader.tui.actions.views import FindBar, Views
from reader.tui.front import Front
from reader.tui.screens.address import AddressQuestion
from reader.tui.screens.choosers import ThemeSetting
from reader.tui.screens.output import Outlet
from reader.tui.screens.placements import Placements
from reader.tui.screens.rules import RuleActions


class Tools:
    """Parts of the screen that wait to be asked; each does some of its commands."""

    def __init__(
        self,
        front: Front,
        navigation: Navigation,
        subscriptions: SourceAdder,
        visit: Callable[[Draft], Awaitable[None]],
    ) -> None:
        self.views = Views(front, navigation)
        self.address = AddressQuestion(front.context, subscriptions, visit)
        self.placements = Placements(front, navigation)
        self.rules = RuleActions(front)
        self.find_bar = FindBar(front, navigation)
        self.links = Links(front, navigation)
        self.saver = Saver(front)
        self.outlet = Outlet(front)
        self.theme_setting = ThemeSetting(front.context)
