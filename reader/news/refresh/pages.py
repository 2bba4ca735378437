"""The pages of articles and their pictures: of new ones, and of those that are taken along.

It is done as politely as a refresh, and goes on where it was left: what was fetched is stored, and
an article of which nothing is missing is noted as taken.
"""

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from msgspec import Struct

from reader.errors import ZhnewsError
from reader.model import Article, Draft, Source
from reader.news.pictures import PictureCache, addresses, cache_all, site_of
from reader.news.refresh.recorder import Recorder
from reader.news.refresh.session import (
    FetchSession,
    HostQueue,
    HostQueues,
    Network,
    open_network,
    run_workers,
)
from reader.news.refresh.visits import OnProgress, PageJob, Visitor, is_final
from reader.news.threads import in_thread
from reader.settings import paths
from reader.settings.config import Fetch
from reader.store.store import Store
from reader.text.dates import now_in_china

# The pages of new articles and their pictures, which are fetched once all heads are here.


async def fetch_pages(
    network: Network,
    pages: Collection[PageJob],
    jobs: int,
    visitor: Callable[[FetchSession], Visitor],
    on_tried: Callable[[PageJob], None],
) -> None:
    """Fetch *pages*, *jobs* at once, each worker with its own *visitor*.

    *on_tried* is called with each page once it was tried, or given up with its host.
    """

    async def complete(session: FetchSession, queue: HostQueue[PageJob]) -> None:
        with closing(_each(queue.jobs(), on_tried)) as each:  # it may end early
            await visitor(session).complete_each(each)
        given_up = [*queue.waiting]
        queue.waiting.clear()  # a host at which one worker gave up is left by the others too
        for page in given_up:
            on_tried(page)

    queues = HostQueues(((page.url, page) for page in pages), owner=lambda page: page.source.id)
    await run_workers(network, queues, complete, jobs)


def _each(
    pages: Iterator[PageJob], on_tried: Callable[[PageJob], None]
) -> Generator[PageJob, None, None]:
    for page in pages:
        try:
            yield page
        finally:
            on_tried(page)


@dataclass(slots=True)
class Pages:
    """The pages of one refresh that are still to be fetched, and the pictures in them."""

    recorder: Recorder
    settings: Fetch
    on_progress: OnProgress
    waiting: list[PageJob] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    """Addresses of pictures to be kept, each with the site that named it."""

    def visitor(
        self, session: FetchSession, *, force: bool = False, since: int | None = None
    ) -> Visitor:
        """Return a visitor that leaves here what is to be fetched later."""
        most, note = self.settings.page_articles, self._note_pictures
        return Visitor(self.recorder, session, most, force, since, note, self.waiting)

    async def fetch(self, network: Network) -> None:
        """Fetch all pages, and then the pictures."""
        jobs, total, tried = self.settings.jobs, len(self.waiting), count(1)
        if total:
            self.on_progress(0, total)

        def on_tried(_page: PageJob) -> None:
            self.on_progress(next(tried), total)

        await fetch_pages(network, self.waiting, jobs, self.visitor, on_tried)
        await cache_all(network, self.pictures, jobs)

    def _note_pictures(self, source: Source, draft: Draft) -> None:
        if self.settings.images:
            self.pictures.update(dict.fromkeys(addresses(draft), site_of(source)))


# Taking articles along.

AT_ONCE = 100
"""Articles that are looked through at once."""


class TakenAlong(Struct, frozen=True):
    """How many articles were to be taken along, and how many of them are here."""

    wanted: int
    here: int


