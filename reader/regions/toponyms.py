"""The place names of an article, each with its role there and the region that it means.

A name may be part of another name (南京西路, 长安汽车, 吉林大学), may tell where somebody comes
from or goes to (重庆人, 开往衢州的客车), or may be that of a press (羊城晚报讯).

The anchors decide, which are the regions that the article has to do with for certain: of several
candidates the one that shares most of its lineage with them is meant.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

from reader.regions.gazetteer import Kind, LexiconEntry, Name, lexicon, load

# Matching place names in a text.

_KIND = "县"
"""What has become a district or a city may still be called the county that it was: 永年县."""
_SQUARE = 10
"""What the square of a name's length is worth, in ranks: one long name is better than two short."""


class Mention(NamedTuple):
    """One name in a text, ``text[start:end]``."""

    start: int
    end: int
    entry: LexiconEntry

    @property
    def full(self) -> bool:
        """It carries its kind, be it one of former times."""
        return self.entry.full or self.end - self.start > len(self.entry.text)


def find_mentions(text: str) -> list[Mention]:
    """Return the mentions in the folded *text* in its order; they do not overlap."""
    if not text:
        return []
    return [m for m in _covering(list(_all(text))) if m.entry.kind is not Kind.PROPER]


def _all(text: str) -> Iterator[Mention]:
    """All names in the order of their starts."""
    names = lexicon()
    for start, head in enumerate(map(add, text, text[1:])):
        for name, entry in names.get(head, ()):
            if text.startswith(name, start):
                end = start + len(name)
                yield Mention(start, end, entry)
                if entry.kind is Kind.REGION and text[end : end + 1] == _KIND and entry.county:
                    yield Mention(start, end + 1, entry)


def _covering(mentions: list[Mention]) -> list[Mention]:
    """Those that cover most of the text without overlapping, the better ranked of two ways."""
    mentions.sort(key=lambda mention: mention.end)
    ends, worths, ways = [0], [0], [(-1, 0)]
    for at, (start, end, entry) in enumerate(mentions):
        before = bisect_right(ends, start) - 1
        worth = worths[before] + _SQUARE * (end - start) ** 2 - entry.rank
        if worth > worths[-1]:
            ends.append(end)
            worths.append(worth)
            ways.append((at, before))
    chosen = []
    way = len(ways) - 1
    while way:
        at, way = ways[way]
        chosen.append(mentions[at])
    return chosen[::-1]


# The role of a place name by its left and right context.


class Role(Enum):
    """What a mention does in its text."""

    PLACE = auto()
    INCIDENTAL = auto()
    """The article is hardly about it: an origin, a way, a comparison, a dish."""
    SCHOOL = auto()
    """It names a university, which lies there if it is a city."""
    PRESS = auto()
    """It tells where the press is, which helps to tell other places apart."""
    ABROAD = auto()
    """A province abroad bears the name: 太原省. Ours are known with their kind."""
    NO_PLACE = auto()
    """Part of a name that is no place."""


