"""Why a document was read as it was: the element of the body, and where each field stands."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from reader.extract.body import Candidate, candidates
from reader.extract.flow import Box, Line
from reader.extract.kinds import Kind, kinds_of
from reader.extract.labels import Credits
from reader.extract.reading import Reading
from reader.extract.zones import ABOVE, REACH
from reader.i18n import N_
from reader.model import Reason
from reader.text import dates

BODY = N_("第 {first}–{last} 行，{prose} 字正文占 {purity}%，与标题之间隔着 {skipped} 字正文")
RUNNER_UP = N_("得分是它的 {share}%：{prose} 字正文占 {purity}%，与标题之间隔着 {skipped} 字正文")
LINES = N_("第 {first}–{last} 行")
BESIDE_HEADLINE = N_("紧挨标题")
DROPPED: dict[Kind, str] = {
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


class Finding(Struct, frozen=True):
    """One thing that was found: its name in the contract, what it is, why, and the line it is in.

    A finding named ``dropped`` is a line of the body's element that is left out.
    """

    name: str
    value: str
    why: Reason
    line: str = ""


def explain(reading: Reading) -> Iterator[Finding]:
    """Give the body and the elements that came after it, the fields, and the lines left out."""
    yield from _body(reading)
    yield from _fields(reading)
    yield from _dropped(reading)


def _body(reading: Reading) -> Iterator[Finding]:
    first, last = reading.body.start + 1, reading.body.limit
    if not reading.elements:
        yield Finding("body", "", Reason(LINES, {"first": first, "last": last}))
        return
    ranked = candidates(reading.flow, reading.headline.end)
    if not ranked:
        return
    best, *others = ranked
    why = Reason(BODY, {"first": first, "last": last, **_measures(best)})
    yield Finding("body", _path(reading.flow.boxes, best.box), why)
    for other in others[:_RUNNERS_UP]:
        share = round(100 * other.score / best.score)
        why = Reason(RUNNER_UP, {"share": share, **_measures(other)})
        yield Finding("body", _path(reading.flow.boxes, other.box), why)


def _measures(candidate: Candidate) -> dict[str, str | int]:
    return {
        "prose": round(candidate.prose),
        "purity": round(100 * candidate.purity),
        "skipped": round(candidate.skipped),
    }


def _path(boxes: Sequence[Box], box: Box) -> str:
    """The element as a CSS selector, with the one around it."""
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


def _fields(reading: Reading) -> Iterator[Finding]:
    draft, headline = reading.draft, reading.headline
    line = reading.flow.lines[headline.start].parted if headline.end else ""
    yield Finding("headline", draft.headline, Reason(headline.why), line)
    for name in ("kicker", "subtitle"):
        if title := getattr(draft, name):
            yield Finding(name, title, Reason(BESIDE_HEADLINE), _stating(reading, ABOVE, title))
    if draft.published:
        yield Finding("published", draft.published, Reason(reading.dated), _dated(reading))
    for field in Credits.__slots__:
        for where, stated in reading.statements:
            if value := getattr(stated, field):
                yield Finding(field, value, Reason(where), _stating(reading, where, value))
                break


def _dated(reading: Reading) -> str:
    """The line that states the time, as far as it does so without a clock."""
    for line in _around(reading, reading.dated):
        found = dates.find(line.parted, now=None, url=reading.draft.url)
        if found and found[0] == reading.draft.published:
            return line.parted
    return ""


def _stating(reading: Reading, where: str, value: str) -> str:
    """The nearest line that has the first of the names."""
    first = value.split()[0]
    near = (line.parted for line in _around(reading, where))
    return next((text for text in near if first in "".join(text.split())), "")


def _around(reading: Reading, where: str) -> Sequence[Line]:
    """The lines to look in, the likeliest first."""
    lines = reading.flow.lines
    above = lines[max(0, reading.headline.start - REACH) : reading.headline.start]
    below = lines[reading.headline.end : reading.body.limit + REACH]
    return [*reversed(above), *below] if where == ABOVE else [*below, *reversed(above)]


def _dropped(reading: Reading) -> Iterator[Finding]:
    """The lines of the body's element that are no part of the article."""
    body = reading.body
    lines = reading.flow.lines[body.start : body.limit]
    kept = {line.text for line in body.lines}
    kinds = kinds_of(reading.flow, body.start, lines, reading.draft.headline)
    for line, kind in zip(lines, kinds, strict=True):
        if line.text and line.text not in kept:
            yield Finding("dropped", "", Reason(DROPPED[kind]), line.parted)
