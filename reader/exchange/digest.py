"""A digest of news in words, as text, Markdown and HTML: its places and what is told of each."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from reader.exchange import html, markdown
from reader.text.clean import clean, display_url, safe_url
from reader.text.wrap import wrap


class Item(Struct, frozen=True):
    """A story: its headline, where it can be read, and lines about it, such as its credits."""

    headline: str
    url: str
    lines: Sequence[str]


class Chapter(Struct, frozen=True):
    """A place, and what there is of it."""

    name: str
    items: Sequence[Item]


class Digest(Struct, frozen=True):
    """Chapters under a title and a line about the time they are of.

    *nothing* is what is said where there are no chapters.
    """

    title: str
    period: str
    chapters: Sequence[Chapter]
    nothing: str


def as_text(digest: Digest, width: int | None = None) -> str:
    """Return a digest as plain text, a line a paragraph, or in lines of at most *width* cells."""
    return "".join(f"{line}\n" for line in _text_lines(digest, width))


def _text_lines(digest: Digest, width: int | None) -> Iterator[str]:
    yield from _wrapped(digest.title, width)
    yield from _wrapped(digest.period, width)
    if not digest.chapters:
        yield from ("", *_wrapped(digest.nothing, width))
    for chapter in digest.chapters:
        yield ""
        yield from _wrapped(chapter.name, width)
        for number, item in enumerate(chapter.items, 1):
            yield ""
            yield from _numbered(f"{number}. ", item, width)


def _numbered(number: str, item: Item, width: int | None) -> Iterator[str]:
    indent = " " * len(number)
    room = None if width is None else max(1, width - len(number))
    for words in filter(None, (item.headline, *item.lines, display_url(safe_url(item.url)))):
        for line in _wrapped(words, room):
            yield number + line
            number = indent


def _wrapped(line: str, width: int | None) -> Sequence[str]:
    return [clean(line)] if width is None else wrap(clean(line), width)


def as_markdown(digest: Digest) -> str:
    """Return a digest as CommonMark."""
    return "\n\n".join(_markdown_blocks(digest)) + "\n"


def _markdown_blocks(digest: Digest) -> Iterator[str]:
    yield f"# {markdown.text(digest.title)}"
    yield markdown.text(digest.period)
    if not digest.chapters:
        yield markdown.text(digest.nothing)
    for chapter in digest.chapters:
        yield f"## {markdown.text(chapter.name)}"
        for number, item in enumerate(chapter.items, 1):
            mark = f"{number}. "
            lines = [markdown.link(item.headline, item.url), *map(markdown.text, item.lines)]
            yield mark + ("\\\n" + " " * len(mark)).join(lines)


def as_html(digest: Digest) -> str:
    """Return a digest as a page of its own (`reader.exchange.html.page`)."""
    return html.page(digest.title, "".join(_html_parts(digest)))


def _html_parts(digest: Digest) -> Iterator[str]:
    yield f"<h1>{html.text(digest.title)}</h1>\n"
    yield f'<p class="quiet">{html.text(digest.period)}</p>\n'
    if not digest.chapters:
        yield f'<p class="quiet">{html.text(digest.nothing)}</p>\n'
    for chapter in digest.chapters:
        items = "".join(map(_html_item, chapter.items))
        yield f"<section>\n<h2>{html.text(chapter.name)}</h2>\n<ol>\n{items}</ol>\n</section>\n"


def _html_item(item: Item) -> str:
    lines = "".join(f'<p class="quiet">{html.text(line)}</p>' for line in item.lines)
    return f"<li><h3>{html.link(item.headline, item.url)}</h3>{lines}</li>\n"
