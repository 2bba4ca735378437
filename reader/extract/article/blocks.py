"""Blocks: paragraphs, headings, figures with captions, quotes, lists, tables, code.

They are built from the lines of a body, or from a fragment of HTML that is one, such as a feed's
content:encoded.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from reader.extract.article import captions
from reader.extract.article.bylines import is_dateline
from reader.extract.article.headline import key
from reader.extract.article.lists import Lists
from reader.extract.article.tables import merge
from reader.extract.html.flow import Box, Flow, Line
from reader.extract.html.images import Picture
from reader.extract.html.tree import parse
from reader.extract.html.walk import flow
from reader.model import Block, BlockKind, Image, ListItem, Span
from reader.text.clean import clean_code, safe_url

_HEADING = 40
"""Characters: a longer line is no heading, whatever its markup."""
_CAPTION = 80
_TELLING = 60
"""Characters: more of them in several sentences tell the news itself, as photo pages do."""
_CONTAINERS = {"quote": "blockquote", "code": "pre"}
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_HAN = re.compile("[\u3400-\u9fff]")
_SENTENCE_END = re.compile(r"[。！？!?…;；，,：:、.][”’」』）)]*$")


def build(page: Flow, lines: Sequence[Line], base: str) -> tuple[Block, ...]:
    """Return the blocks of *lines*, addresses resolved against *base*."""
    blocks: list[Block] = []
    lists = Lists(page)
    bold = sum(line.bold for line in lines)
    emphatic = bold * 2 <= len([line for line in lines if line.text])
    for container, group in itertools.groupby(lines, key=lambda line: _container(lists, line)):
        run = list(group)
        if container is None:
            blocks += _prose(page, run, base, emphatic)
        elif page.boxes[container].tag == "blockquote":
            blocks.append(_joined(run, "quote", base))
        elif page.boxes[container].tag == "pre":
            blocks += _code(page.boxes[container], run) or _prose(page, run, base, emphatic)
        else:
            blocks += _list(lists, run, base, emphatic)
    if all(block.kind == "figure" for block in blocks):
        return tuple(itertools.chain.from_iterable(map(_uncaptioned, blocks)))
    return tuple(blocks)


def read_fragment(html: str, base_url: str = "") -> tuple[Block, ...]:
    """Return the blocks of *html*, its addresses resolved against *base_url*."""
    page = merge(flow(parse(html).body))
    return build(page, page.lines, base_url)


def read_fragments(pieces: Iterable[tuple[str, str]]) -> list[tuple[Block, ...]]:
    """Return the blocks of each piece: its HTML, and the address that its own count from."""
    return [read_fragment(html, url) for html, url in pieces]


def _uncaptioned(figure: Block) -> Iterator[Block]:
    """Yield a figure, and its caption as a paragraph: without other text, it is the article."""
    if figure.image is None or not figure.text:
        yield figure
        return
    yield Block("figure", image=replace(figure.image, caption=""))
    yield Block("paragraph", figure.text)


def _container(lists: Lists, line: Line) -> int | None:
    """Return the quote or code that a line is one of, or the outermost list."""
    if line.picture is not None:
        return None
    if line.role == "item":
        return next(iter(lists.around(line)), None)
    if line.role not in _CONTAINERS:
        return None
    box = lists.page.enclosing(line.box, _CONTAINERS[line.role])
    return box if box >= 0 else None


def _prose(page: Flow, lines: Sequence[Line], base: str, emphatic: bool) -> Iterator[Block]:
    """Yield blocks of lines that stand one below the other."""
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if line.picture is None:
            yield _paragraph(page, line, base, emphatic)
            continue
        caption: list[str] = []
        while index < len(lines) and _is_caption(page, line, lines[index:], first=not caption):
            if lines[index].text not in caption:  # Markdown repeats the alternative text
                caption.append(lines[index].text)
            index += 1
        yield _figure(line, " ".join(caption), base)


def _paragraph(page: Flow, line: Line, base: str, emphatic: bool) -> Block:
    if line.role == "table":
        return Block("table", line.text, _resolved(line.spans, base))
    set_apart = emphatic and line.bold and not _SENTENCE_END.search(line.text)
    if len(line.text) <= _HEADING and (line.role == "heading" or set_apart):
        box = page.enclosing(line.box, *_HEADINGS)
        return Block("heading", line.text, level=int(page.boxes[box].tag[1]) if box >= 0 else 0)
    return Block("paragraph", line.text, _resolved(line.spans, base))


def _is_caption(page: Flow, picture: Line, below: Sequence[Line], *, first: bool) -> bool:
    """Return whether the first of the lines *below* is a line of the caption, its *first* or not.

    What stands above the dateline that opens a report is no text of it.
    """
    line = below[0]
    alt = picture.picture.alt if picture.picture else ""
    repeats_alt = alt != "" and key(alt) == key(line.text)
    if not first:
        return line.role == "caption" or repeats_alt
    if line.picture is not None or not line.text or len(line.text) > _CAPTION:
        return False
    if len(line.text) > _TELLING and line.text.count("。") > 1 and line.role != "caption":
        return False
    if line.role == "caption" or repeats_alt or captions.is_marked(line.text):
        return True
    verse = len(below) > 1 and bool(below[1].text) and _is_bare(below[1])
    if (_is_bare(line) and not verse) or (len(below) > 1 and is_dateline(below[1].text)):
        return True
    frame = page.boxes[line.box]
    together = picture.box == line.box or page.boxes[picture.box].parent == line.box
    return together and frame.end - frame.start == 2 and frame.tag not in ("body", "td")


def _is_bare(line: Line) -> bool:
    """Return whether a line, not set apart, is too short for a paragraph and ends like none."""
    set_apart = line.bold or line.role == "heading"
    return len(line.text) <= _HEADING and not set_apart and not _SENTENCE_END.search(line.text)


def _figure(line: Line, caption: str, base: str) -> Block:
    picture = line.picture or Picture("")
    url = safe_url(picture.address, base) or None
    image = Image(url, caption, captions.credit(caption), *picture.size)
    return Block("figure", caption, image=image)


def _code(box: Box, lines: Sequence[Line]) -> list[Block]:
    """Return the block of what stands in a ``<pre>``; nothing for prose that old pages set so."""
    text = clean_code("\n".join(line.code or line.text for line in lines))
    is_marked = box.node is not None and box.node.css_first("code") is not None
    if not is_marked and 2 * len(_HAN.findall(text)) > len("".join(text.split())):
        return []
    return [Block("code", text)]


def _list(
    lists: Lists, lines: Sequence[Line], base: str, emphatic: bool, outer: int = 0
) -> Iterator[Block]:
    """Yield the block of a list; of one that is a mere frame, the blocks of what stands in it.

    *outer* counts the lists around it.
    """
    if items := lists.items(lines, outer):
        is_plain = all(item == ListItem() for item in items)
        yield replace(_joined(lines, "list", base), items=() if is_plain else tuple(items))
        return
    beyond = outer + 1
    for inner, group in itertools.groupby(
        lines, key=lambda line: lists.around(line)[beyond : beyond + 1]
    ):
        run = list(group)
        if inner:
            yield from _list(lists, run, base, emphatic, beyond)
        else:
            yield from _prose(lists.page, run, base, emphatic)


def _joined(lines: Sequence[Line], kind: BlockKind, base: str) -> Block:
    """Return one block of several lines, parted by newlines, their spans moved along."""
    text, spans = "", []
    for line in lines:
        text += "\n" if text else ""
        spans += [
            replace(span, start=span.start + len(text), end=span.end + len(text))
            for span in _resolved(line.spans, base)
        ]
        text += line.text
    return Block(kind, text, tuple(spans))


def _resolved(spans: Sequence[Span], base: str) -> tuple[Span, ...]:
    """Return the spans with absolute addresses; links that lead nowhere are dropped."""
    resolved = (
        replace(span, url=safe_url(span.url, base)) if span.style == "link" else span
        for span in spans
    )
    return tuple(span for span in resolved if span.style != "link" or span.url)
