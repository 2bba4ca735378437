"""The stores that the measurements share: invented news, with the queue's work done."""

import time
from collections import defaultdict
from pathlib import Path

from reader.news.work import waiting, work
from reader.store import drafts
from reader.store.queue import PLACE, STORY
from reader.store.store import Store
from tests.bench.bench_store import fill
from tests.bench.news_text import NewsWriter

COMPARED = 100_000
"""Articles of a store up to which their reprints are looked for, a millisecond each."""
STEP = 512


def ready(folder: Path, count: int) -> Path:
    """Return the store of *count* articles in *folder*, made unless it is there.

    All are indexed and compressed, and stand where they stood: their texts name no places.
    """
    folder.mkdir(exist_ok=True)
    path = folder / f"news-{count}.db"
    is_new = not path.exists()
    with Store.open(path) as store:
        if is_new:
            _tell(count, "store", fill(store, count, NewsWriter()))
        waiting(store)  # which begins what is to be done anew
        _leave_in_place(store)
        if count > COMPARED:
            _leave_apart(store)
        for task, spent in _work(store).items():
            _tell(count, task, spent)
    return path


def _work(store: Store) -> dict[str, float]:
    """Do what waits and give the seconds of CPU of each task."""
    spent = defaultdict[str, float](float)
    begun = time.process_time()
    for step in work(store):
        spent[step.task] += (now := time.process_time()) - begun
        begun = now
    return spent


def _tell(count: int, task: str, spent: float) -> None:
    print(f"{count:,} articles: {task} {spent / count * 1e6:.0f} µs of CPU each", flush=True)


def _leave_in_place(store: Store) -> None:
    while jobs := store.queue.next(PLACE, STEP):
        store.placing.settle([(job, None) for job in jobs])
        with store._database.write() as connection:
            drafts.compress_bodies(connection, [job.article for job in jobs])


def _leave_apart(store: Store) -> None:
    while jobs := store.queue.next(STORY, STEP):
        store.stories.settle(dict.fromkeys(jobs))
