"""Blocks out of JSON of the form that `reader.extract.contract` gives them, whoever wrote it."""

import msgspec
from msgspec.structs import replace

from reader.model import Block, Image, Span
from reader.text.clean import clean, safe_url

_SPANS = 500
"""Spans of one block, at most: a reader sees no more, and each costs time whenever it is shown."""
_PIXELS = 100_000
"""The width or height of a picture, at most."""

_decoder = msgspec.json.Decoder(tuple[Block, ...])


def read_blocks(data: bytes | msgspec.Raw) -> tuple[Block, ...]:
    """Give the blocks of *data*, cleaned; none where it is anything but a list of blocks."""
    try:
        found = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ()
    return tuple(block for block in map(_cleaned, found) if block.text or block.image)


def _cleaned(block: Block) -> Block:
    is_figure = block.kind == "figure"
    image = _picture(block.image or Image(None, block.text)) if is_figure else None
    lines = block.text.split("\n")
    if block.kind == "table":
        text = "\n".join("\t".join(map(clean, line.split("\t"))) for line in lines)
    else:
        text = "\n".join(filter(None, map(clean, lines)))
    # Where the text is another than it was, nobody knows where the spans stand in it.
    spans = _spans(block) if text == block.text else ()
    return Block(block.kind, text, spans, image)


def _picture(image: Image) -> Image:
    url = safe_url(image.url or "") or None
    size = (image.width, image.height)
    width, height = size if min(size) > 0 and max(size) <= _PIXELS else (0, 0)
    return Image(url, clean(image.caption), clean(image.credit), width, height)


def _spans(block: Block) -> tuple[Span, ...]:
    end = len(block.text)
    return tuple(
        replace(span, url=safe_url(span.url)) if span.url else span
        for span in block.spans[:_SPANS]
        if 0 <= span.start < span.end <= end
    )
