"""What waits in the database until there is time for it.

A step does a little and takes one short transaction, so that between two steps everything else has
its turn; it may end at any moment, in any number of processes.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from reader.errors import StoreError
from reader.model import Source
from reader.news.placing import place_by_text, version
from reader.store.placing import Placed
from reader.store.queue import PLACE, Job
from reader.store.store import Store

STEP = 32
"""Articles of one transaction."""
CATCH_UP = 2048
"""Articles that a search may wait for: about a second."""


def waiting(store: Store) -> int:
    """Give for how many articles there is something to do. Raises StoreError."""
    store.queue.renew(PLACE, version())
    return store.queue.waiting(PLACE)


def work(store: Store, step: int = STEP) -> Iterator[tuple[int, int]]:
    """Do what waits, and tell of each step how many articles it saw and how many it moved.

    Raises StoreError.
    """
    store.queue.renew(PLACE, version())
    placer = _Placer(store)
    while jobs := store.queue.next(PLACE, step):
        yield len(jobs), store.placing.settle([(job, placer.place(job)) for job in jobs])


def catch_up(store: Store) -> None:
    """Do what came with the last refresh, so that a search finds it in its place.

    A large backlog is left to others, and so is all of it where nothing can be written now: the
    search itself only reads.
    """
    with suppress(StoreError):
        for _ in islice(work(store), CATCH_UP // STEP):
            pass


class _Placer:
    """Places stored articles; knows the sources it has seen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sources: dict[int, tuple[Source, dict[str, str]]] = {}

    def place(self, job: Job) -> Placed | None:
        """Place the article of *job*; None where it is gone."""
        try:
            article = self._store.articles.get(job.article)
            source, rules = self._source(article.head.source_id)
        except KeyError:
            return None
        return place_by_text(source, article.draft, rules)

    def _source(self, id: int) -> tuple[Source, dict[str, str]]:
        if id not in self._sources:
            self._sources[id] = (self._store.sources.get(id), self._store.sources.rules(id))
        return self._sources[id]
