"""Blocks as HTML that any program shows, and back without loss.

What others write as HTML is for `reader.extract.fragment`, which has to guess what is a caption and
what a heading; here nothing is guessed, so the HTML says that it is ours.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from selectolax.lexbor import LexborNode

from reader.extract.captions import credit
from reader.extract.images import size_of
from reader.extract.markup import parse
from reader.model import Block, BlockKind, Image, Span, SpanStyle
from reader.text.clean import clean, safe_url

_OURS = '<article class="zhnews">'
_KINDS: dict[str, BlockKind] = {
    "p": "paragraph",
    "h3": "heading",
    "blockquote": "quote",
    "ul": "list",
    "table": "table",
    "figure": "figure",
}
_TAGS = {kind: tag for tag, kind in _KINDS.items()}
_ROWS: dict[BlockKind, str] = {"quote": "p", "list": "li", "table": "tr"}
"""What holds one line of a block that has several."""
_STYLES: dict[str, SpanStyle] = {"b": "strong", "em": "emphasis", "a": "link"}
_STYLED = {style: tag for tag, style in _STYLES.items()}
_DEPTH = len(_STYLES)
"""Styles within each other."""


def is_ours(html: str) -> bool:
    """Tell whether *html* is what `write_blocks` writes, so that `read_blocks` may read it."""
    return html.startswith(_OURS)


def write_blocks(blocks: Sequence[Block]) -> str:
    """Give *blocks* as HTML."""
    return f"{_OURS}{''.join(map(_block, blocks))}</article>"


def read_blocks(html: str) -> tuple[Block, ...]:
    """Give the blocks of which `write_blocks` made *html*; what it did not write is passed over."""
    article = parse(html).css_first("article")
    nodes = article.iter() if article else ()
    return tuple(_read(node, _KINDS[node.tag]) for node in nodes if node.tag in _KINDS)


def _block(block: Block) -> str:
    tag, row = _TAGS[block.kind], _ROWS.get(block.kind)
    if block.kind == "figure":
        picture = _picture(block.image or Image(None))
        inside = f"{picture}<figcaption>{_line(block, 0, len(block.text))}</figcaption>"
    elif row is None:
        inside = _line(block, 0, len(block.text))
    else:
        inside = "".join(f"<{row}>{line}</{row}>" for line in _lines(block))
    return f"<{tag}>{inside}</{tag}>"


def _picture(image: Image) -> str:
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    return f'<img src="{escape(image.url)}"{size}>' if image.url else "<img>"


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


def _read(node: LexborNode, kind: BlockKind) -> Block:
    if kind == "figure":
        picture = next(_inside(node, "img"), None)
        caption, spans = _joined(_inside(node, "figcaption"), "")
        attributes = picture.attributes if picture else {}
        url = safe_url(attributes.get("src") or "") or None
        image = Image(url, caption, credit(caption), *size_of(attributes))
        return Block(kind, caption, spans, image)
    if kind == "table":
        rows = [_joined(_inside(row, "td"), "\t") for row in _inside(node, "tr")]
        return Block(kind, *_together(rows, "\n"))
    row = _ROWS.get(kind)
    return Block(kind, *_joined(_inside(node, row) if row else [node], "\n"))


Text = tuple[str, tuple[Span, ...]]


def _inside(node: LexborNode, tag: str) -> Iterator[LexborNode]:
    """The children of *node* with this tag; a parser puts a ``tbody`` between table and rows."""
    for child in node.iter():
        if child.tag == tag:
            yield child
        elif child.tag == "tbody":
            yield from (row for row in child.iter() if row.tag == tag)


def _joined(nodes: Iterable[LexborNode], gap: str) -> Text:
    return _together([_text(node) for node in nodes], gap)


def _together(texts: Sequence[Text], gap: str) -> Text:
    """Texts parted by *gap* as one, their spans moved along."""
    whole, spans = "", list[Span]()
    for index, (text, inside) in enumerate(texts):
        whole += gap if index else ""
        spans += [_moved(span, len(whole)) for span in inside]
        whole += text
    return whole, tuple(spans)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.style, span.url)


def _text(node: LexborNode) -> Text:
    """The text of a node, and its spans; pieces of one span are one again."""
    text, spans = "", list[Span]()
    for piece, styles in _pieces(node, ()):
        for style, url in styles:
            last = next((s for s in reversed(spans) if (s.style, s.url) == (style, url)), None)
            start = len(text)
            if last is not None and last.end == start:
                start = last.start
                spans.remove(last)
            spans.append(Span(start, len(text) + len(piece), style, url))
        text += piece
    cleaned = clean(text)
    return (text, tuple(sorted(spans, key=lambda s: s.start))) if cleaned == text else (cleaned, ())


Styles = tuple[tuple[SpanStyle, str], ...]


def _pieces(node: LexborNode, styles: Styles) -> Iterator[tuple[str, Styles]]:
    for child in node.iter(include_text=True):
        style = _STYLES.get(child.tag or "")
        if child.tag == "-text":
            yield child.text(), styles
        elif style is not None and len(styles) < _DEPTH:
            url = safe_url(child.attributes.get("href") or "") if style == "link" else ""
            yield from _pieces(child, (*styles, (style, url)))
        else:
            yield child.text(), styles
