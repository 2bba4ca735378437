"""What stands beside an article and tells where it is from: its breadcrumb, channel and address."""

import re
from collections.abc import Iterable

from reader.regions.addresses import region_of_address
from reader.regions.gazetteer import load
from reader.regions.labels import resolve, resolve_trail

_OUTLET = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,5}?(?:网|網|在线|客户端)|新浪|腾讯|网易|搜狐|凤凰|央视|人民|新华)"
)
"""The name of a press before that of its channel: 新浪厦门, 凤凰网江苏."""
_APART = re.compile(r"\s*[>›»/|]\s*")
_LONGEST = 200


def region_beside(url: str = "", channel: str = "", breadcrumb: str = "") -> str | None:
    """Return the id of the region of which *breadcrumb* tells, else *channel*, else *url*; or None.

    *breadcrumb* holds its steps, parted by ``>``: 首页 > 吉林频道 > 正文.
    """
    for trail in (breadcrumb, channel):
        if found := _of_trail(_APART.split(trail[:_LONGEST])):
            return found
    return region_of_address(url) if url else None


def _of_trail(steps: Iterable[str]) -> str | None:
    """Return the last region that the *steps* lead to, each perhaps behind the name of a press."""
    found: str | None = None
    for step in filter(None, steps):
        names = (step, _OUTLET.sub("", step, count=1))
        regions = (resolve_trail(name, found) or resolve(name, found) for name in names if name)
        region = next(filter(None, regions), None)
        if region and (found is None or load().within(region.id, found)):
            found = region.id
    return found
