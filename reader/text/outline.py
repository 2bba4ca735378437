"""What tells the levels of an article apart where it is set as text: marks and indents."""

from collections.abc import Iterable

from reader.model import Block, ListItem

INDENT = "　　"
"""Two Han: the indent of a first line, and of a heading for each level above its own."""
_BULLET = "•"


def heading_ranks(blocks: Iterable[Block]) -> dict[int, int]:
    """Return how many of the levels that the article uses stand above each of them."""
    levels = sorted({block.level for block in blocks if block.level})
    return {level: above for above, level in enumerate(levels)}


def heading_indents(blocks: Iterable[Block]) -> dict[int, str]:
    """Return the indent by the level of a heading, among those that the article uses."""
    return {level: INDENT * above for level, above in heading_ranks(blocks).items()}


def list_marks(block: Block) -> list[str]:
    """Return what stands before each line of a list: its indent and its number or bullet.

    Those of one depth are as long as each other.
    """
    items = block.items or [ListItem()] * (block.text.count("\n") + 1)
    marks = [_mark(item) for item in items]
    room = max(map(len, marks))
    return [
        " " * room * item.depth + mark.rjust(room) for item, mark in zip(items, marks, strict=True)
    ]


def _mark(item: ListItem) -> str:
    if item.continued:
        return ""
    return f"{_BULLET} " if item.number is None else f"{item.number}. "
