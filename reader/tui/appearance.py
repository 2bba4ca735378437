"""How all looks: colours, the spelling of what is shown, and where the article stands.

A theme is Textual's, with `variables` of our own beside its colours: how the row under the cursor
is lit, and the like. Textual's themes have none of them; `variables_of` gives theirs.
"""

from collections.abc import Mapping
from functools import partial
from typing import cast, get_args

from textual.theme import Theme

from reader import i18n
from reader.i18n import N_, _
from reader.settings.config import Layout
from reader.text.spelling import Spelling, convert
from reader.tui.context import Context, SpellingChanged
from reader.tui.front import Front
from reader.tui.panes.layout import BELOW_FROM

# The colours of zhnews.

DARK = Theme(
    name="dark",
    dark=True,
    primary="#d8a657",
    secondary="#89b482",
    accent="#eb9a62",
    warning="#e9c46a",
    error="#ea6962",
    success="#a9b665",
    foreground="#ddd4c0",
    background="#1d1f21",
    surface="#26292c",
    panel="#3c4043",
)

LIGHT = Theme(
    name="light",
    dark=False,
    primary="#8f3f23",
    secondary="#2f5a43",
    accent="#8f3f10",
    warning="#765000",
    error="#a40e26",
    success="#2f6f3e",
    foreground="#2b2a27",
    background="#faf6ee",
    surface="#f0ecdd",
    panel="#d9d0bd",
    variables={"text-muted": "#5a564e", "rest-background": "#efecd8"},
)

_REVERSED = {
    "cursor-background": "transparent",
    "cursor-style": "bold reverse",
    "rest-background": "transparent",
    "rest-style": "underline",
    "found-background": "transparent",
    "found-style": "bold underline",
    "banner-background": "transparent",
    "banner-style": "reverse",
}
"""Without shades: what is lit is reversed, or underlined."""

CONTRAST = Theme(
    name="contrast",
    dark=True,
    primary="#ffd700",
    secondary="#5fffff",
    accent="#ffaf5f",
    warning="#ffff5f",
    error="#ff8787",
    success="#87ff87",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#9e9e9e",
    variables={
        **_REVERSED,
        "text": "#ffffff",
        "text-muted": "#e4e4e4",
        "text-disabled": "#bcbcbc",
        "text-error": "#ff8787",
        "text-warning": "#ffff5f",
    },
)

CONTRAST_LIGHT = Theme(
    name="contrast-light",
    dark=False,
    primary="#5f0000",
    secondary="#004400",
    accent="#7a2e00",
    warning="#5c4400",
    error="#8b0000",
    success="#004d00",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#626262",
    variables={
        **_REVERSED,
        "text": "#000000",
        "text-muted": "#303030",
        "text-disabled": "#4e4e4e",
        "text-error": "#8b0000",
        "text-warning": "#5c4400",
    },
)

_PLAIN = {
    **_REVERSED,
    "cursor-background": "ansi_default",
    "rest-background": "ansi_default",
    "found-background": "ansi_default",
    "banner-background": "ansi_default",
    "quiet-style": "dim",
    "surface": "ansi_default",
    "text-muted": "ansi_default",
    "text-disabled": "ansi_default",
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
}

ANSI = Theme(
    name="ansi",
    ansi=True,
    # Yellow and blue cannot be read on every ground.
    primary="ansi_magenta",
    secondary="ansi_green",
    accent="ansi_cyan",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    variables={**_PLAIN, "panel": "ansi_bright_black", "text-warning": "ansi_red"},
)

MONO = Theme(
    name="mono",
    ansi=True,
    primary="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    variables={**_PLAIN, "panel": "ansi_default"},
)

THEMES: Mapping[str, tuple[Theme, str]] = {
    theme.name: (theme, name)
    for theme, name in (
        (DARK, N_("深色")),
        (LIGHT, N_("浅色")),
        (CONTRAST, N_("高对比，深色")),
        (CONTRAST_LIGHT, N_("高对比，浅色")),
        (ANSI, N_("终端自己的 16 色")),
        (MONO, N_("不用颜色")),
    )
}
"""Our themes, each with what it is called."""


def fitting(color_system: str | None, *, no_color: bool) -> str:
    """Return the theme for a terminal of which Rich says that it has *color_system*."""
    if no_color or color_system is None:
        return MONO.name
    return ANSI.name if color_system == "standard" else DARK.name


def variables_of(theme: Theme) -> dict[str, str]:
    """Return the variables of our own for *theme*, as far as it has none itself."""
    return {
        "cursor-background": f"{theme.primary} 20%",
        "cursor-style": "bold",
        "rest-background": f"{theme.primary} 10%",
        "rest-style": "none",
        "found-background": f"{theme.warning or theme.primary} 30%",
        "found-style": "underline",
        "banner-background": f"{theme.accent or theme.primary} 20%",
        "banner-style": "none",
        "quiet-style": "none",
    }


# The spelling in which all is shown, and where the article stands.

# The spelling in which all is shown.

SPELLINGS: dict[Spelling, str] = {
    "original": N_("按原文显示"),
    "simplified": N_("显示为简体"),
    "traditional": N_("显示为繁體"),
}
"""What is said of each, in the order in which they take turns."""


class SpellingSetting:
    """Changes what is seen; what is stored and searched stays as it was written."""

    def __init__(self, front: Front) -> None:
        self._context = front.context
        self._sidebar = front.sidebar
        self._articles = front.articles
        self._reading = front.reading

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
        self._context.tell(SpellingChanged())
        self._sidebar.spell(spelling)
        self._articles.spelling = spelling
        self._articles.heads_changed()
        self._reading.spell(spelling)


# Where the article stands: beside the list or below it.

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

    def __init__(self, front: Front) -> None:
        self._context = front.context
        self._panes = front.panes

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