STREET = (
    r"[东南西北中]{0,2}[一二三四五六七八九十]?(?:大?路(?![况透演边过段网灯政])"
    r"|大?街(?![头坊区景道舞])|大道|胡同|弄|里弄|巷|桥(?![梁头])|门(?![户店诊票口前槛])|高架|地铁站)"
)
TOWNSHIP = r"(?:[^城小古重集某一各老两名乡]?(?:镇(?!江)|街道)|乡(?![村亲愁土间镇])|村(?!民))"
COMPANY = (
    r"(?:现代(?!化|农|服|产)|大众(?!创)|汽车(?!站|客运|产业|展|城|工业|经济|消费|制造|下乡|保有|销)"
    r"|银行|农商行|证券|信托|保险(?!业)|人寿|期货|福特|本田|丰田|日产|奔驰|通用|啤酒(?!节)"
    r"|集团(?!军)|股份|控股|航空(?!展|开放|港|城|产业|航天|口岸|枢纽|运动)|石化|钢铁|药业|制药"
    r"|白药|重工|电器|电气|置业|地产|奶粉|奶油|乳业|实业|影业|传媒(?!大学|学院)|基金会?|杯|舰"
    r"|号(?![召线楼院文]))"
)
SCHOOL = r"(?:[一-鿿]{0,4}?(?:大学(?![城生路])|学院|师大|师范|医科大))"
SIGN = r"座(?![谈位落椅机钟])"
"""金牛座."""
PERSON = r"[^省市县区州队男女籍人企店站校院新老多各全两三](?=[获夺摘]|回应|出任|当选|晋级|加盟)"
"""吉林坤获."""
DISH = (
    r"(?:炒饭|烤鸭|火锅|拉面|小吃|扒鸡|火腿|热干面|小面|米粉|凉皮|臭豆腐|螺蛳粉|大闸蟹|榨菜|月饼"
    r"|麻花|鸭脖|米线|话|方言|口音|菜(?!市|农|价|园|篮|场|地))"
)
ORIGIN_AFTER = (
    r"(?:省|市|县|区)?(?:籍(?!贯)"
    r"|人(?![民大社才口力均行气工员士文数次防事寿保居流机体类物造生间选家代与和都的]|工)"
    r"|游客|旅客|户籍|女婿|打工|务工|读书|上学|旅游|出差|出发|方向|开往|飞往|来的)"
)
ORIGIN_BEFORE = (
    r"(?:来自|籍贯[为是:]?|祖籍|原籍|出生于|生于|毕业于|老家在?|就读于?|开往|飞往|驶往|驶向|飞抵"
    r"|途经|销往|运往|发往|输往|送往|逃往|逃至|往返|学习|借鉴|不像|类似|相比|继|回到|返回|去过|到过|赴)$"
)
PRESS = (
    r"(?:省|市)?(?:新闻|广播|电视|都市|经济|法制|青年|交通|发展|文明|卫生|[日晚早晨商时快]){0,3}"
    r"(?:[日晚早晨商时快]报(?![告道名案警])|报(?=讯|\d|记者|[(【、:]|消息|社)|卫视|电视台|广播电台"
    r"|在线(?=讯|消息|\d)|网(?=讯|消息|报道|记者|\d|[(【】、,_ ]|电|$)|频道|客户端)"
)
PROVINCE = r"省(?![会城委府道内外际级直属农政教公卫文科交])"

AFTER: dict[Role, tuple[str, ...]] = {
    Role.PRESS: (PRESS,),
    Role.ABROAD: (PROVINCE,),
    Role.NO_PLACE: (STREET, TOWNSHIP, COMPANY, DISH, SIGN, PERSON),
    Role.SCHOOL: (SCHOOL,),
    Role.INCIDENTAL: (ORIGIN_AFTER,),
}
"""What may follow a mention; the first that does tells its role."""
_NEAR = 10
"""No more characters before a mention than this are looked at."""


def role_after(text: str, end: int) -> Role:
    """Return the role of a mention by what follows its *end* in the folded *text*."""
    found = after_pattern().match(text, end)
    return Role[found.lastgroup] if found and found.lastgroup else Role.PLACE


def is_incidental(text: str, start: int) -> bool:
    """Tell whether what precedes *start* makes a mention incidental."""
    return before_pattern().search(text, max(0, start - _NEAR), start) is not None


@cache
def after_pattern() -> re.Pattern[str]:
    """What may follow a mention, each role a named group."""
    roles = (f"(?P<{role.name}>{'|'.join(classes)})" for role, classes in AFTER.items())
    return re.compile("|".join(roles))


@cache
def before_pattern() -> re.Pattern[str]:
    """What before a mention makes it incidental."""
    return re.compile(ORIGIN_BEFORE)


# The place names of an article, each with its role there.

_JOINTS = frozenset(("", "、", "和", "与", "及", "以及"))
"""Between the names of one list; nothing stands between the steps of one path."""


class Toponym(NamedTuple):
    """A mention in the headline or the text of an article, and its role."""

    in_headline: bool
    mention: Mention
    role: Role


def find_toponyms(headline: str, text: str) -> list[Toponym]:
    """Return the toponyms of a folded headline and text, in this order.

    A name that is once a part of a country abroad (韩国广州市) is that wherever it occurs.
    """
    toponyms = [*_toponyms(headline, in_headline=True), *_toponyms(text, in_headline=False)]
    abroad: set[str] = set()
    for last, one in pairwise(toponyms):
        if last.mention.entry.kind is Kind.ABROAD and is_adjacent(last, one):
            abroad |= _regions(one)
    for one in toponyms:
        if one.role is Role.ABROAD:
            abroad |= _regions(one)
    return [one._replace(role=Role.NO_PLACE) if abroad & _regions(one) else one for one in toponyms]


def is_adjacent(one: Toponym, other: Toponym) -> bool:
    """Tell whether *other* follows *one* without anything between them."""
    return one.in_headline is other.in_headline and one.mention.end == other.mention.start


