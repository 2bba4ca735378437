"""The links around a link: whether it stands among others like it, in a list of such items."""

from bisect import bisect_left
from collections.abc import Sequence

from reader.extract.html.class_names import is_advertising
from reader.extract.html.flow import Box, Flow
from reader.extract.lists.anchors import Anchor


class SurroundingLinks:
    """The links *anchors* of the flow *page*, in its order, as what surrounds another."""

    def __init__(self, page: Flow, anchors: Sequence[Anchor]) -> None:
        self._page = page
        self._anchors = anchors
        self._lines = [anchor.line for anchor in anchors]

    def match(self, anchor: Anchor) -> bool:
        """Return whether the nearest link beside *anchor* is in a box of the same shape.

        None is beside what stands in a box that is named as advertising.
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
        """Return the nearest links to other pages in *box*, before *anchor* and behind it."""
        start, end = bisect_left(self._lines, box.start), bisect_left(self._lines, box.end)
        place = bisect_left(self._lines, anchor.line)
        before = (self._anchors[index] for index in range(place - 1, start - 1, -1))
        behind = (self._anchors[index] for index in range(place, end))
        nearest = (
            next((o for o in side if o.url != anchor.url), None) for side in (before, behind)
        )
        return [other for other in nearest if other is not None]

    def _below(self, box: int, anchor: Anchor) -> int:
        """Return the box right below *box* that holds *anchor*, -1 where *box* itself does."""
        inner, outer = -1, self._page.lines[anchor.line].box
        while outer != box:
            inner, outer = outer, self._page.boxes[outer].parent
        return inner

    def _alike(self, one: int, other: int) -> bool:
        """Return whether two boxes have one element and a class in common, or none."""
        if min(one, other) < 0:
            return one == other
        boxes = self._page.boxes
        classes, others = (
            (boxes[box].attributes.get("class") or "").split() for box in (one, other)
        )
        shared = set(classes) & set(others) or classes == others == []
        return boxes[one].tag == boxes[other].tag and bool(shared)
