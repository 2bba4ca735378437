"""Where the reader is, the way back from there, and which library is shown.

Nothing else remembers where one was before. Nothing here knows the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content
from textual.widgets import Static

from reader.i18n import N_, _
from reader.model import Draft
from reader.news.library import Library
from reader.store.store import Store
from reader.tui.context import Context
from reader.tui.typeset.galley import START, Bookmark
from reader.view import View

# Where the reader is, and the way back from there.

Pane = Literal["regions", "list", "article", "sources"]
"""What has the focus: one of the three panes, or the source page over them."""

LONGEST = 100
"""Stops that are kept: the way back from further away is shorter."""
_OF_OLDER = '"oldest_first":false,'
"""What versions that knew two orders packed of each view."""


class Location(Struct, frozen=True):
    """One place where the reader is or was."""

    view: View = View()
    """What is listed."""
    article: int | None = None
    """The article under the list's cursor."""
    window: int = 0
    """The lines between the top of the list's window and the cursor's row."""
    place: Bookmark = START
    """What stands on top of the article."""
    pane: Pane = "list"
    zen: bool = False
    """Whether only the article is in sight."""


ROOT = Location()


class Trail:
    """The locations from the root to where the reader is, which is the last of them."""

    def __init__(self, locations: Sequence[Location] = (), *, root: Location = ROOT) -> None:
        self._root = root
        self.restart(locations)

    def restart(self, locations: Sequence[Location] = ()) -> None:
        """Begin anew at the last of *locations*, or at the root where they have another or none."""
        has_root = bool(locations) and locations[0].view == self._root.view
        self._locations = [*locations] if has_root else [self._root]

    @property
    def here(self) -> Location:
        """Where the reader is."""
        return self._locations[-1]

    @property
    def is_root(self) -> bool:
        """Whether there is no way back."""
        return len(self._locations) == 1

    def note(self, **changes: Any) -> None:
        """Change fields of the location where the reader is."""
        self._locations[-1] = replace(self.here, **changes)

    def go(self, view: View) -> None:
        """Go to the list of *view*: to one that lies on the way back, if there is such a one."""
        while self.here.pane == "regions" and not self.is_root:
            self._locations.pop()  # it was only passed through
        locations = self._locations
        at = next((n for n, s in enumerate(locations) if s.view == view and s.pane == "list"), None)
        if at is None:
            self._push(Location(view))
        else:
            del locations[at + 1 :]

    def narrow(self, view: View) -> None:
        """Go to the list of *view*, in place of what was typed before over the same list."""
        if view != _untyped(view) and _kind(view) == _kind(self.here.view):
            self.note(view=view, article=None, window=0)
        else:
            self.go(view)

    def to_pane(self, pane: Pane, *, zen: bool = False) -> None:
        """Go to another pane beside the same list."""
        locations = self._locations
        at = len(locations) - 1
        while (
            at > 0
            and locations[at - 1].view == self.here.view
            and not _is_at(locations[at], pane, zen)
        ):
            at -= 1
        if _is_at(locations[at], pane, zen):
            locations[at:] = [replace(self.here, pane=pane, zen=zen)]
        else:
            self._push(replace(self.here, pane=pane, zen=zen))

    def back(self) -> bool:
        """Go back by one location; False at the root.

        Beside the same list the cursor and the article stay where they are.
        """
        if self.is_root:
            return False
        left = self._locations.pop()
        if self.here.view == left.view:
            self.note(article=left.article, window=left.window, place=left.place)
        return True

    def keep(self, is_there: Callable[[View], bool]) -> None:
        """Leave out the locations, but the root, whose view *is_there* no more."""
        self._locations[1:] = [
            location for location in self._locations[1:] if is_there(location.view)
        ]

    def _push(self, location: Location) -> None:
        self._locations.append(location)
        del self._locations[1 : max(1, len(self._locations) - LONGEST + 1)]

    def packed(self) -> str:
        """Return the locations as JSON, for `unpacked`."""
        return msgspec.json.encode(self._locations).decode()


def _is_at(location: Location, pane: Pane, zen: bool) -> bool:
    return (location.pane, location.zen) == (pane, zen)


def _untyped(view: View) -> View:
    """Return *view* without what was typed to narrow or to search it."""
    return replace(view, filter="", search="")


def _kind(view: View) -> tuple[View, bool, bool]:
    return _untyped(view), bool(view.filter), bool(view.search)


def unpacked(packed: str) -> Sequence[Location]:
    """Return the locations of the trail that was *packed*, but for those over the panes."""
    try:
        locations = msgspec.json.decode(packed.replace(_OF_OLDER, ""), type=list[Location])
    except msgspec.MsgspecError:
        return ()
    return [each for each in locations if each.pane != "sources"]


# Which library is shown.

ONCE = N_("只读这一次，没有保存：按 Esc 回到自己的来源")
FIRST = N_("这里是示例文章：按 i 选择想看的地方，或按 a 添加一个网址")
SAMPLES = N_("这里是示例文章：按 Esc 回到自己的来源")


class Libraries:
    """Opens libraries and shows them by *shown*, which lists all anew.

    *note* notes in *trail* where the reader is. The own library comes back as it was left.
    """

    def __init__(
        self, context: Context, trail: Trail, note: Callable[[], None], shown: Callable[[], None]
    ) -> None:
        self._context = context
        self._trail = trail
        self._note = note
        self._shown = shown
        self._own: Library | None = None
        self._left = ""
        """Where the reader was in the own library when it was left, as `Trail.packed` has it."""
        self.banner = Static(id="banner")
        """The line that says what is shown in place of the own library, and what to do."""
        self._banner = FIRST if context.library.samples else ""
        self.say()

    def own(self) -> Library:
        """Return the library of the reader's own database. Raises StoreError."""
        if self._own is None:
            library = self._context.library
            self._own = self._open_own() if library.in_memory else library
        return self._own

    def _open_own(self) -> Library:
        desk = self._context.desk
        store, folds = Store.open(desk.database), desk.config.ui.reprints
        library = Library(store, now=desk.now, folds=folds, queued=True)
        desk.opened.callback(library.close)
        return library

    def use_own(self) -> None:
        """Show the reader's own library in place of samples or files."""
        own, other = self.own(), self._context.library
        if own is not other:
            self._use(own, "", self._left)
            other.close()

    def visit_samples(self) -> None:
        """Show the samples in place of the own library, until `leave`."""
        from reader.news.samples import samples  # not before first paint

        self._visit(samples(), SAMPLES)

    async def visit_article(self, article: Draft) -> None:
        """Show an article that is not stored in place of the own library, until `leave`."""
        from reader.news.samples import article_alone  # not before first paint

        self._visit(await article_alone(article, self._context.desk.now), ONCE)

    def _visit(self, library: Library, banner: str) -> None:
        before = self._context.library
        if before is self.own():
            self._note()
            self._left = self._trail.packed()
        self._use(library, banner)
        if before is not self._own:
            before.close()

    def leave(self) -> bool:
        """Go back to the own library from one that is shown in its place; False: there is none."""
        if self._own is None or self._own is self._context.library:
            return False
        self.use_own()
        return True

    def _use(self, library: Library, banner: str, locations: str = "") -> None:
        self._context.stop("work", "list", "sources", "search counts")
        self._context.library = library
        self._banner = banner
        self.say()
        self._trail.restart(unpacked(locations))
        self._shown()

    def say(self) -> None:
        """Say what is shown in place of the own library, in the words of now."""
        self.banner.update(Content(_(self._banner)))
        self.banner.display = bool(self._banner)