def _toponyms(whole: str, *, in_headline: bool) -> Iterator[Toponym]:
    """The context of a list of names holds for each of them: 来自北京、四川的学生."""
    for run in _runs(whole, find_mentions(whole)):
        roles = [_role(whole, mention) for mention in run]
        if roles[-1] is Role.INCIDENTAL or is_incidental(whole, run[0].start):
            roles = [Role.INCIDENTAL if role is Role.PLACE else role for role in roles]
        yield from (Toponym(in_headline, *found) for found in zip(run, roles, strict=True))


def _role(whole: str, mention: Mention) -> Role:
    if mention.entry.kind is Kind.LANDMARK:
        return Role.PLACE
    return Role.PRESS if mention.entry.kind is Kind.PRESS else role_after(whole, mention.end)


def _runs(whole: str, mentions: list[Mention]) -> Iterator[list[Mention]]:
    """The mentions, those of one list or path together."""
    run: list[Mention] = []
    for mention in mentions:
        if run and whole[run[-1].end : mention.start] not in _JOINTS:
            yield run
            run = []
        run.append(mention)
    if run:
        yield run


def _regions(toponym: Toponym) -> set[str]:
    return {name.region for name in toponym.mention.entry.names}


# Toponym disambiguation: which of the regions of one name a text means.

_ONE = (Kind.REGION, Kind.LANDMARK, Kind.PRESS)
"""The names that mean one region."""


def disambiguate(toponyms: Sequence[Toponym], origins: Iterable[str]) -> list[str | None]:
    """Return for each toponym the id of the region that it means, or None.

    *origins* are the ids of the regions that the article comes from.
    """
    anchors = _anchors(toponyms, origins)
    resolved: list[str | None] = []
    before: Toponym | None = None
    for toponym in toponyms:
        above = resolved[-1] if before and is_adjacent(before, toponym) else None
        resolved.append(_resolve(toponym, anchors, above))
        before = toponym
    return resolved


def _anchors(toponyms: Sequence[Toponym], origins: Iterable[str]) -> set[str]:
    """The regions that the article has to do with for certain, and all above them."""
    certain = (_unambiguous(toponym) for toponym in toponyms)
    return {above for id in (*origins, *certain) if id for above in load().lineage(id)}


def _unambiguous(toponym: Toponym) -> str | None:
    """The region of a name that needs no anchors: the only one of it, or else a province."""
    entry = toponym.mention.entry
    if entry.kind not in _ONE or toponym.role is Role.NO_PLACE:
        return None
    first, *others = sorted(entry.names, key=lambda name: len(load().lineage(name.region)))
    province = len(load().lineage(first.region)) == 1
    return None if first.word or first.within or (others and not province) else first.region


def _resolve(toponym: Toponym, anchors: set[str], above: str | None) -> str | None:
    """The region that the toponym means; one right below *above* comes first."""
    entry = toponym.mention.entry
    if entry.kind not in _ONE or toponym.role is Role.NO_PLACE:
        return None
    names = [name for name in entry.names if _is_candidate(name, anchors)]
    if above is not None:
        below = {name.region for name in names if above in load().lineage(name.region)[1:]}
        if len(below) == 1:
            return below.pop()
    ranked = sorted((_rank(name, anchors), name) for name in names)
    if not ranked:
        return None
    (shared, height, *_), name = ranked[0]
    if any(rank == ranked[0][0] and other.region != name.region for rank, other in ranked):
        return entry.usual
    needed = height - 1 if _needs_anchors(name, toponym) else 0
    return name.region if -shared >= needed else None


def _needs_anchors(name: Name, toponym: Toponym) -> bool:
    """An everyday word without its kind needs all that is above the place."""
    return name.word and not toponym.mention.full


def _is_candidate(name: Name, anchors: set[str]) -> bool:
    """A nickname that others share counts in its own part of the country alone."""
    return not name.within or any(id.startswith(name.within) for id in anchors)


def _rank(name: Name, anchors: set[str]) -> tuple[int, int, bool, bool]:
    """The lower the better: anchors in the lineage, height in it, alias, beyond the mainland.

    A province needs no anchors: 海南 beside 青海 is not the prefecture there.
    """
    lineage = load().lineage(name.region)
    shared = len(anchors.intersection(lineage))
    return -max(shared, len(lineage) == 1), len(lineage), name.alias, name.region > "7"
