"""What the terminal shows, cell by cell, so that only what differs is written to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import CompositorUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from reader.text.width import width
from reader.tui.ascii import SIGNS
from reader.tui.composing import PartUpdate, Spans, pieces_of
from reader.tui.sgr import change

Glyphs = list[str]
"""What begins in each cell: a grapheme, and nothing in the second cell of a wide one."""
UNKNOWN = "\0"
"""The glyph of a cell of which nobody knows what it shows."""
GAP = 4
"""Cells alike that are written again between others: to leap over them takes as many bytes."""

_UNSURE = re.compile(
    r"[^ -~\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    rf"\uff01-\uff60\uffe0-\uffe6\u2500-\u259f\0{''.join(map(chr, SIGNS))}]"
)
"""What terminals may take for wider or narrower than we do, or draw as one with its neighbours:
quotes, emoji, combining marks. The signs for which there is `AsciiSigns` are not among them."""


class ScreenBuffer:
    """What the terminal shows, as far as it was written here.

    An update of all lines is written whole, and so mends whatever others did to the screen.
    """

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._lines: list[_Line] = []

    def forget(self) -> bool:
        """Know no longer what the terminal shows; False: it was not known before."""
        was_known = bool(self._lines)
        self._size, self._lines = Size(0, 0), []
        return was_known

    def sequence(self, update: LayoutUpdate | PartUpdate, colours: ColorSystem) -> str:
        """Give what must be written for *update*, and count it as written."""
        if isinstance(update, LayoutUpdate):
            self.forget()
            size = update.region.size
        else:
            size = update.size
        if size != self._size:
            self._size, self._lines = size, [_Line(size.width) for _line in range(size.height)]
        written: list[str] = []
        row, style = -1, ""
        for x, y, strip in pieces_of(update):
            line = self._lines[y]
            for start, end in line.put(x, *_cells(strip, colours)):
                written.append(f"\x1b[{start + 1}G" if y == row else f"\x1b[{y + 1};{start + 1}H")
                row = y
                for now, text in line.runs(start, end):
                    written += change(style, now), text
                    style = now
        return "".join((*written, change(style, "")))


class Difference(CompositorUpdate):
    """An update of which only what differs from what the terminal shows is written."""

    def __init__(self, buffer: ScreenBuffer, update: LayoutUpdate | PartUpdate) -> None:
        self._buffer = buffer
        self._update = update

    def render_segments(self, console: Console) -> str:
        """Give what must be written."""
        colours = console._color_system or ColorSystem.TRUECOLOR
        return self._buffer.sequence(self._update, colours)


class _Line:
    """One line of the terminal: its glyphs, and the style (`reader.tui.sgr`) of each."""

    def __init__(self, width: int) -> None:
        self._glyphs: Glyphs = [UNKNOWN] * width
        self._styles = [""] * width

    def put(self, x: int, glyphs: Glyphs, styles: list[str]) -> Spans:
        """Show *glyphs* from cell *x* on; give the spans that must be written for it."""
        end = x + len(glyphs)
        old, old_styles = self._glyphs[x:end], self._styles[x:end]
        if old == glyphs and old_styles == styles:
            return []
        left, right = self._start(x), self._end(end)
        self._glyphs[left:right] = [UNKNOWN] * (right - left)  # a wide one, halved, is gone
        self._glyphs[x:end] = glyphs
        self._styles[x:end] = styles
        cells = zip(old, glyphs, old_styles, styles, strict=True)
        changed = [at for at, (a, b, c, d) in enumerate(cells, x) if a != b or c != d]
        return self._spans(changed, x + min(_unsure(glyphs), _unsure(old)), end)

    def _start(self, cell: int) -> int:
        """Give the first cell of the glyph at *cell*."""
        while cell > 0 and not self._glyphs[cell]:
            cell -= 1
        return cell

    def _end(self, cell: int) -> int:
        """Give the first cell from *cell* on in which a glyph begins."""
        while cell < len(self._glyphs) and not self._glyphs[cell]:
            cell += 1
        return cell

    def _spans(self, changed: list[int], unsure: int, end: int) -> Spans:
        """Join the cells that *changed*; from an *unsure* one on, take all up to the *end*.

        Where a terminal has another width for a glyph, it has what comes after it elsewhere.
        """
        spans: Spans = []
        first = last = changed[0]
        for cell in changed:
            if cell - last > GAP:
                spans.append((self._start(first), self._end(last + 1)))
                first = cell
            last = cell
        spans.append((self._start(first), self._end(last + 1)))
        if unsure >= spans[-1][1]:
            return spans
        sure = [span for span in spans if span[1] <= unsure]
        return [*sure, (min(unsure, spans[len(sure)][0]), end)]

    def runs(self, start: int, end: int) -> Iterator[tuple[str, str]]:
        """Give styles, and the text in each, of the cells from *start* to *end*."""
        for style, cells in groupby(range(start, end), self._styles.__getitem__):
            first, *_others = run = tuple(cells)
            yield style, "".join(self._glyphs[first : first + len(run)])


def _unsure(glyphs: Glyphs) -> int:
    """Give the first cell after which a terminal may be elsewhere than we are."""
    text = "".join(glyphs)
    found = _UNSURE.search(text)
    if found is None:
        return len(glyphs)
    cell = width(text[: found.start()])
    if cell < len(glyphs) and glyphs[cell].startswith(found.group()):
        return cell
    # It is not the first character of its glyph.
    return max((at for at in range(min(cell, len(glyphs))) if glyphs[at]), default=0)


def _cells(strip: Strip, colours: ColorSystem) -> tuple[Glyphs, list[str]]:
    """Give the glyph and the style of each cell of *strip*; links (OSC 8) it has none."""
    glyphs: Glyphs = []
    styles: list[str] = []
    for text, style, _control in strip:
        # A text of another kind writes itself, such as a picture.
        own = _glyphs(text) if type(text) is str else (f"{text}", *[""] * (len(text) - 1))
        glyphs += own
        styles += [_sgr(style, colours) if style else ""] * len(own)
    return glyphs, styles


def _sgr(style: Style, colours: ColorSystem) -> str:
    return Strip.render_ansi(style, colours)


class _Cells(dict[str, tuple[str, ...]]):
    """What stands in the cells of each character, looked up once."""

    def __missing__(self, character: str) -> tuple[str, ...]:
        cells = self[character] = (character, *[""] * (width(character) - 1))
        return cells


_CELLS = _Cells()


@lru_cache(maxsize=4096)
def _glyphs(text: str) -> Sequence[str]:
    """Give what begins in each cell that *text* takes."""
    if not _UNSURE.search(text):
        return tuple(chain.from_iterable(map(_CELLS.__getitem__, text)))
    cells: list[str] = []
    before = ""
    for start, end, size in split_graphemes(text)[0]:
        before += text[start:end]
        if size:  # else it is drawn with the next one
            cells += [before, *[""] * (size - 1)]
            before = ""
    return cells
