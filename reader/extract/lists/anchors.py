"""What leads somewhere on a page, and what stands around it.

A government's page lists its notices, documents, data, services and letters as it lists its news:
dated, under one form of address. Their titles tell them: a notice ends in 公告, a document in 办法.
One such title may be of news too (我市出台供热办法); most of a list is not.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.extract.html.flow import Box, Flow
from reader.extract.html.tree import is_advertising
from reader.text.clean import clean, safe_url

# What leads somewhere on a page.

_KEPT = ("data-url", "data-href", "data-link")
"""Attributes that keep an address for a script."""
_SCRIPTED = "[data-url], [data-href], [data-link], [onclick], a[href^=javascript i]"
_NO_LINKS = ("img", "input", "button", "select", "option", "video", "body", "html")
_QUOTED = re.compile(
    r"[\"']((?:https?:/|\.{0,2}/|[\w-]+/|[\w-]+\.(?:s?html?|php|jsp|aspx?))[^\"'\s<>\\]*)[\"']"
)
_ADDRESS = re.compile(r"(?!javascript:|data:|#)\S*[/.]\S*", re.IGNORECASE)
_LABELLED = re.compile(r"(?:文章)?标题\s*[:：]\s*")
_CLIMB = 6
"""Elements between a picture and the link around it, at most."""


class Anchor(Struct, frozen=True):
    """A text that leads to *url*: ``[start, end)`` of a line of the page's flow."""

    url: str
    text: str
    line: int
    start: int
    end: int


class Anchors:
    """The links of a page, whose relative addresses count from *base*."""

    def __init__(self, tree: LexborHTMLParser, base: str) -> None:
        self._resolve = cache(lambda href: safe_url(href, base).partition("#")[0])
        self._boxes: dict[int, str] = {}
        """What elements other than ``<a>`` lead to, by their identity in the tree."""
        self._mend(tree)
        self.told: dict[str, list[str]] = {}
        """What attributes call each address of the page; the addresses in order."""
        self._read_attributes(tree)

    def in_flow(self, page: Flow) -> Iterator[Anchor]:
        """Yield the texts of *page*, the flow of the tree, that lead somewhere."""
        boxes = self._addresses_of(page) if self._boxes else []
        for index, line in enumerate(page.lines):
            for span in line.spans if line.linked else ():
                url = span.url.partition("#")[0]
                if url in self.told and span.style == "link":
                    text = line.text[span.start : span.end]
                    yield Anchor(url, text, index, span.start, span.end)
            if boxes and not line.linked and (url := boxes[line.box]):
                yield Anchor(url, line.text, index, 0, len(line.text))

    def _mend(self, tree: LexborHTMLParser) -> None:
        """Write the address into links that a script opens, and find what else leads somewhere."""
        for node in tree.css(_SCRIPTED):
            attributes = node.attributes
            if node.tag in _NO_LINKS or _ADDRESS.fullmatch((attributes.get("href") or "").strip()):
                continue
            address = kept_address(attributes)
            if address and node.tag == "a":
                node.attrs["href"] = address
            elif address:
                self._boxes[node.mem_id] = self._resolve(address)

    def _read_attributes(self, tree: LexborHTMLParser) -> None:
        """Read what attributes say of each link, and number it: flows join links that are alike."""
        for number, node in enumerate(tree.css(f"a[href], area[href], {_SCRIPTED}")):
            attributes = node.attributes
            href = attributes.get("href")
            url = self._resolve(href) if href else self._boxes.get(node.mem_id)
            if url:
                if href:
                    node.attrs["href"] = f"{url}#{number}"
                titles = self.told.setdefault(url, [])
                for name in ("title", "data-title", "alt"):
                    if title := attributes.get(name):
                        titles.append(_title(title))
        for node in tree.css("a[href] img[alt]"):
            url = _around(node).partition("#")[0]
            if url in self.told:
                self.told[url].append(_title(node.attributes.get("alt") or ""))

    def _addresses_of(self, page: Flow) -> list[str]:
        """Return what each box of *page* leads to, by itself or by the boxes around it."""
        found: list[str] = []
        for box in page.boxes:
            own = self._boxes.get(box.node.mem_id, "") if box.node is not None else ""
            found.append(own or (found[box.parent] if box.parent >= 0 else ""))
        return found


