"""The region tree: China's provinces, prefectures, counties and zones.

The data is ``reader/data/regions.tsv``, one region a line in the order of the codes. Only the ids
are read at once; a `Region` is made the first time it is asked for, because a start needs few.
"""

from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple, cast

from reader.model import Level, Region

DATA = Path(__file__).parent.parent / "data" / "regions.tsv"

LEVELS: tuple[Level, ...] = ("province", "prefecture", "county")
"""From the top down."""


class Name(NamedTuple):
    """One thing that a region is called."""

    text: str
    region: str
    """The region's id."""
    alias: bool
    """Neither its official nor its short name."""
    within: str
    """The first digits of the places where alone it means this region; empty: anywhere."""
    word: bool = False
    """It is an everyday word too: in a text it means the region only beside what is above that."""
    whole: bool = False
    """It is the official name, kind and all."""


class Gazetteer:
    """All regions by id. *lines* are the data's, without its header."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = {line[:6]: line for line in lines}
        self._regions: dict[str, Region] = {}

    def __contains__(self, id: str) -> bool:
        return id in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, id: str) -> Region:
        region = self._regions.get(id)
        if region is None:
            region = self._regions[id] = _region(self._lines[id])
        return region

    def get(self, id: str) -> Region | None:
        """The region, or None if there is none of this *id*."""
        return self[id] if id in self._lines else None

    def children(self, id: str | None) -> list[Region]:
        """The regions right below *id*, or the provinces for None, in the order of their codes."""
        return [self[child] for child in self._children.get(id or "", ())]

    def ancestors(self, id: str) -> tuple[Region, ...]:
        """The regions above *id* from the top down, without itself. Raises KeyError."""
        parent = self[id].parent
        return self.path(parent) if parent else ()

    def path(self, id: str) -> tuple[Region, ...]:
        """The regions from the top down to *id* itself. Raises KeyError."""
        return (*self.ancestors(id), self[id])

    def lineage(self, id: str) -> tuple[str, ...]:
        """The ids of *id* and all above it, from below upwards.

        An id that the gazetteer does not hold, such as ``CN`` or ``INT``, is its own lineage.
        """
        found = [id]
        while parent := self._parents.get(found[-1]):
            found.append(parent)
        return tuple(found)

    def within(self, id: str, ancestor: str) -> bool:
        """Tell whether *id* is *ancestor* or lies somewhere below it."""
        return ancestor in self.lineage(id)

    def names(self) -> Iterator[Name]:
        """Everything that any region is called, in the order of the codes."""
        for line in self._lines.values():
            id, _, _, name, short, aliases, _, _, listed = line.split("\t")
            words = listed.split(",")
            yield Name(name, id, False, "", name in words, whole=True)
            if short != name:
                yield Name(short, id, False, "", short in words)
            for alias in filter(None, aliases.split(",")):
                text, _, within = alias.partition("@")
                yield Name(text, id, True, within, text in words)

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {id: line.split("\t", 3)[2] for id, line in self._lines.items()}

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for id, parent in self._parents.items():
            children.setdefault(parent, []).append(id)
        return children


@cache
def load() -> Gazetteer:
    """The gazetteer of the checked-in data, read once in a process."""
    return Gazetteer(DATA.read_text("utf-8").splitlines()[1:])


def _region(line: str) -> Region:
    id, level, parent, name, short, aliases, pinyin, english, _ = line.split("\t")
    return Region(
        id=id,
        name=name,
        short=short,
        level=cast(Level, level),
        parent=parent or None,
        aliases=tuple(alias.partition("@")[0] for alias in aliases.split(",") if alias),
        pinyin=tuple(pinyin.split(",")),
        english=english,
    )
