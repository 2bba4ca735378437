"""Visits to sources: to a feed, a channel page or a paper, to articles' pages, and to a folder.

Nobody tried the catalogue's addresses. What it says of a page is its place and its name; one that
speaks of neither, nor of any place as its own, is another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader import log
from reader.errors import (
    FetchError,
    InputError,
    StoreError,
    TimedOut,
    ZhnewsError,
    asked_to_wait,
    not_an_article,
    unknown_article,
)
from reader.extract.html.addresses import PageAddress
from reader.i18n import N_
from reader.model import Draft, Feed, Outcome, Problem, Source, Status
from reader.news.due import gone, held
from reader.news.health import NOTHING_LISTED, OVERLONG, cut_off
from reader.news.refresh.editions import issues
from reader.news.refresh.folders import Failures, find_files, read_files
from reader.news.refresh.recorder import Record, Recorder, problem_of
from reader.news.refresh.responses import list_articles, list_earlier, read_article, read_names
from reader.news.refresh.session import FetchSession
from reader.news.threads import in_thread
from reader.regions.gazetteer import load
from reader.regions.place import may_be_of
from reader.store.articles import Put
from reader.text.addresses import holds_day
from reader.text.clean import display_url, host_of
from reader.text.dates import CST

if TYPE_CHECKING:
    from reader.fetch.client import Response

# Whether a page that was never read is its site's still.


def check_host(source: Source, final: str) -> None:
    """Raise FetchError where *final*, which answered for a page never read, is on another site."""
    if _is_untried(source) and PageAddress(source.url).site != PageAddress(final).site:
        raise FetchError(
            N_("{host} 转到了别的网站 {other}；如果它搬到了那里，请添加那个网址。"),
            kind="elsewhere",
            host=host_of(source.url),
            other=host_of(final),
        )


async def check_page(session: FetchSession, source: Source, response: Response, feed: Feed) -> None:
    """Raise FetchError where a page out of the catalogue, never read, tells nothing of its place.

    *feed* is what it lists.
    """
    region = load().get(source.region or "")
    if region is None or not (_is_untried(source) and _is_of_catalogue(source)):
        return
    names = await read_names(session, source, response)
    said = "\n".join([feed.title, *(e.headline for e in feed.entries), *(n.title for n in names)])
    name, *_column = source.name.split()
    if name not in said and not may_be_of(region.id, said):
        raise FetchError(
            N_(
                "{host} 现在像是别的网站，页面上没有提到{place}；如果就要它，"
                "请运行 zhnews fetch --force。"
            ),
            kind="elsewhere",
            host=host_of(source.url),
            place=region.name,
        )


def _is_untried(source: Source) -> bool:
    return source.kind == "page" and source.succeeded is None


def _is_of_catalogue(source: Source) -> bool:
    """Return whether nothing but its place and its name is known of *source*.

    What is added by its address has been looked at, and has a title; what is declared is meant.
    """
    return bool(source.name) and not (source.title or source.declared)


# Visits to sources.

NOTHING = {"too_large", "refused"}
"""Kinds of errors of what is nothing that can be fetched."""
LATER = {408, 429}
"""The client errors of HTTP that another try may not meet (RFC 9110, 15.5.9; RFC 6585, 4)."""

OnProgress = Callable[[int, int], None]
"""Is called with how many pages have been fetched, or files read, and of how many."""


class PageJob(Struct, frozen=True):
    """A new or an edited article whose page is to be fetched."""

    source: Source
    id: int
    url: str
    pages: tuple[str, ...] = ()
    """Addresses of further pages of it that are known already."""
    edit: Put | None = None
    """What its source lists now of an article that is here whole, and is read again for that."""


class Visitor(Struct, frozen=True):
    """Visits sources on the network, with one worker's *session*."""

    recorder: Recorder
    session: FetchSession
    page_articles: int
    """New articles of one source whose pages are fetched, at most."""
    force: bool = False
    """Ask even those that asked not to be asked, and take what does not look like their page."""
    since: int | None = None
    """Go back to this time through the pages of lists, in epoch seconds."""
    on_new: Callable[[Source, Draft], None] = lambda _source, _draft: None
    """Is called with each new article of a list, and with each page."""
    pages: list[PageJob] = []
    """Gathers the pages that are to be fetched."""

    async def visit(self, source: Source) -> Outcome:
        """Ask *source* for its news, unless its server asked not to.

        Raises FetchError, InputError, StoreError.
        """
        if not self.force and (refusal := self._refusal(source)):
            return Outcome(source=source, status="error", problem=problem_of(refusal))
        is_paper = source.kind == "paper" or holds_day(source.url)
        return await (self._ask_paper(source) if is_paper else self._ask(source))

    def _refusal(self, source: Source) -> FetchError | None:
        host = host_of(source.url)
        if gone(source):
            return FetchError(
                N_(
                    "{host} 说过这个来源已经没有了（HTTP 410），不再问它；要再试，"
                    "请运行 zhnews fetch --force。"
                ),
                kind="http",
                host=host,
            )
        return asked_to_wait(host=host) if held(source, self.recorder.moment()) else None

    async def _ask(self, source: Source) -> Outcome:
        known = source if self.since is None else replace(source, etag="", last_modified="")
        response = await self.session.get(
            source.address, etag=known.etag, last_modified=known.last_modified
        )
        check_host(source, response.url)
        login = source.login if response.keeps_login else ""
        moved = replace(source, url=response.permanent_url or source.url, login=login)
        if response.not_modified:
            moved = await self.recorder.unchanged(moved)
            return Outcome(source=moved, status="not_modified", final_url=response.url)
        async with self.session.network.in_flight:
            shown, feed = await list_articles(self.session, moved, response)
            if shown.url == moved.url and not self.force:
                await check_page(self.session, moved, response, feed)
            final_url = response.url if shown.url == moved.url else shown.url
            response = replace(response, body=b"")  # frees its memory for the articles
            if self.since is not None:
                feed = await list_earlier(self.session, shown, feed, self.since)
            if shown.kind == "paper":
                return await self._ask_paper(self._as_kept(moved, shown))
            cut = cut_off(len(feed.entries)) if feed.is_cut else None
            nothing = NOTHING_LISTED if shown.kind == "page" and not feed.entries else None
            kept = self._as_kept(moved, shown)
            if kept.id == source.id:
                record = await self.recorder.success(kept, feed.entries, problem=cut or nothing)
        if kept.id != source.id:
            return await self.visit(kept)
        self.note(record)
        return Outcome(
            source=record.source,
            status="ok",
            new=record.new,
            updated=record.updated,
            problem=cut,
            final_url=final_url,
            feed=feed,
        )

    async def _ask_paper(self, source: Source) -> Outcome:
        """Ask *source* for its newest edition or all since that day, each stored as it comes."""
        since = None if self.since is None else datetime.fromtimestamp(self.since, CST).date()
        entries: list[Draft] = []
        new = updated = 0
        source = replace(source, kind="paper")
        async with aclosing(issues(self.session, source, since)) as found:
            async for issue in found:
                whole = issue.day if issue.is_whole and issue.entries else ""
                title, edition = source.title or issue.paper, max(source.edition, whole)
                told = replace(source, title=title, edition=edition)
                problem = OVERLONG if issue.is_cut else None
                record = await self.recorder.success(told, issue.entries, problem=problem)
                self.note(record)
                source = record.source
                new, updated = new + record.new, updated + record.updated
                entries += issue.entries
        if not entries:
            source = await self.recorder.unchanged(source)
        return Outcome(
            source=source,
            status="ok" if entries else "not_modified",
            new=new,
            updated=updated,
            final_url=source.url,
            feed=Feed(title=source.title, entries=tuple(entries)),
        )

    def note(self, record: Record) -> None:
        """Tell what is new of *record*, and gather the pages that are to be fetched."""
        for put in record.puts:
            if put.id is None:
                self.on_new(record.source, put.draft)
        self.pages.extend(self._page_jobs(record))

    def _as_kept(self, source: Source, shown: Source) -> Source:
        """Return the source to store for *source*, which is *shown* to be itself or another feed.

        A feed that a page announces replaces the page. Where it is a source already, the page
        becomes another address of that; where neither is possible, the page stays, and is asked for
        its feed every time.
        """
        sources = self.recorder.store.sources
        if shown.url == source.url:
            return shown
        known = sources.find(shown.url)
        if not source.declared and (known is None or known.id == source.id):
            return shown
        if known is not None and sources.join(source.id, known.id):
            return known
        return replace(shown, url=source.url, kind="auto", etag="", last_modified="")

    def _page_jobs(self, record: Record) -> Sequence[PageJob]:
        """Return the articles whose pages are to be read now, new ones before edited ones.

        Of the new ones the newest that lack their text, if their source wants it now.
        """
        source, held, new = record.source, set(record.held), list[PageJob]()
        room = self.page_articles - sum(page.source.id == source.id for page in self.pages)
        if source.kind == "page" or source.full_text == "always":
            new = self._new_pages(record, max(0, room))
        edited = [
            PageJob(source, id, put.draft.url, put.draft.pages, put)
            for put in reversed(record.puts)
            if (id := put.id) in held and id and put.draft.url
        ]
        return new + edited[: max(0, room - len(new))]

    def _new_pages(self, record: Record, most: int) -> list[PageJob]:
        source = record.source
        new = {put.key: put for put in record.puts if put.id is None and put.draft.extent != "full"}
        found = self.recorder.store.articles.known(source.id, new, ())
        found.sort(key=lambda article: (article.time, article.id), reverse=True)
        newest = found if source.kind == "paper" else found[:most]
        drafts = {article.id: new[article.key].draft for article in newest}
        return [PageJob(source, id, draft.url, draft.pages) for id, draft in drafts.items()]

    async def complete_each(self, articles: Iterable[PageJob]) -> None:
        """Fetch the pages of *articles* of one host; one that fails waits until it is opened.

        Ends early after a timeout, since each further page might take as long, and where the server
        asks for a pause. A fault of ours is that of one page, and goes to the log.
        """
        for article in articles:
            try:
                await self.complete(article)
            except TimedOut:
                return
            except StoreError:
                raise
            except Exception as error:
                if log.as_ours(error, host_of(article.url)).params.get("retry_after"):
                    return

    async def complete(self, article: PageJob) -> None:
        """Fetch an article's own page and store its full text.

        Raises FetchError, and InputError, also where the article was removed meanwhile, and where
        its page has less of it than is stored.
        """
        try:
            draft = await self._read(article)
        except ZhnewsError as error:
            if article.edit and is_final(error):
                await in_thread(self.recorder.store.articles.dismiss, article.id, article.edit)
            raise
        self.on_new(article.source, draft)

    async def _read(self, article: PageJob) -> Draft:
        draft = await read_article(self.session, article.source, article.url, article.pages)
        host = host_of(article.url)
        if not draft.blocks:
            raise not_an_article(name=host)
        complete = self.recorder.store.articles.complete
        try:
            is_stored = await in_thread(complete, article.id, draft, article.edit)
        except KeyError:
            raise unknown_article(name=draft.headline or display_url(article.url)) from None
        if not is_stored:
            raise InputError(
                N_("{name} 的网页现在只有这篇文章的一部分，存着的全文没有换掉。"),
                kind="not_an_article",
                name=host,
            )
        return draft


