"""What the articles of a list are called, and when they were published."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, zip_longest
from operator import attrgetter

from msgspec import Struct

from reader.extract.html.flow import Flow, Line
from reader.extract.html.furniture import is_notice, is_related, is_tool
from reader.extract.html.page_dates import find
from reader.extract.lists.anchors import Anchor
from reader.text import dates

# When the articles of a list were published, as the list shows it beside their titles.

_SENTENCE = re.compile(r"[，。！？；]")
_LONG = 60
"""Characters: no line that states a date is longer."""
_AROUND = 8
"""Lines of an item that are looked at, before and behind its title."""
_BEHIND = 3
"""Lines behind an item that may still be its."""
_TIMED = ("datetime", "data-time", "data-date", "data-pubtime", "data-publish-time")
_TIMED_ELEMENTS = ", ".join(f"[{name}]" for name in _TIMED)

_HINT = re.compile(r"\d\D{0,3}\d|[天日前刚]")
_DAY_FIRST = re.compile(r"(?<![\d.:-])(\d\d?)日?\W{1,3}((?:19|20)\d\d)[-./年](\d\d?)月?(?![\d.-])")
"""A day in an element of its own: 06, then 2025-05."""
_DAY_AND_MONTH = re.compile(r"(?<![\d.:-])(\d\d?)\W{1,3}(\d\d?月)(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d.:-])(\d\d?)[-./月](\d\d?)日?\W{1,3}((?:19|20)\d\d)(?![\d.:-])")
_BARE = re.compile(r"(?<![\d.:/-])(0\d|1[0-2])[-/.]([0-3]\d)(?![\d.:/-]|\s+\d\d?:)")
"""A month and a day that nothing but their place tells for a date."""
_DAY = r"(?:(?:19|20)\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d\d?:\d\d(?::\d\d)?)?"
_EDGE = re.compile(
    rf"^(?:[\[(（]{_DAY}[\])）]\s*|{_DAY}\s+)|\s*[\[(（]{_DAY}[\])）]$"
    r"|\s+\d\d-\d\d(?: \d\d?:\d\d)?$"
    r"|\s*(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d\d?:\d\d(?::\d\d)?)?$"
    r"|^(?:0\d|1[0-2])[-/][0-3]\d(?=[^\W\d])|(?<=[^\W\d])(?:0\d|1[0-2])[-/][0-3]\d$"
)


class _Gap(Struct, frozen=True):
    """The room of an anchor between those of the articles before and behind it."""

    before: int
    """The line of the article before it, and then of the one behind it."""
    behind: int
    left: int
    """Where its room in its own line begins, and then where it ends."""
    right: int


def undated(text: str) -> str:
    """Return a title without the date that stands before or behind it in its link."""
    return _EDGE.sub("", text).strip()


class Times:
    """The times of *anchors*, articles in the flow *page* in its order."""

    def __init__(self, page: Flow, anchors: Sequence[Anchor], now: datetime | None) -> None:
        self._page, self._now = page, now
        self._gaps = _gaps(anchors, len(page.lines))

    def shown(self, anchor: Anchor) -> str | None:
        """Return the time that is shown beside *anchor*, None where none is."""
        gap = self._gaps[anchor]
        item = self._item(anchor, gap)
        return (
            self._in_attributes(item)
            or self._read(self._beside(anchor, item, gap), anchor.url)
            or self._read(self._behind(anchor, item, gap), anchor.url)
        )

    def _item(self, anchor: Anchor, gap: _Gap) -> int:
        """Return the greatest box without other articles; -1 where its own has others."""
        boxes, item = self._page.boxes, -1
        box = self._page.lines[anchor.line].box
        while box > 0 and boxes[box].start > gap.before and boxes[box].end <= gap.behind:
            item, box = box, boxes[box].parent
        return item

    def _in_attributes(self, item: int) -> str | None:
        node = self._page.boxes[item].node if item > 0 else None
        timed = node.css_first(_TIMED_ELEMENTS) if node is not None else None
        if timed is None:
            return None
        stated = (timed.attributes.get(name) for name in _TIMED)
        return next((iso for text in stated if text and (iso := dates.parse(text))), None)

    def _beside(self, anchor: Anchor, item: int, gap: _Gap) -> Iterator[str]:
        """Yield what stands in the line of a title and in its item."""
        line = self._page.lines[anchor.line]
        yield _part(line, anchor.end, gap.right)
        yield _part(line, gap.left, anchor.start)
        yield from (edge[0] for edge in _EDGE.finditer(anchor.text))
        if item > 0:
            box = self._page.boxes[item]
            behind = self._page.lines[anchor.line + 1 : min(box.end, anchor.line + _AROUND)]
            before = self._page.lines[max(box.start, anchor.line - _AROUND) : anchor.line]
            yield from (line.parted for line in (*behind, *before))

    def _behind(self, anchor: Anchor, item: int, gap: _Gap) -> Iterator[str]:
        """Yield what stands between an item and the next."""
        boxes = self._page.boxes
        start = boxes[item].end if item > 0 else anchor.line + 1
        around = boxes[item].parent if item > 0 else self._page.lines[anchor.line].box
        end = min(start + _BEHIND, gap.behind, boxes[around].end)
        yield from (line.parted for line in self._page.lines[start:end])

    def _read(self, texts: Iterator[str], url: str) -> str | None:
        """Return the first date in short *texts* that are no sentences, which may share it."""
        short = (text for text in texts if len(text) <= _LONG and not _SENTENCE.search(text))
        text = " ".join(filter(None, map(str.strip, short)))
        if not _HINT.search(text):
            return None
        text = _DAY_FIRST.sub(r"\2-\3-\1", text)
        text = _YEAR_LAST.sub(r"\3-\1-\2", text)
        text = _BARE.sub(r"\1月\2日", _DAY_AND_MONTH.sub(r"\2\1日", text))
        found = find(text, self._now, url)
        return found[0] if found else None


def _gaps(anchors: Sequence[Anchor], lines: int) -> Mapping[Anchor, _Gap]:
    """Return the room of each anchor; several of one article have one room."""
    groups = [list(group) for _, group in groupby(anchors, key=attrgetter("url"))]
    gaps: dict[Anchor, _Gap] = {}
    before, left = -1, 0
    for group, following in zip_longest(groups, groups[1:]):
        behind, right = lines, sys.maxsize
        if following:
            behind, right = following[0].line, following[0].start
        for anchor in group:
            gaps[anchor] = _Gap(
                before,
                behind,
                left if anchor.line == before else 0,
                right if anchor.line == behind else sys.maxsize,
            )
        before, left = group[-1].line, group[-1].end
    return gaps


def _part(line: Line, start: int, end: int) -> str:
    """Return the runs of a line between two places, parted by blanks."""
    if not line.runs:
        return line.text[start:end]
    parts, position = [], 0
    for run, _ in line.runs:
        parts.append(line.text[max(position, start) : min(position + len(run), end)])
        position += len(run)
    return " ".join(filter(None, parts))


# What the articles of a list are called, by the texts that lead to them and by attributes.

PHRASE = 6
"""Characters: the shortest title that makes an article of a link by itself."""
_WORD = 2
"""Characters: the shortest title of an article among others (夜读)."""
_SUMMARY = 40
"""Characters: what is longer and has a sentence in it sums an article up."""

_NONE = re.compile(
    # The foot of a page: its licences, whom to write to. News speaks of all of these too.
    r"许可证?(?:编?号|\W*\d|\W*$)|[备備]案?(?:编?号|序号|\W*\d|\W*$)|证书?(?:编?号|\W*$)"
    r"|公网安备|网审|网文|字\W*第?\d+号|\d{5,}号|同意书\W*$"
    r"|举报(?:电话|邮箱|信箱|中心|专区|平台|热线|入口|受理|方式|指南|网站)?(?:\W*\d|[:：]|\W*$)"
    r"|版权(?:所有|声明|信息|归属|\W*$)|联系我们|关于我们|客户端(?:下载|\W*$)"
    r"|^\W*(?:用户|会员|账号|立即|免费|快速|点击|请|未|已)?(?:登[录錄陆]|注册)(?:\W|/|账号|会员|用户|入口|$)"
    r"|新窗口打开|^\W*(?:更多|详细|详情|全文|(?:继续)?阅读|查看|进入|首页|返回|最后发表|最新回复)"
    r"|^[\d\s年月日共篇条\W]+$"  # a number, a date, an archive
    r"|^第[A-Z]?\d+版|^[A-Z]?\d+版\s*(?:[:：]|$)"  # a page of a newspaper
    r"|\d+\s*(?:阅读|评论|跟贴|回复|条|人)$"
)
_COUNTS = re.compile(r"\s+[\d.,]+\s?万?\s?(?:次?阅读|条?评论|次?浏览|播放|跟贴|回复)$")
_MARKS = " ·•▪■◆●►▶>-—　"
_CUT = re.compile(r"(?:…|\.{2,}|。。。)\s*$")
_PART = re.compile(r"[，。；：]$")
"""The end of a part of a text."""


def choose(headings: Iterable[str], texts: Iterable[str], attributes: Iterable[str]) -> str:
    """Return the title of an article; empty where there is none.

    It is the first phrase of the *headings* that lead to it, else of the other *texts*, else of the
    *attributes*, else the first word; where it is cut off, another of them makes it whole.
    """
    shown = [undated(_COUNTS.sub("", text)).strip(_MARKS) for text in (*headings, *texts)]
    known = list(filter(_may_be_title, (*shown, *attributes)))
    if not known:
        return ""
    phrases = [text for text in known if len(text) >= PHRASE and not _PART.search(text)]
    first = phrases[0] if phrases else known[0]
    beginning = _CUT.sub("", first)
    whole = (text for text in phrases if beginning in text and not _CUT.search(text))
    return max(whole, key=len, default=first)


def _may_be_title(text: str) -> bool:
    """Return whether *text* is neither a tool nor a notice nor a summary, and long enough."""
    if len(text) < _WORD or (len(text) > _SUMMARY and "。" in text) or _NONE.search(text):
        return False
    return not (is_tool(text) or is_related(text) or is_notice(text))
