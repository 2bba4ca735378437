"""All that a text may call a place, by the first two characters.

Beside the regions it knows countries and cities abroad, words that speak for the whole country, and
proper names that hold the name of a place and are none. It is built when the first text is placed,
of names that `reader.text.fold.fold` has folded, as it must have folded the text.
"""

import tomllib
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reader.regions.gazetteer import Name, load
from reader.text.fold import fold

DATA = Path(__file__).parent.parent / "data" / "placing.toml"
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


class Entry(NamedTuple):
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


Lexicon = dict[str, list[tuple[str, Entry]]]
"""The folded names that begin with two characters, short ones first, and what each stands for.

An automaton of Aho and Corasick finds names five times as fast, which makes placing a text a sixth
faster; but it takes four times as long to build, and comes as a library that not every system has.
"""


@cache
def lexicon() -> Lexicon:
    """The lexicon of the checked-in data, built once in a process."""
    facts = tomllib.loads(DATA.read_text("utf-8"))
    entries = {**dict(_others(facts)), **_regions(facts["usual"])}
    texts = fold("\n".join(entries)).split("\n")
    names: Lexicon = {}
    for text, entry in sorted(zip(texts, entries.values(), strict=True), key=_length):
        names.setdefault(text[:2], []).append((text, entry))
    return names


def _length(name: tuple[str, Entry]) -> int:
    return len(name[0])


def _others(facts: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    for kind in (Kind.ABROAD, Kind.NATIONAL, Kind.PROPER):
        for text in facts[kind.name.lower()].split():
            yield text, Entry(text, kind)
    for text, ids in facts["groups"].items():
        yield text, Entry(text, Kind.GROUP, tuple(Name(text, id, True, "") for id in ids))
    framed = ((frame + text, id) for text, id in facts["letters"].items() for frame in _FRAMES)
    for text, id in facts["presses"].items():
        yield text, Entry(text, Kind.PRESS, (Name(text, id, True, ""),))
    for text, id in (*facts["landmarks"].items(), *framed):
        yield text, Entry(text, Kind.LANDMARK, (Name(text, id, True, ""),))


def _regions(usual: dict[str, str]) -> dict[str, Entry]:
    called: dict[str, list[Name]] = {}
    for name in load().names():
        if len(name.text) > 1:
            called.setdefault(name.text, []).append(name)
    return {
        text: Entry(text, Kind.REGION, tuple(names), usual.get(text))
        for text, names in called.items()
    }


def _height(id: str) -> int:
    """1 for a province, 2 for what ranks with a city, 3 for a county, as the code tells."""
    return 1 if id.endswith("0000") else _CITY if id.endswith("00") else 3
