"""The city sidebar: ways through everything, favourites, then 省 > 市 > 县 with unread counts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual import on
from textual.message import Message

from reader.i18n import N_, _
from reader.model import Count, Scope, Source
from reader.news.due import silent
from reader.news.places import NOWHERE, is_place, name_of
from reader.news.sources import FOLDER
from reader.regions.gazetteer import Gazetteer
from reader.text.spelling import Spelling, convert
from reader.text.wrap import fit, pad
from reader.text.wrap import width as cells
from reader.tui.typeset.lines import Run
from reader.tui.widgets.line_pane import roles
from reader.tui.widgets.rows import RowList
from reader.view import FRONT, MUTED, STARRED, TODAY, UNREAD, View, from_source, in_region

# What stands in the sidebar, row by row.

SCOPES: Mapping[View, tuple[Scope, str]] = {
    View((FRONT,)): ("front", N_("要闻")),
    View(): ("all", N_("全部")),
    View((TODAY,)): ("today", N_("今日")),
    View((UNREAD,)): ("unread", N_("未读")),
    View((STARRED,)): ("starred", N_("星标")),
    View((MUTED,)): ("muted", N_("已屏蔽")),
}
"""The rows above the places: what is counted of each but the front page, and its label."""


def row_of(view: View) -> View:
    """Return what the row opens that stands for *view*, however that is narrowed and ordered."""
    listed = View(view.conditions, search=view.search)
    return listed if listed in SCOPES else listed.without(UNREAD)


def scope_name(view: View, *, samples: bool = False) -> str:
    """Return what the row of a scope is called; over *samples* 全部 says that they are samples."""
    scope, label = SCOPES[view]
    return " · ".join((_(label), _("示例"))) if samples and scope == "all" else _(label)


EVERYTHING = "*"
"""Stands among the open branches while the places without anything to read are shown too."""

SILENT = "?"
"""Stands before the id of a region among the open branches: its silent sources are shown too."""

NONE = Count()


class Found(Struct, frozen=True):
    """How many unread articles a search finds; not *is_whole*: at least."""

    count: int = 0
    is_whole: bool = True


class Row(Struct, frozen=True):
    """One row: what it is called, which view it opens, and its place in the tree."""

    label: str
    view: View | None = None
    """None: an empty row, or the one that shows all places."""
    count: Count = NONE
    depth: int = 0
    branch: str | None = None
    """What it opens and closes: the id of a region with something under it, `EVERYTHING`,
    `SILENT` with a region, or `FOLDER` with a folder."""
    under: str | None = None
    """The region or the folder right above it in the tree."""
    favourite: bool = False
    is_whole: bool = True
    """Whether there are no more than *count* says."""


class Contents(Struct, frozen=True):
    """What there is to read and where it comes from."""

    totals: Mapping[Scope, Count] = {}
    counts: Mapping[str, Count] = {}
    """The places that have articles, rolled up."""
    favourites: Sequence[str] = ()
    searches: Sequence[str] = ()
    """What the reader searches for time and again."""
    found: Mapping[str, Found] = {}
    """What those find, as far as it is known."""
    sources: Mapping[str, Sequence[Source]] = {}
    """The sources of each region, of itself alone, and of each folder."""
    subscribed: Collection[str] = ()
    """Those regions and all above them."""
    source_counts: Mapping[int, Count] = {}


class Tree:
    """Makes the rows of *contents* with the branches of *opened* open."""

    def __init__(self, gazetteer: Gazetteer, contents: Contents, opened: Collection[str]) -> None:
        self._gazetteer = gazetteer
        self._contents = contents
        self._opened = opened

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the top down."""
        for view, (scope, label) in SCOPES.items():
            count = self._contents.totals.get(scope, NONE)
            if scope == "muted" and not count.total:
                continue  # only where some rule mutes
            yield Row(_(label), view, count)
        yield Row("")
        favourites = [id for id in self._contents.favourites if is_place(id)]
        for id in favourites:
            yield Row(_(name_of(id)), View((in_region(id),)), self._count(id), favourite=True)
        for query in self._contents.searches:
            found = self._contents.found.get(query, Found())
            count = Count(unread=found.count)
            yield Row(query, View(search=query), count, is_whole=found.is_whole)
        if favourites or self._contents.searches:
            yield Row("")
        for id in NOWHERE:
            if self._is_held(id):
                yield Row(_(NOWHERE[id]), View((in_region(id),)), self._count(id))
        yield from self._below(None, 0)
        yield from self._folders()
        more = _("只列有内容的地区") if EVERYTHING in self._opened else _("全部地区……")
        yield Row(more, branch=EVERYTHING)

    def provinces(self) -> list[str]:
        """Return the provinces in sight."""
        return self._children(None)

    def _children(self, region: str | None) -> list[str]:
        children = (child.id for child in self._gazetteer.children(region))
        return [id for id in children if EVERYTHING in self._opened or self._is_held(id)]

    def _is_held(self, region: str) -> bool:
        """Whether there is or may be something to read of *region*."""
        return region in self._contents.counts or region in self._contents.subscribed

    def _below(self, region: str | None, depth: int) -> Iterator[Row]:
        for id in self._children(region):
            branch = id if self._children(id) or id in self._contents.sources else None
            yield Row(name_of(id), View((in_region(id),)), self._count(id), depth, branch, region)
            if branch and id in self._opened:
                yield from self._below(id, depth + 1)
        sources = self._contents.sources.get(region or "", ())
        mute = [source for source in sources if silent(source)]
        for source in sources:
            if source not in mute:
                yield self._source(source, region, depth)
        if mute:
            branch = SILENT + (region or "")
            label = _("{n} 个来源没有回音", n=len(mute))
            yield Row(label, None, NONE, depth, branch, region)
            if branch in self._opened:
                for source in mute:
                    yield self._source(source, region, depth + 1)

    def _folders(self) -> Iterator[Row]:
        """Yield the folders of sources of no region, and what is in those that are open."""
        folders = (place for place in self._contents.sources if place.startswith(FOLDER))
        for branch in sorted(folders):
            yield Row(branch.removeprefix(FOLDER), branch=branch)
            if branch in self._opened:
                for source in self._contents.sources[branch]:
                    yield self._source(source, branch, 1)

    def _source(self, source: Source, under: str | None, depth: int) -> Row:
        count = self._contents.source_counts.get(source.id, NONE)
        return Row(source.label, View((from_source(source.id),)), count, depth, under=under)

    def _count(self, region: str) -> Count:
        return self._contents.counts.get(region, NONE)


