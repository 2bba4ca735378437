"""Asking sources for their news: fetch, parse, decide, commit, one outcome a source.

A failure is an outcome with a problem, so that one bad source never stops a run. A refresh may be
cancelled at any moment: each source is one transaction, and so is each article's page.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from datetime import datetime

from reader.config import Fetch
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
"""Hears how many articles' pages have been fetched, of how many."""


async def refresh(
    store: Store,
    sources: Sequence[Source],
    *,
    settings: Fetch,
    force: bool = False,
    since: int | None = None,
    aside: bool = False,
    now: Callable[[], datetime] = now_in_china,
    told: Told = lambda done, total: None,
) -> AsyncGenerator[Outcome, None]:
    """Ask *sources*, ``settings.jobs`` at once, and yield each outcome as it comes.

    *force* asks even those that asked not to be asked; *since*, in epoch seconds, goes back to that
    time through the pages of lists; *aside* leaves this process free for a reader's keys, at the
    cost of some time. The pages of new articles and then, if wanted, their pictures come last, when
    every outcome is out: whoever waits no longer has their heads; *told* hears of each page. Raises
    StoreError; every other failure is an outcome.
    """
    recorder = Recorder(store, now)
    outcomes: asyncio.Queue[Outcome | None] = asyncio.Queue()
    wanted: list[Wanted] = []
    count = _Count(told)
    pictures: dict[str, str] = {}

    def note_pictures(source: Source, draft: Draft) -> None:
        if settings.images:
            pictures.update(dict.fromkeys(addresses(draft), leader(source)))

    async def read_folders() -> None:
        for source in sources:
            if source.kind == "folder":
                outcomes.put_nowait(await visit_folder(recorder, source))

    async def ask(net: Online, lane: Lane[Source]) -> None:
        remote = Remote(recorder, net, settings.page_articles, force, since, note_pictures)
        for source in lane.jobs():
            outcome, articles = await remote.visit(source)
            outcomes.put_nowait(outcome)
            wanted.extend(articles)

    async def complete_new(net: Online, lane: Lane[Wanted]) -> None:
        remote = Remote(recorder, net, settings.page_articles, on_new=note_pictures)
        await remote.complete_each(count.each(lane.jobs()))
        count.add(len(lane.waiting))
        lane.waiting.clear()  # where it ended early, so does who shares the lane

    async def everything() -> None:
        lanes = Lanes((source.url, source) for source in sources if source.kind != "folder")
        async with network(settings, now, aside=aside) as net:
            await together(read_folders(), share(net, lanes, ask, settings.jobs))
            count.start(len(wanted))
            pages = Lanes((article.url, article) for article in wanted)
            await share(net, pages, complete_new, settings.jobs)
            await keep_all(net, pictures, settings.jobs)

    run = asyncio.create_task(everything())
    run.add_done_callback(lambda _: outcomes.put_nowait(None))
    try:
        while outcome := await outcomes.get():
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
