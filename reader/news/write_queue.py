"""The queue of writes to a store, which are done in the order in which they were asked for."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from reader.store.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")

SOON = 0.5
"""Seconds within which a write is done, but for a store that is held by another process."""


class Withdrawn(Exception):
    """A write found that nobody wants it any more."""


class WriteQueue:
    """Writes to *store*, in a thread of their own if they are *queued*, else at once.

    A store in memory has no use for a queue: nobody else holds it, and its readers wait for writes.
    All methods are for one thread, that of the screen.
    """

    def __init__(self, store: Store, *, queued: bool = False) -> None:
        self._store = store
        self._is_queued = queued and store.path is not None
        self._thread: ThreadPoolExecutor | None = None
        self._unheard: list[Future[Any]] = []

    def put(self, write: Callable[[], T]) -> Future[T]:
        """Do *write* after all that were put before; the future is given its outcome.

        However long the queue is, the patience of the store counts from now on.
        """
        # Not before first paint.
        from concurrent.futures import Future, ThreadPoolExecutor

        if not self._is_queued:
            done: Future[T] = Future()
            try:
                done.set_result(write())
            except Exception as error:
                done.set_exception(error)
            return done
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "writes")
        queued = self._thread.submit(self._do, write, monotonic())
        self._unheard.append(queued)
        return queued

    def _do(self, write: Callable[[], T], asked: float) -> T:
        with self._store.patient_since(asked):
            return write()

    def hear(self, done: Future[T]) -> T:
        """Return the outcome of a write that is done, or raise its error, which `close` leaves out.

        Raises whatever the write does.
        """
        if done in self._unheard:
            self._unheard.remove(done)
        return done.result()

    def close(self, on_wait: Callable[[], None] = lambda: None) -> list[BaseException]:
        """Wait for all writes, and return the errors that nobody has heard of.

        *on_wait* is called if that takes longer than `SOON`.
        """
        from concurrent.futures import wait

        if self._thread is None:
            return []
        if wait(self._unheard, SOON).not_done:
            on_wait()
        self._thread.shutdown()
        errors = (each.exception() for each in self._unheard)
        return [error for error in errors if error and not isinstance(error, Withdrawn)]
