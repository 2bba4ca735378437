"""The headline: the line of a page that its title begins with.

A page's ``<title>`` begins with the headline on 98% of pages and goes on with section and site; an
``<h1>`` holds it on 63% only.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reader.extract.article.credits import is_credits
from reader.extract.article.person_names import is_press
from reader.extract.html.flow import Flow, Line
from reader.extract.html.furniture import is_related, is_tool, prose
from reader.extract.html.page_dates import in_lines
from reader.extract.html.tree import is_subtitle
from reader.i18n import N_

TITLED = N_("网页标题以它开头")
BARE = N_("网页标题，去掉栏目和网站的名字")
PLACED = N_("它的位置、标记和长短最像标题")
MARKED = N_("级别最高的标题标记")
OPENING = N_("正文的开头几个字")

_SEPARATORS = re.compile(r"\s*(?:[_|｜丨»›]+|>+|\s[-–—]+\s|--+|——+|-|–|－)\s*")
_CATEGORY = re.compile(r"\s*[（(\[【][^（()）\[\]【】]{1,10}[)）\]】]\s*")
"""What a title has before the headline: 【云州】, （图集）."""
_SITE = re.compile(
    r"(?:[网網]|[日晚早时時][报報]|在[线線]|[频頻]道|新[闻聞]|首[页頁]|[门門][户戶])$"
)
_WORD = re.compile(r"\w")
_NON_WORD = re.compile(r"[\W_]+")
_LONGEST = 200
_HEADLINE = 80
"""Characters of the longest headline, where no title vouches for it."""
_SECTION = 14
"""Characters: the names of sections are no longer."""
_NAME = 10
"""Characters: what is longer and ends like a press's name is a sentence."""
_PHRASE = 6
"""Characters: what is shorter is the name of a section or a site."""
_LEVELS = {"h1": 4, "h2": 3, "h3": 2, "h4": 1}
_LEAST = 2.5
"""The score of a line that may pass for a headline."""
_HEADLINE_LENGTH = 20
"""Characters: a headline is rarely shorter than half of it, and what is longer gains nothing."""
_NEAR = 4
"""Lines: a headline stands this close above its credits."""
_MAIL = re.compile(r"[\w.+-]@[\w-]+\.\w")
_ROW, _WORD_OF_ROW = 6, 4
"""Words of a row of names at least, and the characters that they have on average at most."""
_HEADING_LINES = 4
"""A headline set on several lines has no more."""


class Headline(Struct, frozen=True):
    """The headline and the lines ``[start, end)`` that hold it; empty where only a title does."""

    text: str
    start: int = 0
    end: int = 0
    why: str = ""
    """What told it, as a message."""


def key(text: str) -> str:
    """Return what headlines are compared by: letters and digits, width and case folded."""
    bare = _NON_WORD.sub("", text)
    if not unicodedata.is_normalized("NFKC", bare):
        bare = _NON_WORD.sub("", unicodedata.normalize("NFKC", bare))
    return bare.lower()


def by_title(flow: Flow, titles: Sequence[str]) -> Headline | None:
    """Return the headline that one of a page's *titles*, the best first, begins with."""
    bare = (_CATEGORY.sub("", title) for title in titles if _CATEGORY.match(title))
    beginnings = (_beginning(flow, title) for title in (*titles, *bare))
    found = [each for each in beginnings if each and not _names_site(each.text)]
    if found:
        return replace(
            next((each for each in found if not may_be_section(each, titles)), found[0]), why=TITLED
        )
    completed = next(filter(None, (_completed(flow, title) for title in titles)), None)
    return replace(completed, why=TITLED) if completed else None


def may_be_section(headline: Headline, titles: Sequence[str]) -> bool:
    """Return whether a headline is as short as a section's name, and begins the page's title."""
    name = key(headline.text)
    return len(name) <= _SECTION and any(key(title).startswith(name) for title in titles[:1])


def within(flow: Flow, limit: int, named: Headline, marked: Collection[str]) -> Headline | None:
    """Return the headline in the element of credits and prose, where *named* stands outside of it.

    Then *named* is the name of the section. *limit* and *marked* are those of `by_place`.
    """
    found = by_place(flow, limit, marked, named.end)
    if found is None:
        return None
    credits = [
        index for index in range(named.end, limit) if _states_credits(flow.lines[index].text)
    ]
    if not credits or not found.end <= credits[0] <= found.end + _NEAR:
        return None
    apart = any(named.end <= box.start <= found.start and limit < box.end for box in flow.boxes)
    is_lesser = is_subtitle(flow.boxes[flow.lines[found.start].box].names)
    return found if apart and not is_lesser else None


def _names_site(text: str) -> bool:
    return len(text) <= _NAME and is_press(text)


def _completed(flow: Flow, title: str) -> Headline | None:
    """Return the heading that begins with what *title* was cut off to."""
    start = key(_SEPARATORS.split(title[:_LONGEST])[0])
    for index, line in enumerate(flow.lines if len(start) >= _PHRASE else ()):
        if line.role == "heading" and not line.linked and key(line.text).startswith(start):
            return _whole(flow, index)
    return None


def by_place(flow: Flow, limit: int, marked: Collection[str], start: int = 0) -> Headline | None:
    """Return the line from *start* to *limit*, where prose begins, that looks like a headline.

    What speaks for a line: it is a heading, or bold, or an element called so (the keys of whose
    texts are *marked*), is near above credits, a date or the prose, comes again, and has the length
    of a phrase.
    """
    lines = flow.lines[:limit]
    credits = {i for i, line in enumerate(lines) if line.text and _states_credits(line.text)}
    counts = Counter(key(line.text) for line in flow.lines)
    best, chosen = _LEAST, None
    for index, line in enumerate(lines):
        if index < start or index in credits or not _may_be(line):
            continue
        near = limit - index < _NEAR or any(index + step in credits for step in range(1, _NEAR + 1))
        known = key(line.text)
        score = _look(flow, line) + 2 * near + 2 * (known in marked) + (counts[known] > 1)
        if score > best or (score == best and line.role == "heading"):
            best, chosen = score, index
    return replace(_whole(flow, chosen), why=PLACED) if chosen is not None else None


