"""The other articles of a story of which the list shows one."""

from __future__ import annotations

from reader.i18n import _
from reader.model import View
from reader.tui.opening import Opening
from reader.tui.searching import Searching


class Reprinting(Opening, Searching):
    """Lists what other sources printed of the same story, and comes back from there."""

    def action_reprints(self) -> None:
        """List the others of the article's story; from there, go back."""
        head = self.articles.head(self.articles.position)
        if self.articles.view.reprints_of is not None:
            self.go_back()
        elif head is None or not head.reprints:
            self.status.say(_("没有别的来源刊登这篇稿件"))
        else:
            self.visit(View(reprints_of=head.id))
