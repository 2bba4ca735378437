"""The editions of newspapers (数字报): found by their day, and followed from page to page."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader import log
from reader.errors import HttpStatus, NotAFeed, ScriptOnly, StoreError, TimedOut
from reader.extract.lists.issue import MAX_ARTICLES, MAX_PAGES, assemble
from reader.i18n import N_
from reader.model import Draft, Source
from reader.news.refresh.session import FetchSession, parse
from reader.text.addresses import holds_day, of_day, pattern_in, pattern_of
from reader.text.clean import host_of
from reader.text.dates import CST

if TYPE_CHECKING:
    from reader.extract.lists.edition import Edition
    from reader.fetch.client import Response

_NO_EDITION = N_("{name} 的这个网址没有通到数字报的版面，请检查网址。")

HOPS = 4
"""Addresses that an entrance may lead through."""
PAUSE = 30
"""Days in a row without an edition that end a way back: the older ones are not kept."""
WEEK = 7
"""Days before today among which each paper has an edition."""
_NOT_THERE = (403, 404, 410)
"""What servers answer where there is no edition of a day."""
_DAY = timedelta(days=1)


class Issue(Struct, frozen=True):
    """The edition of one day."""

    day: str
    """As ISO 8601."""
    paper: str
    """The name of the paper; empty where its page does not tell."""
    pattern: str
    """The address of any day's first page, as far as that of this one tells; else empty."""
    entries: tuple[Draft, ...]
    """Its articles as heads, in the order of the paper."""
    is_whole: bool
    """Whether all its pages could be had."""
    is_cut: bool
    """Whether it has more pages or articles than a newspaper, and this is the beginning of it."""


class _First(Struct, frozen=True):
    """The page of an edition by which it was found."""

    url: str
    edition: Edition
    day: str


async def issues(
    session: FetchSession, source: Source, since: date | None
) -> AsyncGenerator[Issue, None]:
    """Yield the newest edition of the paper *source*; to go back, each of the days until *since*.

    The newest is today's, or yesterday's until that is out, or of a paper that was never read the
    last one of a week; one that is all here is not asked for. A day without an edition is no fault.
    Raises FetchError, InputError; NotAFeed where a paper never had one.
    """
    if since is None and source.edition == _today(session).isoformat():
        return
    pattern, day = pattern_in(source.url), _today(session)
    if not pattern:
        first = await _first_page(session, source, source.address)
        if not first.edition.pages:
            raise NotAFeed(_NO_EDITION, name=host_of(source.url))
        if since is None and first.day <= source.edition:
            return
        issue = await _followed(session, source, first)
        yield issue
        pattern, day = issue.pattern, date.fromisoformat(issue.day) - _DAY
        if since is None or not pattern:
            return
    is_new = source.succeeded is None
    last = since or day - (WEEK if is_new else 1) * _DAY
    if since is None and source.edition:
        last = max(last, date.fromisoformat(source.edition) + _DAY)
    async with aclosing(_back(session, source, pattern, day, last)) as found:
        async for first in found:
            is_new = False
            if since is not None or first.day > source.edition:
                yield await _followed(session, source, first)
            if since is None:
                return
    if is_new:
        raise NotAFeed(_NO_EDITION, name=host_of(source.url))


async def newest(session: FetchSession, source: Source) -> Issue:
    """Return the edition that an address is of or leads to, else the newest of a week.

    Raises FetchError, InputError.
    """
    if holds_day(source.url):
        async with aclosing(issues(session, source, None)) as found:
            return await anext(found)
    first = await _first_page(session, source, source.address)
    if not first.edition.pages:
        raise NotAFeed(_NO_EDITION, name=host_of(source.url))
    return await _followed(session, source, first)


async def leads_to_edition(session: FetchSession, source: Source, response: Response) -> bool:
    """Return whether a page, the answer of *source*, leads by itself to a paper's edition.

    Raises FetchError, InputError.
    """
    edition = await _parse(session, source, response)
    if not edition.entrance:
        return bool(edition.pages)
    return bool((await _first_page(session, source, edition.entrance)).edition.pages)


async def _back(
    session: FetchSession, source: Source, pattern: str, day: date, last: date
) -> AsyncGenerator[_First, None]:
    """Yield the first pages of the editions of *day* and the days before it until *last*."""
    missing = 0
    while day >= last and missing < PAUSE:
        first = await _of_day(session, source, pattern, day)
        missing = 0 if first else missing + 1
        if first:
            yield first
            day = min(day, date.fromisoformat(first.day))
        day -= _DAY


async def _of_day(session: FetchSession, source: Source, pattern: str, day: date) -> _First | None:
    """Return the first page of the edition of *day*, None where there is none."""
    try:
        first = await _first_page(session, source, of_day(pattern, day), day.isoformat())
    except HttpStatus as error:
        if error.params.get("status") in _NOT_THERE:
            return None
        raise
    except ScriptOnly:
        if source.edition:  # a page that says that there is nothing
            return None
        raise
    return first if first.edition.pages else None


async def _first_page(session: FetchSession, source: Source, address: str, day: str = "") -> _First:
    """Fetch *address* and where it leads by itself; *day* is the edition's that tells none."""
    for _ in range(HOPS):
        response = await session.get(address, typed=source.address)
        edition = await _parse(session, source, response)
        if edition.pages or not edition.entrance:
            break
        address = edition.entrance
    today = _today(session).isoformat()
    stated = edition.day if edition.day <= today else ""
    return _First(response.url, edition, stated or day or today)


async def _followed(session: FetchSession, source: Source, first: _First) -> Issue:
    """Return the edition of a *first* page with the articles of all its pages.

    A page that cannot be had is left out, and none is asked for after a timeout. So is one of
    another day.
    """
    pages = {page.url: page.title for page in first.edition.pages}
    read = {first.url: first.edition}
    is_whole = True
    tried = {first.url}
    while len(tried) <= MAX_PAGES and (page := next((p for p in pages if p not in tried), "")):
        tried.add(page)
        try:
            response = await session.get(page, typed=source.address)
            edition = await _parse(session, source, response)
        except StoreError:
            raise
        except Exception as error:
            log.as_ours(error, page)
            is_whole = False
            if isinstance(error, TimedOut):
                break
        else:
            if edition.day in ("", first.day, first.edition.day):
                read[page] = edition
                for further in edition.pages:
                    pages.setdefault(further.url, further.title)
    listed = [(name, read[page].entries) for page, name in pages.items() if page in read]
    if first.url not in pages:  # it is a page of the list by another address, or stands before it
        known = {entry.url for _, entries in listed for entry in entries}
        left = tuple(entry for entry in first.edition.entries if entry.url not in known)
        listed[:0] = [("", left)] if left else []
    return Issue(
        day=first.day,
        paper=first.edition.paper,
        pattern=pattern_of(next(iter(pages)), date.fromisoformat(first.day)),
        entries=tuple(replace(entry, published=first.day) for entry in assemble(listed)),
        is_whole=is_whole,
        is_cut=len(pages) > MAX_PAGES or sum(len(each) for _, each in listed) > MAX_ARTICLES,
    )


async def _parse(session: FetchSession, source: Source, response: Response) -> Edition:
    from reader.extract.lists.edition import Edition  # not before first paint

    return await parse(Edition, "links:read_edition", session, source, response)


def _today(session: FetchSession) -> date:
    return session.network.now().astimezone(CST).date()
