"""Files of text and of Markdown: what of them is headline, credits and body.

CommonMark with tables becomes HTML, which the one walker turns into blocks like any page's.

There are no elements to choose from, so the body is the run of lines with the most prose after the
headline; what else a page would tell by its markup is told by the lines' form and place.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from reader.errors import EmptyInput
from reader.extract.article import blocks, masthead, subtitles
from reader.extract.article import headline as headlines
from reader.extract.article.analysis import Analysis
from reader.extract.article.body import Body, trim
from reader.extract.article.credits import WHOLE, is_credits, names_editor
from reader.extract.article.field_labels import Credits
from reader.extract.article.headline import Headline
from reader.extract.article.person_names import names
from reader.extract.article.zones import Zones, read_notes
from reader.extract.decode import Input
from reader.extract.html.flow import Box, Flow, Line, Picture
from reader.extract.html.furniture import (
    is_dated,
    is_declaration,
    is_notice,
    is_related,
    is_tool,
    prose,
)
from reader.extract.html.tree import parse
from reader.extract.html.walk import flow
from reader.i18n import N_
from reader.model import Draft
from reader.text import dates
from reader.text.clean import clean, safe_url

# Markdown files: front matter or a first heading, a line of credits, and the article.

FRONT = N_("文件头")

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"^\s*([\w\u4e00-\u9fff-]{1,24})\s*[:：]\s*(.+?)\s*$", re.MULTILINE)
_NOTICE = 300
"""Characters: a longer paragraph is none that only states rights."""
_KEYS = {
    "headline": ("headline", "title", "标题"),
    "published": ("published", "date", "pubdate", "time", "时间", "日期", "发布时间"),
    "url": ("url", "link", "链接", "网址"),
    "source": ("source", "来源", "出处"),
    "author": ("author", "authors", "作者", "记者"),
    "editor": ("editor", "编辑"),
    "responsible_editor": ("responsible_editor", "responsible-editor", "责任编辑", "责编"),
    "photographer": ("photographer", "摄影", "图"),
    "original_title": ("original_title", "original-title", "原标题", "原题"),
}


def analyse_markdown(document: Input) -> Analysis:
    """Read the article of a Markdown file.

    What its front matter states comes before what the text states. Raises `NotText` and
    `EmptyInput`.
    """
    rows, is_cut = document.lines()
    text = "\n".join(rows)
    front = _front_matter(text)
    page = _flow(_FRONT.sub("", text, count=1))
    if not any(line.text for line in page.lines) and not front:
        raise EmptyInput(name=document.called)
    headline = _stated_headline(page, front)
    lesser = subtitles.read(page, headline)
    body = _body(page, lesser.end)
    zones = Zones(page, headline, body, {}, document.url, document.now)
    stated = Credits(
        source=front.get("source"),
        original_title=front.get("original_title"),
        **{key: names(front.get(key, "")) for key in ("author", "editor", "responsible_editor")},
        photographer=names(front.get("photographer", "")),
    )
    dated, published = zones.published()
    if written := dates.parse(front.get("published", ""), now=document.now):
        dated, published = FRONT, written
    draft = Draft(
        headline=headline.text,
        url=safe_url(front.get("url", "")) or safe_url(document.url),
        published=published,
        kicker=lesser.kicker,
        subtitle=lesser.subtitle,
        blocks=blocks.build(page, body.lines, document.url),
        notes=read_notes(zones.below),
        cut=is_cut,
    )
    return Analysis.of(draft, page, headline, body, [(FRONT, stated), *zones.statements()], dated)


def _body(page: Flow, start: int) -> Body:
    """Return the lines between the credits at the head and those and the notices at the end.

    Nothing else stands around an article in Markdown, so that every other line is its own.
    """
    end = len(page.lines)
    body = Body(limit=end)
    while start < end and _is_head(page.lines[start]):
        start += 1
    last = end
    while last > start and _is_foot(page.lines[last - 1]):
        last -= 1
    body.start, body.lines = start, page.lines[start:last]
    body.tail = [line.parted for line in page.lines[last:end]]
    return body


def _is_head(line: Line) -> bool:
    return line.picture is None and (is_credits(line.parted) or is_dated(line.text))


def _is_foot(line: Line) -> bool:
    text = line.parted
    return line.picture is None and (
        is_credits(text) or is_declaration(text) or (len(text) < _NOTICE and is_notice(text))
    )


def _flow(text: str) -> Flow:
    from markdown_it import MarkdownIt  # not before first paint

    html = str(MarkdownIt("commonmark").enable("table").render(text))
    return blocks.merge(flow(parse(html).body, captions=True))


def _front_matter(text: str) -> Mapping[str, str]:
    """Return the ``key: value`` lines between ``---``, by the names of a Draft's fields."""
    found = _FRONT.match(text)
    entries = {key.lower(): value for key, value in _ENTRY.findall(found[1])} if found else {}
    front: dict[str, str] = {}
    for field, keys in _KEYS.items():
        for key in keys:
            if value := clean(entries.get(key, "").strip("[]\"'")):
                front.setdefault(field, value)
    return front


def _stated_headline(page: Flow, front: Mapping[str, str]) -> Headline:
    """Return the title of the front matter, else the first heading, else the first words."""
    headings = (i for i, line in enumerate(page.lines[:8]) if line.text and line.role == "heading")
    heading = next(headings, None)
    if heading is not None and ("headline" not in front or heading == 0):
        text = front.get("headline") or page.lines[heading].text
        return Headline(text, heading, heading + 1)
    if "headline" in front:
        return Headline(front["headline"])
    return headlines.first_words(next((line.text for line in page.lines if line.text), ""))


