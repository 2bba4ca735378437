"""Deferred work: the tasks whose jobs wait in the database until there is time for them.

A step does a few jobs in one short transaction, so that everything else gets its turn between two
steps. It may be interrupted at any moment, and any number of processes may work at once.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain, islice
from typing import NamedTuple

from reader import __version__
from reader.errors import IndexDamaged, StoreError, UsageError
from reader.model import Article, Rule, Source
from reader.news import due
from reader.news.placements import place_by_query, place_by_text, version
from reader.news.search import conditions
from reader.settings.config import Keep
from reader.store.placement import Placed
from reader.store.queue import INDEX, PLACE, RULE, STORY, Job
from reader.store.store import Store
from reader.store.stories import Anchored
from reader.text import likeness
from reader.text.dates import now_in_china
from reader.text.likeness import Wording, wording_of
from reader.view import View

# Reprints: which articles are one story, found by their wording.

KEPT = 256
"""Articles whose wordings stay in memory, some 60 kB each."""


def story_version() -> str:
    """Return the version of the rules by which stories are recognised."""
    return f"{__version__} {likeness.VERSION}"


class _Text(NamedTuple):
    source: int
    wording: Wording

    @classmethod
    def of(cls, article: Article) -> "_Text":
        return cls(article.head.source_id, wording_of(article.draft))

    def is_story_of(self, other: "_Text") -> bool:
        """Whether two articles are one story.

        Text that a site repeats on all its pages is not: within a source headlines must be alike.
        """
        return likeness.same_story(self.wording, other.wording) and (
            self.source != other.source or likeness.have_like_headlines(self.wording, other.wording)
        )


class ReprintFinder:
    """Finds the stories that articles belong to; *folds*: one is a row, read or unread as a whole.

    The articles that were compared last stay in memory: those that share a sentence with one
    another are compared again and again.
    """

    def __init__(self, store: Store, *, folds: bool) -> None:
        self._store = store
        self._folds = folds
        self._texts: OrderedDict[int, _Text] = OrderedDict()

    def join(self, jobs: Sequence[Job]) -> int:
        """Join the articles of *jobs* to their stories; return how many changed theirs.

        All anchors are stored before the first article is compared, so that the articles find each
        other, and those of another process find them. Raises StoreError.
        """
        anchored = {}
        for article in self._store.articles.whole([job.article for job in jobs]):
            head, text = article.head, _Text.of(article)
            self._keep(head.id, text)
            anchored[head.id] = Anchored(head.id, head.time, likeness.anchors(text.wording))
        self._store.stories.anchor(anchored.values())
        found = {}
        for job in jobs:
            known = anchored.get(job.article)
            found[job] = self._original(known) if known else None
        return self._store.stories.settle(found, folds=self._folds)

    def _original(self, anchored: Anchored) -> int | None:
        """Return the likeliest article that is one story with *anchored*, None if there is none."""
        mine = self._text(anchored.article) if anchored.anchors else None
        if mine is None:
            return None
        for candidate in self._store.stories.candidates(anchored):
            other = self._text(candidate)
            if other is not None and mine.is_story_of(other):
                return candidate
        return None

    def _text(self, id: int) -> _Text | None:
        if id not in self._texts:
            for article in self._store.articles.whole([id]):
                self._keep(id, _Text.of(article))
        else:
            self._texts.move_to_end(id)
        return self._texts.get(id)

    def _keep(self, id: int, text: _Text) -> None:
        self._texts[id] = text
        self._texts.move_to_end(id)
        while len(self._texts) > KEPT:
            self._texts.popitem(last=False)


# Deferred work: the tasks whose jobs wait in the database until there is time for them.

KEEP = "keep"
"""The task of removing articles that need not be kept."""
TRIM = "trim"
"""The task of returning the space that the others freed; it sees no article."""
STEP = 32
"""Articles of one transaction, for which every other writer waits: about ten milliseconds."""
RULE_STEP = 256
"""Articles of one transaction that applies rules."""
CATCH_UP = 2048
"""Articles of each task that a search may wait for: about a second."""


class WorkStep(NamedTuple):
    """What one step did: its task, how many articles it saw and how many it moved or marked.

    An article has moved if it is in other places or another story than before.
    """

    task: str
    seen: int
    moved: int = 0


def waiting(store: Store) -> int:
    """Return how many jobs wait; an article is one for each task. Raises StoreError."""
    store.queue.renew(PLACE, version())
    store.queue.renew(STORY, story_version())
    here = store.queue.waiting(PLACE) + store.queue.waiting(STORY)
    return here + unindexed(store) + store.rules.waiting()


def work(
    store: Store,
    step: int = STEP,
    *,
    folds: bool = True,
    keep: Keep | None = None,
    now: Callable[[], datetime] = now_in_china,
) -> Iterator[WorkStep]:
    """Do what waits, step by step; *folds*: lists show a story of several sources as one row.

    Each task waits for those that are missed more: first articles are indexed, then placed, then
    compared, then the rules are applied; what comes meanwhile begins anew. At the end, articles
    that *keep* does not keep are removed and unused space is returned. Raises UnknownRegion for a
    place in *keep*, StoreError.
    """
    newest: int | None = None
    while newest != store.articles.last_id():
        newest = store.articles.last_id()
        tasks = (index(store), _place(store, step), _join(store, step, folds), apply_rules(store))
        for done in chain.from_iterable(tasks):
            yield done
            if done.task != INDEX and store.articles.last_id() > newest:
                break
    if keep is not None:
        yield from (WorkStep(KEEP, gone, gone) for gone in due.prune(store, keep, now()))
    while store.trim():
        yield WorkStep(TRIM, 0)


def catch_up(store: Store, *needed: str, folds: bool = True) -> None:
    """Do what a query *needed* of what came with the last refresh, so that it finds it.

    Rules, where any wait, need all of it. A large backlog is left to others, and so is all of it
    where nothing can be written now: the query itself only reads.
    """
    with suppress(StoreError):
        rules = RULE in needed and bool(store.rules.all()) and store.rules.waiting() > 0
        jobs: Mapping[str, Iterator[WorkStep]] = {
            PLACE: _place(store, STEP),
            INDEX: index(store),
            STORY: _join(store, STEP, folds),
        }
        for job, steps in jobs.items():
            if rules or job in needed:
                _some(steps, STEP)
        if rules:
            _some(apply_rules(store), RULE_STEP)


def _some(steps: Iterator[WorkStep], step: int) -> None:
    with suppress(StoreError):
        for _ in islice(steps, CATCH_UP // step):
            pass


def unindexed(store: Store) -> int:
    """Return how many articles no search finds yet. Raises StoreError."""
    store.index.renew()
    return store.queue.waiting(INDEX)


def index(store: Store, step: int = STEP) -> Iterator[WorkStep]:
    """Index what waits, step by step.

    An index that proves damaged is rebuilt from the start, once. Raises StoreError.
    """
    store.index.renew()
    is_new = False
    for jobs in store.queue.batches(INDEX, step):
        try:
            store.index.write(jobs, store.index.read(jobs))
        except IndexDamaged:
            if is_new:
                raise
            store.index.rebuild()
            is_new = True
        else:
            yield WorkStep(INDEX, len(jobs))


def apply_rules(
    store: Store, step: int = RULE_STEP, now: Callable[[], datetime] = now_in_china
) -> Iterator[WorkStep]:
    """Apply the reader's rules, step by step, to articles that are placed, indexed and compared.

    Ends where the next articles wait for another task, as they all do again where the index proves
    damaged. Raises StoreError.
    """
    for jobs in store.rules.batches(step):
        rules = store.rules.all()
        ids = [job.article for job in jobs]
        try:
            hits = {rule.id: _hits(store, rule, ids, now()) for rule in rules}
        except IndexDamaged:
            store.index.rebuild()
            return
        placed = {rule.id: place_by_query(rule) for rule in rules if rule.action == "move"}
        yield WorkStep(RULE, len(jobs), store.rules.write(jobs, hits, placed))


def _hits(store: Store, rule: Rule, ids: Sequence[int], now: datetime) -> Collection[int]:
    # A query that was valid once may be invalid for this version: then the rule finds nothing new.
    with suppress(UsageError):
        view = View(conditions(rule.query, now))
        return store.search.among(view, ids, muted=True)
    return ()


def _place(store: Store, step: int) -> Iterator[WorkStep]:
    store.queue.renew(PLACE, version())
    placer = _Placer(store)
    for jobs in store.queue.batches(PLACE, step):
        moved = store.placing.settle([(job, placer.place(job)) for job in jobs])
        yield WorkStep(PLACE, len(jobs), moved)


def _join(store: Store, step: int, folds: bool) -> Iterator[WorkStep]:
    store.queue.renew(STORY, story_version())
    finder = ReprintFinder(store, folds=folds)
    for jobs in store.queue.batches(STORY, step):
        yield WorkStep(STORY, len(jobs), finder.join(jobs))


class _Placer:
    """Places stored articles; reads each source once."""

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
