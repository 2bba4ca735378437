"""What each line of a body's element is: text, a picture, or no part of an article.

Both may be called 新闻链接; what stands below tells: links, or sentences of the article.

An abstract reads like an article's paragraph, so it is marked as part of its link.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from reader.extract.article import headline as headlines
from reader.extract.article.credits import is_credits, read_line
from reader.extract.article.field_labels import Credits
from reader.extract.article.person_names import is_press
from reader.extract.html.flow import Box, Flow, Line
from reader.extract.html.furniture import (
    is_abstract,
    is_appeal,
    is_declaration,
    is_notice,
    is_open_abstract,
    is_related,
    is_stamp,
    is_summary_label,
    is_tool,
)
from reader.extract.html.tree import is_commented, is_furniture

# Headings that lead to other articles (相关阅读), told from those of a box of facts.

_FACTS = re.compile(r"\W*(?:新闻|相关|背景)?(?:链接|連結|鏈接|背景|资料|資料)\W*")
_PARAGRAPH = 30
"""Characters of prose: the first paragraph behind links that interrupt an article has more."""


def leads_away(lines: Sequence[Line], index: int) -> bool:
    """Return whether line *index* heads a block that leads to other articles."""
    text = lines[index].text
    if not is_related(text):
        return False
    facts = _FACTS.fullmatch(text) and index + 1 < len(lines) and lines[index + 1].is_prose
    return not (facts and not lines[index + 1].linked)


def interruption(flow: Flow, lines: Sequence[Line], index: int) -> int:
    """Return where the links below the heading *index* of *lines* end, if the article goes on.

    It does with prose of the same element, unless that tells what a link leads to and another link
    follows; otherwise *index*.
    """
    end = index + 1
    while end < len(lines) and lines[end].is_link:
        end += 1
    if (
        end == index + 1
        or end == len(lines)
        or any(line.is_link for line in lines[end + 1 : end + 2])
    ):
        return index
    heading, after = lines[index], lines[end]
    together = flow.boxes[heading.box].parent == flow.boxes[after.box].parent
    return end if together and after.prose >= _PARAGRAPH else index


# Teasers: repeated boxes that each begin with a link and go on with an abstract of where it leads.

TEASER = "teaser"
"""The role of the lines of teasers."""
_REPEATED = 3
"""Boxes of one kind that make a list."""
_LINES = range(2, 6)
"""Lines of a teaser: title and abstract, picture, time, tools."""
_BOX = 160
"""Characters of a teaser, its title included."""


def mark(flow: Flow) -> Flow:
    """Return *flow* with the abstracts of its teasers marked as links."""
    families: dict[tuple[int, str], list[Box]] = defaultdict(list)
    for box in flow.boxes:
        if box.end - box.start in _LINES:
            families[box.parent, box.tag].append(box)
    for family in families.values():
        if len(family) < _REPEATED:
            continue
        for teasing, run in groupby(family, lambda box: _is_teaser(flow, box)):
            teasers = list(run) if teasing else []
            if teasers and _goes_on(flow, teasers[-1]):
                continue  # the sections of an article, with links for headings
            for box in teasers if len(teasers) >= _REPEATED else ():
                for line in flow.lines[box.start : box.end]:
                    line.linked, line.role = max(1, len(line.text)), TEASER
    return flow


def _goes_on(flow: Flow, last: Box) -> bool:
    """Return whether a paragraph of the same element follows."""
    following = flow.lines[last.end : last.end + 1]
    return any(
        line.is_prose
        and flow.boxes[line.box].tag == "p"
        and flow.boxes[line.box].parent == last.parent
        for line in following
    )


def _is_teaser(flow: Flow, box: Box) -> bool:
    """Return whether all of the first line with text is a link, but for a mark before it."""
    texts = [line for line in flow.lines[box.start : box.end] if line.text]
    return (
        bool(texts)
        and texts[0].linked * 10 >= len(texts[0].text) * 8
        and sum(len(line.text) for line in texts) <= _BOX
    )


# What each line of a body's element is.

LineKind = Literal[
    "text",
    "picture",
    "headline",
    "summary",
    "credits",
    "related",
    "tool",
    "links",
    "notice",
    "declaration",
    "promotion",
]

_SCAN = re.compile(r"扫码|扫[一描]|[掃扫]描|二[维維]码|二維碼|长按")
_COMMENT = re.compile(
    r"(?:\d{1,4}\s?楼\s{0,3})?[\w·*.]{2,20}\s{0,3}(?:发表于|于|[:：])?\s{0,3}"
    r"20\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s{0,3}\d{1,2}:\d\d(?::\d\d)?(?:\s{0,3}(?:发表|回复|说|举报)[:：]?)?"
)
"""Who commented and when, above the comment."""
_SIGNED = re.compile(r"[/／][图圖]\W*$")
_OPEN_ORIGINAL = re.compile(r"\W*原(?:标题|题)\s*[:：]\s*")
"""The label of a title that follows on the next line."""
_ORIGINAL = re.compile(r"\W*原(?:标题|题)\s*[:：]\s*\S")
_CAPTION = 80
_LONGEST = 200
"""Characters: no line that repeats the headline is longer."""
_HEADING = 40
"""Characters: a line that heads a declaration is no longer."""
_NOTICE = 300
_BEGUN = 15
"""Characters of prose that begin an article."""
_PRESS = range(4, 13)
"""Characters of the name of a press that stands alone above an article."""
_SHARE = 0.25
"""The part of a body's prose that may stand in a box that is named as furniture."""
_COMMENTED = 0.7
"""The same of one that is named for comments, which may be longer than the article."""


