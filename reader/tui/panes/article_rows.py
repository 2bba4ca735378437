"""The rows of an article list: articles, and over groups of them a heading."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby, islice
from operator import itemgetter, neg
from typing import Generic, TypeVar

from msgspec import Struct
from textual.cache import LRUCache

from reader.i18n import _
from reader.model import ArticleHead, Listing
from reader.news.library import Library
from reader.text.dates import CST
from reader.text.searchable import Snippet, marks
from reader.text.spelling import Spelling, convert
from reader.text.wrap import break_lines, fit, pad
from reader.text.wrap import width as cells
from reader.tui.typeset.lines import Run
from reader.view import Order, View
from reader.wording.articles import (
    day_name,
    how_many,
    path_name,
    place_name,
    printed_by,
    row_time,
    short_date,
)

# What a search found, in a list.

INDENT = "  "


class Hits:
    """The lines of the hits of *view*, each read from *library* when it comes into sight."""

    def __init__(self, library: Library, view: View) -> None:
        from reader.news.search import search_terms  # not before first paint

        self._library = library
        self._view = view
        self.sought = tuple(search_terms(view.search))
        self._snippets: LRUCache[tuple[int, int], Snippet] = LRUCache(512)

    def mark(self, runs: Sequence[Run]) -> list[Run]:
        """Return *runs* with the search terms in them in the role ``hit``."""
        return [part for text, role in runs for part in self._marked(text, role)]

    def line(self, id: int, width: int) -> list[Run]:
        """Return the snippet of the article *id* with its search terms marked, in *width* cells."""
        length = max(1, (width - len(INDENT) - 2) // 2)  # a Han character has two cells
        snippet = self._snippets.get((id, length))
        if snippet is None:
            snippet = self._library.search.snippets(self._view, [id], length).get(id, Snippet(""))
            self._snippets[id, length] = snippet
        return self.mark([(fit(INDENT + snippet.text, width), "meta")])

    def _marked(self, text: str, role: str) -> list[Run]:
        runs: list[Run] = []
        done = 0
        for start, end in marks(text, self.sought):
            runs += [(text[done:start], role), (text[start:end], "hit")]
            done = end
        return [run for run in (*runs, (text[done:], role)) if run[0]]


# How an article's row looks in a list.

COLUMNS = SOURCE_CELLS, REGION_CELLS, TIME_CELLS = 14, 8, 11
"""Widths of the columns of a one-line row."""
ONE_LINE_FROM = 60 + len("●★ ") + sum(COLUMNS) + len(COLUMNS)
"""Lists this many cells wide show an article in one line, in which a headline has 60 of them."""
MARKS = ((("●", " "), ("◆", "◇")), (("◉", "○"), ("◈", "○")))
"""By whether an article was taken along, whether it is new since the last visit, and read."""
NAMED = 6
"""Cells that say something of a name that is cut."""
APART = 2
"""Cells between the end of a headline and what stands in its line."""


class ArticleRow(Struct, frozen=True, kw_only=True):
    """The look of all rows of a list; *now* is the moment from which times are told."""

    is_wide: bool
    """Whether an article has its columns in one line, else in two."""
    spelling: Spelling
    samples: bool
    """Whether the articles are samples, which is said."""
    folds: bool
    """Whether a row stands for its story."""
    place_name: Callable[[str | None], str]
    source_names: Callable[[ArticleHead], Sequence[str]] | None = None
    """What the sources are called that print an article, where these are told and not the 来源: on
    the front page, and of reprints, whose 来源 is one and the same."""
    fades: bool = False
    """Whether the headline of what was read is as quiet as the rest of its row."""
    now: datetime
    of_region: str | None = None
    """The region of which the list is."""
    of_source: bool = False
    """Whether the list is of one source."""
    is_dated: bool = False
    """Whether a row tells its day, where it stands under no heading of that."""
    seen: int | None = None
    """The greatest id of an article that is not new; None: none is."""

    @property
    def gutter(self) -> str:
        """The blanks before whatever stands under the marks."""
        return "   " if self.is_wide else "  "

    def lines(self, head: ArticleHead, width: int, *, selected: bool = False) -> list[list[Run]]:
        """Return the row of *head* in exactly *width* cells: one line, or two."""
        runs, room = self._lead(head, width, selected)
        role, headline = self._role(head), self.spell(head.headline)
        if self.is_wide:
            meta = "".join(
                " " + pad(fit(text, size), size)
                for text, size in zip(self._facts(head, SOURCE_CELLS), COLUMNS, strict=True)
            )
            room -= cells(meta)
            return [[*runs, (pad(fit(headline, room), room), role), (meta, "meta")]]
        breaks = list(islice(break_lines(headline, width, first=room), 2))
        first, rest = headline[slice(*breaks[0])], headline[breaks[1][0] :] if breaks[1:] else ""
        second: list[Run] = [(_star(head), "star"), (" ", "")]
        return [
            [*runs, (pad(first, room), role)],
            [*second, *self._rest_and_facts(head, rest, role, width - len("★ "))],
        ]

    def _rest_and_facts(self, head: ArticleHead, rest: str, role: str, width: int) -> list[Run]:
        """Return the end of the headline and what it leaves room for, in exactly *width* cells.

        The place gives way first, then the source, the time last.
        """
        source, place, time = self._facts(head, width)
        if not rest:
            right = _joined(place, time)
            room = max(0, width - cells(right) - bool(right))
            return [(pad(fit(source, room), width - cells(right)) + right, "meta")]
        left = width - cells(rest) - APART
        choices = (_joined(source, place, time), _joined(source, time))
        least = time
        if self.source_names is not None:
            least = _joined(self._outlets(head, left - cells(time) - len(" · ")), time)
        facts = next((f for f in choices if cells(f) <= left), least)
        room = max(0, width - cells(facts) - APART * bool(facts))
        return [(pad(fit(rest, room), width - cells(facts)), role), (facts, "meta")]

    def _role(self, head: ArticleHead) -> str:
        if not head.read:
            return "unread"
        return "meta" if self.fades else ""

    def spell(self, text: str) -> str:
        """Return *text* in the characters that are shown."""
        return convert(text, self.spelling)

    def _lead(self, head: ArticleHead, width: int, selected: bool) -> tuple[list[Run], int]:
        """Return what stands before the headline, the mark and the word 示例, and the cells left.

        The star is here where the article has no second line, which it begins otherwise.
        """
        is_new = self.seen is not None and head.id > self.seen
        mark = MARKS[head.taken][is_new][head.read]
        if selected:
            mark = "✓"  # an unread headline is bold besides
        star: list[Run] = [(_star(head), "star")] if self.is_wide else []
        runs: list[Run] = [(mark, "new" if is_new else "unread"), *star, (" ", "")]
        if self.samples:
            runs.append((_("示例") + " ", "sample"))
        return runs, max(0, width - sum(cells(text) for text, _role in runs))

    def _facts(self, head: ArticleHead, width: int) -> tuple[str, str, str]:
        """Return source, place and time, but for what the list's own title says."""
        source = "" if self.of_source else self._outlets(head, width)
        place = "" if head.region == self.of_region else self.spell(self.place_name(head.region))
        return source, place, self._time(head)

    def _time(self, head: ArticleHead) -> str:
        moment = datetime.fromtimestamp(head.time, CST)
        day_only = head.published is not None and len(head.published) == len("2019-12-20")
        if self.is_dated and moment.date() != self.now.date():
            time = short_date(moment, self.now)
        else:
            time = row_time(moment, self.now, day_only=day_only)
        return time if head.published else _("约 {time}", time=time)

    def _outlets(self, head: ArticleHead, width: int) -> str:
        """Return the source and how many other articles are the same story: 松江晚报 +3."""
        if self.source_names is not None:
            return _printed([self.spell(name) for name in self.source_names(head)], width)
        others = f" +{head.reprints}" if head.reprints and self.folds else ""
        return fit(self.spell(head.source), max(0, width - cells(others))) + others


