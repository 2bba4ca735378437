"""What the reader may be at, and the keys that are the most useful there, the most useful first.

The status line tells them, and the palette begins with them.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from reader.i18n import N_
from reader.tui.commands import BY_ID, Command

Situation = Literal[
    "regions",
    "list",
    "refreshing",
    "waiting",
    "selecting",
    "hits",
    "empty",
    "nothing",
    "article",
    "alone",
    "hit",
    "finding",
    "sources",
]
"""In the sidebar; in the list; there at the root while a refresh is under way, with articles or
without; with articles selected; in the hits of a search; in a list without any article, of all or
of some; in an article beside the list or alone; in one that a search found; finding in one; on the
source page."""


class Hint(Struct, frozen=True):
    """A key worth telling: that of the command *id*, in its short word or in another *word*."""

    id: str
    word: str = ""

    @property
    def command(self) -> Command:
        """The command whose key it is."""
        return BY_ID[self.id]

    @property
    def label(self) -> str:
        """The word beside the key, yet to be translated."""
        return self.word or self.command.footer


HELP = Hint("help")
"""Shown in every situation."""
BACK = Hint("go.back")

HINTS: Mapping[Situation, Sequence[Hint]] = {
    "regions": (
        Hint("open"),
        Hint("pane.right", N_("展开")),
        Hint("region.pick"),
        Hint("region.favourite"),
    ),
    "list": (Hint("open"), Hint("read.on"), Hint("region.pick"), Hint("search")),
    "refreshing": (Hint("go.back", N_("停止")), Hint("open"), Hint("read.on"), Hint("search")),
    "waiting": (Hint("go.back", N_("停止")), Hint("source.places"), Hint("source.add")),
    "selecting": (
        Hint("article.read"),
        Hint("article.star"),
        Hint("article.move"),
        Hint("article.copy_address"),
        Hint("article.save"),
        Hint("go.back", N_("取消选择")),
    ),
    "hits": (Hint("open"), Hint("search", N_("改搜索")), Hint("search.save"), BACK),
    "empty": (Hint("refresh.all"), Hint("source.places"), Hint("source.add")),
    "nothing": (BACK, Hint("region.pick"), Hint("search"), Hint("refresh.all")),
    "article": (Hint("read.on"), Hint("article.next_unread"), Hint("article.star"), BACK),
    "alone": (Hint("read.on"), BACK, Hint("article.next_unread"), Hint("article.star")),
    "hit": (Hint("find.next"), Hint("find.previous"), Hint("read.on"), BACK),
    "finding": (Hint("find.next"), Hint("find.previous"), Hint("find.leave")),
    "sources": (
        Hint("open", N_("列文章")),
        Hint("source.test"),
        Hint("source.enable"),
        BACK,
    ),
}