def kept_address(attributes: Mapping[str, str | None]) -> str:
    """Return the address that attributes keep for a script, or a script in them opens."""
    for name in _KEPT:
        value = (attributes.get(name) or "").strip()
        if _ADDRESS.fullmatch(value):
            return value
    for name in ("href", "onclick"):
        if quoted := _QUOTED.search(attributes.get(name) or ""):
            return quoted[1]
    return ""


def _around(node: LexborNode) -> str:
    """Return the address of the link right around a picture."""
    link = node.parent
    for _ in range(_CLIMB):
        if link is None or link.tag == "a":
            break
        link = link.parent
    return (link.attributes.get("href") or "") if link is not None else ""


def _title(value: str) -> str:
    """Return a title in an attribute, whose further lines hold times and counts."""
    return _LABELLED.sub("", clean(value.strip().split("\n", 1)[0][:300]), count=1)


# What a list is of, by its titles.

_PAPER = re.compile(
    r"(?:公告|公示|通告|通知|启事|公报|公开|告知书|公开信|名单|名录|目录|清单|指南|须知|流程|一览表"
    r"|办法|规定|条例|细则|章程|意见|决定|批复|[来复答]?函|要点|规划|预案|方案|规程|标准"
    r"|预算|决算|[年月季]报|年度?报告|统计(?:表|公报|数据)|数据集?|指标|价格表"
    r"|解读|问答|一图读懂|图解"
    r"|办理|申请|申报|申领|预约|查询|缴费|登记|备案|审批|核[发准]|认[定证]|许可|服务|补[办换]领?"
    r"|来信|咨询|投诉|问卷(?:调查)?|征集|留言)"
    r"(?:\s*[（(【\[〔][^）)】\]〕]*[）)】\]〕]|[\s\d第号一二三四五六七八九十]+)*\W*$"
)
"""How notices, documents, data, services and letters end; a number or a version may follow."""
_PAPER_SHARE = 0.6
"""The share of a list's titles that makes it one of such papers."""


def is_news(titles: Sequence[str]) -> bool:
    """Return whether a list with these *titles* is one of news."""
    papers = sum(_PAPER.search(title) is not None for title in titles)
    return papers < _PAPER_SHARE * len(titles)


# The links around a link.


class SurroundingLinks:
    """The links *anchors* of the flow *page*, in its order, as what surrounds another."""

    def __init__(self, page: Flow, anchors: Sequence[Anchor]) -> None:
        self._page = page
        self._anchors = anchors
        self._lines = [anchor.line for anchor in anchors]

    def match(self, anchor: Anchor) -> bool:
        """Return whether the nearest link beside *anchor* is in a box of the same shape.

        None is beside what stands in a box that is named as advertising.
        """
        boxes = self._page.boxes
        inner, box = -1, self._page.lines[anchor.line].box
        while box >= 0:
            if is_advertising(boxes[box].names):
                return False
            others = self._others(anchor, boxes[box])
            if others:
                return any(self._alike(inner, self._below(box, other)) for other in others)
            inner, box = box, boxes[box].parent
        return False

    def _others(self, anchor: Anchor, box: Box) -> list[Anchor]:
        """Return the nearest links to other pages in *box*, before *anchor* and behind it."""
        start, end = bisect_left(self._lines, box.start), bisect_left(self._lines, box.end)
        place = bisect_left(self._lines, anchor.line)
        before = (self._anchors[index] for index in range(place - 1, start - 1, -1))
        behind = (self._anchors[index] for index in range(place, end))
        nearest = (
            next((o for o in side if o.url != anchor.url), None) for side in (before, behind)
        )
        return [other for other in nearest if other is not None]

    def _below(self, box: int, anchor: Anchor) -> int:
        """Return the box right below *box* that holds *anchor*, -1 where *box* itself does."""
        inner, outer = -1, self._page.lines[anchor.line].box
        while outer != box:
            inner, outer = outer, self._page.boxes[outer].parent
        return inner

    def _alike(self, one: int, other: int) -> bool:
        """Return whether two boxes have one element and a class in common, or none."""
        if min(one, other) < 0:
            return one == other
        boxes = self._page.boxes
        classes, others = (
            (boxes[box].attributes.get("class") or "").split() for box in (one, other)
        )
        shared = set(classes) & set(others) or classes == others == []
        return boxes[one].tag == boxes[other].tag and bool(shared)
