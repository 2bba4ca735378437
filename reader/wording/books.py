"""Articles to be saved: a book of them by place and day, and what their file is called."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from msgspec.structs import replace

from reader.exchange.book import Entry, Part
from reader.i18n import _
from reader.model import Article, ArticleHead, Draft
from reader.regions.gazetteer import load
from reader.text.dates import CST
from reader.text.file_names import dated_name
from reader.wording.places import path_name
from reader.wording.times import full_date

Read = Callable[[int], Article]
"""Returns an article by its id. Raises KeyError for one that is gone."""


def book_of(title: str, heads: Sequence[ArticleHead], read: Read) -> Part:
    """Return the articles of *heads* as a book; of several by their places and days.

    Places stand in the order of the tree, days and articles as they are listed. Articles are read
    when they are written.
    """
    entries = [(head, Entry(head.headline, lambda head=head: _draft(head, read))) for head in heads]  # type: ignore[misc]
    if len(entries) == 1:
        return Part(title, [entries[0][1]])
    places: dict[str | None, dict[date, list[Entry]]] = {}
    for head, entry in entries:
        days = places.setdefault(head.region, {})
        days.setdefault(_day(head), []).append(entry)
    return Part(
        title,
        parts=[
            Part(
                path_name(region) if region else _("不定地区"),
                parts=[Part(full_date(day), entries) for day, entries in places[region].items()],
            )
            for region in sorted(places, key=_rank)
        ],
    )


def _rank(region: str | None) -> tuple[bool, bool, str]:
    """Return what puts places into order: those of the tree by their codes, the unknown last."""
    id = region or ""
    return region is None, id not in load(), id


def _draft(head: ArticleHead, read: Read) -> Draft:
    """Return an article's draft with the source of its list; its head alone where it is gone."""
    try:
        draft = read(head.id).draft
    except KeyError:
        return Draft(headline=head.headline, url=head.url)
    return replace(draft, source=draft.source or head.source)


def file_name(title: str, heads: Sequence[ArticleHead], today: date) -> str:
    """Return the name of a book's file: an article's day and headline, else today and *title*."""
    if len(heads) == 1:
        return dated_name(_day(heads[0]).isoformat(), heads[0].headline)
    return dated_name(today.isoformat(), title)


def _day(head: ArticleHead) -> date:
    return datetime.fromtimestamp(head.time, CST).date()
