"""Matching place names in a text: the mentions of entries of the lexicon, none overlapping."""

from bisect import bisect_right
from collections.abc import Iterator
from operator import add
from typing import NamedTuple

from reader.regions.lexicon import Entry, Kind, lexicon

_KIND = "县"
"""What has become a district or a city may still be called the county that it was: 永年县."""
_SQUARE = 10
"""What the square of a name's length is worth, in ranks: one long name is better than two short."""


class Mention(NamedTuple):
    """One name in a text, ``text[start:end]``."""

    start: int
    end: int
    entry: Entry

    @property
    def full(self) -> bool:
        """It carries its kind, be it one of former times."""
        return self.entry.full or self.end - self.start > len(self.entry.text)


def find_mentions(text: str) -> list[Mention]:
    """Return the mentions in the folded *text* in its order; they do not overlap."""
    if not text:
        return []
    return [m for m in _covering(list(_all(text))) if m.entry.kind is not Kind.PROPER]


def _all(text: str) -> Iterator[Mention]:
    """All names in the order of their starts."""
    names = lexicon()
    for start, head in enumerate(map(add, text, text[1:])):
        for name, entry in names.get(head, ()):
            if text.startswith(name, start):
                end = start + len(name)
                yield Mention(start, end, entry)
                if entry.kind is Kind.REGION and text[end : end + 1] == _KIND and entry.county:
                    yield Mention(start, end + 1, entry)


def _covering(mentions: list[Mention]) -> list[Mention]:
    """Those that cover most of the text without overlapping, the better ranked of two ways."""
    mentions.sort(key=lambda mention: mention.end)
    ends, worths, ways = [0], [0], [(-1, 0)]
    for at, (start, end, entry) in enumerate(mentions):
        before = bisect_right(ends, start) - 1
        worth = worths[before] + _SQUARE * (end - start) ** 2 - entry.rank
        if worth > worths[-1]:
            ends.append(end)
            worths.append(worth)
            ways.append((at, before))
    chosen = []
    way = len(ways) - 1
    while way:
        at, way = ways[way]
        chosen.append(mentions[at])
    return chosen[::-1]
