"""Where the reader is, and the way back from there: a stack of stops.

Nothing else remembers where one was before. Nothing here knows the screen.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reader.tui.galley import START, Anchor
from reader.view import View

Pane = Literal["regions", "list", "article", "sources"]
"""What has the focus: one of the three panes, or the source page over them."""

LONGEST = 100
"""Stops that are kept: the way back from further away is shorter."""
_OF_OLDER = '"oldest_first":false,'
"""What versions that knew two orders packed of each view."""


class Stop(Struct, frozen=True):
    """One place where the reader is or was."""

    view: View = View()
    """What is listed."""
    article: int | None = None
    """The article under the list's cursor."""
    window: int = 0
    """The lines between the top of the list's window and the cursor's row."""
    place: Anchor = START
    """What stands on top of the article."""
    pane: Pane = "list"
    zen: bool = False
    """Whether only the article is in sight."""


ROOT = Stop()


class Trail:
    """The stops from the root to where the reader is, which is the last of them."""

    def __init__(self, stops: Sequence[Stop] = (), *, root: Stop = ROOT) -> None:
        self._root = root
        self.restart(stops)

    def restart(self, stops: Sequence[Stop] = ()) -> None:
        """Begin anew at the last of *stops*, or at the root where they have another or none."""
        has_root = bool(stops) and stops[0].view == self._root.view
        self._stops = [*stops] if has_root else [self._root]

    @property
    def here(self) -> Stop:
        """Where the reader is."""
        return self._stops[-1]

    @property
    def is_root(self) -> bool:
        """Whether there is no way back."""
        return len(self._stops) == 1

    def note(self, **changes: Any) -> None:
        """Change fields of the stop where the reader is."""
        self._stops[-1] = replace(self.here, **changes)

    def go(self, view: View) -> None:
        """Go to the list of *view*: to one that lies on the way back, if there is such a one."""
        while self.here.pane == "regions" and not self.is_root:
            self._stops.pop()  # it was only passed through
        stops = self._stops
        at = next((n for n, s in enumerate(stops) if s.view == view and s.pane == "list"), None)
        if at is None:
            self._push(Stop(view))
        else:
            del stops[at + 1 :]

    def narrow(self, view: View) -> None:
        """Go to the list of *view*, in place of what was typed before over the same list."""
        if view != _untyped(view) and _kind(view) == _kind(self.here.view):
            self.note(view=view, article=None, window=0)
        else:
            self.go(view)

    def to_pane(self, pane: Pane, *, zen: bool = False) -> None:
        """Go to another pane beside the same list."""
        stops = self._stops
        at = len(stops) - 1
        while at > 0 and stops[at - 1].view == self.here.view and not _is_at(stops[at], pane, zen):
            at -= 1
        if _is_at(stops[at], pane, zen):
            stops[at:] = [replace(self.here, pane=pane, zen=zen)]
        else:
            self._push(replace(self.here, pane=pane, zen=zen))

    def back(self) -> bool:
        """Go back by one stop; False at the root.

        Beside the same list the cursor and the article stay where they are.
        """
        if self.is_root:
            return False
        left = self._stops.pop()
        if self.here.view == left.view:
            self.note(article=left.article, window=left.window, place=left.place)
        return True

    def keep(self, is_there: Callable[[View], bool]) -> None:
        """Leave out the stops, but the root, whose view *is_there* no more."""
        self._stops[1:] = [stop for stop in self._stops[1:] if is_there(stop.view)]

    def _push(self, stop: Stop) -> None:
        self._stops.append(stop)
        del self._stops[1 : max(1, len(self._stops) - LONGEST + 1)]

    def packed(self) -> str:
        """Return the stops as JSON, for `unpacked`."""
        return msgspec.json.encode(self._stops).decode()


def _is_at(stop: Stop, pane: Pane, zen: bool) -> bool:
    return (stop.pane, stop.zen) == (pane, zen)


def _untyped(view: View) -> View:
    """Return *view* without what was typed to narrow or to search it."""
    return replace(view, filter="", search="")


def _kind(view: View) -> tuple[View, bool, bool]:
    return _untyped(view), bool(view.filter), bool(view.search)


def unpacked(packed: str) -> Sequence[Stop]:
    """Return the stops of the trail that was *packed*, but for those over the panes."""
    try:
        stops = msgspec.json.decode(packed.replace(_OF_OLDER, ""), type=list[Stop])
    except msgspec.MsgspecError:
        return ()
    return [stop for stop in stops if stop.pane != "sources"]
