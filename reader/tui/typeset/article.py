"""An article as lines of the reading pane, by the rules of Chinese typesetting.

Paragraphs open with two Han characters of indent (CLREQ 4.2.2, first-line indent), break by
`reader.text.wrap`, and stand in a measure of some forty Han characters, centred in wide panes.
Nothing here knows the screen: a line is a list of runs, text with a role.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from reader.i18n import _
from reader.model import Block, Draft, Span
from reader.text.article import CUT, INDENT, byline, heading_indents, list_marks
from reader.text.clean import display_url
from reader.text.lazy_pattern import lazy_pattern
from reader.text.spelling import Spelling, convert, full_width
from reader.text.wrap import break_lines, cut, wrap
from reader.text.wrap import width as cells
from reader.tui.typeset.lines import Line, figure_lines, table_lines

_GAP = lazy_pattern(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])")
"""A blank that parts the halves of a headline, and not a word from the Han around it."""
_NAME = lazy_pattern(r"[\u3400-\u9fff]{2,4}")
UNEVEN = 0.3
"""The part of a headline that is too short for a half."""
EVEN_LINES = 4
"""Lines of a headline, at most, that are made about equally long."""
INDENT_FROM = 24
"""Columns narrower than this, in cells, are set without the indent."""
MARGIN = 2
"""Cells kept free on either side of the text."""

ROLES = (
    "masthead",
    "headline",
    "subtitle",
    "credits",
    "heading",
    "strong",
    "emphasis",
    "link",
    "quote",
    "figure",
    "rule",
    "note",
    "notes",
    "hint",
)
"""The roles that runs of an article play, besides plain text."""


class Style(Struct, frozen=True):
    """How to set an article: the pane's width in cells, the measure in Han, notes open or not."""

    width: int
    measure: int = 40
    notes_open: bool = False
    sample: bool = False
    spelling: Spelling = "original"
    names: tuple[str, ...] = ()
    """The people that the article names in its credits."""
    full_width: bool = True
    """Whether half-width stops between Han are shown full-width."""
    pictures: bool = False
    """Whether room is kept for pictures, or a line says that there is one."""
    printed: bool = False
    """Whether it is for a pipe or paper: without margins, the notes open, no word about keys."""

    @property
    def column(self) -> int:
        """The width of the text in cells."""
        margins = 0 if self.printed else 2 * MARGIN
        return max(2, min(self.width - margins, 2 * self.measure))

    @property
    def margin(self) -> int:
        """The blanks before each line that centre the column."""
        return 0 if self.printed else max(0, (self.width - self.column) // 2)

    def spell(self, text: str) -> str:
        """Return *text*, as long as before, in the spelling and punctuation of the reader's."""
        spelt = convert(text, self.spelling, self.names)
        return full_width(spelt) if self.full_width else spelt


def typeset(draft: Draft, style: Style, source: str = "") -> Iterator[tuple[int, Line]]:
    """Set *draft* as lines, each at most ``style.width`` cells wide, one as it is asked for.

    *source* stands in where the article names none. With each comes the number of its part, which
    is the same at every width: 0 for the head, then one for each block, for the word that there is
    more, and for the tail.
    """
    margin, style = " " * style.margin, replace(style, names=tuple(_people(draft)))
    parts = (
        _head(draft, source, style),
        *_blocks(draft, style),
        _more(draft, style),
        _tail(draft, style),
    )
    for number, part in enumerate(parts):
        for line in part:
            yield number, [(margin, ""), *line] if line and margin else line


def _people(draft: Draft) -> Iterator[str]:
    credits = (draft.author, draft.photographer, draft.editor, draft.responsible_editor)
    return (name for credit in credits for name in _NAME.findall(credit or ""))


def _plain(text: str, width: int, role: str) -> Iterator[Line]:
    """Set *text* in one role."""
    for start, end in break_lines(text, width):
        yield [(text[start:end], role)]


def _head(draft: Draft, source: str, style: Style) -> Iterator[Line]:
    masthead = draft.masthead
    above = [_("示例")] if style.sample else []
    if masthead is not None and masthead.channel:
        above.append(masthead.channel)
    if above:
        yield from _plain(style.spell(" · ".join(above)), style.column, "masthead")
    if draft.kicker:
        yield from _plain(style.spell(draft.kicker), style.column, "subtitle")
    for line in _headline(style.spell(draft.headline), style.column):
        yield [(line, "headline")]
    if draft.subtitle:
        yield from _plain(style.spell(f"——{draft.subtitle}"), style.column, "subtitle")
    credits = byline(draft, source, style.spell)
    for line in _joined(credits, style.column):
        yield [(line, "credits")]
    yield []


def _headline(text: str, width: int) -> Iterator[str]:
    """Break a headline into as few lines as fit, about equally long; of two, between its halves."""
    lines = wrap(text, width)
    if not 1 < len(lines) <= EVEN_LINES:
        yield from lines
        return
    if len(lines) == 2:
        halves = [(text[: gap.start()], text[gap.end() :]) for gap in _GAP.finditer(text)]
        fitting = [pair for pair in halves if UNEVEN < cells(pair[0]) / cells(text) < 1 - UNEVEN]
        if fitting := [pair for pair in fitting if max(map(cells, pair)) <= width]:
            yield from min(fitting, key=lambda pair: abs(cells(pair[0]) - cells(pair[1])))
            return
    yield from wrap(text, _even(text, len(lines), width))


def _even(text: str, lines: int, width: int) -> int:
    """Return the least width at which *text* takes so many *lines*, as it does at *width*."""
    least = cells(text) // lines
    while least < width:
        middle = (least + width) // 2
        if len(wrap(text, middle)) > lines:
            least = middle + 1
        else:
            width = middle
    return width


def _joined(items: Sequence[str], width: int) -> Iterator[str]:
    """Join *items* by middle dots, breaking between items where they fit whole."""
    line = ""
    for item in items:
        joined = f"{line} · {item}" if line else item
        if cells(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        *full, line = wrap(item, width) or [""]
        yield from full
    if line:
        yield line


def _blocks(draft: Draft, style: Style) -> Iterator[Iterator[Line]]:
    """Yield the lines of each block, and an empty one behind it unless it is the last."""
    first = next((block for block in draft.blocks if block.image and block.image.url), None)
    indents = heading_indents(draft.blocks)
    for block in draft.blocks:
        # How one comes to see pictures is said once: an article may have dozens.
        keys = block is first and not style.printed
        lines = _block(block, style, indents.get(block.level, ""), keys=keys)
        yield lines if block is draft.blocks[-1] else chain(lines, [[]])


def _block(block: Block, style: Style, indent: str, *, keys: bool) -> Iterator[Line]:
    """Set a block; *indent* is that of its level, if it is a heading."""
    width = style.column
    if block.kind != "code":
        block = replace(block, text=style.spell(block.text))
    match block.kind:
        case "heading":
            indent = indent if width >= INDENT_FROM + cells(indent) else ""
            for line in _text(block.text, block.spans, width - cells(indent), role="heading"):
                yield [(indent, ""), *line] if indent else line
        case "quote":
            for line in _text(block.text, block.spans, width - 2, role="quote"):
                yield [("│ ", "rule"), *line]
        case "list":
            yield from _list(block, width)
        case "code":
            yield from _code(block.text, width)
        case "table":
            yield from table_lines(block.text, width)
        case "figure":
            yield from figure_lines(block, width, style.margin, pictures=style.pictures, keys=keys)
        case _:
            indent = INDENT if width >= INDENT_FROM else ""
            yield from _text(block.text, block.spans, width, indent=indent)


def _text(
    text: str, spans: Sequence[Span], width: int, *, role: str = "", indent: str = ""
) -> Iterator[Line]:
    """Set *text*, its spans in their own roles, each newline of it a new line."""
    start = 0
    for part in text.split("\n"):
        for number, (low, high) in enumerate(break_lines(part, width, width - cells(indent))):
            runs = _runs(text, spans, start + low, start + high, role)
            yield [(indent, ""), *runs] if indent and number == 0 else runs
        start += len(part) + 1


def _runs(text: str, spans: Sequence[Span], low: int, high: int, role: str) -> Line:
    """Cut ``text[low:high]`` into runs at the borders of the spans that touch it."""
    runs: Line = []
    for span in spans:
        if span.end <= low or span.start >= high or (span.start < low and runs):
            continue
        start, end = max(span.start, low), min(span.end, high)
        runs += [(text[low:start], role)] if start > low else []
        runs.append((text[start:end], span.style))
        low = end
    return [*runs, (text[low:high], role)] if low < high else runs


def _list(block: Block, width: int) -> Iterator[Line]:
    start = 0
    most = max(2, width // 2)
    for mark, item in zip(list_marks(block), block.text.split("\n"), strict=True):
        mark = mark[-most:]  # deep in a narrow column
        for low, high in break_lines(item, width - len(mark)):
            runs = _runs(block.text, block.spans, start + low, start + high, "")
            yield [(mark, "rule"), *runs]
            mark = " " * len(mark)
        start += len(item) + 1


def _code(text: str, width: int) -> Iterator[Line]:
    """Set code as it is; a row wider than the column is cut anywhere, and goes on behind a sign."""
    blank, sign = ("  ", "↳ ") if width >= INDENT_FROM else ("", "")
    for row in text.split("\n"):
        before = blank
        for piece in cut(row, width - len(before)):
            yield [(before, "rule"), (piece, "")] if piece else []
            before = sign


def _more(draft: Draft, style: Style) -> Iterator[Line]:
    """Say that there is more to read than is here."""
    if draft.cut:
        yield []
        yield from _plain(_(CUT), style.column, "hint")
    if draft.extent == "full":
        return
    if draft.blocks:
        yield []
    if not draft.url:
        hint = _("没有正文。")
    elif style.printed:
        hint = _("这里只有摘要。") if draft.blocks else _("正文还没有取来。")
    else:
        hint = (
            _("这里只有摘要，按 x 读取全文。") if draft.blocks else _("正文还没有取来，按 x 读取。")
        )
    yield from _plain(hint, style.column, "hint")


def _tail(draft: Draft, style: Style) -> Iterator[Line]:
    width = style.column
    facts = []
    if draft.original_title and draft.original_title != draft.headline:
        facts.append(_("原题：{title}", title=style.spell(draft.original_title)))
    if draft.url:
        facts.append(_("原文：{url}", url=display_url(draft.url)))
    notes = _notes(draft)
    if not (facts or notes):
        return
    yield []
    yield [("─" * min(8, width), "rule")]
    for fact in facts:
        yield from _plain(fact, width, "note")
    if notes and not style.printed:
        folded = _("▸ 声明与联系方式，按 Enter 展开")
        opened = _("▾ 声明与联系方式，按 Enter 收起")
        yield from _plain(opened if style.notes_open else folded, width, "notes")
    for note in notes if style.notes_open or style.printed else ():
        yield from _plain(style.spell(note), width, "note")


def _notes(draft: Draft) -> list[str]:
    masthead = draft.masthead
    notes = list(draft.notes)
    if masthead is not None and masthead.hotline:
        notes.append(_("热线：{hotline}", hotline=masthead.hotline))
    if masthead is not None and masthead.email:
        notes.append(_("邮箱：{email}", email=masthead.email))
    return notes
