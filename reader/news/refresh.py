"""Asking sources for their news: fetch, parse, decide, commit, one outcome a source.

A failure is an outcome with a problem, so that one bad source never stops a run. A refresh may be
cancelled at any moment: each source is one transaction.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import nullcontext
from datetime import datetime
from itertools import islice

from reader.config import Fetch
from reader.model import Article, Outcome, Source
from reader.news.clock import now_in_china
from reader.news.local import visit_folder
from reader.news.online import online
from reader.news.recording import Recorder
from reader.news.remote import Remote
from reader.store.store import Store


async def refresh(
    store: Store,
    sources: Sequence[Source],
    *,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
) -> AsyncGenerator[Outcome, None]:
    """Ask *sources*, ``settings.jobs`` at once, and yield each outcome as it comes.

    Raises StoreError; every other failure is an outcome.
    """
    recorder = Recorder(store, now)
    is_local = all(source.kind == "folder" for source in sources)
    async with nullcontext() if is_local else online(settings, now) as net:
        remote = Remote(recorder, net, settings.page_articles) if net else None

        async def visit(source: Source) -> Outcome:
            if remote is None or source.kind == "folder":
                return await visit_folder(recorder, source)
            return await remote.visit(source)

        pending = iter(sources)
        running: set[asyncio.Task[Outcome]] = set()
        try:
            while True:
                free = settings.jobs - len(running)
                running |= {asyncio.create_task(visit(source)) for source in islice(pending, free)}
                if not running:
                    return
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


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
    async with online(settings, now) as net:
        await Remote(Recorder(store, now), net, settings.page_articles).complete(source, id)
    return store.articles.get(id)
