"""Articles to be saved: a book of them by place and day, its forms, and what its file is called."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from operator import itemgetter
from typing import IO, Literal

from msgspec.structs import replace

from reader.exchange.blocks import BookEntry, BookPart, Pictures, no_pictures
from reader.i18n import N_, _
from reader.model import Article, ArticleHead, Draft
from reader.regions.gazetteer import load
from reader.text.clean import clean
from reader.text.dates import CST
from reader.wording.articles import full_date, path_name

# Names of files, which every file system takes and none mistakes for anything else.

LONGEST = 120
"""Bytes of a name in UTF-8, without number and ending: eCryptfs takes 143 in all, others 255."""
_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in '/\\:*?"<>|'}
"""What Windows or Unix forbid in a name, which its full-width twin says as well."""


def dated_name(day: str, words: str) -> str:
    """Return *words* behind *day*, such as ``2026-11-30``, as a name without an ending.

    The day in front keeps it from being hidden, an option or a device (CON, NUL); no blank or dot
    ends it, which Windows would drop.
    """
    name = f"{day} {clean(words).translate(_WIDE)}"
    short = name.encode()[:LONGEST].decode(errors="ignore")
    return short.rstrip(" .\u3000\u200d")


# The forms in which a book of articles can be written.

Form = Literal["md", "html", "txt", "epub"]
FORMS: dict[Form, str] = {
    "md": "Markdown",
    "html": N_("HTML 网页"),
    "txt": N_("纯文本"),
    "epub": N_("EPUB 电子书"),
}
"""The ending of each one's files, and what it is called."""


def write_book(
    book: BookPart, form: Form, file: IO[bytes], *, now: datetime, pictures: Pictures = no_pictures
) -> None:
    """Write a book to *file*; *now* is when it is made."""
    if form == "epub":
        from reader.exchange.html import write_epub  # most forms need no zip

        write_epub(book, file, now=now, pictures=pictures)
        return
    for piece in _pieces(book, form, pictures):
        file.write(piece.encode())


def _pieces(book: BookPart, form: Form, pictures: Pictures) -> Iterator[str]:
    """Return the pieces of a book as text; each form imports what it needs alone."""
    if form == "html":
        from reader.exchange.html import write_html

        return write_html(book, pictures)
    if form == "md":
        from reader.exchange.markdown import write_markdown

        return write_markdown(book)
    from reader.exchange.markdown import write_text

    return write_text(book)


# Articles to be saved.

Name = tuple[tuple[bool | str, ...], str]
"""What a part is called, behind what puts it into order."""
Read = Callable[[int], Article]
"""Returns an article by its id. Raises KeyError for one that is gone."""


def book_of(title: str, heads: Sequence[ArticleHead], read: Read) -> BookPart:
    """Return the articles of *heads* as a book, by their places and days where these are several.

    Places stand in the order of the tree, days and articles as they are listed. Articles are read
    when they are written.
    """
    entries = [(head, BookEntry(head.headline, partial(_draft, head, read))) for head in heads]
    by = [key for key in (_place, _day_name) if len(set(map(key, heads))) > 1]
    return BookPart(title, *_parted(entries, by))


def _parted(
    entries: Sequence[tuple[ArticleHead, BookEntry]], by: Sequence[Callable[[ArticleHead], Name]]
) -> tuple[Sequence[BookEntry], Sequence[BookPart]]:
    """Return *entries* in parts by what they are called *by*, as they are where that is nothing."""
    if not by:
        return [entry for _head, entry in entries], ()
    name, *inner = by
    parts: dict[Name, list[tuple[ArticleHead, BookEntry]]] = {}
    for head, entry in entries:
        parts.setdefault(name(head), []).append((head, entry))
    ordered = sorted(parts, key=itemgetter(0))
    return (), [BookPart(name[1], *_parted(parts[name], inner)) for name in ordered]


def _place(head: ArticleHead) -> Name:
    """Return a place in words, behind its rank: those of the tree by their codes, unknown last."""
    id = head.region or ""
    name = path_name(id) if id else _("不定地区")
    return (not id, id not in load(), id), name


def _day_name(head: ArticleHead) -> Name:
    return (), full_date(_day(head))


def _draft(head: ArticleHead, read: Read) -> Draft:
    """Return what an article is written from; its head alone where it is gone."""
    try:
        return draft_of(read(head.id))
    except KeyError:
        return Draft(headline=head.headline, url=head.url)


def draft_of(article: Article) -> Draft:
    """Return what an article is written from: its source is that of the list if it names none."""
    return replace(article.draft, source=article.draft.source or article.head.source)


def file_name(title: str, heads: Sequence[ArticleHead], today: date) -> str:
    """Return the name of a book's file: an article's day and headline, else today and *title*."""
    if len(heads) == 1:
        return dated_name(_day(heads[0]).isoformat(), heads[0].headline)
    return dated_name(today.isoformat(), title)


def _day(head: ArticleHead) -> date:
    return datetime.fromtimestamp(head.time, CST).date()
