"""HTML for other programs: escaped text, links to the web alone, articles, a page for all; EPUB.

A page is one file: it runs nothing, fetches nothing, and reads well on a phone, in the dark and on
paper. It is XML too, so that the pages of an EPUB are made of the same.

EbookLib does this, but is under the AGPL, which would then bind zhnews as well; what a book of
articles needs of EPUB is little more than a zip file.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from itertools import count
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reader.exchange.blocks import BookPart, Pictures, fitted, no_pictures, write_blocks
from reader.i18n import _
from reader.model import Draft, Image
from reader.text.article import CUT, byline
from reader.text.clean import clean, display_url, safe_url
from reader.text.spelling import is_traditional

# HTML for other programs.

# The kinds of pictures that documents hold.

_SIGNATURES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
}


def media_type(data: bytes) -> str:
    """Return the media type of a picture, empty for a kind that is not known."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return next((name for sign, name in _SIGNATURES.items() if data.startswith(sign)), "")


# The style sheets of what is written as HTML.

PAGE = """
:root { color-scheme: light dark; --ink: #222; --quiet: #666; --rule: #ddd; --paper: #fdfcfa;
  --link: #14507a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ddd; --quiet: #999; --rule: #444; --paper: #1b1c1e; --link: #8fc1e8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.7;
  font-family: system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0.5rem; padding-bottom: 0.25rem;
  border-bottom: 1px solid var(--rule); }
h3, h4, h5 { font-size: 1.05rem; line-height: 1.5; margin: 0; }
article { margin: 2.5rem 0 0; }
main > article { margin: 0; }
article > header :is(h2, h3, h4) { margin: 0.15em 0 0.3em; padding: 0; border: 0;
  font-size: 1.3rem; line-height: 1.35; }
p { margin: 0; }
nav ol, section > ol { margin: 0; padding: 0; list-style: none; }
section > ol > li { margin: 1.25rem 0; }
nav { margin: 1.5rem 0 0; line-height: 1.9; }
nav ol ol { padding-left: 1em; }
nav span { color: var(--quiet); }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
.quiet { color: var(--quiet); font-size: 0.875rem; word-break: keep-all; }
@media print {
  :root { --ink: #000; --quiet: #444; --rule: #999; --paper: #fff; --link: #000; }
  main { max-width: none; padding: 0; }
  h1, h2, h3, h4 { break-after: avoid; }
  section > ol > li { break-inside: avoid; }
}
"""
"""The look of a page: a measure of 40 Han, the reader's own colours of day and night, and print."""

ARTICLE = """
article > header { margin-bottom: 1.5em; }
article > header h1 { margin: 0.15em 0 0.3em; }
.body { line-break: strict; overflow-wrap: anywhere; }
.body > * { margin: 0 0 0.9em; }
.body > p { text-indent: 2em; white-space: pre-line; }
.body h1, .body h2, .body h3, .body h4, .body h5, .body h6 {
  border: 0; padding: 0; font-size: 1.1em; line-height: 1.5; margin: 1.6em 0 0.6em;
  break-after: avoid; }
.body blockquote { padding-left: 1em; border-left: 2px solid var(--rule, #bbb);
  color: var(--quiet, inherit); }
.body blockquote p { margin: 0; }
.body ul, .body ol { padding-left: 2em; }
.body li { margin: 0.2em 0; break-inside: auto; }
.body li > ul, .body li > ol { margin: 0; }
.body pre { overflow-x: auto; white-space: pre; line-height: 1.45; font-size: 0.875em;
  padding: 0.75em 1em; border: 1px solid var(--rule, #bbb); border-radius: 4px; }
.body code { font-family: ui-monospace, "Noto Sans Mono CJK SC", monospace; }
.body table { display: block; overflow-x: auto; border-collapse: collapse; font-size: 0.9375em;
  line-height: 1.5; }
.body td { padding: 0.3em 0.75em; border-bottom: 1px solid var(--rule, #bbb); text-align: left;
  vertical-align: top; overflow-wrap: normal; }
.body tr:first-child td { font-weight: bold; white-space: nowrap; }
.body figure { text-align: center; break-inside: avoid; }
.body img { display: block; margin: 0 auto 0.4em; max-width: 100%; height: auto; }
.body figcaption { font-size: 0.875em; line-height: 1.5; color: var(--quiet, inherit); }
article > footer { margin-top: 2em; padding-top: 0.6em; border-top: 1px solid var(--rule, #bbb);
  font-size: 0.875em; line-height: 1.6; color: var(--quiet, inherit); overflow-wrap: anywhere; }
article > footer p { margin: 0; }
@media print {
  .body pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .body table { display: table; width: 100%; }
}
"""
"""How an article is set, as the reading pane sets it: first lines indented by two Han, lists with
their numbers, headings by their levels, code in its lines, captions below pictures."""

# HTML for other programs.

Picture = Callable[[Image], str]
"""Returns the HTML of a picture."""


def page(title: str, body: str) -> str:
    """Return a whole document about *body*, which is HTML, under a *title*, which is text."""
    return f"{_head(title, _language(body))}{body}{_FOOT}"