def _look(flow: Flow, line: Line) -> float:
    """Return how much a line by itself looks like a headline: by its markup and its length."""
    length = min(len(line.text), _HEADLINE_LENGTH) / 10 - (len(line.text) <= _PHRASE)
    return length + _LEVELS.get(flow.boxes[line.box].tag, 0) + line.bold


def _whole(flow: Flow, index: int) -> Headline:
    """Return the headline that line *index* is part of; its element may hold it on several."""
    box = flow.boxes[flow.lines[index].box]
    rows = flow.lines[box.start : box.end] if box.tag not in ("body", "td") else []
    text = "".join(row.text for row in rows)
    if 1 < len(rows) <= _HEADING_LINES and len(text) <= _HEADLINE and all(map(_may_be, rows)):
        return Headline(text, box.start, box.end)
    return Headline(flow.lines[index].text, index, index + 1)


def by_markup(flow: Flow) -> Headline | None:
    """Return the first heading of the highest level that is no link and leads nowhere else."""
    levels = sorted(
        (flow.boxes[line.box].tag, index)
        for index, line in enumerate(flow.lines)
        if line.role == "heading" and _may_be(line)
    )
    return replace(_whole(flow, levels[0][1]), why=MARKED) if levels else None


def bare_title(titles: Sequence[str]) -> Headline | None:
    """Return the first title without the names of section and site behind it, if more is left."""
    for title in titles:
        first = _SEPARATORS.split(title[:_LONGEST])[0].strip()
        if len(key(first)) >= _PHRASE and not any(map(_names_site, (first, first.split()[0]))):
            return Headline(first, why=BARE)
    return None


def without_site(title: str) -> str:
    """Return *title* without the names of section and site, if one of a press stands behind it."""
    first, *rest = _SEPARATORS.split(title[:_LONGEST])
    return first.strip() if len(key(first)) >= _PHRASE and any(map(is_press, rest)) else title


def first_words(text: str) -> Headline:
    """Return the first words of *text*, a paragraph, for an article without a headline."""
    clauses = re.split(r"(?<=[。！？!?])|[，,；;：:]", text[:_LONGEST])
    return Headline(next(filter(str.strip, clauses), text)[:_HEADLINE].strip(), why=OPENING)


def _states_credits(text: str) -> bool:
    """Return whether a line holds credits, or a date and little else."""
    return is_credits(text) or (
        len(text) < _HEADLINE and prose(text) < 30 and bool(in_lines([text], now=None, url=""))
    )


def _may_be(line: Line) -> bool:
    text = line.text
    return 4 <= len(text) <= _HEADLINE and not (
        line.linked
        or line.role == "table"
        or text.endswith("。")
        or _states_credits(text)
        or is_tool(text)
        or is_related(text)
        or _is_row_of_names(text)
        or _MAIL.search(text)
        or (_names_site(text) and _SITE.search(text))
    )


def _is_row_of_names(text: str) -> bool:
    """Whether *text* is as a menu without its links: many short words, such as a site's cities."""
    words = text.split()
    return len(words) >= _ROW and sum(map(len, words)) <= _WORD_OF_ROW * len(words)


def _beginning(flow: Flow, title: str) -> Headline | None:
    """Return the longest line, or run of lines, that a part of *title* begins with."""
    title = title[:_LONGEST]
    starts, whole = _starts(title)
    initials = {part[0] for part in starts.values()}
    initials |= {
        initial[0].lower() for initial in map(_WORD.search, re.split(r"\s", title)) if initial
    }
    best: tuple[tuple[int, ...], Headline] | None = None
    for index, line in enumerate(flow.lines):
        initial = _WORD.search(line.text)
        if not initial or initial[0].lower() not in initials or len(line.text) > _LONGEST:
            continue
        for offset, part in starts.items():
            rank, found = _match(flow.lines, index, whole[offset:], part)
            if found and (best is None or rank > best[0]):
                best = rank, found
    return best[1] if best else None


def _starts(title: str) -> tuple[dict[int, str], str]:
    """Return where in a title a headline may begin, with what follows there, and the whole title.

    It may begin behind separators and blanks; what follows ends at the next separator. All of it
    is compared by `key`.
    """
    starts: dict[int, str] = {}
    whole = ""
    for part in _SEPARATORS.split(title):
        words = [key(word) for word in part.split()]
        rest = "".join(words)
        for word in filter(None, words):
            starts[len(whole)] = rest
            whole, rest = whole + word, rest[len(word) :]
    return starts, whole


def _match(
    lines: list[Line], index: int, title: str, part: str
) -> tuple[tuple[int, ...], Headline | None]:
    """Return how well the lines from *index* on match the beginning of *title*, and their headline.

    *part* is what *title* has up to its next separator.
    """
    matched, end = "", index
    for line in lines[index : index + _HEADING_LINES]:
        longer = matched + key(line.text)
        if line.picture or longer == matched or not title.startswith(longer):
            break
        matched, end = longer, end + 1
    if len(matched) < 2 or len(matched) * 2 < len(part):
        return (), None
    line = lines[index]
    with_site = part != title and matched == title
    whole = len(matched) * 10 >= len(part) * 8
    rank = (not line.is_link, not with_site, whole, len(matched), line.role == "heading", -index)
    return rank, Headline("".join(row.text for row in lines[index:end]), index, end)
