"""The long column of an article's lines, typeset lazily, and finding in it.

Nothing here knows the screen.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, islice
from operator import itemgetter
from typing import NamedTuple

from reader.model import Article
from reader.text.article import amount
from reader.text.searchable import fold
from reader.tui.typeset.article import Style, typeset
from reader.tui.typeset.lines import Line, Run, rows_of

# The long column of an article's lines, typeset lazily.


class Bookmark(NamedTuple):
    """A place in an article that is the same however the article is set.

    ``part`` is the number of a part (`reader.tui.typeset.article.typeset`), ``characters``
    of it, blanks not counted, and then ``lines`` without any stand before the place.
    """

    part: int = 0
    characters: int = 0
    lines: int = 0


START = Bookmark()
AHEAD = 60
"""Lines set at a time while one is looked for."""


class Galley:
    """The lines of *article*; those that were asked for are set, and stay."""

    def __init__(self, article: Article, style: Style) -> None:
        self.lines: list[Line] = []
        self.is_whole = False
        self._anchors: list[Bookmark] = []
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
        at = self._next if self._next.part == part else Bookmark(part)
        self.lines.append(line)
        self._anchors.append(at)
        characters = sum(len("".join(text.split())) for text, role in line if role != "rule")
        if characters:
            self._next = Bookmark(part, at.characters + characters)
        else:
            self._next = at._replace(lines=at.lines + 1)

    def line(self, number: int) -> Line:
        """Return one line, an empty one beyond the end."""
        self.set_to(number + 1)
        return self.lines[number] if number < len(self.lines) else []

    def anchor(self, number: int) -> Bookmark:
        """Return where line *number* begins, or the last one where there are fewer."""
        self.set_to(number + 1)
        return self._anchors[min(number, len(self._anchors) - 1)] if self._anchors else START

    def line_at(self, anchor: Bookmark) -> int:
        """Return the number of the line in which what stands at *anchor* does."""
        while not self.is_whole and self._next <= anchor:
            self.set_to(len(self.lines) + AHEAD)
        return max(0, bisect_right(self._anchors, anchor) - 1)


# Finding in set lines, over their breaks.

APART = "\n"
"""What an empty line counts as, so that nothing is found across it."""


class Finder:
    """Finds in *lines*, and marks what it found in the roles ``found`` and ``here``."""

    def __init__(self, lines: Sequence[Line]) -> None:
        parts = [_essence("".join(_words(line))) if line else APART for line in lines]
        self._text = "".join(parts)
        self._starts = list(accumulate(map(len, parts), initial=0))
        self._typed: tuple[str, ...] = ()
        self._ends: list[int] = []
        self._longest = 0
        self.found: list[int] = []
        self.current = 0

    def find(self, line: int, *typed: str) -> None:
        """Find every one of *typed*; the first at or after *line* becomes the current one."""
        self._typed = typed
        sought = {essence for essence in map(_essence, typed) if essence}
        self._longest = max(map(len, sought), default=0)
        # Of those that begin at the same place the longest counts.
        spans = {
            start: start + len(one)
            for one in sorted(sought, key=len)
            for start in _occurrences(self._text, one)
        }
        self.found = sorted(spans)
        self._ends = [spans[start] for start in self.found]
        self.current = bisect_left(self.found, self._starts[min(line, len(self._starts) - 1)])
        self.step(0)

    def over(self, lines: Sequence[Line]) -> "Finder":
        """Find the same in *lines*, the same article's set anew; the current one stays."""
        finder = Finder(lines)
        finder.find(0, *self._typed)
        finder.current = self.current
        return finder

    def step(self, step: int) -> None:
        """Make another one the current, round the end."""
        self.current = (self.current + step) % len(self.found) if self.found else 0

    @property
    def line(self) -> int:
        """The number of the line in which the current one begins."""
        return bisect_right(self._starts, self.found[self.current]) - 1

    def marked(self, number: int, line: Line) -> Line:
        """Return *line*, which is the one of *number*, with what was found in it marked."""
        if not line:
            return line
        first = bisect_right(self.found, self._starts[number] - self._longest)
        last = bisect_left(self.found, self._starts[number + 1])
        if first >= last:
            return line
        roles = {
            at: "here" if index == self.current else "found"
            for index in range(first, last)
            for at in range(self.found[index], self._ends[index])
        }
        marked = self._characters(line, self._starts[number], roles)
        return [
            ("".join(character for character, _role in run), role)
            for role, run in groupby(marked, key=itemgetter(1))
        ]

    @staticmethod
    def _characters(line: Line, at: int, roles: dict[int, str]) -> Iterator[Run]:
        """Yield the characters of *line*, of which the first counts as the one *at*."""
        for text, role in line:
            for character in text:
                if role == "rule" or character.isspace():
                    yield character, role
                else:
                    yield character, roles.get(at, role)
                    at += 1


def _words(line: Line) -> Iterator[str]:
    """Return the text of *line* without the signs before it."""
    return (text for text, role in line if role != "rule")


def _essence(text: str) -> str:
    """Return what of *text* counts, a character for each that is no blank."""
    text = "".join(text.split())
    small = fold(text).lower()
    if len(small) != len(text):  # some capital is two small characters
        small = "".join(character.lower()[0] for character in fold(text))
    return small


def _occurrences(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought)
    while at >= 0:
        yield at
        at = text.find(sought, at + len(sought))
