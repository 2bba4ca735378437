"""Refreshing and working in a process of its own, so that no key of a reader waits for either.

One child does one errand over the same file, ``python -m reader.news.beside``, and sends what comes
of it piece by piece. It may be ended at any moment, for each of its transactions is whole.
"""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

from msgspec.structs import replace

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

Errand = tuple[Path, datetime, str, dict[str, Any]]
"""A database, the present moment, what is to be done, and its options."""
Piece = tuple[str, Any]
"""What kind of piece it is, and the piece. No class of this module, which the child has twice."""
Send = Callable[[Piece], None]

NICE = 5
"""How far the errand steps back behind the reader (`nice(2)`)."""
FEW = 96
"""Jobs that are done where they wait, three an article: starting a process would take longer."""


async def refresh_beside(
    store: Store,
    sources: Sequence[Source],
    *,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
    told: Told = lambda done, total: None,
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
    errand = (store.path, now(), "refresh", {"sources": sources, "settings": settings})
    async with aclosing(_send_out(errand)) as pieces:
        async for kind, piece in pieces:
            if kind == "told":
                told(*piece)
            else:
                yield piece


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
    errand = (store.path, now(), "work", {"folds": folds, "keep": keep})
    async with aclosing(_send_out(errand)) as pieces:
        async for _, step in pieces:
            yield step


async def _send_out(errand: Errand) -> AsyncGenerator[Piece, None]:
    """Let a child do *errand*, and yield what it sends; the child ends with this generator."""
    child = await Child.start("reader.news.beside")
    try:
        await child.send(errand)
        while (piece := await child.receive())[0] != "end":
            if piece[0] == "error":
                name, params = piece[1]
                raise getattr(errors, name)(**params)
            yield piece
    except (EOFError, ConnectionError):
        raise ErrandEnded from None
    finally:
        await child.end()


def main() -> None:
    """Be the child."""
    parent = Parent()
    if not parent.asks():
        return
    path, moment, name, options = parent.take()
    Thread(target=_end_with, args=(parent,), daemon=True).start()
    if sys.platform != "win32":
        os.nice(NICE)
    try:
        with Store.open(path) as store:
            asyncio.run(_DOERS[name](store, parent.send, now=clock_from(moment), **options))
        parent.send(("end", None))
    except BrokenPipeError:
        pass  # nobody listens any more
    except Exception as error:
        ours = error if isinstance(error, ZhnewsError) else log.unexpected(error)
        parent.send(("error", (type(ours).__name__, ours.params)))


def _end_with(parent: Parent) -> None:
    parent.wait()
    os._exit(0)


async def _refresh(store: Store, send: Send, **options: Any) -> None:
    def told(done: int, total: int) -> None:
        send(("told", (done, total)))

    async for outcome in refresh(store, told=told, **options):
        # Its feed is stored, where the parent reads it.
        send(("outcome", replace(outcome, feed=Feed())))


async def _work(store: Store, send: Send, **options: Any) -> None:
    for step in work(store, **options):
        send(("step", step))


_DOERS = {"refresh": _refresh, "work": _work}

if __name__ == "__main__":
    main()
