"""The long column of an article's lines, set no further than they are wanted."""

from itertools import islice

from reader.model import Article
from reader.text.pace import amount
from reader.tui.figures import rows_of
from reader.tui.typeset import Line, Style, typeset


class Galley:
    """The lines of *article*; those that were asked for are set, and stay."""

    def __init__(self, article: Article, style: Style) -> None:
        self.lines: list[Line] = []
        self.is_whole = False
        self._rest = typeset(article, style)
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
        self.lines.extend(islice(self._rest, more))
        self.is_whole = self.is_whole or more is None or len(self.lines) - before < more

    def line(self, number: int) -> Line:
        """Give one line, an empty one beyond the end."""
        self.set_to(number + 1)
        return self.lines[number] if number < len(self.lines) else []
