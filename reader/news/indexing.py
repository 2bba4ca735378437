"""Making the articles searchable, step by step, from the queue.

A step is one short transaction; it may end at any moment, in any number of processes, and whoever
comes next goes on.
"""

from collections.abc import Iterator

from reader.errors import IndexDamaged
from reader.store.queue import INDEX
from reader.store.store import Store

STEP = 32
"""Articles of one transaction, for which all who write have to wait: about ten milliseconds."""


def waiting(store: Store) -> int:
    """Give how many articles cannot be found yet. Raises StoreError."""
    store.index.renew()
    return store.queue.waiting(INDEX)


def index(store: Store, step: int = STEP) -> Iterator[int]:
    """Index what waits, and tell of each step how many articles it saw.

    An index that proves damaged is begun anew, once. Raises StoreError.
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
            yield len(jobs)
