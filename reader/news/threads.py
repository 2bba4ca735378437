"""Blocking work outside of the event loop, and writes in the order in which they were asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from reader.store.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

# Blocking work outside of the event loop.

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run blocking work in a thread, and to its end even if the task is cancelled meanwhile.

    If it fails then, its error is raised instead of the cancellation.
    """
    work = asyncio.ensure_future(asyncio.to_thread(function, *args, **kwargs))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        work.result()
        raise


# The queue of writes to a store, which are done in the order in which they were asked for.

SOON = 0.5
"""Seconds within which a write is done, unless another process locks the store."""


class Withdrawn(Exception):
    """A write was no longer wanted when its turn came."""


class WriteQueue:
    """Writes to *store*, in a thread of their own if they are *queued*, else at once.

    A store in memory needs no queue: no other process locks it, and its readers wait for writes.
    All methods are for one thread, that of the screen.
    """

    def __init__(self, store: Store, *, queued: bool = False) -> None:
        self._store = store
        self._is_queued = queued and store.path is not None
        self._thread: ThreadPoolExecutor | None = None
        self._unreported: list[Future[Any]] = []

    def put(self, write: Callable[[], T]) -> Future[T]:
        """Do *write* after all that were put before; the future returns its result.

        The time that the store waits for a lock counts from now, however long the queue is.
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
        self._unreported.append(queued)
        return queued

    def _do(self, write: Callable[[], T], asked: float) -> T:
        with self._store.patient_since(asked):
            return write()

    def result(self, done: Future[T]) -> T:
        """Return the result of a finished write, or raise its error, which `close` then omits.

        Raises whatever the write does.
        """
        if done in self._unreported:
            self._unreported.remove(done)
        return done.result()

    def close(self, on_wait: Callable[[], None] = lambda: None) -> list[BaseException]:
        """Wait for all writes, and return the errors that `result` did not raise.

        *on_wait* is called if that takes longer than `SOON`.
        """
        from concurrent.futures import wait

        if self._thread is None:
            return []
        if wait(self._unreported, SOON).not_done:
            on_wait()
        self._thread.shutdown()
        errors = (each.exception() for each in self._unreported)
        return [error for error in errors if error and not isinstance(error, Withdrawn)]
