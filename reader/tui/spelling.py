"""The spelling in which articles are shown: their own, simplified or traditional."""

from reader.i18n import N_, _
from reader.text.convert import Spelling
from reader.tui.base import ReaderBase

NAMES: dict[Spelling, str] = {
    "original": N_("按原文显示"),
    "simplified": N_("显示为简体"),
    "traditional": N_("显示为繁體"),
}
"""What is said of each, in the order in which they take turns."""


class SpellingTurns(ReaderBase):
    """Changes what is seen of articles; what is stored and sought stays as it was written."""

    def action_spell(self) -> None:
        """Show list and article in the next spelling."""
        spellings = list(NAMES)
        spelling = spellings[(spellings.index(self.reading.spelling) + 1) % len(spellings)]
        self.show_spelling(spelling)
        self.status.say(_(NAMES[spelling]))

    def show_spelling(self, spelling: Spelling) -> None:
        """Show places, list and article in *spelling*."""
        self.sidebar.spell(spelling)
        self.articles.spelling = spelling
        self.articles.heads_changed()
        self.reading.spell(spelling)
