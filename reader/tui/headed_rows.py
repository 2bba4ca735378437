"""The rows of an article list: articles, and over groups of them a heading."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from operator import itemgetter, neg
from typing import Generic, TypeVar

from reader.i18n import _
from reader.model import Listing
from reader.text.dates import CST
from reader.view import Order, View
from reader.wording.places import path_name, place_name
from reader.wording.times import day_name

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
