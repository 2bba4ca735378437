"""What a screen shows where the terminal leaves it no room.

The style sheet has it: a screen with these breakpoints that yields `too_small` shows that alone.
"""

from textual.content import Content
from textual.widgets import Static

from reader.i18n import _

ACROSS = [(0, "-tiny"), (24, "-one")]
"""Columns from which a screen has the class, for ``HORIZONTAL_BREAKPOINTS``."""
DOWN = [(0, "-flat"), (6, "-tall")]
"""Rows, for ``VERTICAL_BREAKPOINTS``."""


def too_small() -> Static:
    """Return what is alone to be seen where there is no room for more."""
    return Static(Content(_("窗口太小")), id="too-small")
