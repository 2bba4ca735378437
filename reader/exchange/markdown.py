"""Markdown (CommonMark, and the tables of GFM) and plain text for other programs.

Text is escaped, and links lead to the web alone.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from urllib.parse import quote

from reader.exchange.blocks import BookPart, fitted
from reader.i18n import _
from reader.model import Block, Draft, ListItem, Span
from reader.text.article import CUT, INDENT, byline, caption, heading_indents, list_marks
from reader.text.clean import CONTROL, clean, display_url, safe_url

# Plain text: a paragraph a line, whatever the width.


def write_text(book: BookPart) -> Iterator[str]:
    """Yield a book line by line, without control characters."""
    lines = article_lines(book.single.draft()) if book.single else _part(book)
    for line in lines:
        yield CONTROL.sub(_tab, line) + "\n"


def _tab(control: re.Match[str]) -> str:
    return control[0] if control[0] == "\t" else ""


def _part(part: BookPart) -> Iterator[str]:
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
        yield from _plain_block(block, indents.get(block.level, ""))
    if draft.cut:
        yield ""
        yield _(CUT)
    if draft.notes or draft.url:
        yield ""
    yield from draft.notes
    if draft.url:
        yield display_url(draft.url)


def _plain_block(block: Block, indent: str) -> Iterator[str]:
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


# Markdown (CommonMark, and the tables of GFM) for other programs.

_INLINE = re.compile(r"[\\`*_\[\]<>&~|$]")
"""What means something anywhere in a line, in CommonMark or in what is common beyond it."""
_AT_START = re.compile(r"^(?:(?=[-+#=])|\d+(?=[.)]))")
"""What stands before a sign that makes a line a list, a heading or a rule."""
_AT_END = re.compile(r"#+$")
"""What would close a heading."""
_NOT_IN_LINK = re.compile(r"[<>\\\s]")
_INNER = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
"""What of a text can be marked: a mark between Han and a stop is none (CommonMark 6.2)."""
_TICKS = re.compile("`+")
_BREAK = "\\\n"
_MARKS = {"strong": "**", "emphasis": "*"}


def text(words: str) -> str:
    """Return *words* cleaned and escaped, to be nothing but words wherever they stand."""
    return _at_start(_escaped(clean(words)))


def link(words: str, url: str) -> str:
    """Return a link of these words, or the words alone where *url* is none of the web's."""
    return _link(text(words), url)


def _escaped(words: str) -> str:
    return _INLINE.sub(r"\\\g<0>", words)


def _at_start(line: str) -> str:
    return _AT_START.sub(r"\g<0>\\", line)


def _link(words: str, url: str) -> str:
    address = _address(url)
    return f"[{words}]({address})" if address else words


def _address(url: str) -> str:
    address = _NOT_IN_LINK.sub(lambda sign: quote(sign[0]), safe_url(url))
    return f"<{address}>" if address else ""


# Articles.


def write_markdown(book: BookPart) -> Iterator[str]:
    """Yield a book piece by piece."""
    for number, block in enumerate(_book(book, 1)):
        yield f"\n{block}\n" if number else f"{block}\n"


def _book(part: BookPart, level: int) -> Iterator[str]:
    if level == 1 and part.single:
        yield from _article(part.single.draft(), 1)
        return
    yield _heading(text(part.name), level)
    for inner in part.parts:
        yield from _book(inner, level + 1)
    for entry in part.entries:
        yield from _article(entry.draft(), level + 1)


def _article(draft: Draft, level: int) -> Iterator[str]:
    if draft.kicker:
        yield text(draft.kicker)
    yield _heading(text(draft.headline), level)
    if draft.subtitle:
        yield text(f"——{draft.subtitle}")
    if credits := byline(draft):
        yield text(" · ".join(credits))
    before = ""
    for block in fitted(draft, level + 1):
        if before == block.kind == "list":
            yield "<!-- -->"  # else they were one
        yield from _block(block)
        before = block.kind
    if draft.cut:
        yield text(_(CUT))
    yield from map(text, draft.notes)
    if draft.url:
        yield _("原文：{url}", url=link(display_url(draft.url), draft.url))


def _heading(words: str, level: int) -> str:
    return f"{'#' * min(level, 6)} {_AT_END.sub(_escape_all, words)}"


def _escape_all(signs: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in signs[0])


