"""The city sidebar: four ways through everything, then 省 > 市 > 县 with unread counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message

from reader.i18n import N_, _
from reader.model import ABROAD, NATIONAL, Count, Scope, View
from reader.regions.gazetteer import Gazetteer
from reader.text.width import fit, pad
from reader.text.width import width as cells
from reader.tui.paint import Run, roles
from reader.tui.rows import RowList

SCOPES: tuple[tuple[Scope, str], ...] = (
    ("all", N_("全部")),
    ("today", N_("今日")),
    ("unread", N_("未读")),
    ("starred", N_("星标")),
)
"""The rows above the tree."""

NOWHERE = {NATIONAL: N_("全国"), ABROAD: N_("国际")}
"""The places that are in no tree: the country as a whole, and all others."""

OPEN_AT_FIRST = 3
"""With so few provinces, their cities are shown at once."""


NONE = Count()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is called, which view it opens, and its place in the tree."""

    label: str
    view: View | None
    """None: an empty row."""
    count: Count = NONE
    depth: int = 0
    children: bool = False


class Sidebar(RowList):
    """Scopes and the region tree; only places that have articles stand in it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = roles("row", "count", "none", "twist", "shown")
    """`row--count`: unread articles; `row--none`: a place without any; `row--twist`: ▸ and ▾;
    `row--shown`: the place whose articles the list shows."""

    DEFAULT_CSS = """
    Sidebar {
        & > .row--count { color: $accent; }
        & > .row--none { color: $text-muted; }
        & > .row--twist { color: $text-muted; }
        & > .row--shown { color: $primary; text-style: bold; }
    }
    """

    class Chosen(Message):
        """A place or a scope was opened."""

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    def __init__(self, gazetteer: Gazetteer, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.gazetteer = gazetteer
        self.samples = False
        self.shown = View()
        self._counts: Mapping[str, Count] = {}
        self._totals: Mapping[Scope, Count] = {}
        self._open: set[str] | None = None
        self._rows: list[Row] = []

    def show(self, totals: Mapping[Scope, Count], counts: Mapping[str, Count]) -> None:
        """Show the tree of the places in *counts*; open branches and the cursor's place stay."""
        self._totals, self._counts = totals, counts
        if self._open is None and counts:
            provinces = self._children(None)
            self._open = set(provinces) if len(provinces) <= OPEN_AT_FIRST else set()
        self._build()

    def mark_shown(self, view: View) -> None:
        """Light the place whose articles the list shows."""
        self.shown = view
        self.rows_changed()

    def reveal_region(self, region: str) -> None:
        """Open the branches above *region* and put the cursor on it."""
        self._open = (self._open or set()) | set(self.gazetteer.lineage(region)) - {region}
        self._build(View(region=region))
        self.reveal()

    def _build(self, at: View | None = None) -> None:
        at = at or (self._rows[self.cursor].view if self._rows else None)
        self._rows = [*self._scopes(), Row("", None), *self._branch(None, 0)]
        for number, row in enumerate(self._rows):
            if at is not None and row.view == at:
                self.cursor = number
        self.rows_changed()

    def scope_name(self, scope: Scope) -> str:
        """Name a scope; over the samples 全部 says that they are samples."""
        name = _(dict(SCOPES)[scope])
        return f"{name} · {_('示例')}" if self.samples and scope == "all" else name

    def place_name(self, region: str) -> str:
        """Name a place of the tree."""
        found = self.gazetteer.get(region)
        return found.short if found else _(NOWHERE[region])

    def _scopes(self) -> Iterator[Row]:
        for scope, _label in SCOPES:
            count = self._totals.get(scope, Count())
            yield Row(self.scope_name(scope), View(scope=scope), count)

    def _children(self, region: str | None) -> list[str]:
        return [child.id for child in self.gazetteer.children(region) if child.id in self._counts]

    def _branch(self, region: str | None, depth: int) -> Iterator[Row]:
        if region is None:
            for id in NOWHERE:
                if id in self._counts:
                    yield Row(self.place_name(id), View(region=id), self._counts[id])
        for child in self._children(region):
            below = bool(self._children(child))
            yield Row(self.place_name(child), View(region=child), self._counts[child], depth, below)
            if below and self._is_open(child):
                yield from self._branch(child, depth + 1)

    def _is_open(self, region: str) -> bool:
        return self._open is not None and region in self._open

    # Rows.

    @property
    def row_count(self) -> int:
        """Rows in sight of the open branches."""
        return len(self._rows)

    def can_choose(self, row: int) -> bool:
        """Whether *row* opens something."""
        return 0 <= row < len(self._rows) and self._rows[row].view is not None

    def row_runs(self, row: int, width: int) -> list[list[Run]]:
        """Give the line of *row*: twist, name, unread count at the right."""
        item = self._rows[row]
        if item.view is None:
            return [[]]
        twist = " "
        if item.children:
            twist = "▾" if self._is_open(item.view.region or "") else "▸"
        lead = " " + "  " * item.depth + twist + " "
        number = item.count.total if item.view.scope == "starred" else item.count.unread
        count = f" {number}" if number else ""
        room = max(0, width - cells(lead) - cells(count))
        role = "shown" if item.view == self.shown else "" if number else "none"
        return [[(lead, "twist"), (pad(fit(item.label, room), room), role), (count, "count")]]

    # Opening and closing.

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Say which place was opened."""
        event.stop()
        view = self._rows[self.cursor].view
        if view is not None:
            self.post_message(self.Chosen(view))

    def open_branch(self) -> bool:
        """Open the branch under the cursor; False where there is none to open."""
        row = self._rows[self.cursor]
        if not row.children or row.view is None or self._is_open(row.view.region or ""):
            return False
        self._open = (self._open or set()) | {row.view.region or ""}
        self._build()
        return True

    def close_branch(self) -> bool:
        """Close the branch under the cursor, or go up to its parent; False at the top."""
        row = self._rows[self.cursor]
        region = row.view.region if row.view else None
        if region is None:
            return False
        if row.children and self._is_open(region):
            self._open = (self._open or set()) - {region}
            self._build()
            return True
        above = self.gazetteer.ancestors(region) if region in self.gazetteer else ()
        if not above:
            return False
        self._build(View(region=above[-1].id))
        self.reveal()
        return True
