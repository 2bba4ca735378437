"""An article as plain text: wrapped on a terminal, a line a paragraph in a pipe."""

from collections.abc import Iterator

from reader.cli import output
from reader.i18n import _
from reader.model import Block, Draft
from reader.text.byline import CUT, byline
from reader.text.clean import display_url
from reader.text.outline import INDENT, heading_indents, list_marks
from reader.text.wrap import wrap

MEASURE = 80
"""The most cells in a line; 40 Han characters."""


def write_article(draft: Draft) -> None:
    """Print *draft*: headline, credits, body, notes."""
    width = min(output.terminal_width(), MEASURE) if output.is_terminal() else None
    for line in _lines(draft, width):
        print(line)


def _lines(draft: Draft, width: int | None) -> Iterator[str]:
    for title in filter(None, (draft.kicker, draft.headline, draft.subtitle)):
        yield from _wrapped(title, width)
    yield from _wrapped(" · ".join(byline(draft)), width)
    indents = heading_indents(draft.blocks)
    for block in draft.blocks or [Block("paragraph", draft.summary)]:
        yield ""
        yield from _block(block, width, indents.get(block.level, ""))
    if draft.cut:
        yield ""
        yield from _wrapped(_(CUT), width)
    if draft.notes or draft.url:
        yield ""
    for note in draft.notes:
        yield from _wrapped(note, width)
    if draft.url:
        yield from _wrapped(display_url(draft.url), width)


def _block(block: Block, width: int | None, indent: str) -> Iterator[str]:
    """Yield the lines of a block; *indent* is that of its level, if it is a heading."""
    lines = block.text.split("\n")
    match block.kind:
        case "code":
            yield from lines
        case "list":
            for mark, line in zip(list_marks(block), lines, strict=True):
                for piece in _wrapped(line, width and max(2, width - len(mark))):
                    yield mark + piece
                    mark = " " * len(mark)
        case _:
            before = {"figure": _("〔图〕"), "paragraph": INDENT}.get(block.kind, indent)
            for line in (before + block.text).split("\n"):
                yield from _wrapped(line, width)


def _wrapped(line: str, width: int | None) -> list[str]:
    return wrap(line, width) if width else [line]