_FOOT = "</main>\n</body>\n</html>\n"


def _head(title: str, language: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"/>\n"
        f"<title>{text(title)}</title>\n<style>{PAGE}{ARTICLE}</style>\n</head>\n"
        "<body>\n<main>\n"
    )


def language(draft: Draft) -> str:
    """Return the language tag of an article (BCP 47): by its script, which chooses the glyphs."""
    return _language("".join((draft.headline, *draft.body)))


def language_of(book: BookPart) -> str:
    """Return the language tag of a book, whose headlines tell it; of one article, its text does."""
    if book.single:
        return language(book.single.draft())
    return _language("".join(entry.headline for entry in book.all_entries()))


def _language(words: str) -> str:
    return "zh-Hant" if is_traditional(words) else "zh-CN"


def text(words: str) -> str:
    """Return *words* cleaned and escaped, for an element or a quoted attribute."""
    return escape(clean(words))


def link(words: str, url: str) -> str:
    """Return a link of these words, or the words alone where *url* is none of the web's."""
    address = safe_url(url)
    return (
        f'<a href="{escape(address)}" rel="noreferrer">{text(words)}</a>'
        if address
        else text(words)
    )


# Articles.


def write_html(book: BookPart, pictures: Pictures = no_pictures) -> Iterator[str]:
    """Yield a book as a page, piece by piece; of several articles with its contents.

    Pictures that are at hand are in it; the others are links.
    """
    yield _head(book.single.headline if book.single else book.name, language_of(book))
    if book.single:
        yield article(book.single.draft(), 1, embedded(pictures))
    else:
        yield f"<h1>{text(book.name)}</h1>\n<nav>\n"
        yield f"{contents(book, map('#a{}'.format, count(1)))}</nav>\n"
        yield from _part(book, 1, count(1), embedded(pictures))
    yield _FOOT


def _part(part: BookPart, level: int, number: Iterator[int], picture: Picture) -> Iterator[str]:
    for inner in part.parts:
        yield f"<section>\n{heading(inner.name, level + 1)}"
        yield from _part(inner, level + 1, number, picture)
        yield "</section>\n"
    for entry in part.entries:
        yield f'<div id="a{next(number)}">\n{article(entry.draft(), level + 1, picture)}</div>\n'


def contents(part: BookPart, addresses: Iterator[str]) -> str:
    """Return the contents of a part as lists in a list; each article takes the next address."""
    parts = "".join(
        f"<li><span>{text(inner.name)}</span>\n{contents(inner, addresses)}</li>\n"
        for inner in part.parts
    )
    entries = "".join(
        f'<li><a href="{next(addresses)}">{text(entry.headline) or "—"}</a></li>\n'
        for entry in part.entries
    )
    return f"<ol>\n{parts}{entries}</ol>\n"


def article(draft: Draft, level: int, picture: Picture) -> str:
    """Return an article, its headline on this *level*; *picture* returns the HTML of a picture."""
    subtitle = f"——{draft.subtitle}" if draft.subtitle else ""
    below = "".join(map(_quiet, (subtitle, " · ".join(byline(draft)))))
    tail = "".join(f"<p>{line}</p>\n" for line in _tail(draft))
    footer = f"<footer>\n{tail}</footer>\n" if tail else ""
    return (
        f'<article lang="{language(draft)}">\n'
        f"<header>\n{_quiet(draft.kicker or '')}{heading(draft.headline, level)}{below}"
        f'</header>\n<div class="body">\n{write_blocks([*fitted(draft, level + 1)], picture)}\n'
        f"</div>\n{footer}</article>\n"
    )


def _tail(draft: Draft) -> Iterator[str]:
    """Yield what stands below an article, as HTML."""
    if draft.cut:
        yield text(_(CUT))
    yield from map(text, draft.notes)
    if draft.url:
        yield _("原文：{url}", url=link(display_url(draft.url), draft.url))


def _quiet(words: str) -> str:
    return f'<p class="quiet">{text(words)}</p>\n' if words else ""


def heading(words: str, level: int) -> str:
    """Return a heading; the greatest level is 6."""
    return f"<h{min(level, 6)}>{text(words)}</h{min(level, 6)}>\n"


def embedded(pictures: Pictures) -> Picture:
    """Return what embeds the *pictures* that are at hand, and links to the others."""

    def picture(image: Image) -> str:
        data = pictures(image.url) if image.url else None
        kind = media_type(data) if data else ""
        if data is None or not kind:
            return elsewhere(image)
        return shown(image, f"data:{kind};base64,{b64encode(data).decode()}")

    return picture


def shown(image: Image, address: str) -> str:
    """Return the element of a picture that is at *address*."""
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    return f'<img src="{escape(address)}" alt=""{size}/>'


def elsewhere(image: Image) -> str:
    """Return what stands in the place of a picture that is not at hand."""
    return link(_("〔图〕"), image.url or "")


# EPUB 3 (https://www.w3.org/TR/epub-33/).

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf"
 media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}