def source_names(view: View, library: Library) -> Callable[[ArticleHead], Sequence[str]] | None:
    """Return what names the sources of the rows of *view*, as `ArticleRow.source_names`."""
    if view.is_front:
        return lambda head: library.front_page.printed_by([head])[head.id]
    if view.reprints_of is not None:
        return lambda head: [library.sources.get(head.source_id).label]
    return None


def _printed(names: Sequence[str], width: int) -> str:
    """Say which sources print a story; where there is no room for names, at least how many."""
    count = how_many(names)
    return fit(printed_by(names), width) if width >= cells(count) + NAMED else count


def _joined(*facts: str) -> str:
    return " · ".join(filter(None, facts))


def _star(head: ArticleHead) -> str:
    return "★" if head.starred else " "


# The rows of an article list.

T = TypeVar("T")


class HeadedRows(Generic[T]):
    """Maps rows to articles and back, where *headings* stand above some of *size* articles.

    Each heading comes with the index of the article it stands above, in ascending order; one that
    stands above none has *size*.
    """

    def __init__(self, size: int, headings: Iterable[tuple[int, T]] = ()) -> None:
        self._size = size
        self._firsts = array("q")
        self._headings: list[T] = []
        for first, heading in headings:
            self._firsts.append(first)
            self._headings.append(heading)

    @property
    def has_headings(self) -> bool:
        """Whether there are any."""
        return bool(self._headings)

    def __len__(self) -> int:
        return self._size + len(self._headings)

    def _number_at(self, row: int) -> int:
        """Find the number of the heading that stands at *row* or last above it."""
        numbers = range(len(self._firsts))
        return bisect_right(numbers, row, key=lambda number: self._firsts[number] + number) - 1

    def article_at(self, row: int) -> int | None:
        """Return the index of the article at *row*; None at a heading and outside."""
        if row not in range(len(self)):
            return None
        number = self._number_at(row)
        is_heading = number >= 0 and row == self._firsts[number] + number
        return None if is_heading else row - number - 1

    def heading_at(self, row: int) -> T:
        """Return the heading at *row*, or the one over the article there."""
        return self._headings[self._number_at(row)]

    def row_of(self, index: int) -> int:
        """Return the row of the article at *index*."""
        return index + bisect_right(self._firsts, index)


