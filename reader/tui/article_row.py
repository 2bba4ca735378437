"""How an article's row looks in a list: marks, headline, source, place and time."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from reader.i18n import _
from reader.model import ArticleHead
from reader.text.convert import Spelling, convert
from reader.text.dates import CST
from reader.text.width import fit, pad
from reader.text.width import width as cells
from reader.tui.paint import Run
from reader.tui.phrases import row_time

SOURCE_CELLS, REGION_CELLS, TIME_CELLS = 14, 8, 9
"""Widths of the columns of a one-line row."""


class ArticleRow(Struct, frozen=True, kw_only=True):
    """The look of all rows of a list; *now* is the moment from which times are told."""

    is_wide: bool
    """Whether an article has its columns in one line, else in two."""
    spelling: Spelling
    samples: bool
    """Whether the articles are samples, which is said."""
    folds: bool
    """Whether a row stands for its story."""
    place_name: Callable[[str | None], str]
    source_name: Callable[[int], str] | None = None
    """What the source of this id is called, where it is told and not the 来源: of reprints, whose
    来源 is one and the same."""
    now: datetime

    @property
    def gutter(self) -> str:
        """The blanks before whatever stands under the marks."""
        return "   " if self.is_wide else "  "

    def lines(self, head: ArticleHead, width: int, *, selected: bool = False) -> list[list[Run]]:
        """Give the row of *head* in exactly *width* cells: one line, or two."""
        right = [self.spell(self.place_name(head.region)), self._time(head)]
        if self.is_wide:
            texts = (self._outlets(head, SOURCE_CELLS), *right)
            sizes = (SOURCE_CELLS, REGION_CELLS, TIME_CELLS)
            columns = zip(texts, sizes, strict=True)
            meta = "".join(" " + pad(fit(text, size), size) for text, size in columns)
            return [[*self._headline(head, width - cells(meta), selected), (meta, "meta")]]
        end = " · ".join(filter(None, right))
        room = max(0, width - 3 - cells(end))
        meta = " " + pad(self._outlets(head, room), room) + " " + end
        second: list[Run] = [(_star(head), "star"), (fit(meta, width - 1), "meta")]
        return [self._headline(head, width, selected), second]

    def spell(self, text: str) -> str:
        """Give *text* in the characters that are shown."""
        return convert(text, self.spelling)

    def _headline(self, head: ArticleHead, width: int, selected: bool) -> list[Run]:
        """Mark, the word 示例 and the headline, in exactly *width* cells.

        The star is here where the article has no second line, which it begins otherwise.
        """
        mark = " " if head.read else "●"
        if selected:
            mark = "✓"  # an unread headline is bold besides
        star: list[Run] = [(_star(head), "star")] if self.is_wide else []
        runs: list[Run] = [(mark, "unread"), *star, (" ", "")]
        if self.samples:
            runs.append((_("示例") + " ", "sample"))
        room = max(0, width - sum(cells(text) for text, _role in runs))
        headline = pad(fit(self.spell(head.headline), room), room)
        return [*runs, (headline, "" if head.read else "unread")]

    def _time(self, head: ArticleHead) -> str:
        moment = datetime.fromtimestamp(head.time, CST)
        day_only = head.published is not None and len(head.published) == len("2019-12-20")
        return row_time(moment, self.now, day_only=day_only)

    def _outlets(self, head: ArticleHead, width: int) -> str:
        """Give the source and how many other articles are the same story: 松江晚报 +3."""
        if self.source_name is not None:
            return fit(self.spell(self.source_name(head.source_id)), width)
        others = f" +{head.reprints}" if head.reprints and self.folds else ""
        return fit(self.spell(head.source), max(0, width - cells(others))) + others


def _star(head: ArticleHead) -> str:
    return "★" if head.starred else " "