"""The pictures that every reading system knows (EPUB 3.3, 3.2), and their files' endings."""
_STYLE = f"body {{ line-height: 1.7; }}\nh1 {{ font-size: 1.4em; line-height: 1.4; }}\n{ARTICLE}"


def write_epub(
    book: BookPart, file: IO[bytes], *, now: datetime, pictures: Pictures = no_pictures
) -> None:
    """Write a book to *file*; *now* is when it is made.

    Pictures that are not at hand are links, and so are those of a kind that not every reading
    system knows.
    """
    if not file.seekable():  # as a pipe, in which the parts could not be what EPUB wants them to be
        with TemporaryFile() as whole:
            write_epub(book, whole, now=now, pictures=pictures)
            whole.seek(0)
            copyfileobj(whole, file)
        return
    with ZipFile(file, "w") as archive:
        _Writer(archive, now, pictures).write(book)


class _Writer:
    """Writes a book into an archive, of which it keeps what the package lists."""

    def __init__(self, archive: ZipFile, now: datetime, pictures: Pictures) -> None:
        self._archive = archive
        self._now = now.astimezone(UTC)
        self._pictures = pictures
        self._images: dict[str, str] = {}
        """The files of pictures by their addresses."""
        self._pages: list[str] = []

    def write(self, book: BookPart) -> None:
        """Write all files: first what the archive is, uncompressed (EPUB 3.3, 4.3)."""
        self._put("mimetype", "application/epub+zip", ZIP_STORED)
        self._put("META-INF/container.xml", _CONTAINER)
        self._put("book/style.css", _STYLE)
        for number, entry in enumerate(book.all_entries()):
            self._pages.append(f"a{number}.xhtml")
            self._put(f"book/{self._pages[-1]}", self._page(entry.draft()))
        self._put("book/contents.xhtml", _contents(book, map("a{}.xhtml".format, count())))
        self._put("book/package.opf", self._package(book))

    def _put(self, name: str, data: str | bytes, how: int = ZIP_DEFLATED) -> None:
        info = ZipInfo(name, self._now.timetuple()[:6])
        info.compress_type = how
        self._archive.writestr(info, data)

    def _page(self, draft: Draft) -> str:
        body = article(draft, 1, self._picture)
        return _page(draft.headline, body, language(draft))

    def _picture(self, image: Image) -> str:
        name = self._stored(image.url) if image.url else ""
        return shown(image, name) if name else elsewhere(image)

    def _stored(self, url: str) -> str:
        """Return the file of the picture of *url*, empty where there is none."""
        if url not in self._images:
            data = self._pictures(url) or b""
            suffix = _SUFFIXES.get(media_type(data), "")
            self._images[url] = f"p{len(self._images)}.{suffix}" if suffix else ""
            if suffix:
                self._put(f"book/{self._images[url]}", data, ZIP_STORED)
        return self._images[url]

    def _package(self, book: BookPart) -> str:
        """Return the package document: what the book is called, its files, their order."""
        made = self._now.strftime("%Y-%m-%dT%H:%M:%SZ")
        language = language_of(book)
        name = text(book.single.headline if book.single else book.name) or "zhnews"
        identity = uuid5(NAMESPACE_URL, f"{made} {name} {len(self._pages)}")
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
            f' xml:lang="{language}" unique-identifier="id">\n'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
            f'<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>\n'
            f"<dc:title>{name}</dc:title>\n<dc:language>{language}</dc:language>\n"
            f'<meta property="dcterms:modified">{made}</meta>\n</metadata>\n'
            f"<manifest>\n{''.join(self._items())}</manifest>\n"
            f"<spine>\n{''.join(_refs(self._pages))}</spine>\n</package>\n"
        )

    def _items(self) -> Iterator[str]:
        yield '<item id="contents" href="contents.xhtml" properties="nav"'
        yield ' media-type="application/xhtml+xml"/>\n'
        yield '<item id="style" href="style.css" media-type="text/css"/>\n'
        for page in self._pages:
            yield f'<item id="{page}" href="{page}" media-type="application/xhtml+xml"/>\n'
        types = {suffix: kind for kind, suffix in _SUFFIXES.items()}
        for name in filter(None, self._images.values()):
            kind = types[name.rpartition(".")[2]]
            yield f'<item id="{name}" href="{name}" media-type="{kind}"/>\n'


def _refs(pages: Sequence[str]) -> Iterator[str]:
    """Yield the reading order: the contents where there are several articles, then each."""
    for page in ["contents", *pages] if len(pages) > 1 else pages:
        yield f'<itemref idref="{page}"/>\n'


def _contents(book: BookPart, pages: Iterator[str]) -> str:
    title = text(book.name)
    listed = f'<nav epub:type="toc">\n<h1>{title}</h1>\n{contents(book, pages)}</nav>\n'
    return _page(book.name, listed, language_of(book))


def _page(title: str, body: str, language: str) -> str:
    name = text(title) or escape(_("文章"))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n<head>\n<title>{name}</title>\n'
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )
