"""Lines to blocks: paragraphs, headings, figures with captions, quotes, lists, tables."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.extract import captions
from reader.extract.flow import Flow, Line
from reader.extract.headline import key
from reader.model import Block, Image, Span
from reader.text.clean import safe_url

_HEADING = 40
"""Characters: a longer line is no heading, whatever its markup."""
_CAPTION = 80
_CELL = 60
"""Characters: a longer cell is a piece of the page's layout, not of data."""
_DEPTH = 12
"""Boxes between a line and its list or table, at most."""
_SENTENCE_END = re.compile(r"[。！？!?…;；，,：:、.]$")


def build(flow: Flow, lines: Sequence[Line], base: str) -> tuple[Block, ...]:
    """Give the blocks of *lines*, addresses resolved against *base*."""
    blocks: list[Block] = []
    bold = sum(line.bold for line in lines)
    emphatic = bold * 2 <= len([line for line in lines if line.text])
    for container, group in itertools.groupby(lines, key=lambda line: _container(flow, line)):
        run = list(group)
        if container is None:
            blocks += _prose(flow, run, base, emphatic)
        elif flow.boxes[container].tag == "table":
            blocks += _table(flow, run, base) or _prose(flow, run, base, emphatic)
        else:
            blocks += _list(flow, run, base) or _prose(flow, run, base, emphatic)
    if all(block.kind == "figure" for block in blocks):
        return tuple(itertools.chain.from_iterable(map(_uncaptioned, blocks)))
    return tuple(blocks)


def _uncaptioned(figure: Block) -> Iterator[Block]:
    """A figure and its caption as a paragraph: where there is no other text, it is the article."""
    if figure.image is None or not figure.text:
        yield figure
        return
    yield Block("figure", image=replace(figure.image, caption=""))
    yield Block("paragraph", figure.text)


def _container(flow: Flow, line: Line) -> int | None:
    """The innermost list or table that a line of an item or a cell stands in."""
    if line.role not in ("item", "cell"):
        return None
    box = _enclosing(flow, line.box, "ul", "ol", "table")
    return box if box >= 0 else None


def _prose(flow: Flow, lines: Sequence[Line], base: str, emphatic: bool) -> Iterator[Block]:
    """Blocks of lines that stand one below the other."""
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.picture is None:
            yield _paragraph(line, base, emphatic)
            continue
        caption = lines[index] if index < len(lines) else None
        if caption is not None and _is_caption(flow, line, caption):
            yield _figure(line, caption.text, base)
            index += 1
        else:
            yield _figure(line, "", base)


def _paragraph(line: Line, base: str, emphatic: bool) -> Block:
    if line.role == "quote":
        return Block("quote", line.text, _resolved(line.spans, base))
    set_apart = emphatic and line.bold and not _SENTENCE_END.search(line.text)
    if len(line.text) <= _HEADING and (line.role == "heading" or set_apart):
        return Block("heading", line.text)
    return Block("paragraph", line.text, _resolved(line.spans, base))


def _is_caption(flow: Flow, picture: Line, line: Line) -> bool:
    """Whether *line*, the one after *picture*, is its caption."""
    if line.picture is not None or not line.text or len(line.text) > _CAPTION:
        return False
    alt = picture.picture.alt if picture.picture else ""
    if line.role == "caption" or captions.is_marked(line.text):
        return True
    if alt and key(alt) == key(line.text):
        return True
    frame = flow.boxes[line.box]
    together = picture.box == line.box or flow.boxes[picture.box].parent == line.box
    return together and frame.end - frame.start == 2 and frame.tag not in ("body", "td")


def _figure(line: Line, caption: str, base: str) -> Block:
    address = line.picture.address if line.picture else ""
    url = safe_url(address, base) or None
    image = Image(url=url, caption=caption, credit=captions.credit(caption))
    return Block("figure", caption, image=image)


def _list(flow: Flow, lines: Sequence[Line], base: str) -> list[Block]:
    """One list block, if every item is one line of text; else nothing."""
    items = [_enclosing(flow, line.box, "li") for line in lines]
    if len(lines) < 2 or len(set(items)) < len(items) or any(not line.text for line in lines):
        return []
    return [_rows([[line] for line in lines], "list", base)]


def _table(flow: Flow, lines: Sequence[Line], base: str) -> list[Block]:
    """One table block, if the table holds data and is not there for the layout; else nothing."""
    rows: list[list[Line]] = []
    last = -1
    for line in lines:
        row = _enclosing(flow, line.box, "tr")
        if row != last:
            rows.append([])
        rows[-1].append(line)
        last = row
    columns = sorted(map(len, rows))
    data = len(rows) > 1 and columns[0] > 1 and max(len(line.text) for line in lines) <= _CELL
    if not data or any(line.picture for line in lines):
        return []
    return [_rows(rows, "table", base)]


def _enclosing(flow: Flow, box: int, *tags: str) -> int:
    """The box of one of these tags around *box*, -1 if there is none near."""
    for _ in range(_DEPTH):
        if box < 0 or flow.boxes[box].tag in tags:
            return box
        box = flow.boxes[box].parent
    return -1


def _rows(rows: Sequence[Sequence[Line]], kind: str, base: str) -> Block:
    """A list or table block: rows parted by newlines, cells by tabs, spans moved along."""
    text, spans = "", []
    for row in rows:
        text += "\n" if text else ""
        for number, cell in enumerate(row):
            text += "\t" if number else ""
            spans += [
                replace(span, start=span.start + len(text), end=span.end + len(text))
                for span in _resolved(cell.spans, base)
            ]
            text += cell.text
    return Block("table" if kind == "table" else "list", text, tuple(spans))


def _resolved(spans: Sequence[Span], base: str) -> tuple[Span, ...]:
    """The spans with absolute addresses; links that lead nowhere are dropped."""
    resolved = (
        replace(span, url=safe_url(span.url, base)) if span.style == "link" else span
        for span in spans
    )
    return tuple(span for span in resolved if span.style != "link" or span.url)