# Text files: pages saved as text, text renderings of pages, and plain headline and paragraphs.

_HEADLINE = 80
"""Characters: a longer first line is a paragraph."""
_HEADING = 40
_BARREN = 12
"""Lines in a row without prose: no article goes on behind them."""
_GAP = 12
"""What a line without prose costs the run of lines that holds it."""
_CLOSED = re.compile(r"[。！？!?…；;：:，,、.][”’」』）)\]】》\"']*$")
_BULLET = re.compile(r"^[•·●▪◆■○]\s*|^[-*]\s+")


def analyse_text(document: Input) -> Analysis:
    """Read the article of a text file.

    Where the headline stands alone again within the body, a page had a picture with the headline
    as its alternative text: it becomes a figure without an address. Raises `NotText` and
    `EmptyInput`.
    """
    rows, is_cut = document.lines()
    lines = [Line(row) for row in map(clean, rows) if row]
    if not lines:
        raise EmptyInput(name=document.called)
    found = _headline(lines)
    lines = _with_pictures(lines, found)
    page = Flow(lines, [Box("body", -1, 0, len(lines))])
    lesser = subtitles.read(page, found)
    start, end = _run(lines, lesser.end)
    body = trim(page, start, end, found.text)
    _set_headings(body.lines)
    _set_lists(page, body.lines)
    zones = Zones(page, found, body, {}, document.url, document.now)
    dated, published = zones.published()
    draft = Draft(
        headline=found.text,
        url=safe_url(document.url),
        published=published,
        kicker=lesser.kicker,
        subtitle=lesser.subtitle,
        summary=zones.summary(),
        blocks=blocks.build(page, body.lines, document.url),
        notes=read_notes([*body.tail, *(line.text for line in lines[body.limit :])]),
        masthead=masthead.read(lines[: found.start], document.url),
        cut=is_cut,
    )
    return Analysis.of(draft, page, found, body, list(zones.statements()), dated)


def _headline(lines: Sequence[Line]) -> Headline:
    """Return the headline: what the first line, a page's title, begins with, and stands below it.

    Else it is the line above the credits, else the first line, or of a paragraph its first words.
    """
    first = lines[0].text
    if titled := headlines.by_title(Flow(list(lines[1:])), [first]):
        return Headline(titled.text, titled.start + 1, titled.end + 1)
    page = Flow(list(lines), [Box("body", -1, 0, len(lines))])
    if placed := headlines.by_place(
        page, trim(page, *_run(lines, 0), "").start, {headlines.key(first)}
    ):
        title = headlines.without_site(placed.text)
        return placed if placed.start else replace(placed, text=title)
    if len(first) <= _HEADLINE and (len(lines) > 1 or not _CLOSED.search(first)):
        return Headline(headlines.without_site(first), 0, 1)
    return headlines.first_words(first)


def _with_pictures(lines: list[Line], found: Headline) -> list[Line]:
    """Return the lines, the headline's repetitions below the credits turned into pictures."""
    below = next(
        (i for i, line in enumerate(lines) if i >= found.end and is_credits(line.text)), found.end
    )
    return [
        Line("", picture=Picture("", line.text))
        if index > below and line.text == found.text
        else line
        for index, line in enumerate(lines)
    ]


def _run(lines: Sequence[Line], start: int) -> tuple[int, int]:
    """Return the range of lines after *start* in which prose outweighs the rest by the most.

    It ends for good at an editor's name, or where prose is missing for too long.
    """
    best, total, begin, last, chosen = 0, 0, start, start, (start, len(lines))
    for index in range(start, len(lines)):
        line = lines[index]
        weight = _weight(line)
        if best > WHOLE and (names_editor(line.text) or index - last > _BARREN or not total):
            break
        if best and is_related(line.text):
            weight -= best // 2
        total = max(total + weight, 0)
        last = index if weight > 0 or line.picture else last
        if not total:
            begin = index + 1
        elif total > best:
            best, chosen = total, (begin, index + 1)
    return chosen


def _weight(line: Line) -> int:
    if line.picture is not None:
        return 0
    weight = prose(line.text)
    if weight < 15 and (is_tool(line.text) or not _CLOSED.search(line.text)):
        return -_GAP
    return weight or -_GAP


def _set_headings(lines: Sequence[Line]) -> None:
    """Mark the short lines without a full stop that stand alone between paragraphs."""
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else None
        below = lines[index + 1] if index + 1 < len(lines) else None
        if (
            0 < len(line.text) <= _HEADING
            and not _CLOSED.search(line.text)
            and below is not None
            and _is_paragraph(below)
            and (above is None or above.picture is not None or _is_paragraph(above))
        ):
            line.role = "heading"


def _is_paragraph(line: Line) -> bool:
    return len(line.text) > _HEADING or _CLOSED.search(line.text) is not None


def _set_lists(page: Flow, lines: Sequence[Line]) -> None:
    """Mark the runs of lines that begin with bullets as the items of a list."""
    for bulleted, group in groupby(lines, key=lambda line: bool(_BULLET.match(line.text))):
        items = list(group)
        if not bulleted or len(items) < 2:
            continue
        page.boxes.append(Box("ul", 0, 0))
        parent = len(page.boxes) - 1
        for line in items:
            page.boxes.append(Box("li", parent, 0))
            line.text = _BULLET.sub("", line.text)
            line.role, line.box = "item", len(page.boxes) - 1
