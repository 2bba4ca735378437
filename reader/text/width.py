"""How many terminal cells a text takes, and cutting it to a number of them.

Widths are those of `rich.cells`, because the renderer counts by them: a text that is laid out by
other numbers tears the screen.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from rich._unicode_data import load as load_cell_table
from rich.cells import cell_len, get_character_cell_size

from reader.text.lazy_pattern import lazy_pattern

ZWJ = "\u200d"
VS16 = "\ufe0f"
FLAGS = "\U0001f1e6"
"""The first of the letters of which two make a flag; of what comes before, only marks join."""

_CLAUSE_ENDS = lazy_pattern(r"[，；：。]|[,;:.](?=\s)|\s·\s")


class _Cells(dict[str, int]):
    """Cells by character, looked up once each."""

    def __missing__(self, character: str) -> int:
        cells = self[character] = get_character_cell_size(character)
        return cells


_CELLS = _Cells()


def width(text: str) -> int:
    """Return the cells that *text* takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    if ZWJ in text or VS16 in text:
        return cell_len(text)
    return sum(map(_CELLS.__getitem__, text))


def columns(text: str) -> list[int]:
    """Return the cells before each character of *text*, and last those of the whole.

    Characters after the first of a grapheme with ZWJ or VS16 stand where the grapheme ends.
    """
    if ZWJ not in text and VS16 not in text:
        return list(accumulate(map(_CELLS.__getitem__, text), initial=0))
    cells: list[int] = []
    for grapheme in grapheme_pattern().findall(text):
        cells += [width(grapheme), *[0] * (len(grapheme) - 1)]
    return list(accumulate(cells, initial=0))


@cache
def extenders() -> str:
    """Return the characters that have no width of their own, as ranges for a class of `re`.

    Combining marks, variation selectors, skin tones, tags, medial and final jamo: each belongs to
    the character before it. So do the controls that show nothing.
    """
    ranges = [(start, end) for start, end, cells in load_cell_table("auto").widths if not cells]
    marks = (f"{re.escape(chr(start))}-{re.escape(chr(end))}" for start, end in ranges)
    return r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f" + "".join(marks)


@cache
def grapheme_pattern() -> re.Pattern[str]:
    """Return the pattern of one grapheme: a flag, or a character with all that belongs to it.

    A ZWJ takes the next character with it, whatever that is: so `rich.cells` counts.
    """
    flag = "[\U0001f1e6-\U0001f1ff]{2}"
    return re.compile(rf"(?:{flag}|{ZWJ}.?|.)(?:{ZWJ}.?|[{extenders()}])*+", re.DOTALL)


def fit(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return *text* if it fits into *cells*, else its beginning and *ellipsis* in at most *cells*.

    No grapheme is split. Where not even *ellipsis* fits, the beginning stands alone.
    """
    before = columns(text)
    if before[-1] <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return fit(text, cells, "") if ellipsis else ""
    furthest = bisect_right(before, room) - 1
    return text[: _grapheme_end(text, furthest)].rstrip() + ellipsis


def fit_clauses(text: str, cells: int) -> str:
    """Return *text* if it fits into *cells*, else as many of its clauses, from the first, as do.

    Where not even the first one fits, return what `fit` does.
    """
    if width(text) <= cells:
        return text
    beginnings = (text[: stop.start()] for stop in _CLAUSE_ENDS.finditer(text))
    whole = [beginning for beginning in beginnings if 0 < width(beginning) <= cells]
    return whole[-1] if whole else fit(text, cells)


def _grapheme_end(text: str, furthest: int) -> int:
    """Return where the last grapheme of *text* ends that ends at *furthest* or before."""
    if max(text) < FLAGS and all(map(_CELLS.__getitem__, text)):  # each character is one
        return furthest
    end = 0
    for grapheme in grapheme_pattern().finditer(text):
        if grapheme.end() > furthest:
            break
        end = grapheme.end()
    return end


def cut(text: str, cells: int) -> Iterator[str]:
    """Cut *text* into pieces of at most *cells*, blanks and all; no grapheme is split."""
    piece, used = "", 0
    for grapheme in grapheme_pattern().findall(text):
        taken = width(grapheme)
        if piece and used + taken > cells:
            yield piece
            piece, used = "", 0
        piece += grapheme
        used += taken
    yield piece


def pad(text: str, cells: int) -> str:
    """Return *text* cut or filled with blanks to exactly *cells*."""
    text = fit(text, cells).rstrip(ZWJ)  # a ZWJ at the end would swallow the first blank
    return text + " " * (cells - width(text))
