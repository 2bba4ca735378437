"""Which region an article belongs to, and why: pure.

Evidence is taken in the order of its certainty: the headline, where it begins with a place; the
dateline, where it names one; the press of the dateline, where its name does; the masthead; the
region of the source. A broader region than the source's own tells nothing new and is passed over.
"""

import re
from collections.abc import Iterator

from reader.i18n import N_
from reader.model import Masthead, Placement, Reason, Region
from reader.regions.gazetteer import load
from reader.regions.labels import called, named, resolve
from reader.regions.masthead import place_of_masthead

HEADLINE = N_("标题：{place}")
DATELINE = N_("电头：{place}")
MASTHEAD = N_("版头：{place}")
SOURCE = N_("来源设置：{place}")

CAPITAL = "110000"

_DATE = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
_DATELINE = re.compile(
    rf"[\s【（(]*(?P<opening>[^\d，。：:！？（(】]{{2,24}}?)[\s（(]*(?:{_DATE}\s*(?:专?电|讯|消息)|讯[（(：:\s])"
)
_PRESS = re.compile(r"社|网|报|台|在线|客户端|频道")
_PRESS_NAME = re.compile(
    r"(?:中国)?(?P<place>.{2,8}?)(?:新闻|广播|电视|发展|都市|[日晚早晨商时])*(?:网|报|台|在线|客户端)"
)
_BETWEEN = re.compile(r"[、/和\s]+")
_PREFIX = re.compile(r"([^：:，。！？“”\"\s]{2,16})[：:]")
_NOT_A_PLACE = re.compile(r"大学|学院|师范|银行|[东南西北中]?[路街]|大[道街]")
"""What makes the name of a place that of a university, a bank or a street: 中山大学, 南京西路."""
_LONGEST_NAME = 12
_LINES = 3
"""A dateline stands in one of the first lines."""


def place(
    headline: str, text: str, source: str | None = None, masthead: Masthead | None = None
) -> Placement:
    """Place an article by its *headline*, its *text* (a line a paragraph) and where it comes from.

    *source* is the id of its source's region. The placement is empty where nothing tells.
    """
    gazetteer = load()
    above_source = gazetteer.lineage(source)[1:] if source else ()
    for message, regions in _evidence(headline, text, source, masthead):
        if regions and regions[0].id not in above_source:
            reason = Reason(message, {"place": regions[0].short})
            ids = tuple(dict.fromkeys(region.id for region in regions))
            return Placement(ids[0], ids, reason)
    return Placement(None)


def _evidence(
    headline: str, text: str, source: str | None, masthead: Masthead | None
) -> Iterator[tuple[str, list[Region]]]:
    """What tells something, the most certain first."""
    gazetteer = load()
    if region := _of_prefix(headline, source) or _of_beginning(headline, source):
        yield HEADLINE, [region]
    yield DATELINE, _of_dateline(text, source)
    if masthead and (served := place_of_masthead(masthead, source)):
        yield MASTHEAD, [gazetteer[served]]
    if source and (region := gazetteer.get(source)):
        yield SOURCE, [region]


def _of_prefix(headline: str, source: str | None) -> Region | None:
    """长春汽开区：……"""
    found = _PREFIX.match(headline)
    region = resolve(found[1], source) if found else None
    return region if found and region and _certain(region, found[1], source) else None


def _of_beginning(headline: str, source: str | None) -> Region | None:
    """A place of the source's own province that begins the headline: 珲春市……, 长春……"""
    for length in range(min(_LONGEST_NAME, len(headline)), 1, -1) if source else ():
        region = called(headline[:length], source)
        if region:
            home = _province(region.id) == _province(source or "")
            thing = _NOT_A_PLACE.match(headline, length)
            certain = home and not thing and _certain(region, headline[:length], source)
            return region if certain else None
    return None


def _certain(region: Region, name: str, source: str | None) -> bool:
    """Tell whether *name* means this region whatever the headline is about.

    The two characters that a county goes by are too often a word (合作, 振兴, 红旗). Of several
    regions of one name only a source in the same province tells which.
    """
    if region.level == "county" and len(name) < 3:
        return False
    alone = len({known.region for known in named(name)}) < 2
    home = source is not None and _province(region.id) == _province(source)
    return region.level == "province" or alone or home


def _of_dateline(text: str, source: str | None) -> list[Region]:
    """新华社长春12月20日电, 本报长春讯; 中国吉林网12月20日讯 for the province of the press."""
    for line in text[:2000].split("\n")[:_LINES]:
        if found := _DATELINE.match(line):
            opening = found["opening"].strip()
            return _dateline_places(opening, source) or _press_place(opening, source)
    return []


def _dateline_places(opening: str, source: str | None) -> list[Region]:
    """The places after the name of the press, or alone."""
    for start in (0, *(press.end() for press in _PRESS.finditer(opening))):
        found = [resolve(name, source) for name in _BETWEEN.split(opening[start:])]
        if found[0]:
            return [region for region in found if region and not _is_seat(region, source)]
    return []


def _is_seat(region: Region, source: str | None) -> bool:
    """北京 in a dateline is where the press sits and tells nothing, but for a source of Beijing."""
    return region.id == CAPITAL and not (source and load().within(source, CAPITAL))


def _press_place(opening: str, source: str | None) -> list[Region]:
    """The province or prefecture whose name the press bears."""
    found = _PRESS_NAME.fullmatch(opening)
    name = found["place"] if found else ""
    region = called(name, source)
    return [region] if region and region.short == name and region.level != "county" else []


def _province(id: str) -> str:
    return load().lineage(id)[-1]
