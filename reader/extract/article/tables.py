"""Tables of data within a flow: each becomes one line, so that no trimming tears it apart.

Pages set their layout in tables too, and the particulars of a document (索引号, 发文机关); both
stay the lines that they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from reader.extract.html.flow import Box, Flow, Line, Run

_CELL = 60
"""Characters: a longer cell is a piece of the page's layout, or a paragraph, not of data."""
_COLUMNS = 2
_LABEL = re.compile(
    r"[:：]\s*$|^(?:索引号|文号|名称|主题分类|(?:发文|发布|公开)(?:机关|机构|日期|时间|字号)"
    r"|成文日期|(?:信息)?来源|作者|编辑|责任编辑)\s*(?:[:：]|$)"
)
"""What a cell of a document's particulars is or ends in."""


@dataclass(slots=True)
class _Table:
    """A table that holds no other: its box, and its cells' boxes row by row."""

    box: int
    rows: list[list[int]] = field(default_factory=list)


def merge(flow: Flow) -> Flow:
    """Return *flow* with each table of data as one line of the role ``table``.

    In its text rows are parted by newlines and cells by tabs; what else stands in the table, such
    as its caption, comes before it.
    """
    merged: dict[int, tuple[int, list[Line]]] = {}
    for table in _innermost(flow.boxes):
        box = flow.boxes[table.box]
        cells = [[_cell(flow, cell) for cell in row] for row in table.rows]
        if _holds_data(cells, flow.lines[box.start : box.end]):
            inside = {i for row in table.rows for c in row for i in _range(flow.boxes[c])}
            others = [flow.lines[i] for i in _range(box) if i not in inside]
            merged[box.start] = box.end, [*others, _line(cells, table.box)]
    return _replaced(flow, merged) if merged else flow


def _range(box: Box) -> range:
    return range(box.start, box.end)


def _innermost(boxes: Sequence[Box]) -> list[_Table]:
    """Return the tables without tables in them that hold lines in at least two rows."""
    tables: dict[int, _Table] = {}
    owners: list[int] = []
    rows: dict[int, list[int]] = {}
    nesting: set[int] = set()
    for index, box in enumerate(boxes):
        owner = owners[box.parent] if box.parent >= 0 else -1
        if box.tag == "table":
            nesting.add(owner)
            owner = index
            tables[index] = _Table(index)
        elif owner >= 0 and box.tag == "tr":
            rows[index] = []
            tables[owner].rows.append(rows[index])
        elif owner >= 0 and box.tag in ("td", "th") and box.parent in rows:
            rows[box.parent].append(index)
        owners.append(owner)
    return [t for t in tables.values() if t.box not in nesting and len(t.rows) > 1]


def _cell(flow: Flow, box: int) -> Line:
    """Return the lines of one cell as one."""
    lines = flow.lines[flow.boxes[box].start : flow.boxes[box].end]
    if len(lines) == 1:
        return lines[0]
    return _joined(lines, [" "] * len(lines), box, "cell")


def _holds_data(rows: Sequence[Sequence[Line]], lines: Sequence[Line]) -> bool:
    cells = [cell for row in rows for cell in row]
    length = sum(len(cell.text) for cell in cells)
    return (
        sum(len(row) >= _COLUMNS for row in rows) * 2 > len(rows)
        and sum(bool(cell.text) for cell in cells) >= 2 * _COLUMNS
        and all(len(cell.text) <= _CELL for cell in cells)
        and not any(line.picture for line in lines)
        and sum(cell.linked for cell in cells) * 2 <= length
        and sum(_LABEL.search(cell.text) is not None for cell in cells) < _COLUMNS
    )


def _line(rows: Sequence[Sequence[Line]], box: int) -> Line:
    """Return the line that stands for a table."""
    rows = [row for row in rows if any(cell.text for cell in row)]
    cells = [cell for row in rows for cell in row]
    parts = [part for row in rows for part in ["\n", *["\t"] * (len(row) - 1)]]
    return _joined(cells, parts, box, "table")


def _joined(lines: Sequence[Line], parts: Sequence[str], box: int, role: str) -> Line:
    """Return one line of several, each but the first with its part in front of it."""
    runs: list[Run] = []
    for line, part in zip(lines, parts, strict=True):
        if runs:
            runs.append((part, ()))
        runs += line.runs or [(line.text, ())]
    text = "".join(run for run, _ in runs)
    return Line(text, box, role, sum(line.linked for line in lines), tuple(runs))


def _replaced(flow: Flow, merged: dict[int, tuple[int, list[Line]]]) -> Flow:
    """Return the flow with other lines for some: from each key to the end that comes with them."""
    lines: list[Line] = []
    places = list(_places(len(flow.lines), merged))
    index = 0
    while index < len(flow.lines):
        if index in merged:
            index, instead = merged[index]
            lines += instead
        else:
            lines.append(flow.lines[index])
            index += 1
    boxes = [replace(box, start=places[box.start], end=places[box.end]) for box in flow.boxes]
    return Flow(lines, boxes)


def _places(count: int, merged: dict[int, tuple[int, list[Line]]]) -> Iterator[int]:
    """Return where each of *count* lines, and the end behind them, stands in the new flow."""
    widths = [1] * count
    for start, (end, instead) in merged.items():
        widths[start:end] = [len(instead)] + [0] * (end - start - 1)
    return accumulate(widths, initial=0)
