"""A piece of HTML that is an article's body and nothing else, such as a feed's content:encoded."""

from collections.abc import Iterable

from reader.extract.blocks import build
from reader.extract.markup import parse
from reader.extract.tables import merge
from reader.extract.walk import flow
from reader.model import Block


def read_fragment(html: str, base_url: str = "") -> tuple[Block, ...]:
    """Give the blocks of *html*, its addresses resolved against *base_url*."""
    page = merge(flow(parse(html).body))
    return build(page, page.lines, base_url)


def read_fragments(pieces: Iterable[tuple[str, str]]) -> list[tuple[Block, ...]]:
    """Give the blocks of each piece: its HTML, and the address that its own count from."""
    return [read_fragment(html, url) for html, url in pieces]
