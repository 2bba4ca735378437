"""EPUB 3 (https://www.w3.org/TR/epub-33/): a page an article, contents by parts, pictures.

EbookLib does this, but is under the AGPL, which would then bind zhnews as well; what a book of
articles needs of EPUB is little more than a zip file.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from itertools import count
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reader.exchange import html
from reader.exchange.blocks import Part, Pictures, no_pictures
from reader.exchange.html import ARTICLE, media_type
from reader.i18n import _
from reader.model import Draft, Image

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
    book: Part, file: IO[bytes], *, now: datetime, pictures: Pictures = no_pictures
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

    def write(self, book: Part) -> None:
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
        body = html.article(draft, 1, self._picture)
        return _page(draft.headline, body, html.language(draft))

    def _picture(self, image: Image) -> str:
        name = self._stored(image.url) if image.url else ""
        return html.shown(image, name) if name else html.elsewhere(image)

    def _stored(self, url: str) -> str:
        """Return the file of the picture of *url*, empty where there is none."""
        if url not in self._images:
            data = self._pictures(url) or b""
            suffix = _SUFFIXES.get(media_type(data), "")
            self._images[url] = f"p{len(self._images)}.{suffix}" if suffix else ""
            if suffix:
                self._put(f"book/{self._images[url]}", data, ZIP_STORED)
        return self._images[url]

    def _package(self, book: Part) -> str:
        """Return the package document: what the book is called, its files, their order."""
        made = self._now.strftime("%Y-%m-%dT%H:%M:%SZ")
        language = html.language_of(book)
        name = html.text(book.single.headline if book.single else book.name) or "zhnews"
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


def _contents(book: Part, pages: Iterator[str]) -> str:
    title = html.text(book.name)
    listed = f'<nav epub:type="toc">\n<h1>{title}</h1>\n{html.contents(book, pages)}</nav>\n'
    return _page(book.name, listed, html.language_of(book))


def _page(title: str, body: str, language: str) -> str:
    name = html.text(title) or escape(_("文章"))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n<head>\n<title>{name}</title>\n'
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )
