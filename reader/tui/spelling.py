"""The spelling in which all is shown: as it was written, simplified or traditional."""

from collections.abc import Callable
from functools import partial

from reader import i18n
from reader.i18n import N_, _
from reader.text.convert import Spelling, convert
from reader.tui.article_list import ArticleList
from reader.tui.context import Context
from reader.tui.reading_pane import ReadingPane
from reader.tui.sidebar import Sidebar

NAMES: dict[Spelling, str] = {
    "original": N_("按原文显示"),
    "simplified": N_("显示为简体"),
    "traditional": N_("显示为繁體"),
}
"""What is said of each, in the order in which they take turns."""


class SpellingSetting:
    """Changes what is seen; what is stored and searched stays as it was written."""

    def __init__(
        self,
        context: Context,
        sidebar: Sidebar,
        articles: ArticleList,
        reading: ReadingPane,
        words_changed: Callable[[], None],
    ) -> None:
        self._context = context
        self._words_changed = words_changed
        self._sidebar = sidebar
        self._articles = articles
        self._reading = reading

    @property
    def shown(self) -> Spelling:
        """The spelling in which all is shown."""
        return self._reading.spelling

    def turn(self) -> None:
        """Show everything in the next spelling."""
        spellings = list(NAMES)
        spelling = spellings[(spellings.index(self.shown) + 1) % len(spellings)]
        self.show(spelling)
        self._context.status.say(_(NAMES[spelling]))

    def show(self, spelling: Spelling) -> None:
        """Show sentences, places, list and article in *spelling*."""
        i18n.spell_by(partial(convert, spelling=spelling))
        self._words_changed()
        self._sidebar.spell(spelling)
        self._articles.spelling = spelling
        self._articles.heads_changed()
        self._reading.spell(spelling)