def _block(block: Block) -> Iterator[str]:
    """Yield a clean block; a picture without an address has its words alone."""
    lines = list(_lines(block))
    match block.kind:
        case "heading":
            yield _heading(" ".join(lines), block.level)
        case "quote":
            yield "> " + f"{_BREAK}> ".join(lines)
        case "list":
            yield _list(lines, block.items or [ListItem()] * len(lines))
        case "table":
            yield _table([line.split("\t") for line in _lines(block, by_cell=True)])
        case "code":
            longest = max((len(ticks) for ticks in _TICKS.findall(block.text)), default=0)
            fence = "`" * max(3, longest + 1)
            yield f"{fence}\n{block.text}\n{fence}"
        case "figure":
            address = _address(block.image.url or "") if block.image else ""
            shown = f"![]({address})" if address else ""
            told = lines if block.text else []
            if told and not shown:
                told = [_("〔图〕") + told[0], *told[1:]]
            if pieces := [*filter(None, (shown, *told))]:
                yield _BREAK.join(pieces)
        case _:
            yield _BREAK.join(lines)


def _lines(block: Block, *, by_cell: bool = False) -> Iterator[str]:
    """Yield the lines of a block; *by_cell*: what tabs part has marks of its own."""
    start = 0
    for line in block.text.split("\n"):
        parts = []
        for part in line.split("\t") if by_cell else [line]:
            parts.append(_at_start(_marked(block, start, start + len(part))))
            start += len(part) + 1
        yield "\t".join(parts)


def _marked(block: Block, start: int, end: int) -> str:
    """Return a piece of a block's text with its links and its emphasis."""
    if not block.spans:
        return _escaped(block.text[start:end])
    edges = {start, end, *(edge for span in block.spans for edge in (span.start, span.end))}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    pieces = [(*_role(block.spans, *cut), block.text[slice(*cut)]) for cut in pairwise(cuts)]
    marked = ""
    for url, linked in groupby(pieces, key=itemgetter(0)):
        inside = ""
        for mark, alike in groupby(linked, key=itemgetter(1)):
            inside += _emphasised("".join(words for _url, _mark, words in alike), mark, inside)
        if url and marked.endswith("!"):
            marked = f"{marked[:-1]}\\!"  # else it were a picture
        marked += _link(inside, url) if url else inside
    return marked


def _role(spans: Sequence[Span], start: int, end: int) -> tuple[str, str]:
    """Return where a piece leads, and the sign of its emphasis: strong where it is both."""
    over = [span for span in spans if span.start <= start and end <= span.end]
    url = next((span.url for span in over if span.style == "link"), "")
    styles = {span.style for span in over}
    return url, next((mark for style, mark in _MARKS.items() if style in styles), "")


def _emphasised(words: str, mark: str, before: str) -> str:
    """Mark *words*, but for the stops and blanks around them, and not close behind other marks."""
    inner = _INNER.search(words)
    if not mark or inner is None or (before.endswith("*") and not inner.start()):
        return _escaped(words)
    first, last = _escaped(words[: inner.start()]), _escaped(words[inner.end() :])
    return f"{first}{mark}{_escaped(inner[0])}{mark}{last}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table, of which the first row is the head."""
    columns = max(map(len, rows))
    head, *others = [[*row, *[""] * (columns - len(row))] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * columns, *others))


class _Open:
    """A list that is open: its items stand *indent* in; the next number of an ordered one."""

    def __init__(self, indent: str, number: int | None, sign: str) -> None:
        self.indent = indent
        self.number = number
        self.sign = sign
        self.mark = "- " if number is None else f"{number}{sign} "

    @property
    def inner(self) -> str:
        """The indent of what stands in its items."""
        return self.indent + " " * len(self.mark)


def _list(lines: Sequence[str], items: Sequence[ListItem]) -> str:
    """Return a list and those in it.

    Where the numbers do not go on by one, the sign behind them changes, which begins a new list.
    """
    text = ""
    opened: list[_Open] = []
    for line, item in zip(lines, items, strict=True):
        number = item.number if item.number is None or item.number >= 0 else None
        if number != item.number:
            line = f"{item.number}\\. {line}"
        closed = opened[item.depth + 1 :]
        if item.continued and len(opened) > item.depth:
            del opened[item.depth + 1 :]
            text += "\n\n" if closed else _BREAK
            text += opened[-1].inner + line
            continue
        before = opened[item.depth] if len(opened) > item.depth else None
        del opened[item.depth :]
        text += "\n" if text else ""
        # A number other than 1 goes on with the words above it (CommonMark 5.2).
        text += "\n" if text and before is None and number not in (None, 1) else ""
        indent = opened[-1].inner if opened else ""
        text += indent
        while len(opened) < item.depth:
            opened.append(_Open(indent, None, ""))
            indent, text = opened[-1].inner, text + opened[-1].mark
        opened.append(_next_item(before, indent, number))
        text += opened[-1].mark + line
    return text


def _next_item(before: _Open | None, indent: str, number: int | None) -> _Open:
    sign = "."
    if before is not None and before.number is not None and number is not None:
        goes_on = number == before.number + 1
        sign = before.sign if goes_on else ".)".replace(before.sign, "")
    return _Open(indent, number, sign)
