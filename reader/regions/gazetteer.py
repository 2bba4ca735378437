"""The region tree: China's provinces, prefectures, counties and zones, and all their names.

The data is ``reader/data/regions.tsv``, one region a line in the order of the codes. Only the ids
are read at once; a `Region` is made the first time it is asked for, because a start needs few.

Beside the regions it knows countries and cities abroad, words that speak for the whole country, and
proper names that hold the name of a place and are none. It is built when the first text is placed,
of names that `reader.text.searchable.fold` has folded, as it must have folded the text.
"""

import tomllib
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

from reader.model import Level, Region
from reader.text.searchable import fold

# The region tree.

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


# All that a text may call a place, by the first two characters.

PLACING = Path(__file__).parent.parent / "data" / "placing.toml"
_FRAMES = "在来赴抵驻入返"
"""Before the one character that a place goes by: 在沪, 赴渝."""
_CITY = 2
_ABROAD = 4
"""The rank of a place abroad: 河南美食 is not about 南美."""
_WORD = 9
"""The rank of an everyday word, the last choice."""


class Kind(Enum):
    """What a name tells of."""

    REGION = auto()
    LANDMARK = auto()
    """A sight or a government that stands for its region, whatever follows it."""
    PRESS = auto()
    """A press that does not bear the name of its region."""
    GROUP = auto()
    """Several regions at once: 京津冀."""
    NATIONAL = auto()
    ABROAD = auto()
    PROPER = auto()
    """No place at all."""


class LexiconEntry(NamedTuple):
    """One name that a text may hold."""

    text: str
    kind: Kind
    names: tuple[Name, ...] = ()
    """What it may mean, or for a group what it means; empty for other kinds."""
    usual: str | None = None
    """Of several regions the default, where nothing tells them apart."""

    @property
    def rank(self) -> int:
        """Of two names of one length that overlap the lower wins: the higher in the tree."""
        if self.kind is Kind.ABROAD:
            return _ABROAD
        return min((_WORD if name.word else _height(name.region) for name in self.names), default=0)

    @property
    def full(self) -> bool:
        """It carries its kind: 永康市."""
        return any(name.whole and not name.word for name in self.names)

    @property
    def county(self) -> bool:
        """It is the short name of a county or of several."""
        return not self.full and all(_height(name.region) > _CITY for name in self.names)


Lexicon = dict[str, list[tuple[str, LexiconEntry]]]
"""The folded names that begin with two characters, short ones first, and what each stands for.

An automaton of Aho and Corasick finds names five times as fast, which makes placing a text a sixth
faster; but it takes four times as long to build, and comes as a library that not every system has.
"""


@cache
def lexicon() -> Lexicon:
    """The lexicon of the checked-in data, built once in a process."""
    facts = tomllib.loads(PLACING.read_text("utf-8"))
    entries = {**dict(_others(facts)), **_regions(facts["usual"])}
    texts = fold("\n".join(entries)).split("\n")
    names: Lexicon = {}
    for text, entry in sorted(zip(texts, entries.values(), strict=True), key=_length):
        names.setdefault(text[:2], []).append((text, entry))
    return names


def _length(name: tuple[str, LexiconEntry]) -> int:
    return len(name[0])


def _others(facts: dict[str, Any]) -> Iterator[tuple[str, LexiconEntry]]:
    for kind in (Kind.ABROAD, Kind.NATIONAL, Kind.PROPER):
        for text in facts[kind.name.lower()].split():
            yield text, LexiconEntry(text, kind)
    for text, ids in facts["groups"].items():
        yield text, LexiconEntry(text, Kind.GROUP, tuple(Name(text, id, True, "") for id in ids))
    framed = ((frame + text, id) for text, id in facts["letters"].items() for frame in _FRAMES)
    for text, id in facts["presses"].items():
        yield text, LexiconEntry(text, Kind.PRESS, (Name(text, id, True, ""),))
    for text, id in (*facts["landmarks"].items(), *framed):
        yield text, LexiconEntry(text, Kind.LANDMARK, (Name(text, id, True, ""),))


def _regions(usual: dict[str, str]) -> dict[str, LexiconEntry]:
    called: dict[str, list[Name]] = {}
    for name in load().names():
        if len(name.text) > 1:
            called.setdefault(name.text, []).append(name)
    return {
        text: LexiconEntry(text, Kind.REGION, tuple(names), usual.get(text))
        for text, names in called.items()
    }


def _height(id: str) -> int:
    """1 for a province, 2 for what ranks with a city, 3 for a county, as the code tells."""
    return 1 if id.endswith("0000") else _CITY if id.endswith("00") else 3
