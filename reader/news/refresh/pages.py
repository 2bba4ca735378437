"""The pages of new articles and their pictures, which are fetched once all heads are here."""

from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count

from reader.model import Draft, Source
from reader.news.pictures import addresses, cache_all, site_of
from reader.news.refresh.recorder import Recorder
from reader.news.refresh.session import HostQueue, HostQueues, Network, Session, run_workers
from reader.news.refresh.visits import OnProgress, PageJob, Visitor
from reader.settings.config import Fetch


async def fetch_pages(
    network: Network,
    pages: Collection[PageJob],
    jobs: int,
    visitor: Callable[[Session], Visitor],
    on_tried: Callable[[PageJob], None],
) -> None:
    """Fetch *pages*, *jobs* at once, each worker with its own *visitor*.

    *on_tried* is called with each page once it was tried, or given up with its host.
    """

    async def complete(session: Session, queue: HostQueue[PageJob]) -> None:
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
        self, session: Session, *, force: bool = False, since: int | None = None
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
