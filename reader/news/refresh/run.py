"""Refreshing sources: fetch, parse, decide and commit, with one outcome for each source.

A failure is an outcome with a problem, so that a bad source never stops a refresh. A refresh may be
cancelled at any moment: of each source all is stored or nothing, and so of each article's page.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reader.errors import StoreError
from reader.model import Article, Outcome, Source
from reader.news.refresh.pages import Pages
from reader.news.refresh.recorder import Recorder
from reader.news.refresh.session import (
    FetchSession,
    HostQueue,
    HostQueues,
    open_network,
    run_together,
    run_workers,
)
from reader.news.refresh.visits import OnProgress, PageJob, Visitor, visit_folder
from reader.settings.config import Fetch
from reader.store.store import Store
from reader.text.dates import now_in_china


async def refresh(
    store: Store,
    sources: Sequence[Source],
    *,
    settings: Fetch,
    force: bool = False,
    since: int | None = None,
    now: Callable[[], datetime] = now_in_china,
    on_progress: OnProgress = lambda done, total: None,
) -> AsyncGenerator[Outcome, None]:
    """Ask *sources*, ``settings.jobs`` at once, and yield each outcome as it comes.

    *force* asks even those that asked not to be asked, and takes any page; *since*, in epoch
    seconds, goes back to that time through the pages of lists. The pages of new articles and then,
    if wanted, their pictures come last, after all outcomes: whoever stops waiting has the heads.
    *on_progress* is called for pages and for the files of folders. Raises StoreError; every other
    failure is an outcome.
    """
    pages = Pages(Recorder(store, now), settings, on_progress)
    work = _Work(pages, force, since, on_progress)
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
    """Fetch the page of a stored article and return the article with its full text.

    Raises FetchError, InputError where the page cannot be had, and KeyError for no such article.
    """
    stored = store.articles.get(id)
    source = store.sources.get(stored.head.source_id)
    async with open_network(settings, now) as network, network.session() as session:
        visitor = Visitor(Recorder(store, now), session, settings.page_articles)
        await visitor.complete(PageJob(source, id, stored.draft.url, stored.draft.pages))
    return store.articles.get(id)


@dataclass(slots=True)
class _Work:
    """The work of one refresh, and what its workers learn."""

    pages: Pages
    force: bool
    since: int | None
    on_progress: OnProgress
    outcomes: asyncio.Queue[Outcome | None] = field(default_factory=asyncio.Queue)

    async def do(self, sources: Sequence[Source]) -> None:
        """Ask *sources*, then fetch the pages of new articles, then their pictures."""
        settings = self.pages.settings
        online = HostQueues((source.url, source) for source in sources if source.kind != "folder")
        async with open_network(settings, self.pages.recorder.now) as network:
            await run_together(
                self._read_folders(sources),
                run_workers(network, online, self._ask, settings.jobs),
            )
            await self.pages.fetch(network)

    async def _read_folders(self, sources: Sequence[Source]) -> None:
        recorder = self.pages.recorder
        for source in sources:
            if source.kind == "folder":
                await self._finish(source, visit_folder(recorder, source, self.on_progress))

    async def _ask(self, session: FetchSession, queue: HostQueue[Source]) -> None:
        visitor = self.pages.visitor(session, force=self.force, since=self.since)
        for source in queue.jobs():
            await self._finish(source, visitor.visit(source))

    async def _finish(self, source: Source, visit: Awaitable[Outcome]) -> None:
        """Await the *visit* to *source*, and report one outcome, whatever it raises.

        What is wrong with the database is wrong for all sources, and ends the refresh.
        """
        try:
            outcome = await visit
        except StoreError:
            raise
        except Exception as error:
            outcome = await self.pages.recorder.failure(source, error)
        self.outcomes.put_nowait(outcome)