def headings(view: View, listing: Listing, today: date) -> Iterator[tuple[int, date | str]]:
    """Yield the headings of a list: of the front page places, of a newspaper pages, else days."""
    if view.is_front:
        return places(listing)
    if listing.sections:
        return pages(listing, today)
    return days(listing.times, CST, view.order)


def heading_name(heading: date | str, today: date) -> str:
    """Return the words of a heading."""
    return heading if isinstance(heading, str) else day_name(heading, today)


def days(times: Sequence[int], zone: tzinfo, order: Order = "newest") -> Iterator[tuple[int, date]]:
    """Yield the days of articles as headings, none where their *order* is not that of time.

    *times* are the articles' times in seconds since the epoch; days are those of *zone*. The cost
    is one binary search a day, whatever the number of articles.
    """
    ascending, index = order == "oldest", 0
    while index < len(times) and order != "reprinted":
        day = datetime.fromtimestamp(times[index], zone).date()
        first = day + timedelta(days=1) if ascending else day
        midnight = int(datetime.combine(first, datetime.min.time(), zone).timestamp())
        yield index, day
        if ascending:
            index = bisect_left(times, midnight, lo=index)
        else:
            index = bisect_right(times, -midnight, lo=index, key=neg)


def pages(listing: Listing, today: date) -> Iterator[tuple[int, str]]:
    """Yield the pages of a newspaper as headings, each with its day."""
    for first, page in listing.sections:
        day = day_name(datetime.fromtimestamp(listing.times[first], CST).date(), today)
        yield first, " · ".join(filter(None, (day, page)))


def places(listing: Listing) -> Iterator[tuple[int, str]]:
    """Yield the places of the front page as headings, and one for those in a row without news."""
    for first, alike in groupby(listing.sections, key=itemgetter(0)):
        silent = [place for _first, place in alike]
        told = silent.pop() if first < len(listing.ids) else None
        if silent:
            yield first, _("没有新消息：{places}", places=_("、").join(map(place_name, silent)))
        if told is not None:
            yield first, path_name(told)
