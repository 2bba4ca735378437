"""The pages of one article, joined.

By itself, since the reader's own process joins what its sandbox has read, and reads no page.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from reader.extract.article.field_labels import Credits
from reader.model import Block, Draft
from reader.text.article import without_jump

_LEAD = 3
"""Blocks that a page may repeat from another."""


def join_pages(drafts: Sequence[Draft]) -> Draft:
    """Return the pages of one article, in order, as one; at least one is needed.

    What a page begins with is dropped if the first page began with it too (its lead picture, its
    summary), or if the page before ended with it. Each field is the first page's that states it.
    """
    first = drafts[0]
    blocks = list(first.blocks)
    for draft in drafts[1:]:
        blocks[-1:] = _unmarked(blocks[-1:])
        more = _new(blocks, draft.blocks)
        blocks += [*_unmarked(more[:1]), *more[1:]]
    credits = Credits()
    for draft in drafts:
        credits.fill(Credits.of(draft))
    published = next((draft.published for draft in drafts if draft.published), None)
    notes = dict.fromkeys(note for draft in drafts for note in draft.notes)
    joined = replace(first, published=published, blocks=tuple(blocks), notes=tuple(notes), pages=())
    return credits.sign(joined)


def _unmarked(blocks: Sequence[Block]) -> list[Block]:
    """Return the block at which two parts meet without a newspaper's jump line, if more is left."""
    if not any(block.kind == "paragraph" and not block.spans for block in blocks):
        return [*blocks]
    texts = [(block, without_jump(block.text)) for block in blocks]
    return [replace(block, text=text) for block, text in texts if text.strip()]


def _new(known: Sequence[Block], blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks of a page without those at its beginning that are *known*."""
    lead = set(known[:_LEAD])
    start = 0
    while start < len(blocks) and blocks[start] in lead:
        start += 1
    for size in range(min(_LEAD, len(blocks) - start), 0, -1):
        if list(blocks[start : start + size]) == list(known[-size:]):
            return blocks[start + size :]
    return blocks[start:]
