"""An article as plain text: typeset as on the screen, or a line a paragraph in a pipe."""

from collections.abc import Iterator

from reader.cli import output
from reader.config import Ui
from reader.exchange.plain import article_lines
from reader.model import Draft
from reader.tui.typeset import Style, typeset

MEASURE = 80
"""The most cells in a line of what is no article; 40 Han characters."""


def write_article(draft: Draft, ui: Ui, width: int | None = None) -> None:
    """Print *draft* in lines of at most *width* cells.

    Without one they are as on the screen of this terminal, and in a pipe a line a paragraph.
    """
    if width is None and output.is_terminal():
        width = min(output.terminal_width(), 2 * ui.measure)
    lines = article_lines(draft) if width is None else _typeset(draft, ui, width)
    for line in lines:
        print(line)


def _typeset(draft: Draft, ui: Ui, width: int) -> Iterator[str]:
    full = ui.punctuation == "full"
    style = Style(width, measure=-(-width // 2), full_width=full, printed=True)
    for _part, line in typeset(draft, style):
        yield "".join(text for text, _role in line).rstrip()
