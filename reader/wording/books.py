"""Articles to be saved: a book of them by place and day, and what their file is called."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from operator import itemgetter

from msgspec.structs import replace

from reader.exchange.book import Entry, Part
from reader.i18n import _
from reader.model import Article, ArticleHead, Draft
from reader.regions.gazetteer import load
from reader.text.dates import CST
from reader.text.file_names import dated_name
from reader.wording.places import path_name
from reader.wording.times import full_date

Name = tuple[tuple[bool | str, ...], str]
"""What a part is called, behind what puts it into order."""
Read = Callable[[int], Article]
"""Returns an article by its id. Raises KeyError for one that is gone."""


def book_of(title: str, heads: Sequence[ArticleHead], read: Read) -> Part:
    """Return the articles of *heads* as a book, by their places and days where these are several.

    Places stand in the order of the tree, days and articles as they are listed. Articles are read
    when they are written.
    """
    entries = [(head, Entry(head.headline, partial(_draft, head, read))) for head in heads]
    by = [key for key in (_place, _day_name) if len(set(map(key, heads))) > 1]
    return Part(title, *_parted(entries, by))


def _parted(
    entries: Sequence[tuple[ArticleHead, Entry]], by: Sequence[Callable[[ArticleHead], Name]]
) -> tuple[Sequence[Entry], Sequence[Part]]:
    """Return *entries* in parts by what they are called *by*, as they are where that is nothing."""
    if not by:
        return [entry for _head, entry in entries], ()
    name, *inner = by
    parts: dict[Name, list[tuple[ArticleHead, Entry]]] = {}
    for head, entry in entries:
        parts.setdefault(name(head), []).append((head, entry))
    ordered = sorted(parts, key=itemgetter(0))
    return (), [Part(name[1], *_parted(parts[name], inner)) for name in ordered]


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