def kinds_of(flow: Flow, start: int, lines: Sequence[Line], headline: str) -> list[LineKind]:
    """Return what each of *lines* is, which stand in *flow* from line *start* on.

    *headline* is compared by `headline.key`. The caption of a picture gets the role ``caption``.
    """
    kinds = _kinds(lines, headlines.key(headline))
    _mark_promotions(flow, start, kinds)
    _mark_codes(lines, kinds)
    _mark_comments(lines, kinds)
    _mark_furniture(flow, start, kinds)
    return kinds


def _kinds(lines: Sequence[Line], headline: str) -> list[LineKind]:
    """Return what each line is; a credit right below a picture is the picture's caption, thus text.

    But ``张三/图`` behind the last paragraph signs all the pictures.
    """
    kinds: list[LineKind] = []
    begun, last = False, _last_prose(lines)
    for index, line in enumerate(lines):
        kind = _kind(lines, index, headline)
        kind = kind if begun else _opening_kind(line, kind)
        if kind == "text" and index and (labelled := _labelled_by(lines[index - 1].text)):
            kind = kinds[-1] = labelled
        if kind == "credits" and not (index > last and _SIGNED.search(line.text)):
            kind = _credit_of_picture(lines, kinds) or kind
        begun = begun or (kind == "text" and line.prose >= _BEGUN)
        kinds.append(kind)
    return kinds


def _opening_kind(line: Line, kind: LineKind) -> LineKind:
    """Return what a line above the first paragraph is that elsewhere would be of this *kind*.

    A bold line with a link promotes something, and the name of a press alone is the source.
    """
    if kind in ("text", "credits") and _is_summary(line.text):
        return "summary"
    if kind != "text":
        return kind
    if is_summary_label(line.text):
        return "summary"
    if line.bold and line.linked:
        return "promotion"
    return "credits" if len(line.text) in _PRESS and is_press(line.text) else kind


def _labelled_by(above: str) -> LineKind | None:
    """Return what a line is whose label is all of the line *above* it, None where there is none."""
    if is_open_abstract(above):
        return "summary"
    return "credits" if _OPEN_ORIGINAL.fullmatch(above) else None


def _is_summary(text: str) -> bool:
    """Return whether a line above the first of an article is its summary or a title besides."""
    subtitle = text.startswith("—") and not text.endswith("。")
    return subtitle or is_abstract(text) or _ORIGINAL.match(text) is not None


def _last_prose(lines: Sequence[Line]) -> int:
    """Return the last line of prose above what is no part of an article any more."""
    last = 0
    for index, line in enumerate(lines):
        if is_declaration(line.text) or leads_away(lines, index):
            break
        last = index if line.is_prose else last
    return last


