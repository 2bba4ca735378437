"""From what people call a region, or type of its name, to the region.

A label is an id, a name (长春, 长春市, 江城, 長春), a path of names (吉林/长春, 吉林省长春市), or
any of these with what news sites hang on it (长春频道). Where several regions share a name, the
region *near* decides: the one nearest to that in the tree, then the higher level, then an
official or short name before an alias. Two that are alike in all this leave it without an answer.

Every name is written once as tokens, a character and how it reads, ``长chang|春chun|``, a name a
line. What is typed becomes one regular expression over all of them: a Latin letter goes on inside
the syllable before it or begins the next one. So 长春, changchun, cc, chang春 and 长c find 长春.
"""

import heapq
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import accumulate, zip_longest
from typing import NamedTuple

from reader.errors import UnknownRegion
from reader.i18n import N_, _
from reader.model import Region
from reader.regions.gazetteer import LEVELS, Gazetteer, Name, load
from reader.text.lazy_pattern import lazy_pattern
from reader.text.searchable import fold

# From what people call a region to the region.

_SEPARATORS = lazy_pattern(r"[/\\>›»|·\s]+")
_CHANNEL = lazy_pattern(
    r"(?:(?:地方|本地)?(?:新闻|资讯|要闻|快讯|时政)?(?:频道|分站|站|版|专区)|新闻网?|资讯|要闻|快讯)$"
)
_LONGEST = 40
"""No label has more characters than this; what is longer is not looked up."""
_LONGEST_TRAIL = 200


def resolve(label: str, near: str | None = None) -> Region | None:
    """Return the region that *label* means near the region *near*, or None."""
    if len(label) > _LONGEST:
        return None
    if region := load().get(label.strip().upper()):
        return region
    found: Region | None = None
    for part in filter(None, _SEPARATORS.split(fold(label))):
        inside = _resolve_part(part, near, found)
        if inside is None:
            return None
        found = inside
    return found


def resolve_trail(trail: str, near: str | None = None) -> Region | None:
    """Return the region that a breadcrumb leads to: 首页 > 地方 > 吉林 > 长春 > 正文.

    Steps that name no region are passed over, and so are everyday words with nothing above them.
    """
    found: Region | None = None
    for step in filter(None, _SEPARATORS.split(fold(trail[:_LONGEST_TRAIL]))):
        alone = found is None and near is None
        if len(step) <= _LONGEST and not (alone and any(name.word for name in names_of(step))):
            found = _resolve_part(step, near, found) or found
    return found


def require(label: str, near: str | None = None) -> Region:
    """Return the region that *label* means.

    Raises UnknownRegion, which names three similar, or UnknownRegion, three of that name.
    """
    region = resolve(label, near)
    if region is None:
        is_shared = N_("叫“{label}”的地区不止一个，请写全，例如：{nearest}。")
        said = is_shared if names_of(label) else ""
        raise UnknownRegion(said, label=label, nearest=_("、").join(_nearest(label, near)))
    return region


def names_of(text: str) -> list[Name]:
    """All regions that are called exactly *text*, be it in traditional characters."""
    return _names().get(fold(text), [])


def named(text: str, near: str | None = None, above: Region | None = None) -> Region | None:
    """Return the region of exactly the name *text*, below *above* if that is given, or None."""
    gazetteer = load()
    context = gazetteer.lineage(near) if near else ()
    ranked = sorted(
        (_rank(gazetteer, name, context), name.region)
        for name in names_of(text)
        if (not name.within or (above.id if above else near or "").startswith(name.within))
        and (above is None or above.id in gazetteer.lineage(name.region)[1:])
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return gazetteer[ranked[0][1]]


@cache
def _names() -> dict[str, list[Name]]:
    names: dict[str, list[Name]] = {}
    known = list(load().names())
    folded = fold("\n".join(name.text for name in known)).split("\n")
    for text, name in zip(folded, known, strict=True):
        names.setdefault(text, []).append(name)
    return names


def _resolve_part(text: str, near: str | None, above: Region | None) -> Region | None:
    """One name, or several run together, with or without a channel's suffix, below *above*."""
    for candidate in dict.fromkeys((text, _CHANNEL.sub("", text))):
        region = named(candidate, near, above) or _resolve_run(candidate, near, above)
        if region:
            return region
    # A path may name a level twice, as 北京市/北京市/朝阳区 does.
    return above if above and text in (above.name, above.short) else None


def _resolve_run(text: str, near: str | None, above: Region | None) -> Region | None:
    """吉林省长春市, 长春朝阳区: a name, and the rest of them below its region."""
    for end in range(len(text) - 2, 1, -1):
        first = named(text[:end], near, above)
        if first and (last := _resolve_part(text[end:], near, first)):
            return last
    return None


def _rank(gazetteer: Gazetteer, name: Name, context: tuple[str, ...]) -> tuple[int, int, bool]:
    """The lower the better: distance in the tree, level, alias."""
    shared = len(set(gazetteer.lineage(name.region)).intersection(context))
    return -shared, LEVELS.index(gazetteer[name.region].level), name.alias


def _nearest(label: str, near: str | None) -> Iterator[str]:
    """The three names that look most like *label*, each of which resolves."""
    gazetteer = load()
    *path, last = _SEPARATORS.split(label.strip()[-_LONGEST:])
    if label.isascii():
        path, last = [], "".join([*path, last])
    if head := resolve("/".join(path), near):
        near = head.id
    context = set(gazetteer.lineage(near) if near else ())
    likeness = _likeness(last.lower())

    def rank(region: Region) -> tuple[float, int, int]:
        shared = len(context.intersection(gazetteer.lineage(region.id)))
        return -likeness(region), -shared, LEVELS.index(region.level)

    for region in heapq.nsmallest(3, (gazetteer[id] for id in gazetteer), key=rank):
        full = "/".join(step.short for step in gazetteer.path(region.id))
        yield region.short if resolve(region.short) == region else full


def _likeness(label: str) -> Callable[[Region], float]:
    """Measure from 0 to 1 how much a region's names, or its spellings in Latin, resemble."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(label)

    def ratio(spelling: str) -> float:
        matcher.set_seq1(spelling)
        return matcher.ratio()

    def han(region: Region) -> float:
        return max(ratio(region.short), ratio(region.name))

    def latin(region: Region) -> float:
        syllables = [reading.split() for reading in region.pinyin]
        if label in ("".join(syllable[0] for syllable in reading) for reading in syllables):
            return 1.0
        return max(map(ratio, ("".join(region.english.lower().split()), *map("".join, syllables))))

    return latin if label.isascii() else han


# The region picker's filter.

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
_TYPED = 32
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
    return re.sub(r"[\s'’|·]+", "", text)[:_TYPED]


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
