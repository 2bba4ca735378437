"""Whether a link stands among others like it: in an item of a list, beside items of its shape."""

from bisect import bisect_left
from collections.abc import Sequence

from reader.extract.html.class_names import is_advertising
from reader.extract.html.flow import Box, Flow
from reader.extract.lists.anchors import Anchor


class Company:
    """What stands around the links *anchors* of the flow *page*, which are in its order."""

    def __init__(self, page: Flow, anchors: Sequence[Anchor]) -> None:
        self._page = page
        self._anchors = anchors
        self._lines = [anchor.line for anchor in anchors]

    def has(self, anchor: Anchor) -> bool:
        """Tell whether the nearest link beside *anchor* is in a box of the same shape.

        What is in a box that is named as advertising has no company.
        """
        boxes = self._page.boxes
        inner, box = -1, self._page.lines[anchor.line].box
        while box >= 0:
            if is_advertising(boxes[box].names):
                return False
            others = self._others(anchor, boxes[box])
            if others:
                return any(self._alike(inner, self._below(box, other)) for other in others)
            inner, box = box, boxes[box].parent
        return False

    def _others(self, anchor: Anchor, box: Box) -> list[Anchor]:
        """The nearest links to other pages in *box*, before *anchor* and behind it."""
        start, end = bisect_left(self._lines, box.start), bisect_left(self._lines, box.end)
        place = bisect_left(self._lines, anchor.line)
        before = (self._anchors[index] for index in range(place - 1, start - 1, -1))
        behind = (self._anchors[index] for index in range(place, end))
        nearest = (
            next((o for o in side if o.url != anchor.url), None) for side in (before, behind)
        )
        return [other for other in nearest if other is not None]

    def _below(self, box: int, anchor: Anchor) -> int:
        """The box right below *box* that *anchor* stands in, -1 where it stands in *box* itself."""
        inner, outer = -1, self._page.lines[anchor.line].box
        while outer != box:
            inner, outer = outer, self._page.boxes[outer].parent
        return inner

    def _alike(self, one: int, other: int) -> bool:
        """Whether two boxes have one element and a class in common, or none."""
        if min(one, other) < 0:
            return one == other
        boxes = self._page.boxes
        classes, others = (
            (boxes[box].attributes.get("class") or "").split() for box in (one, other)
        )
        shared = set(classes) & set(others) or classes == others == []
        return boxes[one].tag == boxes[other].tag and bool(shared)