def _credit_of_picture(lines: Sequence[Line], kinds: Sequence[LineKind]) -> LineKind | None:
    """Return ``text`` for the line after those of *kinds* if it credits the picture above it.

    It may stand right below the picture, or below the first line of its caption.
    """
    line = lines[len(kinds)]
    if not _names_photographer(line):
        return None
    if kinds[-1:] == ["picture"]:
        return "text"
    if kinds[-2:] == ["picture", "text"] and len(lines[len(kinds) - 1].text) <= _CAPTION:
        line.role = lines[len(kinds) - 1].role = "caption"
        return "text"
    return None


def _kind(lines: Sequence[Line], index: int, headline: str) -> LineKind:
    line = lines[index]
    text = line.text
    if line.picture is not None:
        return "picture"
    if line.role == "table":
        return "text"
    if line.role == TEASER:
        return "links"
    if line.role == "caption":
        return "text"
    if len(text) <= _LONGEST and headlines.key(text) in (headline, ""):
        return "headline"
    if is_credits(line.parted):
        return "credits"
    if leads_away(lines, index):
        return "related"
    if line.is_prose and len(text) > _HEADING:
        return "text"
    heading = line.bold or line.role == "heading"
    if (is_tool(text) and (line.linked or not heading)) or is_appeal(text) or is_stamp(text):
        return "tool"
    if line.linked * 10 >= len(text) * 8 and not heading and not text.endswith("。"):
        return "links"
    if is_declaration(text):
        return "declaration"
    return "notice" if len(text) < _NOTICE and is_notice(text) else "text"


def _names_photographer(line: Line) -> bool:
    stated = read_line(line.parted)
    return stated.photographer is not None and stated == Credits(photographer=stated.photographer)


def _mark_furniture(flow: Flow, start: int, kinds: list[LineKind]) -> None:
    """Mark the boxes within that are named as furniture, if most of the prose is outside."""
    prose = [line.prose for line in flow.lines[start : start + len(kinds)]]
    whole = sum(prose)
    for box in flow.boxes:
        begin, end = box.start - start, box.end - start
        inside = 0 <= begin < end <= len(kinds)
        share = _COMMENTED if begin and is_commented(box.names) else _SHARE
        if inside and is_furniture(box.names) and sum(prose[begin:end]) < whole * share:
            for index in range(begin, end):
                kinds[index] = "promotion" if kinds[index] != "credits" else "credits"


def _mark_promotions(flow: Flow, start: int, kinds: list[LineKind]) -> None:
    """Mark the boxes within that begin with a heading such as 相关阅读, and their copies."""
    if "related" not in kinds:
        return
    ends: dict[int, int] = {}
    for box in flow.boxes:
        begin, end = box.start - start, box.end - start
        if begin + 1 < end < len(kinds):
            ends[begin] = max(end, ends.get(begin, 0))
    dropped: set[str] = set()
    for index, line in enumerate(flow.lines[start : start + len(kinds)]):
        if kinds[index] == "text" and line.text in dropped:
            kinds[index] = "promotion"
        elif kinds[index] == "related":
            _mark_links(flow, start, index, kinds)
            for follower in range(index, ends.get(index, index)):
                kinds[follower] = "promotion"
                dropped.add(flow.lines[start + follower].text)


def _mark_codes(lines: Sequence[Line], kinds: list[LineKind]) -> None:
    """Mark the picture below a line that asks to scan it, else the one above."""
    for index, line in enumerate(lines):
        if kinds[index] == "tool" and _SCAN.search(line.text):
            for beside in (index + 1, index - 1):
                if 0 <= beside < len(kinds) and kinds[beside] == "picture":
                    kinds[beside] = "promotion"
                    break


def _mark_links(flow: Flow, start: int, index: int, kinds: list[LineKind]) -> None:
    """Mark a heading and the links below it, if the article goes on behind them."""
    end = interruption(flow, flow.lines[start : start + len(kinds)], index)
    kinds[index:end] = ["promotion"] * (end - index)


def _mark_comments(lines: Sequence[Line], kinds: list[LineKind]) -> None:
    """Mark all from the first comment of a reader on, where several are signed and dated."""
    signed = [index for index, line in enumerate(lines) if _COMMENT.fullmatch(line.text)]
    if len(signed) > 1 and signed[0]:
        kinds[signed[0] :] = ["promotion"] * (len(kinds) - signed[0])
