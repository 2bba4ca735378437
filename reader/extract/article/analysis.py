"""What was found in a document, and why: the element of the body, and where each field stands."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from reader.extract.article.body import Body, Candidate, candidates
from reader.extract.article.field_labels import Credits, Statement
from reader.extract.article.headline import Headline
from reader.extract.article.line_kinds import LineKind, kinds_of
from reader.extract.article.zones import ABOVE, REACH
from reader.extract.html.flow import Box, Flow, Line
from reader.i18n import N_
from reader.model import Draft, Reason
from reader.text import dates

BODY = N_("第 {first}–{last} 行，{prose} 字正文占 {purity}%，与标题之间隔着 {skipped} 字正文")
RUNNER_UP = N_("得分是它的 {share}%：{prose} 字正文占 {purity}%，与标题之间隔着 {skipped} 字正文")
LINES = N_("第 {first}–{last} 行")
BESIDE_HEADLINE = N_("紧挨标题")
DROPPED: dict[LineKind, str] = {
    "headline": N_("重复标题"),
    "summary": N_("摘要或副题"),
    "credits": N_("署名"),
    "related": N_("引向别的文章"),
    "promotion": N_("引向别的文章"),
    "links": N_("整行是链接"),
    "tool": N_("网页的按钮"),
    "notice": N_("版权与提示"),
    "declaration": N_("声明"),
    "text": N_("在正文的首尾之外"),
    "picture": N_("在正文的首尾之外"),
}
_RUNNERS_UP = 2
_NAMES = 2
"""Elements of a path that are named: the chosen one and those right around it."""


class Analysis(Struct, frozen=True):
    """A document's lines, what was chosen among them, and where its fields are stated."""

    draft: Draft
    flow: Flow
    headline: Headline
    body: Body
    statements: Sequence[Statement]
    """Who made the article, the surest place first."""
    dated: str
    """Where its time is stated, as a message."""
    elements: bool = False
    """Whether its body was chosen among the elements of a page."""

    @classmethod
    def of(
        cls,
        draft: Draft,
        flow: Flow,
        headline: Headline,
        body: Body,
        statements: Sequence[Statement],
        dated: str,
        *,
        elements: bool = False,
    ) -> "Analysis":
        """Return the analysis that *draft* comes of, signed by what is stated."""
        signed = Credits.merged(statements).sign(draft)
        return cls(signed, flow, headline, body, statements, dated, elements)


class Finding(Struct, frozen=True):
    """One thing that was found: its name in the contract, what it is, why, and the line it is in.

    A finding named ``dropped`` is a line of the body's element that is left out.
    """

    name: str
    value: str
    why: Reason
    line: str = ""


def explain(analysis: Analysis) -> Iterator[Finding]:
    """Yield the body and the elements that came after it, the fields, and the lines left out."""
    yield from _body(analysis)
    yield from _fields(analysis)
    yield from _dropped(analysis)


def _body(analysis: Analysis) -> Iterator[Finding]:
    first, last = analysis.body.start + 1, analysis.body.limit
    if not analysis.elements:
        yield Finding("body", "", Reason(LINES, {"first": first, "last": last}))
        return
    ranked = candidates(analysis.flow, analysis.headline.end)
    if not ranked:
        return
    best, *others = ranked
    why = Reason(BODY, {"first": first, "last": last, **_measures(best)})
    yield Finding("body", _path(analysis.flow.boxes, best.box), why)
    for other in others[:_RUNNERS_UP]:
        share = round(100 * other.score / best.score)
        why = Reason(RUNNER_UP, {"share": share, **_measures(other)})
        yield Finding("body", _path(analysis.flow.boxes, other.box), why)


def _measures(candidate: Candidate) -> dict[str, str | int]:
    return {
        "prose": round(candidate.prose),
        "purity": round(100 * candidate.purity),
        "skipped": round(candidate.skipped),
    }


def _path(boxes: Sequence[Box], box: Box) -> str:
    """Return the element as a CSS selector, with the one around it."""
    names: list[str] = []
    while len(names) < _NAMES:
        node = box.node
        attributes = node.attributes if node is not None else {}
        marked = "".join(f".{word}" for word in (attributes.get("class") or "").split())
        identity = attributes.get("id")
        names.append(box.tag + (f"#{identity}" if identity else "") + marked)
        if box.parent < 0:
            break
        box = boxes[box.parent]
    return " > ".join(reversed(names))


def _fields(analysis: Analysis) -> Iterator[Finding]:
    draft, headline = analysis.draft, analysis.headline
    line = analysis.flow.lines[headline.start].parted if headline.end else ""
    yield Finding("headline", draft.headline, Reason(headline.why), line)
    for name in ("kicker", "subtitle"):
        if title := getattr(draft, name):
            yield Finding(name, title, Reason(BESIDE_HEADLINE), _stating(analysis, ABOVE, title))
    if draft.published:
        yield Finding("published", draft.published, Reason(analysis.dated), _dated(analysis))
    for field in Credits.__slots__:
        for where, stated in analysis.statements:
            if value := getattr(stated, field):
                yield Finding(field, value, Reason(where), _stating(analysis, where, value))
                break


def _dated(analysis: Analysis) -> str:
    """Return the line that states the time, as far as it does so without a clock."""
    for line in _around(analysis, analysis.dated):
        found = dates.find(line.parted, now=None, url=analysis.draft.url)
        if found and found[0] == analysis.draft.published:
            return line.parted
    return ""


def _stating(analysis: Analysis, where: str, value: str) -> str:
    """Return the nearest line that has the first of the names."""
    first = value.split()[0]
    near = (line.parted for line in _around(analysis, where))
    return next((text for text in near if first in "".join(text.split())), "")


def _around(analysis: Analysis, where: str) -> Sequence[Line]:
    """Return the lines to look in, the likeliest first."""
    lines = analysis.flow.lines
    above = lines[max(0, analysis.headline.start - REACH) : analysis.headline.start]
    below = lines[analysis.headline.end : analysis.body.limit + REACH]
    return [*reversed(above), *below] if where == ABOVE else [*below, *reversed(above)]


def _dropped(analysis: Analysis) -> Iterator[Finding]:
    """Yield the lines of the body's element that are no part of the article."""
    body = analysis.body
    lines = analysis.flow.lines[body.start : body.limit]
    kept = {line.text for line in body.lines}
    kinds = kinds_of(analysis.flow, body.start, lines, analysis.draft.headline)
    for line, kind in zip(lines, kinds, strict=True):
        if line.text and line.text not in kept:
            yield Finding("dropped", "", Reason(DROPPED[kind]), line.parted)
