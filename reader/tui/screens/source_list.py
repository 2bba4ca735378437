"""The list of all sources: name, region, kind, last success, articles, and what is wrong."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from reader.i18n import N_, _, render
from reader.news.health import Health
from reader.text.wrap import fit, pad
from reader.text.wrap import width as cells
from reader.tui.typeset.lines import Run
from reader.tui.widgets.line_pane import roles
from reader.tui.widgets.rows import RowList
from reader.wording.articles import ago
from reader.wording.sources import KINDS

ONE_LINE_FROM = 72
"""Lists this many cells wide show a source in one line under a heading, narrower ones in two."""
COLUMNS = ((N_("地区"), 8), (N_("种类"), 6), (N_("上次成功"), 8), (N_("未读/全部"), 11))
"""The columns between the name and what is wrong, with their widths."""
MARK_CELLS = 3
NAME_SHARE = 0.45
"""Of what the columns leave, what the name takes."""


class SourceList(RowList):
    """All sources, of which the cursor holds on to one by its id."""

    COMPONENT_CLASSES: ClassVar[set[str]] = roles("row", "head", "meta", "off", "problem")
    """`row--head`: the heading; `row--meta`: the columns; `row--off`: a disabled source;
    `row--problem`: what is wrong."""

    DEFAULT_CSS = """
    SourceList {
        & > .row--head { color: $secondary; text-style: bold; }
        & > .row--meta { color: $text-muted; text-style: $quiet-style; }
        & > .row--off { color: $text-muted; text-style: $quiet-style; }
        & > .row--problem { color: $text-warning; }
    }
    """

    def __init__(
        self,
        place_name: Callable[[str | None], str],
        now: Callable[[], datetime],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.sources: Sequence[Health] = ()
        self._place_name = place_name
        self._now = now

    def show(self, sources: Sequence[Health]) -> None:
        """Show *sources*; the cursor stays on its source, or where that was."""
        current = self.current
        self.sources = sources
        if current is not None:
            self._put_cursor_on(current.source.id)
        self.rows_changed()
        self.reveal()

    def go_to(self, source: int) -> None:
        """Put the cursor on the source of this id, if it is there."""
        self._put_cursor_on(source)
        self.rows_changed()
        self.reveal()

    def _put_cursor_on(self, source: int) -> None:
        ids = [health.source.id for health in self.sources]
        if source in ids:
            self.cursor = self._head + ids.index(source)

    @property
    def current(self) -> Health | None:
        """The source under the cursor."""
        index = self.cursor - self._head
        return self.sources[index] if 0 <= index < len(self.sources) else None

    # Rows.

    @property
    def _head(self) -> int:
        """How many rows the heading takes."""
        return 1 if self.row_height == 1 else 0

    @property
    def row_count(self) -> int:
        """Sources and the heading; in an empty list, the row that says so."""
        return self._head + (len(self.sources) or 1)

    def can_choose(self, row: int) -> bool:
        """Whether *row* is a source."""
        return 0 <= row - self._head < len(self.sources)

    def fit_rows(self) -> None:
        """Choose between rows of one line and of two."""
        index = self.cursor - self._head
        self.row_height = 1 if self.text_width >= ONE_LINE_FROM else 2
        self.cursor = max(0, index) + self._head

    def row_runs(self, row: int, width: int) -> list[list[Run]]:
        """Return the one or two lines of a source, or the heading."""
        if row < self._head:
            names = [_(name) for name, _cells in COLUMNS]
            return [self._line(width, (_("来源"), "head"), names, (_("状况"), "head"), "head")]
        if not self.sources:
            hint = _("还没有来源：按 i 选择地方，或按 q 返回，再按 a 添加一个网址")
            return [[(" " + fit(hint, width - 1), "meta")], []][: self.row_height]
        health = self.sources[row - self._head]
        name = (health.source.label, "" if health.source.enabled else "off")
        columns, state = self._columns(health), self._state(health)
        if self.row_height == 1:
            return [self._line(width, name, columns, state, "meta")]
        meta = fit("   " + " · ".join(filter(None, columns)), width)
        if state[0]:
            meta = fit(meta + " · ", width)
        room = width - cells(meta)
        return [
            [_mark(state), (fit(name[0], width - MARK_CELLS), name[1])],
            [(meta, "meta"), (fit(state[0], room), state[1])],
        ]

    def _line(
        self, width: int, name: Run, columns: Sequence[str], state: Run, role: str
    ) -> list[Run]:
        middle = "".join(
            " " + pad(fit(text, size), size)
            for text, (_name, size) in zip(columns, COLUMNS, strict=True)
        )
        rest = max(0, width - MARK_CELLS - cells(middle) - 1)
        room = int(rest * NAME_SHARE)
        return [
            _mark(state),
            (pad(fit(name[0], room), room), name[1]),
            (middle + " ", role),
            (fit(state[0], rest - room), state[1]),
        ]

    def _columns(self, health: Health) -> list[str]:
        source, count = health.source, health.count
        seconds = int(self._now().timestamp()) - (source.succeeded or 0)
        return [
            self._place_name(source.region),
            _(KINDS[source.kind][1]),
            ago(max(0, seconds)) if source.succeeded is not None else "",
            f"{count.unread}/{count.total}",
        ]

    def _state(self, health: Health) -> Run:
        """Say what is to be said of a source's state."""
        if health.finding is not None:
            return render(health.finding), "problem"
        if not health.source.enabled:
            return _("停用"), "off"
        return ("" if health.source.checked is not None else _("还没有问过")), "meta"


def _mark(state: Run) -> Run:
    return " ! " if state[1] == "problem" else " " * MARK_CELLS, "problem"
