"""Where the article stands: beside the list or below it."""

from typing import cast, get_args

from reader.config import Layout
from reader.i18n import N_, _
from reader.tui.context import Context
from reader.tui.panes import BELOW_FROM, Panes

NAMES: dict[Layout, str] = {
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
        said = _(NAMES[layout])
        if self._context.app.size.width < BELOW_FROM:
            said = _("{said}：窗口有 {n} 列时就这样", said=said, n=BELOW_FROM)
        write = self._context.library.memory.remember({"layout": (layout,)})
        self._context.when_stored(write, lambda _none: None)
        self._context.status.say(said)