async def take_along(
    store: Store,
    ids: Sequence[int],
    *,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
    on_progress: OnProgress = lambda done, total: None,
) -> TakenAlong:
    """Fetch what is missing of the articles *ids*: their pages, then their pictures.

    A page or a picture that cannot be had is passed over; so is a whole host that does not answer
    in time. *on_progress* is called with how many articles are done, and of how many. Raises
    StoreError.
    """
    taken = await in_thread(store.offline.taken, ids)
    work = _Work(store, on_progress, [id for id in ids if id not in taken])
    pages, recorder = await work.look_through(), Recorder(store, now)

    def visitor(session: FetchSession) -> Visitor:
        return Visitor(recorder, session, settings.page_articles)

    async with open_network(settings, now) as network:
        jobs = settings.jobs
        await fetch_pages(network, pages, jobs, visitor, lambda page: work.settle(page.id))
        await cache_all(network, work.sites, jobs, work.tried)
    return TakenAlong(len(ids), len(await in_thread(store.offline.taken, ids)))


class _Work:
    """What is still to be fetched for the articles *ids*, none of which was taken yet."""

    def __init__(self, store: Store, on_progress: OnProgress, ids: Sequence[int]) -> None:
        self.sites: dict[str, str] = {}
        """The pictures that are wanted, each with the site that names it."""
        self._store = store
        self._on_progress = on_progress
        self._ids = ids
        self._done = 0
        self._cache = PictureCache(paths.picture_folder())
        self._sources = {source.id: source for source in store.sources.all()}
        self._missing: dict[int, set[str]] = {}
        """The pictures of each article that are yet to be tried."""
        self._of_picture: dict[str, list[int]] = {}
        self._lacking = set[int]()
        """The articles of which a picture could not be had."""

    async def look_through(self) -> list[PageJob]:
        """Return the pages that are to be fetched; articles that are whole want pictures alone."""
        pages: list[PageJob] = []
        self._on_progress(0, len(self._ids))
        for at in range(0, len(self._ids), AT_ONCE):
            chunk = self._ids[at : at + AT_ONCE]
            articles = await in_thread(self._store.articles.whole, chunk)
            self._count(len(chunk) - len(articles))
            whole = [article for article in articles if _is_whole(article)]
            self._want_pictures(whole)
            pages += [self._page_of(article) for article in articles if not _is_whole(article)]
        return pages

    def settle(self, id: int) -> None:
        """See what became of an article: it wants its pictures, or could not be had."""
        whole = [article for article in self._store.articles.whole([id]) if _is_whole(article)]
        self._want_pictures(whole)
        self._count(1 - len(whole))

    def tried(self, url: str, error: ZhnewsError | None) -> None:
        """Note that the picture *url* was fetched, or could not be, for what *error* says."""
        # Where the cache cannot be written it is not here either.
        is_lacking = not (is_final(error) if error else self._cache.has(url))
        for id in self._of_picture[url]:
            if is_lacking:
                self._lacking.add(id)
            self._missing[id].discard(url)
            if not self._missing[id]:
                self._finish([] if id in self._lacking else [id])
                self._count(int(id in self._lacking))

    def _page_of(self, article: Article) -> PageJob:
        draft = article.draft
        return PageJob(self._source(article), article.head.id, draft.url, draft.pages)

    def _source(self, article: Article) -> Source:
        return self._sources[article.head.source_id]

    def _want_pictures(self, articles: Sequence[Article]) -> None:
        """Want the pictures of *articles*, which are whole; those that want none are taken."""
        for article in articles:
            id, site = article.head.id, site_of(self._source(article))
            if missing := {url for url in addresses(article.draft) if not self._cache.has(url)}:
                self._missing[id] = missing
            for url in missing:
                self._of_picture.setdefault(url, []).append(id)
                self.sites[url] = site
        self._finish([each.head.id for each in articles if each.head.id not in self._missing])

    def _finish(self, ids: Sequence[int]) -> None:
        if ids:
            self._store.offline.take(ids)
            self._count(len(ids))

    def _count(self, done: int) -> None:
        if done:
            self._done += done
            self._on_progress(self._done, len(self._ids))


def _is_whole(article: Article) -> bool:
    """Whether nothing more of its text can be had: all of it is here, or it has no page."""
    draft = article.draft
    return not draft.url or (draft.extent == "full" and not draft.pages)
