"""The rows of an article list: articles in the order of time, under a heading for each day."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from operator import neg


class DayRows:
    """Maps rows to articles and back, with one heading row above the articles of each day.

    *times* are the articles' times in seconds since the epoch, in descending order or, where they
    are *ascending*, in that; days are those of *zone*. The cost is one binary search a
    day, whatever the number of articles.
    """

    def __init__(self, times: Sequence[int], zone: tzinfo, *, ascending: bool = False) -> None:
        self._size = len(times)
        self._firsts = array("q")
        self._days: list[date] = []
        index = 0
        while index < self._size:
            day = datetime.fromtimestamp(times[index], zone).date()
            first = day + timedelta(days=1) if ascending else day
            midnight = int(datetime.combine(first, datetime.min.time(), zone).timestamp())
            self._firsts.append(index)
            self._days.append(day)
            if ascending:
                index = bisect_left(times, midnight, lo=index)
            else:
                index = bisect_right(times, -midnight, lo=index, key=neg)

    def __len__(self) -> int:
        return self._size + len(self._days)

    def _day_at(self, row: int) -> int:
        """Find the number of the day whose heading stands at *row* or last above it."""
        low, high = 0, len(self._firsts)
        while low < high:
            middle = (low + high) // 2
            if self._firsts[middle] + middle <= row:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def article_at(self, row: int) -> int | None:
        """Return the index of the article at *row*; None at a heading and outside."""
        if row not in range(len(self)):
            return None
        day = self._day_at(row)
        return None if row == self._firsts[day] + day else row - day - 1

    def day_at(self, row: int) -> date:
        """Return the day of the heading or article at *row*."""
        return self._days[self._day_at(row)]

    def row_of(self, index: int) -> int:
        """Return the row of the article at *index*."""
        return index + bisect_right(self._firsts, index)
