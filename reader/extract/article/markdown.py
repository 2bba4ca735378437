"""Markdown files: front matter or a first heading, a line of credits, and the article.

CommonMark with tables becomes HTML, which the one walker turns into blocks like any page's.
"""

import re
from collections.abc import Mapping

from reader.errors import EmptyInput
from reader.extract.article import blocks, subtitles, tables
from reader.extract.article import headline as headlines
from reader.extract.article.analysis import Analysis
from reader.extract.article.body import Body
from reader.extract.article.credits import is_credits
from reader.extract.article.field_labels import Credits
from reader.extract.article.headline import Headline
from reader.extract.article.person_names import names
from reader.extract.article.zones import Zones, read_notes
from reader.extract.html.flow import Flow, Line
from reader.extract.html.furniture import is_dated, is_declaration, is_notice
from reader.extract.html.tree import parse
from reader.extract.html.walk import flow
from reader.extract.inputs import Input
from reader.i18n import N_
from reader.model import Draft
from reader.text import dates
from reader.text.clean import clean, safe_url

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
    headline = _headline(page, front)
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
    return tables.merge(flow(parse(html).body, captions=True))


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


def _headline(page: Flow, front: Mapping[str, str]) -> Headline:
    """Return the title of the front matter, else the first heading, else the first words."""
    headings = (i for i, line in enumerate(page.lines[:8]) if line.text and line.role == "heading")
    heading = next(headings, None)
    if heading is not None and ("headline" not in front or heading == 0):
        text = front.get("headline") or page.lines[heading].text
        return Headline(text, heading, heading + 1)
    if "headline" in front:
        return Headline(front["headline"])
    return headlines.first_words(next((line.text for line in page.lines if line.text), ""))
