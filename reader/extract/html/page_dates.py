"""When an article was published: beside the headline, else in the page's head or its scripts.

The time stands within three lines after the headline on 85% of pages. The dates of ``<meta>`` are
often the edit's, or a day alone: they come after it, and help where the year is not said.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from reader.text import dates

_META = re.compile(
    r"(?:article:|og:|apub:|first|original|dc\.)?"
    r"(?:publish(?:ed)?|pub|release|issued?|created?)[_\-:.]?(?:time|date|at)?"
    r"|date(?:published|created)?|apub:time|og:time|dc\.date"
)
_META_EDITED = re.compile(r"updat|modif")
_KEYS = (
    *("datePublished", "pubDate", "pubdate", "pubtime", "pubTime", "ptime", "publish_time"),
    *("publishTime", "publishDate", "publish_date", "PUBLISH_TIME", "var ct", "ct ="),
)
"""The names that scripts have for it; they are looked for one by one, since a page may be long."""
_ENTRY = re.compile(
    r"[\w ]{2,14}[\"']?\s*[:=]\s*[\"']?(\d{4}[-/年]\d[^\"'<>;]{4,24}|\d{13}|\d{10})\b"
)
_EDITED = re.compile(r"(?:更新|修改)(?:时间|日期|于)?\s*[:：]?")
_CLOCK = re.compile(
    r"(?:今[天日]|[现現]在|[当當]前|系统|系統|本地)(?:是|[时時][间間]|日期)?\W{0,3}"
)
"""What stands before the clock of a page: 今天是2024年5月6日."""
_HINT = re.compile(r"\d\D{0,3}\d|[天日前刚剛]|ago")
_WORD = re.compile(r"\w")
_LONG = 120
"""Characters: no line that states a date is longer."""
_CLOCKS = (datetime(2001, 3, 1, tzinfo=dates.CST), datetime(2024, 9, 15, tzinfo=dates.CST))
"""Two clocks: a date that both of them read alike does not depend on the clock."""
_YEAR, _MONTH = r"(?P<year>(?:19|20)\d\d)年?", r"(?P<month>\d{1,2})月?"
_DAY, _TIME = r"(?P<day>\d{1,2})日?", r"(?: (?P<time>\d{1,2}:\d\d(?::\d\d)?))?"
_APART = tuple(
    re.compile(form + _TIME)
    for form in (
        rf"{_DAY} {_YEAR}[-/. ]?{_MONTH}",
        rf"{_DAY} {_MONTH}(?<=月) {_YEAR}",
        rf"{_MONTH}(?:[-/.]|(?<=月) ?){_DAY} {_YEAR}",
        rf"{_YEAR} {_MONTH}(?:[-/.]|(?<=月) ?){_DAY}",
    )
)
"""Dates whose day stands apart: ``06 2024-05``, ``05月 06 2024``, ``2024 05/06 08:30``."""
_PIECES = re.compile(
    r"(?:(?:(?:19|20)\d\d(?:[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?)?|\d{1,2}[-/.月]\d{1,2}|\d{1,2}|\d{1,2}:\d\d"
    r"(?::\d\d)?|[A-Z][a-z]{2,8}\.?,?)[日月年]?(?: (?=\S)|$)){1,4}"
)
_MANY = 200
"""Elements ``<time>`` that are looked at, at most: lists have one in every row."""
_A_DAY = 86_400
_LABEL = re.compile(r"(?:时间|時間|日期|发布|發布|发表)")


class Stated(Struct, frozen=True):
    """A date as a line states it; ``span`` is where it stands in the line."""

    iso: str
    line: int
    span: tuple[int, int]
    alone: bool = False
    """Whether the line holds nothing else."""

    @property
    def timed(self) -> bool:
        """Whether it has a time of day."""
        return "T" in self.iso


def in_lines(lines: Sequence[str], *, now: datetime | None, url: str) -> list[Stated]:
    """Return the dates that *lines* state, the first of a line, and edits if there is nothing else.

    Without *now*, what would count from it (3小时前, 12-20) is not taken.
    """
    published: list[Stated] = []
    edited: list[Stated] = []
    for index, text in enumerate(lines):
        if len(text) > _LONG or not _HINT.search(text):
            continue
        position = 0
        while found := find(text[position:], now, url):
            iso, start, end = found
            before = text[position : position + start]
            if _CLOCK.fullmatch(before.strip()):
                position += end
                continue
            is_edit = _EDITED.search(before) is not None
            alone = not _WORD.search(before + text[position + end :])
            stated = Stated(iso, index, (position + start, position + end), alone)
            (edited if is_edit else published).append(stated)
            if not is_edit:
                break
            position += end
    return published or edited


def marked(tree: LexborHTMLParser) -> dict[str, str]:
    """Return by its text what each ``<time datetime>`` states, which no clock is needed for."""
    found: dict[str, str] = {}
    for node in tree.css("time[datetime]")[:_MANY]:
        text = " ".join(node.text()[:_LONG].split())
        stated = find(node.attributes.get("datetime") or "", None, "")
        if text and stated:
            found.setdefault(text, stated[0])
    return found


def mended(lines: Sequence[str], times: Mapping[str, str]) -> list[str]:
    """Return *lines* with dates as they are meant.

    The pieces of one date on lines of their own are joined (``06``, ``2024-05``); *times*, those of
    `marked`, stand in place of what they say in words (``3小时前``).
    """
    joined: list[str] = []
    for pieces, group in groupby(lines, key=lambda text: _PIECES.fullmatch(text) is not None):
        run = list(group)
        joined += [_in_order(" ".join(run))] if pieces else run
    return [_with_marked(line, times) for line in joined]


def _in_order(pieces: str) -> str:
    found = next(filter(None, (form.fullmatch(pieces) for form in _APART)), None)
    if found is None:
        return pieces
    return f"{found['year']}-{found['month']}-{found['day']} {found['time'] or ''}".strip()


def _with_marked(line: str, times: Mapping[str, str]) -> str:
    """Return *line* with what an element states in place of its text, unless these are two days."""
    for text, iso in times.items():
        if text in line and len(line) <= _LONG:
            said = find(text, None, "")
            agrees = said is None or abs(dates.epoch(said[0]) - dates.epoch(iso)) < _A_DAY
            if agrees and (said is None or len(said[0]) <= len(iso)):
                return line.replace(text, iso)
    return line


def find(text: str, now: datetime | None, url: str) -> tuple[str, int, int] | None:
    """Return the first date in *text*, as `dates.find` does; without *now* none that needs it."""
    if now is not None:
        return dates.find(text, now=now, url=url)
    found, other = (dates.find(text, now=clock, url=url) for clock in _CLOCKS)
    return found if found == other else None


def is_labelled(text: str) -> bool:
    """Return whether a line says that its date is one of publication."""
    return _LABEL.search(text) is not None


def in_meta(metas: Mapping[str, str]) -> str | None:
    """Return the date of publication that the head of a page states."""
    for name, content in metas.items():
        named = _META.fullmatch(name) and not _META_EDITED.search(name)
        if named and (iso := dates.parse(content)):
            return iso
    return None


def edited_in_meta(metas: Mapping[str, str]) -> str | None:
    """Return the date of the last edit that the head of a page states."""
    for name, content in metas.items():
        if _META_EDITED.search(name) and (iso := dates.parse(content)):
            return iso
    return None


def in_scripts(html: str) -> str | None:
    """Return the date that the scripts of a page hold, if they hold but one."""
    found: dict[str, str] = {}
    for key in _KEYS:
        position = html.find(key)
        while position >= 0:
            entry = _ENTRY.match(html, position)
            if entry and (iso := dates.parse(entry[1])):
                found.setdefault(iso[:16], iso)
            position = html.find(key, position + len(key))
    timed = {iso[:10] for iso in found.values() if "T" in iso}
    times = [iso for iso in found.values() if "T" in iso or iso not in timed]
    return times[0] if len(times) == 1 else None
