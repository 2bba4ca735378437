"""The forms in which a book of articles can be written."""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Literal

from reader.exchange.book import Part, Pictures, no_pictures
from reader.i18n import N_

Form = Literal["md", "html", "txt", "epub"]
FORMS: dict[Form, str] = {
    "md": "Markdown",
    "html": N_("HTML 网页"),
    "txt": N_("纯文本"),
    "epub": N_("EPUB 电子书"),
}
"""The ending of each one's files, and what it is called."""


def write_book(
    book: Part, form: Form, file: IO[bytes], *, now: datetime, pictures: Pictures = no_pictures
) -> None:
    """Write a book to *file*; *now* is when it is made."""
    if form == "epub":
        from reader.exchange.epub import write_epub  # most forms need no zip

        write_epub(book, file, now=now, pictures=pictures)
        return
    for piece in _pieces(book, form, pictures):
        file.write(piece.encode())


def _pieces(book: Part, form: Form, pictures: Pictures) -> Iterator[str]:
    """Return the pieces of a book as text; each form imports what it needs alone."""
    if form == "html":
        from reader.exchange.html import write_html

        return write_html(book, pictures)
    if form == "md":
        from reader.exchange.markdown import write_markdown

        return write_markdown(book)
    from reader.exchange.plain import write_text

    return write_text(book)
