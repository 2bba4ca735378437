"""How many terminal cells a text takes, and Chinese line breaking (避头尾) in them.

Widths are those of `rich.cells`, because the renderer counts by them: a text that is laid out by
other numbers tears the screen.

The rules are those of GB/T 15834-2011, section 5.1, and of "Requirements for Chinese Text Layout"
(CLREQ), level GB, as far as they apply to a grid of cells: what may not begin or end a line takes
its neighbour along (推出), nothing is squeezed, nothing is stretched, no gap is added.

A *unit* is a run that no line break may divide: a character with the punctuation that clings to
it, a word, a number with its sign and measure, a dash. Lines are filled with whole units. A unit
wider than a line is broken into units of the next finer kind: parts of words, characters with
their punctuation, in the end graphemes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from rich._unicode_data import load as load_cell_table
from rich.cells import cell_len, get_character_cell_size

from reader.text.lazy_pattern import lazy_pattern

# How many terminal cells a text takes, and cutting it to a number of them.

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


# Chinese line breaking (避头尾) in terminal cells.

# These sets are the inside of a class of `re`.
_NO_START = (
    r"。，、；：！？．｡､﹐﹑﹒﹔﹕﹖﹗‼⁇⁈⁉,.!?;:"  # stops
    r"’”」』）】》〉］｝〕〗〙〛⟩⟫»›｣｠〞〟﹂﹄﹚﹜﹞)\]}"  # what closes
    r"·•・･‧་།"  # between the parts of a name; between Tibetan syllables
    r"～〜~–‐‑"  # from, to
    r"%‰‱％﹪℃℉°′″¢￠\u3380-\u33df"  # measures of a number
)
_NO_END = (
    r"‘“「『（【《〈［｛〔〖〘〚⟨⟪«‹｢｟〝﹁﹃﹙﹛﹝(\[{"  # what opens
    r"¥￥$＄£￡€₩№"  # signs before a number
)
_SLASH = "/／"
_QUOTE = "\"'＂＇"
_HYPHEN = "-－"
_SIGN = "-－+＋−±"
_ALNUM = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"

# A letter or digit of a word, full-width ones among them. Ideographs and their like (kana, hangul,
# circled numbers, emoji) stand alone.
_LETTER = (
    r"[0-9A-Z_a-z\xaa-\u10ff\u1200-\u1fff\u2070-\u218f\u2c00-\u2dff\ufb00-\ufdff\ufe70-\ufefe"
    r"０-９Ａ-Ｚａ-ｚ\U00010000-\U00016fdf\U0001d000-\U0001efff](?<=\w)"
)
_IN_WORD = r"(?<=\w)(?:[-.@&+=*×‑–](?=\w)|['’](?=[A-Za-z]))"
_URL = r"(?:https?|ftp)://[!#-;=?-~]*[0-9A-Z_a-z=&#~+*@]"  # punctuation at its end is not its own
_DASH = r"—+|―+|─+|…+|⋯+|--+(?!\d)|－－+(?!\d)"
_DASH_PAIR = "——|――|──|……|⋯⋯"

_CHAINS, _WORDS, _PARTS, _CHARACTERS, _GRAPHEMES = range(5)
_BLANKS = lazy_pattern(r"\s*")

WINDOW = 4000
"""Characters of a long text that are broken at a time."""


def wrap(text: str, width: int) -> list[str]:
    """Break one paragraph into lines of at most *width* cells, by the rules of `break_lines`.

    ``""`` is one empty line.
    """
    return [text[start:end] for start, end in break_lines(text, width)]


def break_lines(text: str, width: int, first: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the offsets ``(start, end)`` in *text* of each line of at most *width* cells.

    *first* is the width of the first line where it differs, because of an indent or a label; the
    line is empty where nothing fits into it. Between the end of a line and the start of the next
    lie the blanks that the break drops; blanks that end the text are dropped too. There is always
    a line. Below two cells *width* cannot always be kept: a line then holds one grapheme.

    A long text is broken window by window, so that its first lines cost the same as a short one's.
    """
    end = len(text.rstrip())
    width = max(width, 0)
    room = width if first is None else max(first, 0)
    start, window = 0, WINDOW
    while start + window < end:
        lines = list(_fill(text, start, start + window, width, room))
        # What follows the window may change the last unit in it, and with it the last two lines.
        if len(lines) <= 2:
            window *= 2
            continue
        yield from lines[:-2]
        start, room, window = lines[-2][0], width, WINDOW
    yield from _fill(text, start, end, width, room)


def _fill(text: str, start: int, end: int, width: int, room: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of ``text[start:end]``, the first of *room* cells, the others of *width*."""
    cells = columns(text[start:end])
    if cells[-1] <= room:
        yield start, end
        return
    origin = start
    stops = list(_stops(text, start, end, cells, origin, width))
    while start < end:
        furthest = origin + bisect_right(cells, cells[start - origin] + room) - 1
        index = bisect_right(stops, furthest)
        if index and stops[index - 1] > start:
            stop = stops[index - 1]
        elif room < width or text[start].isspace():
            stop = start  # nothing fits beside the indent, or the blanks that begin the text do not
        else:
            stop = stops[index]  # a grapheme wider than the line
        yield start, stop
        start = _after_blanks(text, stop)
        room = width


def _stops(
    text: str,
    start: int,
    end: int,
    cells: Sequence[int],
    origin: int,
    width: int,
    kind: int = _CHAINS,
) -> Iterator[int]:
    """Yield the offsets between *start* and *end* where a line of *width* cells may end.

    *cells* holds the cells before each character from *origin* on.
    """
    for unit in _units(kind).finditer(text, start, end):
        begin, stop = unit.span()
        if cells[stop - origin] - cells[begin - origin] > width and kind < _GRAPHEMES:
            yield from _stops(text, begin, stop, cells, origin, width, kind + 1)
        else:
            yield stop


def _after_blanks(text: str, offset: int) -> int:
    blanks = _BLANKS.match(text, offset)
    return blanks.end() if blanks else offset


@cache
def _units(kind: int) -> re.Pattern[str]:
    """Compile the pattern of a unit of one *kind*, the first time a text needs it."""
    if kind == _GRAPHEMES:
        return re.compile(rf"(?!\s){grapheme_pattern().pattern}", re.DOTALL)
    letter = rf"{_LETTER}|{ZWJ}.?|[_{extenders()}]"
    word = rf"{_URL}|(?:{letter}|{_IN_WORD})++(?:[+#](?!\d))*+|{_DASH}"
    part = rf"(?:{letter})++|{_DASH_PAIR}"
    core = {_CHAINS: word, _WORDS: word, _PARTS: part, _CHARACTERS: _DASH_PAIR}[kind]
    unit = _with_punctuation(core)
    # A straight quote between blanks, or between none, may open or close, and a hyphen before a
    # digit may be a sign: they cling to both sides.
    glue = rf"[{_QUOTE}]|\s++[{_QUOTE}](?=\s)\s*+|[{_HYPHEN}](?=\d)|(?<=\s\.)(?=[{_ALNUM}])"
    if kind == _CHAINS:
        glue += rf"|\s*+[{_SLASH}]\s*+|(?<=\d[,.:：．])(?=\d)"
    # A unit without glue behind it is the last. Written once: it takes milliseconds to compile.
    return re.compile(rf"(?:{unit}(?:{glue}|()))+?(?(1)|\Z)", re.DOTALL)


def _with_punctuation(core: str) -> str:
    """Return the pattern of *core*, or of any one character, with what clings to it."""
    opening = rf"[{_NO_END}{_SLASH}{_QUOTE}{ZWJ}]\s*+|[{_SIGN}](?=\w)|\.(?=[{_ALNUM}])"
    flag = "[\U0001f1e6-\U0001f1ff]{2}"
    quotes = f"[{_QUOTE}]{{0,3}}"  # bounded, so that a run of quotes is not read again and again
    closing = (
        rf"\s*+(?:{ZWJ}.?|[{_NO_START}{extenders()}]|—(?!—)|―(?!―))"
        rf"|[{_HYPHEN}](?![{_HYPHEN}\d])|\s++[{_HYPHEN}](?=\s|\Z)"
        rf"|[{_QUOTE}](?={quotes}\s)|\s*+[{_QUOTE}](?={quotes}(?:\Z|[{_NO_START}]))"
    )
    return rf"(?:{opening})*(?:{core}|{flag}|\S)(?:{closing})*+"
