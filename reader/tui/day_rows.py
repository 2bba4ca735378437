"""The rows of an article list: under a heading for each day, or in another order without any."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from operator import neg

from reader.view import Order


class DayRows:
    """Maps rows to articles and back, with one heading row above the articles of each day.

    *times* are the articles' times in seconds since the epoch, in this *order*; where that is not
    of time there are no headings. Days are those of *zone*. The cost is one binary search a day,
    whatever the number of articles.
    """

    def __init__(self, times: Sequence[int], zone: tzinfo, order: Order = "newest") -> None:
        self._size = len(times)
        self._firsts = array("q")
        self._days: list[date] = []
        self.has_headings = bool(times) and order != "reprinted"
        ascending, index = order == "oldest", 0
        while self.has_headings and index < self._size:
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
        is_heading = self.has_headings and row == self._firsts[day] + day
        return None if is_heading else row - day - 1

    def day_at(self, row: int) -> date:
        """Return the day of the heading or article at *row*."""
        return self._days[self._day_at(row)]

    def row_of(self, index: int) -> int:
        """Return the row of the article at *index*."""
        return index + bisect_right(self._firsts, index)
