"""The articles of one day's edition, put together from those of its pages."""

from collections.abc import Sequence

from msgspec.structs import replace

from reader.extract.lists import page_names
from reader.model import Draft
from reader.text.jumps import Jump, jump_of, page_number, without_jump

MAX_PAGES = 40
"""Pages of one edition: what has more is none, or a trap."""
MAX_ARTICLES = 400
"""Articles of one edition."""
_SLOT = 100
"""Seconds after midnight that each page has: lists show the latest first, so that the first article
of the first page is given the latest second. None is later than 01:07."""
_FRONT = "头版"
"""What the page is called that leads to the others and is not in their list."""
_WHOLE = 8
"""Characters: a title that comes again on another page is the same article's, and no column's."""


def assemble(pages: Sequence[tuple[str, Sequence[Draft]]]) -> list[Draft]:
    """Return the articles of *pages*, by the names of these and in their order, each once.

    A name may be empty.
    """
    seen = set[str]()
    entries: list[Draft] = []
    for number, (name, listed) in enumerate(pages[:MAX_PAGES]):
        last = (MAX_PAGES - number) * _SLOT - 1
        here = [entry for entry in listed if entry.url not in seen]
        seen.update(entry.url for entry in here)
        entries += [
            replace(entry, page=name or _FRONT, second=last - min(at, _SLOT - 1))
            for at, entry in enumerate(here)
            if page_names.is_article(entry.headline, name)
        ]
    return join_continued(entries)[:MAX_ARTICLES]


def join_continued(entries: Sequence[Draft]) -> list[Draft]:
    """Return the articles of an edition, *entries* in order, with their further parts as `pages`.

    A part has the title of its beginning, or, where jump lines are all that it is called by, is
    the only one that they lead to.
    """
    joined: list[Draft] = []
    for entry in entries:
        title = without_jump(entry.headline).strip()
        at = _beginning(joined, entry, title)
        if at is None:
            joined.append(entry)
        else:
            first = joined[at]
            joined[at] = replace(first, pages=(*first.pages, entry.url))
    return [_titled(entry) for entry in joined]


def _beginning(joined: Sequence[Draft], entry: Draft, title: str) -> int | None:
    """Return which of the articles before *entry*, whose bare title is *title*, it goes on with."""
    jump = jump_of(entry.headline)
    for at, first in enumerate(joined):
        if first.page == entry.page:
            continue
        lead = jump_of(first.headline)
        is_marked = bool(jump and jump.is_back) or bool(lead and not lead.is_back)
        if (
            title
            and without_jump(first.headline).strip() == title
            and (is_marked or len(title) >= _WHOLE)
        ):
            return at
    if title or jump is None or not jump.is_back:
        return None
    here = Jump(False, _number(entry))
    led = [
        at
        for at, first in enumerate(joined)
        if _number(first) == jump.page and jump_of(first.headline) == here
    ]
    return led[0] if len(led) == 1 else None


def _number(entry: Draft) -> str:
    page = page_names.read(entry.page or "")
    return page_number(page.number) if page else ""


def _titled(entry: Draft) -> Draft:
    title = without_jump(entry.headline).strip()
    return replace(entry, headline=title) if title and title != entry.headline else entry
