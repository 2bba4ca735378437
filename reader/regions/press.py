"""Where a press is at home, and what it says of that place without naming it."""

import re

from reader.regions.gazetteer import load
from reader.regions.lexicon import Kind
from reader.regions.mentions import find_mentions

_OFFICES = "[政文农民人教卫公交财商林水住市气应医税审统]"
"""What an office's name may begin with: 省农业农村厅, 市教育局."""
_PROVINCE = re.compile(rf"[我本全]省|省城|自治区|(?<![一-鿿])省(?={_OFFICES})")
_CITY = re.compile(rf"[我本全][市县州]|市民|[市县]委|(?<![一-鿿])市(?={_OFFICES})")
_BEFORE = ("", "中国", "今日")


def home_of(press: str) -> str | None:
    """The id of the province or prefecture whose name the folded *press* bears, or None.

    Some are known to be at home in one without bearing its name: 潇湘晨报.
    """
    first = next(iter(find_mentions(press)), None)
    if first is None or press[: first.start] not in _BEFORE:
        return None
    if first.entry.kind not in (Kind.REGION, Kind.PRESS):
        return None
    ids = {name.region for name in first.entry.names if load()[name.region].level != "county"}
    return min(ids, default=None)


def local_reference(text: str, home: str) -> str | None:
    """The id of what *text* calls 我省 or 本市 where a press of *home* writes it, or None."""
    if _PROVINCE.search(text):
        return load().lineage(home)[-1]
    return home if _CITY.search(text) else None
