"""Asking sources for their news: fetch, parse, decide, commit, one outcome a source.

A failure is an outcome with a problem, so that one bad source never stops a run. A refresh may be
cancelled at any moment: each source is one transaction, and so is each article's page.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reader.config import Fetch
from reader.errors import StoreError
from reader.model import Article, Draft, Outcome, Source
from reader.news.clock import now_in_china
from reader.news.crew import share, together
from reader.news.lanes import Lane, Lanes
from reader.news.local import visit_folder
from reader.news.online import Online, network
from reader.news.pictures import addresses, keep_all, leader
from reader.news.recording import Recorder
from reader.news.remote import Remote, Wanted
from reader.store.store import Store

Told = Callable[[int, int], None]
"""Hears how many articles' pages have been fetched, or files read, of how many."""


async def refresh(
    store: Store,
    sources: Sequence[Source],
    *,
    settings: Fetch,
    force: bool = False,
    since: int | None = None,
    now: Callable[[], datetime] = now_in_china,
    told: Told = lambda done, total: None,
) -> AsyncGenerator[Outcome, None]:
    """Ask *sources*, ``settings.jobs`` at once, and yield each outcome as it comes.

    *force* asks even those that asked not to be asked; *since*, in epoch seconds, goes back to that
    time through the pages of lists. The pages of new articles and then, if wanted, their pictures
    come last, when every outcome is out: whoever waits no longer has their heads; *told* hears of
    each page and of the files of folders. Raises StoreError; every other failure is an outcome.
    """
    work = _Work(Recorder(store, now), settings, _Count(told), force, since, told)
    run = asyncio.create_task(work.do(sources))
    run.add_done_callback(lambda _: work.outcomes.put_nowait(None))
    try:
        while outcome := await work.outcomes.get():
            yield outcome
        await run  # raises what stopped it
    finally:
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)


async def complete(
    store: Store,
    id: int,
    *,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
) -> Article:
    """Fetch the page of a stored article and give the article with its full text.

    Raises FetchError, InputError where the page cannot be had, and KeyError for no such article.
    """
    stored = store.articles.get(id)
    source = store.sources.get(stored.head.source_id)
    async with network(settings, now) as net, net.online() as online:
        remote = Remote(Recorder(store, now), online, settings.page_articles)
        await remote.complete(Wanted(source, id, stored.draft.url))
    return store.articles.get(id)


class _Count:
    """Tells how many of the wanted articles are done with, one way or the other."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._done = self._total = 0

    def start(self, total: int) -> None:
        """Begin with *total* to do."""
        self._total = total
        if total:
            self._told(0, total)

    def add(self, count: int) -> None:
        """Count some more."""
        self._done += count
        if count:
            self._told(self._done, self._total)

    def each(self, articles: Iterator[Wanted]) -> Iterator[Wanted]:
        """Give *articles* one by one, and count each when it is done with."""
        for article in articles:
            try:
                yield article
            finally:
                self.add(1)


@dataclass(slots=True)
class _Work:
    """What is to be done in one refresh, and what the workers learn while they do it."""

    recorder: Recorder
    settings: Fetch
    count: _Count
    force: bool
    since: int | None
    told: Told
    outcomes: asyncio.Queue[Outcome | None] = field(default_factory=asyncio.Queue)
    wanted: list[Wanted] = field(default_factory=list)
    """Articles whose pages are to be fetched."""
    pictures: dict[str, str] = field(default_factory=dict)
    """Addresses of pictures to be kept, each with the site that named it."""

    async def do(self, sources: Sequence[Source]) -> None:
        """Ask *sources*, then fetch the pages of new articles, then their pictures."""
        jobs = self.settings.jobs
        lanes = Lanes((source.url, source) for source in sources if source.kind != "folder")
        async with network(self.settings, self.recorder.now) as net:
            await together(self._read_folders(sources), share(net, lanes, self._ask, jobs))
            self.count.start(len(self.wanted))
            wanted = ((article.url, article) for article in self.wanted)
            pages = Lanes(wanted, owner=lambda article: article.source.id)
            await share(net, pages, self._complete, jobs)
            await keep_all(net, self.pictures, jobs)

    async def _read_folders(self, sources: Sequence[Source]) -> None:
        for source in sources:
            if source.kind == "folder":
                await self._finish(source, visit_folder(self.recorder, source, self.told))

    async def _ask(self, net: Online, lane: Lane[Source]) -> None:
        remote = self._remote(net)
        for source in lane.jobs():
            await self._finish(source, remote.visit(source))

    async def _finish(self, source: Source, visit: Awaitable[Outcome]) -> None:
        """Await the *visit* to *source*, and report one outcome, whatever it raises.

        What is wrong with the database is wrong for all sources, and ends the refresh.
        """
        try:
            outcome = await visit
        except StoreError:
            raise
        except Exception as error:
            outcome = await self.recorder.failure(source, error)
        self.outcomes.put_nowait(outcome)

    async def _complete(self, net: Online, lane: Lane[Wanted]) -> None:
        await self._remote(net).complete_each(self.count.each(lane.jobs()))
        self.count.add(len(lane.waiting))
        lane.waiting.clear()  # where it ended early, so does who shares the lane

    def _remote(self, net: Online) -> Remote:
        most, note = self.settings.page_articles, self._note_pictures
        return Remote(self.recorder, net, most, self.force, self.since, note, self.wanted)

    def _note_pictures(self, source: Source, draft: Draft) -> None:
        if self.settings.images:
            self.pictures.update(dict.fromkeys(addresses(draft), leader(source)))
