"""What is written for other programs: books of articles, and their blocks as HTML and JSON.

The JSON is that of `reader.extract.contract`, whoever wrote it.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import chain, pairwise

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reader.model import Block, BlockKind, Draft, Image, ListItem, Span, SpanStyle
from reader.text.article import caption, heading_ranks
from reader.text.clean import clean, clean_code, safe_url

# What is written as text, Markdown, HTML or EPUB.


class BookEntry(Struct, frozen=True):
    """An article by its headline, which is read when it is written: of many, one at a time."""

    headline: str
    draft: Callable[[], Draft]


class BookPart(Struct, frozen=True):
    """Articles under a name, and under it parts of their own; a whole book is one too."""

    name: str
    entries: Sequence[BookEntry] = ()
    parts: Sequence["BookPart"] = ()

    @property
    def single(self) -> BookEntry | None:
        """The one article of a book that is nothing else."""
        return self.entries[0] if len(self.entries) == 1 and not self.parts else None

    def all_entries(self) -> Iterator[BookEntry]:
        """Yield the articles in their order."""
        return chain(*(part.all_entries() for part in self.parts), self.entries)


Pictures = Callable[[str], bytes | None]
"""Returns the picture of an address that is at hand, None where there is none."""


def no_pictures(_url: str) -> None:
    """Return no picture, whatever its address."""


# Blocks out and in.

_TAGS: dict[BlockKind, str] = {
    "paragraph": "p",
    "heading": "h3",
    "quote": "blockquote",
    "list": "ul",
    "table": "table",
    "figure": "figure",
    "code": "pre",
}
_ROWS: dict[BlockKind, str] = {"quote": "p", "table": "tr"}
"""What holds one line of a block that has several."""
_STYLED: dict[SpanStyle, str] = {"strong": "b", "emphasis": "em", "link": "a"}
_MAX_SPANS = 500
"""Spans of one block, at most: a reader sees no more, and each costs time whenever it is shown."""
_MAX_PIXELS = 100_000
"""The width or height of a picture, at most."""
_MAX_DEPTH = 20
"""Lists around an item of a list, at most."""
_MAX_NUMBER = 999_999_999
"""An item's number, at most, as in Markdown."""

_decoder = msgspec.json.Decoder(tuple[Block, ...])


def write_blocks(blocks: Sequence[Block], picture: Callable[[Image], str] | None = None) -> str:
    """Return *blocks* as HTML that is XML too.

    It lacks what says where they stand or whom a picture credits. *picture* returns the HTML of a
    picture; without it, that is one of the picture's own address.
    """
    return "".join(_block(block, picture or _picture) for block in blocks)


def _block(block: Block, picture: Callable[[Image], str]) -> str:
    tag, row = _TAGS[block.kind], _ROWS.get(block.kind)
    if block.kind == "list":
        return _list(block)
    if block.kind == "heading" and block.level:
        tag = f"h{block.level}"
    if block.kind == "code":
        inside = f"<code>{escape(block.text, quote=False)}\n</code>"
    elif block.kind == "figure":
        shown = picture(block.image) if block.image else ""
        inside = f"{shown}<figcaption>{_line(block, 0, len(block.text))}</figcaption>"
    elif row is None:
        inside = _line(block, 0, len(block.text))
    else:
        inside = "".join(f"<{row}>{line}</{row}>" for line in _lines(block))
    return f"<{tag}>{inside}</{tag}>"


def _list(block: Block) -> str:
    """Return a list and those in it; an item that goes on does so behind a line break."""
    html = ""
    opened: list[str] = []
    lines = list(_lines(block))
    for line, item in zip(lines, block.items or [ListItem()] * len(lines), strict=True):
        tag, value = ("ul", "") if item.number is None else ("ol", f' value="{item.number}"')
        own = opened[item.depth : item.depth + 1]
        is_in = bool(own) and (item.continued or own == [tag])
        while len(opened) > item.depth + is_in:
            html += f"</li></{opened.pop()}>"
        if is_in:
            html += "<br/>" if item.continued else f"</li><li{value}>"
        while len(opened) < item.depth:
            opened.append("ul")
            html += "<ul><li>"
        if not is_in:
            opened.append(tag)
            html += f"<{tag}><li{value}>"
        html += line
    return html + "".join(f"</li></{tag}>" for tag in reversed(opened))


def _picture(image: Image) -> str:
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    return f'<img src="{escape(image.url)}"{size}/>' if image.url else ""


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
    """Return a piece of a block's text as HTML; no tag of a span is open over another's end."""
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


def read_blocks(data: bytes | msgspec.Raw) -> tuple[Block, ...]:
    """Return the blocks of *data*, cleaned; none where it is anything but a list of blocks."""
    try:
        found = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ()
    return tuple(block for block in map(_cleaned, found) if block.text or block.image)


def fitted(draft: Draft, level: int) -> Iterator[Block]:
    """Yield the body of *draft* for a document: clean, with credits, headings from *level* on.

    Without a body it is the summary. The greatest level is 6.
    """
    ranks = heading_ranks(draft.blocks)
    for block in map(_cleaned, draft.blocks or [Block("paragraph", draft.summary)]):
        if block.kind == "heading":
            yield replace(block, level=min(6, level + ranks.get(block.level, 0)))
        elif block.kind == "figure":
            yield replace(block, text=caption(block), spans=())
        elif block.text:
            yield block


def _cleaned(block: Block) -> Block:
    is_figure = block.kind == "figure"
    image = _clean_picture(block.image or Image(None, block.text)) if is_figure else None
    lines = block.text.split("\n")
    if block.kind == "code":
        text = clean_code(block.text)
    elif block.kind == "table":
        text = "\n".join("\t".join(map(clean, line.split("\t"))) for line in lines)
    else:
        text = "\n".join(filter(None, map(clean, lines)))
    # Spans count characters: in a text that cleaning changed they may stand anywhere.
    spans = _clean_spans(block) if text == block.text else ()
    level = block.level if block.kind == "heading" and 1 <= block.level <= 6 else 0
    return Block(block.kind, text, spans, image, level, _clean_items(block, text))


def _clean_items(block: Block, text: str) -> tuple[ListItem, ...]:
    """Return the items of a list, none where they are not its lines'."""
    fits = block.kind == "list" and len(block.items) == text.count("\n") + 1
    return tuple(map(_clean_item, block.items)) if fits else ()


def _clean_item(item: ListItem) -> ListItem:
    number = item.number
    is_number = number is not None and abs(number) <= _MAX_NUMBER
    depth = min(max(item.depth, 0), _MAX_DEPTH)
    return ListItem(depth, number if is_number else None, item.continued)


def _clean_picture(image: Image) -> Image:
    url = safe_url(image.url or "") or None
    size = (image.width, image.height)
    width, height = size if min(size) > 0 and max(size) <= _MAX_PIXELS else (0, 0)
    return Image(url, clean(image.caption), clean(image.credit), width, height)


def _clean_spans(block: Block) -> tuple[Span, ...]:
    end = len(block.text)
    spans = (
        replace(span, url=safe_url(span.url)) if span.url else span
        for span in block.spans[:_MAX_SPANS]
        if 0 <= span.start < span.end <= end
    )
    return tuple(span for span in spans if span.url or span.style != "link")