# The city sidebar.

OPEN_AT_FIRST = 3
"""With so few provinces, their cities are shown at once."""


class Sidebar(RowList):
    """Scopes, favourites and the region tree, in which only places with something to read stand."""

    COMPONENT_CLASSES: ClassVar[set[str]] = roles(
        "row", "count", "none", "twist", "favourite", "shown"
    )
    """`row--count`: unread articles; `row--none`: a place without any; `row--twist`: ▸ and ▾;
    `row--favourite`: the star of one; `row--shown`: the place whose articles the list shows."""

    DEFAULT_CSS = """
    Sidebar {
        & > .row--count { color: $accent; }
        & > .row--none { color: $text-muted; text-style: $quiet-style; }
        & > .row--twist { color: $text-muted; }
        & > .row--favourite { color: $warning; }
        & > .row--shown { color: $primary; text-style: bold; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A place, a source or a scope was opened."""

        view: View

    @dataclass
    class Branched(Message):
        """Branches were opened or closed; *opened* are those that are open now."""

        opened: Collection[str]

    def __init__(self, gazetteer: Gazetteer, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.gazetteer = gazetteer
        self.samples = False
        self.spelling: Spelling = "original"
        self.shown = View()
        self.opened: set[str] | None = None
        """The open branches; None: as many as `OPEN_AT_FIRST` says."""
        self._contents = Contents()
        self._rows: list[Row] = []

    def show(self, contents: Contents) -> None:
        """Show *contents*; open branches and the cursor's place stay."""
        self._contents = contents
        if self.opened is None and contents.counts:
            provinces = Tree(self.gazetteer, contents, ()).provinces()
            self.opened = set(provinces) if len(provinces) <= OPEN_AT_FIRST else set()
        self._build()

    def show_found(self, found: Mapping[str, Found]) -> None:
        """Show what the kept searches find."""
        self.show(replace(self._contents, found=found))

    def mark_shown(self, view: View) -> None:
        """Light the place whose articles the list shows."""
        before = self.shown
        self.shown = row_of(view)
        if before != self.shown:
            self.row_changed(*self.rows_in_sight)

    def spell(self, spelling: Spelling) -> None:
        """Show the places in *spelling*."""
        self.spelling = spelling
        self._build()
        self.rows_changed()

    def reveal_region(self, region: str) -> None:
        """Open the branches above *region* and put the cursor on it."""
        self._open(*(set(self.gazetteer.lineage(region)) - {region}))
        self._build(Row("", View((in_region(region),))))
        self.reveal()

    @property
    def search(self) -> str:
        """The saved search under the cursor; empty where there is none."""
        view = self._rows[self.cursor].view if self._rows else None
        return view.search if view else ""

    @property
    def place(self) -> str | None:
        """The place under the cursor."""
        view = self._rows[self.cursor].view if self._rows else None
        return view.region if view else None

    @property
    def places(self) -> set[str]:
        """The places that have a row."""
        return {row.view.region for row in self._rows if row.view and row.view.region}

    def _build(self, at: Row | None = None) -> None:
        """Make the rows anew, the cursor on the one that stands for what *at* does."""
        before, cursor = self._rows, self.cursor
        at = at or (self._rows[self.cursor] if self._rows else Row("", self.shown))
        self._rows = list(Tree(self.gazetteer, self._contents, self.opened or ()).rows())
        for number, row in enumerate(self._rows):
            if _same(row, at):
                self.cursor = number
        if len(self._rows) != len(before):
            self.rows_changed()
            return
        # Counts change all the time, and of few places at once.
        pairs = enumerate(zip(before, self._rows, strict=True))
        self.row_changed(cursor, self.cursor, *(n for n, (old, new) in pairs if old != new))

    # Rows.

    @property
    def row_count(self) -> int:
        """Rows in sight of the open branches."""
        return len(self._rows)

    def can_choose(self, row: int) -> bool:
        """Whether *row* opens something."""
        if not 0 <= row < len(self._rows):
            return False
        return self._rows[row].view is not None or self._rows[row].branch is not None

    def row_runs(self, row: int, width: int) -> list[list[Run]]:
        """Return the line of *row*: twist, name, unread count at the right."""
        item = self._rows[row]
        if item.view is None:
            sign = " " if item.branch in (None, EVERYTHING) else self._mark(item)
            return [[(fit(f"{' ' * (1 + 2 * item.depth)}{sign} {item.label}", width), "none")]]
        lead, mark = " " + "  " * item.depth, self._mark(item)
        counts_all = not {STARRED, MUTED}.isdisjoint(item.view.conditions)
        number = item.count.total if counts_all else item.count.unread
        count = f" {number}{'' if item.is_whole else '+'}" if number else ""
        room = max(0, width - cells(lead) - 2 - cells(count))
        role = "" if number or item.view.search or item.view.is_front else "none"
        if item.view == self.shown:
            role = "shown"
        label = item.label
        if item.view == View():
            label = scope_name(item.view, samples=self.samples)
        name = pad(fit(convert(label, self.spelling), room), room)
        return [[(lead, ""), (mark + " ", self._mark_role(item)), (name, role), (count, "count")]]

    def _mark(self, row: Row) -> str:
        if row.favourite:
            return "★"
        if row.view and row.view.search:
            return "/"
        if row.view and row.view.source is not None:
            return "·"
        if row.branch is None:
            return " "
        return "▾" if self._is_open(row) else "▸"

    def _mark_role(self, row: Row) -> str:
        return "favourite" if row.favourite else "twist"

    # Opening and closing.

    @on(RowList.Opened)
    def _row_opened(self, event: RowList.Opened) -> None:
        """Say which place was opened."""
        event.stop()
        row = self._rows[self.cursor]
        if row.view is not None:
            self.post_message(self.Chosen(row.view))
        elif not self.open_branch():
            self.close_branch()

    def open_branch(self) -> bool:
        """Open the branch under the cursor; False where there is none to open."""
        row = self._rows[self.cursor]
        if row.branch is None or self._is_open(row):
            return False
        self._open(row.branch)
        return True

    def close_branch(self) -> bool:
        """Close the branch under the cursor, or go up to its parent; False at the top."""
        row = self._rows[self.cursor]
        if row.branch is not None and self._is_open(row):
            self._close(row.branch)
            return True
        if row.under is None:
            return False
        is_folder = row.under.startswith(FOLDER)
        parent = Row("", branch=row.under) if is_folder else Row("", View((in_region(row.under),)))
        self._build(parent)
        self.reveal()
        return True

    def _is_open(self, row: Row) -> bool:
        return row.branch in (self.opened or ())

    def _open(self, *branches: str) -> None:
        self._branch((self.opened or set()).union(branches))

    def _close(self, branch: str) -> None:
        self._branch((self.opened or set()) - {branch})

    def _branch(self, opened: set[str]) -> None:
        if opened != self.opened:
            self.opened = opened
            self.post_message(self.Branched(opened))
        self._build()
        self.reveal()


def _same(one: Row, other: Row) -> bool:
    """Whether two rows stand for the same thing, whatever has been counted meanwhile."""
    if one.view is None or other.view is None:
        return one.view is other.view and one.branch is not None and one.branch == other.branch
    return one.view == other.view and one.favourite == other.favourite
