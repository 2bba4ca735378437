"""Blocks: paragraphs, headings, figures with captions, quotes, lists, tables, code.

Pages set their layout in tables too, and the particulars of a document (索引号, 发文机关); both
stay the lines that they are.

They are built from the lines of a body, or from a fragment of HTML that is one, such as a feed's
content:encoded.
"""

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from msgspec.structs import replace

from reader.extract.article import figures
from reader.extract.article.bylines import is_dateline
from reader.extract.article.headline import key
from reader.extract.html.flow import Box, Flow, Line, Picture, Run
from reader.extract.html.tree import parse
from reader.extract.html.walk import flow
from reader.model import Block, BlockKind, Image, ListItem, Span
from reader.text.clean import clean_code, safe_url

# Lists within a flow.

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


# Tables of data within a flow.

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
    return _joined_cells(lines, [" "] * len(lines), box, "cell")


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
    return _joined_cells(cells, parts, box, "table")


def _joined_cells(lines: Sequence[Line], parts: Sequence[str], box: int, role: str) -> Line:
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
    boxes = [
        dataclasses.replace(box, start=places[box.start], end=places[box.end]) for box in flow.boxes
    ]
    return Flow(lines, boxes)


def _places(count: int, merged: dict[int, tuple[int, list[Line]]]) -> Iterator[int]:
    """Return where each of *count* lines, and the end behind them, stands in the new flow."""
    widths = [1] * count
    for start, (end, instead) in merged.items():
        widths[start:end] = [len(instead)] + [0] * (end - start - 1)
    return accumulate(widths, initial=0)


# Blocks: paragraphs, headings, figures with captions, quotes, lists, tables, code.

_HEADING = 40
"""Characters: a longer line is no heading, whatever its markup."""
_CAPTION = 80
_TELLING = 60
"""Characters: more of them in several sentences tell the news itself, as photo pages do."""
_CONTAINERS = {"quote": "blockquote", "code": "pre"}
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_HAN = re.compile("[\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[。！？!?…;；，,：:、.][”’」』）)]*$")


def build(page: Flow, lines: Sequence[Line], base: str) -> tuple[Block, ...]:
    """Return the blocks of *lines*, addresses resolved against *base*."""
    blocks: list[Block] = []
    lists = Lists(page)
    bold = sum(line.bold for line in lines)
    emphatic = bold * 2 <= len([line for line in lines if line.text])
    for container, group in itertools.groupby(lines, key=lambda line: _container(lists, line)):
        run = list(group)
        if container is None:
            blocks += _prose(page, run, base, emphatic)
        elif page.boxes[container].tag == "blockquote":
            blocks.append(_joined(run, "quote", base))
        elif page.boxes[container].tag == "pre":
            blocks += _code(page.boxes[container], run) or _prose(page, run, base, emphatic)
        else:
            blocks += _list(lists, run, base, emphatic)
    if all(block.kind == "figure" for block in blocks):
        return tuple(itertools.chain.from_iterable(map(_uncaptioned, blocks)))
    return tuple(blocks)


def read_fragment(html: str, base_url: str = "") -> tuple[Block, ...]:
    """Return the blocks of *html*, its addresses resolved against *base_url*."""
    page = merge(flow(parse(html).body))
    return build(page, page.lines, base_url)


def read_fragments(pieces: Iterable[tuple[str, str]]) -> list[tuple[Block, ...]]:
    """Return the blocks of each piece: its HTML, and the address that its own count from."""
    return [read_fragment(html, url) for html, url in pieces]


def _uncaptioned(figure: Block) -> Iterator[Block]:
    """Yield a figure, and its caption as a paragraph: without other text, it is the article."""
    if figure.image is None or not figure.text:
        yield figure
        return
    yield Block("figure", image=replace(figure.image, caption=""))
    yield Block("paragraph", figure.text)


def _container(lists: Lists, line: Line) -> int | None:
    """Return the quote or code that a line is one of, or the outermost list."""
    if line.picture is not None:
        return None
    if line.role == "item":
        return next(iter(lists.around(line)), None)
    if line.role not in _CONTAINERS:
        return None
    box = lists.page.enclosing(line.box, _CONTAINERS[line.role])
    return box if box >= 0 else None


