"""Which panes are in sight, and going between them."""

from textual.widget import Widget

from reader.i18n import _
from reader.tui.base import ReaderBase
from reader.tui.line_pane import LinePane

PANES = ("regions", "list", "article")
"""The panes from left to right, by id."""
STEP = 2
"""Cells by which a pane is made wider at a time."""


class Panes(ReaderBase):
    """Focus and layout: three panes, two that slide over the three, or one at a time.

    The screen's classes say what the style sheet needs: ``-at-list`` names the focused pane,
    ``-right`` that of two panes the right two are in sight, ``-zen`` that only the article is.
    """

    @property
    def pane(self) -> str:
        """The id of the focused pane."""
        return next((id for id in PANES if self.has_class(f"-at-{id}")), "list")

    def go_to_pane(self, id: str) -> None:
        """Focus the pane *id* and bring it into sight."""
        self.remove_class(*(f"-at-{pane}" for pane in PANES))
        self.add_class(f"-at-{id}")
        if id == "regions":
            self.remove_class("-right")
        elif id == "article":
            self.add_class("-right")
        if id != "article":
            self.remove_class("-zen")
        self.query_one(f"#{id}", Widget).focus(scroll_visible=False)

    def show_article_pane(self) -> None:
        """Bring the article into sight, by focusing it only where one pane shows at a time."""
        self.add_class("-right")
        if self.has_class("-one"):
            self.go_to_pane("article")

    def on_descendant_focus(self) -> None:
        """Follow a focus that came by mouse."""
        if self.focused is not None and self.focused.id in PANES and self.focused.id != self.pane:
            self.go_to_pane(self.focused.id)

    def action_pane(self, id: str) -> None:
        """Go to a pane by its own key."""
        self.go_to_pane(id)

    def action_pane_left(self) -> None:
        """Go one pane to the left; in the tree, first close the branch or go to its parent."""
        if self.pane == "regions":
            self.sidebar.close_branch()
        else:
            self.go_to_pane(PANES[PANES.index(self.pane) - 1])

    def action_pane_right(self) -> None:
        """Go one pane to the right; in the tree, first open the branch."""
        if self.pane == "regions" and self.sidebar.open_branch():
            return
        self.go_to_pane(PANES[min(PANES.index(self.pane) + 1, len(PANES) - 1)])

    def action_pane_next(self, step: int) -> None:
        """Go round the panes."""
        self.go_to_pane(PANES[(PANES.index(self.pane) + step) % len(PANES)])

    def action_zen(self) -> None:
        """Show the article alone, or all again."""
        zen = not self.has_class("-zen")
        self.go_to_pane("article")
        self.set_class(zen, "-zen")

    def action_widen_pane(self, step: int) -> None:
        """Make the focused pane wider or narrower, at the cost of the rest."""
        panes = [pane for pane in self.query(LinePane).results() if pane.display]
        panes = [pane for pane in panes if pane.id in PANES]
        index = next((i for i, pane in enumerate(panes) if pane.id == self.pane), 0)
        if len(panes) < 2:
            self.status.say(_("只有一个窗格"))
        elif index < len(panes) - 1:
            panes[index].extra += STEP * step
        else:  # the last one has what the others leave
            panes[index - 1].extra -= STEP * step
