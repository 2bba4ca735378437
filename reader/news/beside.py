"""Refreshing and working in a process of its own, so that no key of a reader waits for either.

One child does one errand over the same file, ``python -m reader.news.beside``, and sends what comes
of it piece by piece. It may be ended at any moment, for each of its transactions is whole.
"""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

from reader import errors, log
from reader.child import Child, Parent
from reader.config import Fetch, Keep
from reader.errors import ErrandEnded, ZhnewsError
from reader.model import Feed, Outcome, Source
from reader.news.clock import clock_from, now_in_china
from reader.news.recording import in_thread
from reader.news.refresh import Told, refresh
from reader.news.work import Step, waiting, work
from reader.store.store import Store

FEW = 64
"""Articles that are worked off where they wait: starting a process would take longer."""
NICE = 10
"""How far the errand steps back behind the reader (`nice(2)`)."""


async def refresh_beside(
    store: Store,
    sources: Sequence[Source],
    *,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
    told: Told,
) -> AsyncGenerator[Outcome, None]:
    """Ask *sources* as `reader.news.refresh.refresh` does; the outcomes come without their feeds.

    A store in memory is refreshed in this process. Raises StoreError, ErrandEnded.
    """
    if store.path is None:
        asking = refresh(store, sources, settings=settings, now=now, told=told)
        async with aclosing(asking):
            async for outcome in asking:
                yield outcome
        return
    errand = _Errand(store.path, now(), "refresh", {"sources": sources, "settings": settings})
    async with aclosing(_send_out(errand)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Outcome):
                yield piece
            else:
                told(*piece)


async def work_beside(
    store: Store,
    *,
    folds: bool,
    keep: Keep,
    now: Callable[[], datetime] = now_in_china,
) -> AsyncGenerator[Step, None]:
    """Do what waits as `reader.news.work.work` does; a little of it is done in this process.

    Raises UnknownRegion for a place in *keep*, StoreError, ErrandEnded.
    """
    if store.path is None or await in_thread(waiting, store) <= FEW:
        steps = work(store, folds=folds, keep=keep, now=now)
        while (step := await in_thread(next, steps, None)) is not None:
            yield step
        return
    errand = _Errand(store.path, now(), "work", {"folds": folds, "keep": keep})
    async with aclosing(_send_out(errand)) as pieces:
        async for piece in pieces:
            yield piece


@dataclass(frozen=True)
class _Errand:
    """What a child is to do, to the database *path*; *moment* is the present one."""

    path: Path
    moment: datetime
    name: str
    options: Mapping[str, Any]


async def _send_out(errand: _Errand) -> AsyncGenerator[Any, None]:
    """Let a child do *errand*, and yield what it sends; the child ends with this generator."""
    child = await Child.start("reader.news.beside")
    try:
        await child.send(errand)
        while (piece := await child.receive()) is not None:
            if isinstance(piece, _Failure):
                raise getattr(errors, piece.kind)(**piece.params)
            yield piece
    except (EOFError, ConnectionError):
        raise ErrandEnded from None
    finally:
        await child.end()


@dataclass(frozen=True)
class _Failure:
    kind: str
    params: Mapping[str, Any]


def main() -> None:
    """Be the child."""
    parent = Parent()
    if not parent.asks():
        return
    errand: _Errand = parent.take()
    Thread(target=_end_with, args=(parent,), daemon=True).start()
    if sys.platform != "win32":
        os.nice(NICE)
    try:
        with Store.open(errand.path) as store:
            asyncio.run(_DOERS[errand.name](store, errand, parent.send))
        parent.send(None)
    except Exception as error:
        ours = error if isinstance(error, ZhnewsError) else log.unexpected(error)
        parent.send(_Failure(type(ours).__name__, ours.params))


def _end_with(parent: Parent) -> None:
    parent.wait()
    os._exit(0)


Send = Callable[[object], None]


async def _refresh(store: Store, errand: _Errand, send: Send) -> None:
    now = clock_from(errand.moment)

    def told(done: int, total: int) -> None:
        send((done, total))

    async for outcome in refresh(store, now=now, told=told, **errand.options):
        send(replace(outcome, feed=Feed()))  # it is stored, and the parent reads it there


async def _work(store: Store, errand: _Errand, send: Send) -> None:
    for step in work(store, now=clock_from(errand.moment), **errand.options):
        send(step)


_DOERS = {"refresh": _refresh, "work": _work}

if __name__ == "__main__":
    main()
