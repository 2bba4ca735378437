"""The region picker's filter: what is typed, in Han characters, pinyin, initials or any mixture.

Every name is written once as tokens, a character and how it reads, ``长chang|春chun|``, a name a
line. What is typed becomes one regular expression over all of them: a Latin letter goes on inside
the syllable before it or begins the next one. So 长春, changchun, cc, chang春 and 长c find 长春.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate, zip_longest
from typing import NamedTuple

from reader.model import Region
from reader.regions.gazetteer import LEVELS, load
from reader.text.fold import fold

_SPELLED, _WHOLE, _PREFIX, _INSIDE = range(4)
"""How well a name is found: letter by letter, whole, its beginning, its inside."""
_KINDS = {
    "省": "sheng",
    "市": "shi",
    "区": "qu",
    "县": "xian",
    "旗": "qi",
    "州": "zhou",
    "盟": "meng",
}
_ENGLISH = "·"
"""Stands for the character where an English name is the only token of its line."""
_CAPITAL = "0100"
"""How the code of a province's capital ends."""
_LONGEST = 32
"""What is typed beyond this is more than any name has."""


class _Index(NamedTuple):
    text: str
    starts: list[int]
    """Where each line of the text begins."""
    regions: list[str]
    """The region of each line."""


def match(
    query: str, *, weight: Callable[[str], int] | None = None, limit: int = 50
) -> list[Region]:
    """Return the regions that *query* finds, at most *limit*, the likeliest first.

    A whole name comes before its beginning, and that before its inside (of whole names those that
    are spelled out come first: xian is 西安 before 雄安); then the higher level, then the greater
    *weight*, which is how much there is to read in a region of that id, then a province's capital,
    then the code. An empty query finds every region. Case, blanks and apostrophes do not matter.
    """
    gazetteer = load()
    typed = _normalize(query)
    places = _search(typed) if typed else dict.fromkeys(gazetteer, _WHOLE)

    def rank(id: str) -> tuple[int, int, int, bool, str]:
        read = weight(id) if weight else 0
        return places[id], _levels()[id], -read, not id.endswith(_CAPITAL), id

    return [gazetteer[id] for id in sorted(places, key=rank)[:limit]]


def _normalize(query: str) -> str:
    """Simplified, half-width, lower case, without blanks and apostrophes; ü is v."""
    text = fold(unicodedata.normalize("NFKC", query)).casefold().replace("ü", "v")
    return re.sub(r"[\s'’|·]+", "", text)[:_LONGEST]


def _search(typed: str) -> dict[str, int]:
    """The regions that *typed* finds, and how well."""
    index = _index()
    places: dict[str, int] = {}
    for found in _pattern(typed).finditer(index.text):
        line = bisect_right(index.starts, found.start()) - 1
        place = _INSIDE
        if found.start() == index.starts[line]:
            place = _WHOLE if index.text[found.end()] == "\n" else _PREFIX
        if place == _WHOLE and typed.isascii():
            place = _spelled(found.group(), typed)
        region = index.regions[line]
        places[region] = min(place, places.get(region, _INSIDE))
    return places


def _spelled(name: str, typed: str) -> int:
    """Tell the initials of a whole name from its spelling; an English name has no initials."""
    if re.sub(r"[^a-z]", "", name) == typed:
        return _SPELLED
    return _PREFIX if name.startswith(_ENGLISH) else _WHOLE


def _pattern(typed: str) -> re.Pattern[str]:
    """A run of tokens that reads as *typed*, from the start of one to the end of another."""
    leave, enter = r"[a-z]*\|", r"[^a-z|\n]"
    parts: list[str] = []
    before = ""
    for char in typed:
        if not "a" <= char <= "z":
            parts.append(leave * bool(before) + re.escape(char))
        elif "a" <= before <= "z":
            parts.append(f"(?:{leave}{enter})?{char}")
        else:
            parts.append(leave * bool(before) + enter + char)
        before = char
    return re.compile("".join(parts) + leave)


@cache
def _index() -> _Index:
    gazetteer = load()
    pairs = [(line, id) for id in gazetteer for line in _lines(gazetteer[id])]
    starts = list(accumulate((len(line) + 1 for line, _ in pairs), initial=0))
    text = fold("".join(f"{line}\n" for line, _ in pairs))
    return _Index(text, starts[:-1], [id for _, id in pairs])


def _lines(region: Region) -> list[str]:
    """The tokens of all that a region is called; 长沙县 is found whole as 长沙 too."""
    short, name = region.short, region.name
    rest = name[len(short) :] if name.startswith(short) else ""
    lines = [_tokens(other) for other in region.aliases]
    if not name.startswith(short):
        lines.append(_tokens(name))
    for pinyin in region.pinyin:
        syllables = pinyin.replace("ü", "v").split()
        lines.append(_tokens(short, syllables))
        if rest:
            lines.append(lines[-1] + _tokens(rest, [_KINDS.get(char, "") for char in rest]))
        elif len(short) > 2 and short[-1] in _KINDS:
            lines.append(_tokens(short[:-1], syllables))
    english = _normalize(region.english)
    if english != "".join(region.pinyin[0].split()):
        lines.append(f"{_ENGLISH}{english}|")
    return lines


def _tokens(name: str, syllables: Sequence[str] = ()) -> str:
    """长chang|春chun|, or 长|春| where no syllables are known."""
    pairs = zip_longest(name, syllables[: len(name)], fillvalue="")
    return "".join(f"{char}{syllable}|" for char, syllable in pairs)


@cache
def _levels() -> dict[str, int]:
    gazetteer = load()
    return {id: LEVELS.index(gazetteer[id].level) for id in gazetteer}