def _prose(page: Flow, lines: Sequence[Line], base: str, emphatic: bool) -> Iterator[Block]:
    """Yield blocks of lines that stand one below the other."""
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.picture is None:
            yield _paragraph(page, line, base, emphatic)
            continue
        caption: list[str] = []
        while index < len(lines) and _is_caption(page, line, lines[index:], first=not caption):
            if lines[index].text not in caption:  # Markdown repeats the alternative text
                caption.append(lines[index].text)
            index += 1
        yield _figure(line, " ".join(caption), base)


def _paragraph(page: Flow, line: Line, base: str, emphatic: bool) -> Block:
    if line.role == "table":
        return Block("table", line.text, _resolved(line.spans, base))
    set_apart = emphatic and line.bold and not _SENTENCE_END.search(line.text)
    if len(line.text) <= _HEADING and (line.role == "heading" or set_apart):
        box = page.enclosing(line.box, *_HEADINGS)
        return Block("heading", line.text, level=int(page.boxes[box].tag[1]) if box >= 0 else 0)
    return Block("paragraph", line.text, _resolved(line.spans, base))


def _is_caption(page: Flow, picture: Line, below: Sequence[Line], *, first: bool) -> bool:
    """Return whether the first of the lines *below* is a line of the caption, its *first* or not.

    What stands above the dateline that opens a report is no text of it.
    """
    line = below[0]
    alt = picture.picture.alt if picture.picture else ""
    repeats_alt = alt != "" and key(alt) == key(line.text)
    if not first:
        return line.role == "caption" or repeats_alt
    if line.picture is not None or not line.text or len(line.text) > _CAPTION:
        return False
    if len(line.text) > _TELLING and line.text.count("。") > 1 and line.role != "caption":
        return False
    if line.role == "caption" or repeats_alt or figures.is_marked(line.text):
        return True
    verse = len(below) > 1 and bool(below[1].text) and _is_bare(below[1])
    if (_is_bare(line) and not verse) or (len(below) > 1 and is_dateline(below[1].text)):
        return True
    frame = page.boxes[line.box]
    together = picture.box == line.box or page.boxes[picture.box].parent == line.box
    return together and frame.end - frame.start == 2 and frame.tag not in ("body", "td")


def _is_bare(line: Line) -> bool:
    """Return whether a line, not set apart, is too short for a paragraph and ends like none."""
    set_apart = line.bold or line.role == "heading"
    return len(line.text) <= _HEADING and not set_apart and not _SENTENCE_END.search(line.text)


def _figure(line: Line, caption: str, base: str) -> Block:
    picture = line.picture or Picture("")
    url = safe_url(picture.address, base) or None
    image = Image(url, caption, figures.credit(caption), *picture.size)
    return Block("figure", caption, image=image)


def _code(box: Box, lines: Sequence[Line]) -> list[Block]:
    """Return the block of what stands in a ``<pre>``; nothing for prose that old pages set so."""
    text = clean_code("\n".join(line.code or line.text for line in lines))
    is_marked = box.node is not None and box.node.css_first("code") is not None
    if not is_marked and 2 * len(_HAN.findall(text)) > len("".join(text.split())):
        return []
    return [Block("code", text)]


def _list(
    lists: Lists, lines: Sequence[Line], base: str, emphatic: bool, outer: int = 0
) -> Iterator[Block]:
    """Yield the block of a list; of one that is a mere frame, the blocks of what stands in it.

    *outer* counts the lists around it.
    """
    if items := lists.items(lines, outer):
        is_plain = all(item == ListItem() for item in items)
        yield replace(_joined(lines, "list", base), items=() if is_plain else tuple(items))
        return
    beyond = outer + 1
    for inner, group in itertools.groupby(
        lines, key=lambda line: lists.around(line)[beyond : beyond + 1]
    ):
        run = list(group)
        if inner:
            yield from _list(lists, run, base, emphatic, beyond)
        else:
            yield from _prose(lists.page, run, base, emphatic)


def _joined(lines: Sequence[Line], kind: BlockKind, base: str) -> Block:
    """Return one block of several lines, parted by newlines, their spans moved along."""
    text, spans = "", []
    for line in lines:
        text += "\n" if text else ""
        spans += [
            replace(span, start=span.start + len(text), end=span.end + len(text))
            for span in _resolved(line.spans, base)
        ]
        text += line.text
    return Block(kind, text, tuple(spans))


def _resolved(spans: Sequence[Span], base: str) -> tuple[Span, ...]:
    """Return the spans with absolute addresses; links that lead nowhere are dropped."""
    resolved = (
        replace(span, url=safe_url(span.url, base)) if span.style == "link" else span
        for span in spans
    )
    return tuple(span for span in resolved if span.style != "link" or span.url)
