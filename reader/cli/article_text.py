"""An article as plain text: wrapped on a terminal, a line a paragraph in a pipe."""

from collections.abc import Iterator

from reader.cli import output
from reader.i18n import _
from reader.model import Block, Draft
from reader.text.byline import CUT, byline
from reader.text.clean import display_url
from reader.text.wrap import wrap

MEASURE = 80
"""The most cells in a line; 40 Han characters."""


def write_article(draft: Draft) -> None:
    """Print *draft*: headline, credits, body, notes."""
    width = min(output.terminal_width(), MEASURE) if output.is_terminal() else None
    for line in _lines(draft):
        print(*(wrap(line, width) if width and line else [line]), sep="\n")


def _lines(draft: Draft) -> Iterator[str]:
    yield from filter(None, (draft.kicker, draft.headline, draft.subtitle))
    yield " · ".join(byline(draft))
    for block in draft.blocks or [Block("paragraph", draft.summary)]:
        yield ""
        yield from _block(block).split("\n")
    if draft.cut:
        yield from ("", _(CUT))
    if draft.notes or draft.url:
        yield ""
    yield from draft.notes
    if draft.url:
        yield display_url(draft.url)


def _block(block: Block) -> str:
    match block.kind:
        case "figure":
            return _("〔图〕") + block.text
        case "paragraph":
            return "　　" + block.text
        case _:
            return block.text
