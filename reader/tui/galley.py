"""The long column of an article's lines, typeset lazily."""

from bisect import bisect_right
from itertools import islice
from typing import NamedTuple

from reader.model import Article
from reader.text.pace import amount
from reader.tui.figures import rows_of
from reader.tui.runs import Line
from reader.tui.typeset import Style, typeset


class Anchor(NamedTuple):
    """A place in an article that is the same however the article is set.

    ``part`` is the number of a part (`reader.tui.typeset.typeset`), ``characters`` of it, blanks
    not counted, and then ``lines`` without any stand before the place.
    """

    part: int = 0
    characters: int = 0
    lines: int = 0


START = Anchor()
AHEAD = 60
"""Lines set at a time while one is looked for."""


class Galley:
    """The lines of *article*; those that were asked for are set, and stay."""

    def __init__(self, article: Article, style: Style) -> None:
        self.lines: list[Line] = []
        self.is_whole = False
        self._anchors: list[Anchor] = []
        self._next = START
        self._rest = typeset(article.draft, style, article.head.source)
        self._guess = sum(
            2 * amount(block.text) // style.column
            + 2
            + block.text.count("\n")
            + (rows_of(block, style.column) if style.pictures else 0)
            for block in article.draft.blocks
        )

    @property
    def height(self) -> int:
        """The number of lines: a guess until all are set."""
        return len(self.lines) if self.is_whole else max(len(self.lines) + 1, self._guess)

    def set_to(self, count: int | None) -> None:
        """Set as many lines as make *count*, or all."""
        more = None if count is None else max(0, count - len(self.lines))
        before = len(self.lines)
        for part, line in islice(self._rest, more):
            self._put(part, line)
        self.is_whole = self.is_whole or more is None or len(self.lines) - before < more

    def _put(self, part: int, line: Line) -> None:
        at = self._next if self._next.part == part else Anchor(part)
        self.lines.append(line)
        self._anchors.append(at)
        characters = sum(len("".join(text.split())) for text, role in line if role != "rule")
        if characters:
            self._next = Anchor(part, at.characters + characters)
        else:
            self._next = at._replace(lines=at.lines + 1)

    def line(self, number: int) -> Line:
        """Return one line, an empty one beyond the end."""
        self.set_to(number + 1)
        return self.lines[number] if number < len(self.lines) else []

    def anchor(self, number: int) -> Anchor:
        """Return where line *number* begins, or the last one where there are fewer."""
        self.set_to(number + 1)
        return self._anchors[min(number, len(self._anchors) - 1)] if self._anchors else START

    def line_at(self, anchor: Anchor) -> int:
        """Return the number of the line in which what stands at *anchor* does."""
        while not self.is_whole and self._next <= anchor:
            self.set_to(len(self.lines) + AHEAD)
        return max(0, bisect_right(self._anchors, anchor) - 1)
