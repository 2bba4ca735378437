"""Where a press is at home, and what it says of that place without naming it."""

import re

from reader.regions.gazetteer import load
from reader.regions.lexicon import Kind
from reader.regions.mentions import find_mentions

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
