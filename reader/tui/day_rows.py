"""The rows of an article list: articles, newest first, under a heading for each day."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, tzinfo


class DayRows:
    """Maps rows to articles and back, with one heading row above the articles of each day.

    *times* are the articles' times in descending order, in seconds since the epoch; days are those
    of *zone*. The cost is one binary search a day, whatever the number of articles.
    """

    def __init__(self, times: Sequence[int], zone: tzinfo) -> None:
        self._size = len(times)
        self._firsts = array("q")
        self._days: list[date] = []
        index = 0
        while index < self._size:
            day = datetime.fromtimestamp(times[index], zone).date()
            midnight = int(datetime.combine(day, datetime.min.time(), zone).timestamp())
            self._firsts.append(index)
            self._days.append(day)
            index = bisect_right(times, -midnight, lo=index, key=lambda time: -time)

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
        """Give the index of the article at *row*; None at a heading and outside."""
        if not 0 <= row < len(self):
            return None
        day = self._day_at(row)
        return None if row == self._firsts[day] + day else row - day - 1

    def day_at(self, row: int) -> date:
        """Give the day of the heading or article at *row*."""
        return self._days[self._day_at(row)]

    def row_of(self, index: int) -> int:
        """Give the row of the article at *index*."""
        return index + bisect_right(self._firsts, index)
