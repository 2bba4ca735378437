"""The pages of new articles and their pictures, which are fetched once all heads are here."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.config import Fetch
from reader.model import Draft, Source
from reader.news.hosts import HostQueue, HostQueues
from reader.news.pictures import addresses, cache_all, site_of
from reader.news.recorder import Recorder
from reader.news.session import Network, Session, run_workers
from reader.news.visits import OnProgress, PageJob, Visitor


class _Count:
    """Reports how many of the pages have been tried."""

    def __init__(self, on_progress: OnProgress) -> None:
        self._on_progress = on_progress
        self._done = self._total = 0

    def start(self, total: int) -> None:
        """Start with *total* to do."""
        self._total = total
        if total:
            self._on_progress(0, total)

    def add(self, count: int) -> None:
        """Count some more."""
        self._done += count
        if count:
            self._on_progress(self._done, self._total)

    def each(self, pages: Iterator[PageJob]) -> Iterator[PageJob]:
        """Yield *pages*, and count each once it was tried."""
        for page in pages:
            try:
                yield page
            finally:
                self.add(1)


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
        jobs, count = self.settings.jobs, _Count(self.on_progress)

        async def complete(session: Session, queue: HostQueue[PageJob]) -> None:
            await self.visitor(session).complete_each(count.each(queue.jobs()))
            count.add(len(queue.waiting))
            queue.waiting.clear()  # a host at which one worker gave up is left by the others too

        count.start(len(self.waiting))
        pages = HostQueues(
            ((page.url, page) for page in self.waiting), owner=lambda page: page.source.id
        )
        await run_workers(network, pages, complete, jobs)
        await cache_all(network, self.pictures, jobs)

    def _note_pictures(self, source: Source, draft: Draft) -> None:
        if self.settings.images:
            self.pictures.update(dict.fromkeys(addresses(draft), site_of(source)))
