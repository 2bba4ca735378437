"""What in an article speaks for a place, and how much: pure."""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import zip_longest
from typing import NamedTuple

from reader.model import ABROAD, NATIONAL
from reader.regions.gazetteer import Kind, load
from reader.regions.toponyms import (
    Role,
    Toponym,
    disambiguate,
    find_mentions,
    find_toponyms,
    is_adjacent,
)

# The dateline: who reports, from where and when, in one of the first lines of a text.

_DAY = r"(?:\d{4}年)?(?:[\d一二三四五六七八九十]{1,3}月)?[\d一二三四五六七八九十]{1,3}日"
_DATELINE = re.compile(
    rf"[\s【(]*(?P<opening>[^\d,。:!?()】]{{2,24}}?)[\s(]*"
    rf"(?:{_DAY}\s*(?:专?电|讯|消息|报道)|讯(?=[(:\s据记\d])|消息[(:])"
)
_PRESS = re.compile(r"社|网|报|电台|电视台|总台|在线|客户端|频道")
_LINES = 3
_LINE = 80


class Dateline(NamedTuple):
    """The offsets of a dateline's parts in the text; all 0 where there is none."""

    start: int = 0
    seat: int = 0
    """Where the name of the press ends and that of its seat, a place, begins."""
    end: int = 0


def find_dateline(text: str) -> Dateline:
    """Return the dateline of the folded *text*."""
    start = 0
    for line in text.split("\n", _LINES)[:_LINES]:
        if found := _DATELINE.match(line[:_LINE]):
            presses = [press.end() for press in _PRESS.finditer(found["opening"])]
            opening = start + found.start("opening")
            return Dateline(opening, opening + max(presses, default=0), start + found.end())
        start += len(line) + 1
    return Dateline()


# Where a press is at home, and what it says of that place without naming it.

_OFFICES = "[政文农民人教卫公交财商林水住市气应医税审统]"
"""What an office's name may begin with: 省农业农村厅, 市教育局."""
_PROVINCE = re.compile(
    rf"[我本全]省|省城|自治区|(?<![各外跨])省内|(?<![一-鿿])省(?:运会|(?={_OFFICES}))"
)
_COUNTY = re.compile(rf"[我本全]县|县城|县委|(?<![一-鿿])县(?={_OFFICES})")
_CITY = re.compile(rf"[我本全][市县州]|市民|市区|[市县]委|(?<![一-鿿])市(?={_OFFICES})")
_BEFORE = ("", "中国", "今日", "“")
_COUNTY_PRESS = re.compile(
    r"[县市区旗]?(?:融媒体?(?:中心)?|发布|新闻网|广播电视台|电视台|[日晚]?报)"
)
"""What follows the name of a county in that of a press of its own: 长兴县融媒体中心."""


def home_of(press: str) -> str | None:
    """The id of the region whose name the folded *press* bears, or None.

    Some are known to be at home in one without bearing its name: 潇湘晨报. A county is it only
    where no other region has the name.
    """
    first = next(iter(find_mentions(press)), None)
    if first is None or press[: first.start] not in _BEFORE:
        return None
    if first.entry.kind not in (Kind.REGION, Kind.PRESS):
        return None
    ids = {name.region for name in first.entry.names}
    larger = {id for id in ids if load()[id].level != "county"}
    if not larger and len(ids) == 1 and _COUNTY_PRESS.match(press, first.end):
        return min(ids)
    return min(larger, default=None)


def local_reference(text: str, home: str) -> tuple[str, str] | None:
    """Return the id of the place that *text* calls its own, and how; None where it does not.

    That is 我省 or 本市 where a press of *home* writes it.
    """
    lineage = load().lineage(home)
    if of_province := _PROVINCE.search(text):
        return lineage[-1], of_province[0]
    is_county, of_county = load()[home].level == "county", _COUNTY.search(text)
    if is_county and of_county:
        return home, of_county[0]
    if of_city := _CITY.search(text):
        is_home = not is_county or load()[home].name.endswith("市")
        return home if is_home else lineage[1], of_city[0]
    return None


# What in an article speaks for a place, and how much: pure.

CAPITAL = "110000"
"""Its name in a dateline tells only where the press sits."""
CITIES = ("110000", "120000", "310000", "500000", "810000", "820000")
"""Provinces that are cities."""


class ArticlePart(IntEnum):
    """Where in an article something stands, or what else of it tells."""

    HEADLINE = 0
    DATELINE = 1
    LEAD = 2
    """The first sentence."""
    TEXT = 3
    MASTHEAD = 4
    SOURCE = 5


WEIGHTS = {
    ArticlePart.HEADLINE: 4.0,
    ArticlePart.DATELINE: 1.2,
    ArticlePart.LEAD: 2.0,
    ArticlePart.TEXT: 1.0,
    ArticlePart.MASTHEAD: 2.0,
    ArticlePart.SOURCE: 2.0,
}
ROLE_WEIGHTS = {Role.PLACE: 1.0, Role.INCIDENTAL: 0.3, Role.SCHOOL: 0.4}
COUNTRY = 0.5
"""What a body of the country weighs against a place."""
FOREIGN = 0.7
"""What a place abroad weighs against one of ours."""

