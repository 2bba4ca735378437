"""Refreshing and working in a process of its own, so that no key of a reader waits for either.

One child does one errand over the same file, ``python -m reader.news.beside``, and sends what comes
of it piece by piece. It may be ended at any moment, for each of its transactions is whole.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from datetime import datetime
from os import fsdecode, fsencode
from pathlib import Path
from threading import Thread

from msgspec import Struct, msgpack
from msgspec.structs import replace

from reader import log
from reader.child import Child
from reader.config import Fetch, Keep
from reader.errors import ErrandEnded
from reader.model import Feed, Outcome, Source
from reader.news.clock import clock_from, now_in_china
from reader.news.refresh import Told, refresh
from reader.news.threads import in_thread
from reader.news.work import Step, waiting, work
from reader.parent import Parent
from reader.store.store import Store
from reader.wire import Failed


class Errand(Struct, kw_only=True):
    """What is to be done, in which database, and what the time is."""

    path: bytes
    now: datetime


class Refreshing(Errand, kw_only=True, tag=True):
    """To refresh sources."""

    sources: Sequence[Source]
    settings: Fetch


class Working(Errand, kw_only=True, tag=True):
    """To do what waits."""

    folds: bool
    keep: Keep


class Pages(Struct, tag=True):
    """So many articles' pages have been fetched, of so many."""

    done: int
    total: int


class Came(Struct, tag=True):
    """What a source came to."""

    outcome: Outcome


class Stepped(Struct, tag=True):
    """What a step of the work did."""

    step: Step


class End(Struct, tag=True):
    """All is done."""


Piece = Pages | Came | Stepped
"""What the child sends while it does its errand."""
Send = Callable[[Piece], None]

FEW = 96
"""Jobs that are done where they wait, three an article: starting a process would take longer."""

_ERRANDS: msgpack.Decoder[Refreshing | Working] = msgpack.Decoder(Refreshing | Working)
_PIECES: msgpack.Decoder[Piece | End | Failed] = msgpack.Decoder(Piece | End | Failed)


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
    errand = Refreshing(path=fsencode(store.path), now=now(), sources=sources, settings=settings)
    async with aclosing(_send_out(errand)) as pieces:
        async for piece in pieces:
            match piece:
                case Pages(done, total):
                    told(done, total)
                case Came(outcome):
                    yield outcome


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
    errand = Working(path=fsencode(store.path), now=now(), folds=folds, keep=keep)
    async with aclosing(_send_out(errand)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Stepped):
                yield piece.step


async def _send_out(errand: Errand) -> AsyncGenerator[Piece, None]:
    """Let a child do *errand*, and yield what it sends; the child ends with this generator."""
    child = Child("reader.news.beside")
    try:
        await child.beside(child.send, msgpack.encode(errand))
        while not isinstance(piece := await child.beside(child.receive, _PIECES), End):
            if isinstance(piece, Failed):
                raise piece.error()
            yield piece
    except (EOFError, OSError):
        raise ErrandEnded from None
    finally:
        await child.end()


def main() -> None:
    """Be the child."""
    parent = Parent()
    errand = parent.receive(_ERRANDS)
    Thread(target=_end_with, args=(parent,), daemon=True).start()
    try:
        with Store.open(Path(fsdecode(errand.path))) as store:
            asyncio.run(_do(errand, store, parent.send))
        parent.send(End())
    except BrokenPipeError:
        pass  # nobody listens any more
    except Exception as error:
        parent.send(Failed.of(log.as_ours(error)))


def _end_with(parent: Parent) -> None:
    parent.wait()
    os._exit(0)


async def _do(errand: Refreshing | Working, store: Store, send: Send) -> None:
    now = clock_from(errand.now)
    if isinstance(errand, Working):
        for step in work(store, folds=errand.folds, keep=errand.keep, now=now):
            send(Stepped(step))
        return

    def told(done: int, total: int) -> None:
        send(Pages(done, total))

    async for outcome in refresh(
        store, errand.sources, settings=errand.settings, now=now, told=told
    ):
        # Its feed is stored, where the parent reads it.
        send(Came(replace(outcome, feed=Feed())))


if __name__ == "__main__":
    main()
