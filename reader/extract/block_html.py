"""Blocks as HTML that any program shows."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from reader.model import Block, BlockKind, Image, SpanStyle

_TAGS: dict[BlockKind, str] = {
    "paragraph": "p",
    "heading": "h3",
    "quote": "blockquote",
    "list": "ul",
    "table": "table",
    "figure": "figure",
}
_ROWS: dict[BlockKind, str] = {"quote": "p", "list": "li", "table": "tr"}
"""What holds one line of a block that has several."""
_STYLED: dict[SpanStyle, str] = {"strong": "b", "emphasis": "em", "link": "a"}


def write_blocks(blocks: Sequence[Block]) -> str:
    """Give *blocks* as HTML, without what says where they stand or whom a picture credits."""
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    tag, row = _TAGS[block.kind], _ROWS.get(block.kind)
    if block.kind == "figure":
        picture = _picture(block.image) if block.image else ""
        inside = f"{picture}<figcaption>{_line(block, 0, len(block.text))}</figcaption>"
    elif row is None:
        inside = _line(block, 0, len(block.text))
    else:
        inside = "".join(f"<{row}>{line}</{row}>" for line in _lines(block))
    return f"<{tag}>{inside}</{tag}>"


def _picture(image: Image) -> str:
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    return f'<img src="{escape(image.url)}"{size}>' if image.url else ""


def _lines(block: Block) -> Iterator[str]:
    start = 0
    for text in block.text.split("\n"):
        if block.kind == "table":
            cell_start, cells = start, ""
            for cell in text.split("\t"):
                cells += f"<td>{_line(block, cell_start, cell_start + len(cell))}</td>"
                cell_start += len(cell) + 1
            yield cells
        else:
            yield _line(block, start, start + len(text))
        start += len(text) + 1


def _line(block: Block, start: int, end: int) -> str:
    """A piece of a block's text, its spans as tags that are never open over another's end."""
    if not block.spans:
        return escape(block.text[start:end], quote=False)
    edges = {start, end, *(edge for span in block.spans for edge in (span.start, span.end))}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    html = ""
    for first, last in pairwise(cuts):
        piece = escape(block.text[first:last], quote=False)
        for span in block.spans:
            if span.start <= first and last <= span.end:
                tag = _STYLED[span.style]
                href = f' href="{escape(span.url)}"' if span.style == "link" else ""
                piece = f"<{tag}{href}>{piece}</{tag}>"
        html += piece
    return html