_SENTENCE = re.compile(r"[。!?\n]")
_LEAD = 40
"""A first sentence has so many characters at least."""


class Evidence(NamedTuple):
    """One thing that speaks for a region, for the country (CN) or for abroad (INT)."""

    id: str
    part: ArticlePart
    weight: float
    name: str
    """What it is called."""
    word: str = ""
    """How the text calls it that does not name it: 我市."""
    beside: bool = False
    """Whether an address or a channel, not a press, tells which place that is."""


def of_region(id: str, part: ArticlePart) -> Evidence:
    """The evidence that an article comes from the region *id*."""
    return Evidence(id, part, WEIGHTS[part], load()[id].short)


class _Place(NamedTuple):
    """A resolved toponym: the region that it means, and where it stands."""

    toponym: Toponym
    id: str | None
    part: ArticlePart


def gather_evidence(
    headline: str, text: str, origins: Sequence[str], press: str, beside: str | None = None
) -> Iterator[Evidence]:
    """Yield what the folded *headline* and *text* of an article tell.

    *origins* are the ids of regions that it comes from, *press* is the name of its press, *beside*
    the region where that may be at home.
    """
    dateline = find_dateline(text)
    home = home_of(press) or home_of(text[dateline.start : dateline.seat])
    if beside and (home is None or home in load().lineage(beside)):
        home = beside  # 红网 is Hunan's, and its page of 常德 that city's
    if home:
        origins = (*origins, home)
        yield from _of_home(headline, text, home, beside=home == beside)
    places = _places(headline, text, dateline, origins)
    named = [place for place in places if place.part is not ArticlePart.DATELINE]
    for place, after in zip_longest(named, named[1:]):
        if after is None or not _is_narrowed(place, after):
            yield from _of_place(place)
    provinces = {load().lineage(place.id)[-1] for place in named if place.id}
    for place in places:
        if place.part is ArticlePart.DATELINE:
            yield from _of_dateline(place, provinces, origins)


def _of_home(headline: str, text: str, home: str, *, beside: bool) -> Iterator[Evidence]:
    """我省 and 本市 in the words of a press at *home*."""
    for part, whole in ((ArticlePart.HEADLINE, headline), (ArticlePart.DATELINE, text)):
        if found := local_reference(whole, home):
            id, word = found
            yield of_region(id, part)._replace(word=word, beside=beside)


def _places(headline: str, text: str, dateline: Dateline, origins: Sequence[str]) -> list[_Place]:
    """All toponyms, without the name of the press in the dateline."""
    toponyms = find_toponyms(headline, text)
    sentence = _SENTENCE.search(text, dateline.end + _LEAD)
    lead = sentence.start() if sentence else len(text)
    places = []
    for toponym, id in zip(toponyms, disambiguate(toponyms, origins), strict=True):
        start = toponym.mention.start
        if toponym.in_headline:
            places.append(_Place(toponym, id, ArticlePart.HEADLINE))
        elif start >= dateline.end or start < dateline.start:
            places.append(
                _Place(toponym, id, ArticlePart.LEAD if start < lead else ArticlePart.TEXT)
            )
        elif start >= dateline.seat:
            places.append(_Place(toponym, id, ArticlePart.DATELINE))
    return places


def _is_narrowed(place: _Place, after: _Place) -> bool:
    """Tell whether a narrower place follows at once: 长春朝阳区 is one, and 德国慕尼黑."""
    if not is_adjacent(place.toponym, after.toponym):
        return False
    if place.id and after.id:
        return place.id in load().lineage(after.id)[1:]
    kinds = {found.toponym.mention.entry.kind for found in (place, after)}
    return kinds == {Kind.ABROAD}


def _of_place(place: _Place) -> Iterator[Evidence]:
    """What the name of one region, of several, of the country or of a place abroad tells."""
    (_, mention, role), id, part = place
    entry, weight = mention.entry, WEIGHTS[part]
    if entry.kind is Kind.NATIONAL:
        yield Evidence(NATIONAL, part, weight * COUNTRY, entry.text)
    elif entry.kind is Kind.ABROAD:
        yield Evidence(ABROAD, part, weight * FOREIGN, entry.text)
    elif entry.kind is Kind.GROUP and role in ROLE_WEIGHTS:
        for name in entry.names:
            yield Evidence(name.region, part, weight / len(entry.names), entry.text)
    elif id and role in ROLE_WEIGHTS and (role is not Role.SCHOOL or _is_city(id)):
        yield Evidence(id, part, weight * ROLE_WEIGHTS[role], load()[id].short)


def _is_city(id: str) -> bool:
    """A university lies in the city whose name it bears, but anywhere in a province."""
    return load()[id].level == "prefecture" or id in CITIES


def _of_dateline(place: _Place, provinces: set[str], origins: Sequence[str]) -> Iterator[Evidence]:
    """A dateline's place tells where nothing else does; with other places, only its province."""
    if place.id is None:
        yield from _of_place(place)
    elif place.id != CAPITAL or CAPITAL in origins:
        province = load().lineage(place.id)[-1]
        if not provinces or province in provinces:
            yield of_region(province if provinces else place.id, ArticlePart.DATELINE)
