"""The other articles of a story of which the list shows one."""

from __future__ import annotations

from reader.i18n import _
from reader.model import View
from reader.tui.opening import Opening
from reader.tui.searching import Searching


class Reprinting(Opening, Searching):
    """Lists what other sources printed of the same story, and comes back from there."""

    _row_of_story: tuple[View, int] | None = None
    """The list, and its article, from which the others were opened."""

    def action_reprints(self) -> None:
        """List the others of the article's story; from there, go back."""
        head = self.articles.head(self.articles.position)
        if self.articles.view.reprints_of is not None:
            self.leave_reprints()
        elif head is None or not head.reprints:
            self.status.say(_("没有别的来源刊登这篇稿件"))
        else:
            self._row_of_story = self.articles.view, head.id
            self.show_view(View(reprints_of=head.id))
            self.go_to_pane("list")

    def leave_reprints(self) -> None:
        """Go back to the list in which the story is one row."""
        view, id = self._row_of_story or (View(), None)
        self.show_view(view, keep=id, listing=self.found_listing(view))
        self.go_to_pane("list")
