"""Lists within a flow: which lines are items, how deep they stand, and their numbers."""

from collections.abc import Sequence

from reader.extract.html.flow import Flow, Line
from reader.model import ListItem

_TAGS = ("ul", "ol")
_DEPTH = 20
"""Lists around a line, at most."""


class Lists:
    """The lists of *page*, read from its beginning to its end."""

    def __init__(self, page: Flow) -> None:
        self.page = page
        self._opened: set[int] = set()
        self._around: dict[int, list[int]] = {}

    def around(self, line: Line) -> list[int]:
        """Return the boxes of the lists that a line stands in, the outermost first."""
        nearest = box = self.page.enclosing(line.box, *_TAGS)
        if nearest not in self._around:
            found: list[int] = []
            while box >= 0 and len(found) < _DEPTH:
                found.append(box)
                box = self.page.enclosing(self.page.boxes[box].parent, *_TAGS)
            self._around[nearest] = found[::-1]
        return self._around[nearest]

    def items(self, lines: Sequence[Line], outer: int) -> list[ListItem]:
        """Return the item of each line of one list; none where it is a mere frame.

        *outer* counts the lists around it.
        """
        depths = [len(self.around(line)) - outer - 1 for line in lines]
        boxes = [self.page.enclosing(line.box, "li") for line in lines]
        if min(boxes) < 0 or self._is_frame(depths, boxes):
            return []
        return [self._item(depth, box) for depth, box in zip(depths, boxes, strict=True)]

    def _item(self, depth: int, box: int) -> ListItem:
        if box in self._opened:
            return ListItem(depth, continued=True)
        self._opened.add(box)
        return ListItem(depth, self.page.boxes[box].number)

    def _is_frame(self, depths: Sequence[int], boxes: Sequence[int]) -> bool:
        """Whether a list only lays out the page.

        It has no numbers, and one item alone or items of several lines.
        """
        top = (box for depth, box in zip(depths, boxes, strict=True) if depth == 0)
        if any(self.page.boxes[box].number is not None for box in top):
            return False
        return len(set(boxes)) < max(2, len(boxes))
