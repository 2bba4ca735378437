"""Asking sources for their news: fetch, parse, decide, commit, one outcome a source.

A failure is an outcome with a problem, so that one bad source never stops a run. A refresh may be
cancelled at any moment: each source is one transaction.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import datetime

from reader.config import Fetch
from reader.model import Article, Outcome, Source
from reader.news.clock import now_in_china
from reader.news.lanes import Lanes
from reader.news.local import visit_folder
from reader.news.online import Network, network
from reader.news.recording import Recorder
from reader.news.remote import Remote
from reader.store.store import Store


async def refresh(
    store: Store,
    sources: Sequence[Source],
    *,
    settings: Fetch,
    force: bool = False,
    now: Callable[[], datetime] = now_in_china,
) -> AsyncGenerator[Outcome, None]:
    """Ask *sources*, ``settings.jobs`` at once, and yield each outcome as it comes.

    *force* asks even those that asked not to be asked. Raises StoreError; every other failure is an
    outcome.
    """
    recorder = Recorder(store, now)
    folders = [source for source in sources if source.kind == "folder"]
    lanes = Lanes(source for source in sources if source.kind != "folder")
    outcomes: asyncio.Queue[Outcome | None] = asyncio.Queue()

    async def read_folders() -> None:
        for source in folders:
            outcomes.put_nowait(await visit_folder(recorder, source))

    async def ask(net: Network) -> None:
        async with net.online() as online:
            remote = Remote(recorder, online, settings.page_articles, force)
            while lane := lanes.take():
                async for source in lane.sources():
                    outcomes.put_nowait(await remote.visit(source))
                lanes.leave(lane)

    async with network(settings, now) as net:
        work = [read_folders(), *(ask(net) for _ in range(min(settings.jobs, lanes.room)))]
        tasks = [asyncio.create_task(coroutine) for coroutine in work]
        everything = asyncio.gather(*tasks)
        everything.add_done_callback(lambda _: outcomes.put_nowait(None))
        try:
            while outcome := await outcomes.get():
                yield outcome
            await everything  # raises what stopped one of them
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, everything, return_exceptions=True)


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
    source = store.sources.get(store.articles.get(id).head.source_id)
    async with network(settings, now) as net, net.online() as online:
        await Remote(Recorder(store, now), online, settings.page_articles).complete(source, id)
    return store.articles.get(id)
