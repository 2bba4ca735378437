"""From what people call a region to the region.

A label is an id, a name (长春, 长春市, 江城, 長春), a path of names (吉林/长春, 吉林省长春市), or
any of these with what news sites hang on it (长春频道). Where several regions share a name, the
region *near* decides: the one nearest to that in the tree, then the higher level, then an
official or short name before an alias. Two that are alike in all this leave it without an answer.
"""

import heapq
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache

from reader.errors import AmbiguousRegion, UnknownRegion
from reader.i18n import _
from reader.model import Region
from reader.regions.gazetteer import LEVELS, Gazetteer, Name, load
from reader.text.fold import fold
from reader.text.lazy_pattern import lazy_pattern

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

    Raises UnknownRegion, which names three similar, or AmbiguousRegion, three of that name.
    """
    region = resolve(label, near)
    if region is None:
        kind = AmbiguousRegion if names_of(label) else UnknownRegion
        raise kind(label=label, nearest=_("、").join(_nearest(label, near)))
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