def is_final(error: ZhnewsError) -> bool:
    """Return whether what was asked for is not to be had: it is something else, or refused."""
    status = int(error.params.get("status", 0))
    is_refused = error.kind in NOTHING or (400 <= status < 500 and status not in LATER)
    return is_refused or isinstance(error, InputError)


async def visit_folder(recorder: Recorder, source: Source, on_progress: OnProgress) -> Outcome:
    """Read the new and changed files of *source*; the article of a vanished file stays.

    Raises InputError, StoreError.
    """
    failures = Failures()
    articles = recorder.store.articles
    files = await in_thread(find_files, source, articles.stamps(source.id), failures)
    problem: Problem | None = None
    new = updated = seen = 0
    readings = read_files(source, files, failures)
    while reading := await in_thread(next, readings, None):
        problem = failures.problem
        record = await recorder.success(source, reading.drafts, problem=problem)
        source, new, updated = record.source, new + record.new, updated + record.updated
        # Only now: a file must not be skipped before its article is stored.
        stamps = {file.key: file.stamp for file in reading.files}
        await in_thread(articles.stamp, source.id, stamps)
        seen += reading.seen
        on_progress(seen, len(files))
    status: Status = "error" if problem else "ok" if files else "not_modified"
    return Outcome(
        source=source,
        status=status,
        new=new,
        updated=updated,
        problem=problem,
        final_url=source.url,
        feed=Feed(title=source.title),
    )
