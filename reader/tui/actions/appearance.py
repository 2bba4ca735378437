"""The spelling in which all is shown, and where the article stands."""

from collections.abc import Callable
from functools import partial
from typing import cast, get_args

from reader import i18n
from reader.i18n import N_, _
from reader.settings.config import Layout
from reader.text.spelling import Spelling, convert
from reader.tui.context import Context
from reader.tui.panes.article_list import ArticleList
from reader.tui.panes.layout import BELOW_FROM, Panes
from reader.tui.panes.reading_pane import ReadingPane
from reader.tui.panes.sidebar import Sidebar

# --- The spelling in which all is shown: as it was written, simplified or traditional ---


SPELLINGS: dict[Spelling, str] = {
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
        spellings = list(SPELLINGS)
        spelling = spellings[(spellings.index(self.shown) + 1) % len(spellings)]
        self.show(spelling)
        self._context.status.say(_(SPELLINGS[spelling]))

    def show(self, spelling: Spelling) -> None:
        """Show sentences, places, list and article in *spelling*."""
        i18n.spell_by(partial(convert, spelling=spelling))
        self._words_changed()
        self._sidebar.spell(spelling)
        self._articles.spelling = spelling
        self._articles.heads_changed()
        self._reading.spell(spelling)


# --- Where the article stands: beside the list or below it ---


LAYOUTS: dict[Layout, str] = {
    "beside": N_("正文在列表旁边"),
    "below": N_("正文在列表下面"),
}
"""What is said of each."""


def wanted_layout(context: Context) -> Layout:
    """Return the layout that was last chosen, else the one that is set."""
    remembered = context.library.memory.recall("layout")
    chosen = [name for name in remembered if name in get_args(Layout)]
    return cast(Layout, chosen[0]) if chosen else context.desk.config.ui.layout


class LayoutSetting:
    """Changes the layout of *panes*, and keeps it for the next time."""

    def __init__(self, context: Context, panes: Panes) -> None:
        self._context = context
        self._panes = panes

    def toggle(self) -> None:
        """Put the article below the list, or beside it again."""
        layout: Layout = "beside" if self._panes.layout == "below" else "below"
        self._panes.layout = layout
        said = _(LAYOUTS[layout])
        if self._context.app.size.width < BELOW_FROM:
            said = _("{said}：窗口有 {n} 列时就这样", said=said, n=BELOW_FROM)
        write = self._context.library.memory.remember({"layout": (layout,)})
        self._context.when_stored(write, lambda _none: None)
        self._context.status.say(said)
