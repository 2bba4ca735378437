"""What waits in the database until there is time for it.

A step does a little and takes one short transaction, so that between two steps everything else has
its turn; it may end at any moment, in any number of processes.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from reader.config import Keep
from reader.errors import StoreError
from reader.model import Source
from reader.news import indexing, keeping, reprints, ruling
from reader.news.clock import now_in_china
from reader.news.placing import place_by_text, version
from reader.store.placement import Placed
from reader.store.queue import INDEX, PLACE, RULE, STORY, Job
from reader.store.store import Store

KEEP = "keep"
"""The task of removing what need not be kept."""
TRIM = "trim"
"""The task of giving back the room that the others freed; no article is looked at."""
STEP = 32
"""Articles of one transaction that places."""
CATCH_UP = 2048
"""Articles that a search may wait for: about a second for each task."""


class Step(NamedTuple):
    """What one step did: its task, how many articles it saw and how many it moved or marked.

    Those are moved that stand in other places or stories than before.
    """

    task: str
    seen: int
    moved: int = 0


def waiting(store: Store) -> int:
    """Give how much there is to do: an article counts for each task. Raises StoreError."""
    store.queue.renew(PLACE, version())
    store.queue.renew(STORY, reprints.version())
    here = store.queue.waiting(PLACE) + store.queue.waiting(STORY)
    return here + indexing.waiting(store) + store.rules.waiting()


def work(
    store: Store,
    step: int = STEP,
    *,
    folds: bool = True,
    keep: Keep | None = None,
    now: Callable[[], datetime] = now_in_china,
) -> Iterator[Step]:
    """Do what waits, step by step; *folds*: lists show a story of several sources as one row.

    The tasks take turns, so that none waits for the other's backlog, and the rules are heard as
    far as all have come. In the end what *keep* does not keep is removed, and the room that nothing
    needs given back. Raises UnknownRegion for a place in *keep*, StoreError.
    """
    index = (Step(INDEX, seen) for seen in indexing.index(store))
    # The index twice a turn: whoever searches waits for it.
    tasks = [_place(store, step), index, _join(store, step, folds), index]
    while tasks:
        for task in tuple(tasks):
            done = next(task, None)
            if done is None:
                tasks.remove(task)
            else:
                yield done
        yield from islice(_rule(store), 1 if tasks else None)
    if keep is not None:
        yield from (Step(KEEP, gone, gone) for gone in keeping.clear_out(store, keep, now()))
    while store.trim():
        yield Step(TRIM, 0)


def catch_up(store: Store) -> None:
    """Place what came with the last refresh, so that a query finds it in its place.

    A large backlog is left to others, and so is all of it where nothing can be written now: the
    query itself only reads.
    """
    with suppress(StoreError):
        for _ in islice(_place(store, STEP), CATCH_UP // STEP):
            pass


def catch_up_stories(store: Store, *, folds: bool) -> None:
    """Find the reprints among what came with the last refresh; otherwise as `catch_up`."""
    with suppress(StoreError):
        for _ in islice(_join(store, STEP, folds), CATCH_UP // STEP):
            pass


def catch_up_rules(store: Store, *, folds: bool) -> None:
    """Hear the rules, if there are any, for what came last; otherwise as `catch_up`."""
    with suppress(StoreError):
        if store.rules.all() and store.rules.waiting():
            catch_up(store)
            catch_up_index(store)
            catch_up_stories(store, folds=folds)
            for _ in islice(_rule(store), CATCH_UP // ruling.STEP):
                pass


def catch_up_index(store: Store) -> None:
    """Index what came with the last refresh, so that a search finds it; otherwise `catch_up`."""
    with suppress(StoreError):
        for _ in islice(indexing.index(store), CATCH_UP // indexing.STEP):
            pass


def _place(store: Store, step: int) -> Iterator[Step]:
    store.queue.renew(PLACE, version())
    placer = _Placer(store)
    for jobs in store.queue.batches(PLACE, step):
        moved = store.placing.settle([(job, placer.place(job)) for job in jobs])
        yield Step(PLACE, len(jobs), moved)


def _join(store: Store, step: int, folds: bool) -> Iterator[Step]:
    store.queue.renew(STORY, reprints.version())
    for jobs in store.queue.batches(STORY, step):
        yield Step(STORY, len(jobs), reprints.join(store, jobs, folds=folds))


def _rule(store: Store) -> Iterator[Step]:
    return (Step(RULE, seen, changed) for seen, changed in ruling.apply(store))


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
