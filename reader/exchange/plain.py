"""Plain text: a paragraph a line, whatever the width."""

import re
from collections.abc import Iterator

from reader.exchange.book import Part
from reader.i18n import _
from reader.model import Block, Draft
from reader.text.byline import CUT, byline, caption
from reader.text.clean import CONTROL, display_url
from reader.text.outline import INDENT, heading_indents, list_marks


def write_text(book: Part) -> Iterator[str]:
    """Yield a book line by line, without control characters."""
    lines = article_lines(book.single.draft()) if book.single else _part(book)
    for line in lines:
        yield CONTROL.sub(_tab, line) + "\n"


def _tab(control: re.Match[str]) -> str:
    return control[0] if control[0] == "\t" else ""


def _part(part: Part) -> Iterator[str]:
    yield part.name
    for inner in part.parts:
        yield from ("", "")
        yield from _part(inner)
    for entry in part.entries:
        yield from ("", "")
        yield from article_lines(entry.draft())


def article_lines(draft: Draft) -> Iterator[str]:
    """Yield an article: headline, credits, body, notes."""
    yield from filter(None, (draft.kicker, draft.headline, draft.subtitle))
    yield " · ".join(byline(draft))
    indents = heading_indents(draft.blocks)
    for block in draft.blocks or [Block("paragraph", draft.summary)]:
        yield ""
        yield from _block(block, indents.get(block.level, ""))
    if draft.cut:
        yield ""
        yield _(CUT)
    if draft.notes or draft.url:
        yield ""
    yield from draft.notes
    if draft.url:
        yield display_url(draft.url)


def _block(block: Block, indent: str) -> Iterator[str]:
    """Yield the lines of a block; *indent* is that of its level, if it is a heading."""
    match block.kind:
        case "code":
            yield from block.text.split("\n")
        case "list":
            lines = block.text.split("\n")
            yield from map("".join, zip(list_marks(block), lines, strict=True))
        case "figure":
            yield _("〔图〕") + caption(block)
        case _:
            before = INDENT if block.kind == "paragraph" else indent
            yield from (before + block.text).split("\n")
