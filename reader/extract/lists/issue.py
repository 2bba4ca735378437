"""The articles of one day's edition, put together from those of its pages."""

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from reader.extract.lists import page_names
from reader.model import Draft
from reader.text.jumps import Jump, jump_of, page_number, without_jump

MAX_PAGES = 40
"""Pages of one edition: what has more is none, or a trap."""
MAX_ARTICLES = 400
"""Articles of one edition, their further parts among them."""
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
    return join_continued(list(islice(_articles(pages[:MAX_PAGES]), MAX_ARTICLES)))


def _articles(pages: Sequence[tuple[str, Sequence[Draft]]]) -> Iterator[Draft]:
    seen = set[str]()
    for number, (name, listed) in enumerate(pages):
        last = (MAX_PAGES - number) * _SLOT - 1
        here = [entry for entry in listed if entry.url not in seen]
        seen.update(entry.url for entry in here)
        for at, entry in enumerate(here):
            if page_names.is_article(entry.headline, name):
                yield replace(entry, page=name or _FRONT, second=last - min(at, _SLOT - 1))


def join_continued(entries: Sequence[Draft]) -> list[Draft]:
    """Return the articles of an edition, *entries* in order, with their further parts as `pages`.

    A part has the title of its beginning, or, where jump lines are all that it is called by, is
    the only one that they lead to.
    """
    joined: list[Draft] = []
    beginnings = _Beginnings()
    for entry in entries:
        jump, title = jump_of(entry.headline), without_jump(entry.headline).strip()
        at = beginnings.find(entry, jump, title)
        if at is None:
            beginnings.add(len(joined), entry, jump, title)
            joined.append(replace(entry, headline=title) if title else entry)
        else:
            first = joined[at]
            joined[at] = replace(first, pages=(*first.pages, entry.url))
    return joined


class _Beginnings:
    """Where the articles before one stand, by what their further parts are found by."""

    def __init__(self) -> None:
        self._titled: dict[str, dict[str | None, int]] = {}
        """By their titles: the first on each of the first two pages that have it."""
        self._leading: dict[str, dict[str | None, int]] = {}
        """The same of those that lead to another page."""
        self._jumping: dict[tuple[str, str], list[int]] = {}
        """By the number of their page and of the one that they lead to."""

    def add(self, at: int, entry: Draft, jump: Jump | None, title: str) -> None:
        """Take the article *entry*, which stands *at* this place."""
        leads = jump is not None and not jump.is_back
        for places in (self._titled, self._leading) if leads else (self._titled,):
            pages = places.setdefault(title, {})
            if len(pages) < 2:
                pages.setdefault(entry.page, at)
        if jump and leads:
            self._jumping.setdefault((_number(entry), jump.page), []).append(at)

    def find(self, entry: Draft, jump: Jump | None, title: str) -> int | None:
        """Return where the article stands that *entry* goes on with; None where it begins one."""
        is_back = jump is not None and jump.is_back
        if title:
            known = self._titled if is_back or len(title) >= _WHOLE else self._leading
            others = (at for page, at in known.get(title, {}).items() if page != entry.page)
            return min(others, default=None)
        if jump and is_back:
            led = self._jumping.get((jump.page, _number(entry)), [])
            return led[0] if len(led) == 1 else None
        return None


def _number(entry: Draft) -> str:
    page = page_names.read(entry.page or "")
    return page_number(page.number) if page else ""
