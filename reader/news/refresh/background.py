"""Refreshing and working in a background process, so that no key of the reader waits for either.

One child, ``python -m reader.news.refresh.background``, does one task on the same database file,
and sends a message for each result. It may be ended at any moment: each of its transactions is
complete.
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
from reader.errors import ZhnewsError
from reader.i18n import N_
from reader.model import Feed, Outcome, Source
from reader.news.refresh.pages import TakenAlong, take_along
from reader.news.refresh.run import refresh
from reader.news.refresh.visits import OnProgress
from reader.news.sync.run import Synced, sync
from reader.news.threads import in_thread
from reader.news.work import WorkStep, waiting, work
from reader.processes.child import Child, FailedReply, Parent
from reader.settings.config import Fetch, Keep, Sync
from reader.store.store import Store
from reader.sync.records import Login
from reader.text.dates import clock_from, now_in_china


class Task(Struct, frozen=True, kw_only=True):
    """What the child is to do, in which database, and what the time is."""

    path: bytes
    now: datetime


class RefreshTask(Task, frozen=True, kw_only=True, tag=True):
    """Refresh sources."""

    sources: Sequence[Source]
    settings: Fetch


class WorkTask(Task, frozen=True, kw_only=True, tag=True):
    """Do the deferred work."""

    folds: bool
    keep: Keep


class SyncTask(Task, frozen=True, kw_only=True, tag=True):
    """Sync with a server."""

    login: Login
    settings: Fetch
    terms: Sync
    sends_only: bool


class TakeTask(Task, frozen=True, kw_only=True, tag=True):
    """Take articles along."""

    ids: Sequence[int]
    settings: Fetch


class ProgressMessage(Struct, frozen=True, tag=True):
    """So many articles' pages, articles of a server or to take along are done, of so many."""

    done: int
    total: int


class Visited(Struct, frozen=True, tag=True):
    """The outcome of one source."""

    outcome: Outcome


class Worked(Struct, frozen=True, tag=True):
    """What one step of the work did."""

    step: WorkStep


class InStep(Struct, frozen=True, tag=True):
    """What a sync came to."""

    synced: Synced


class Took(Struct, frozen=True, tag=True):
    """What taking articles along came to."""

    taken: TakenAlong


class Done(Struct, frozen=True, tag=True):
    """The task is finished."""


Message = ProgressMessage | Visited | Worked | InStep | Took
"""What the child sends while it does its task."""

FEW = 96
"""Jobs, three an article, that are done in this process: starting another would take longer."""

AnyTask = RefreshTask | WorkTask | SyncTask | TakeTask
_TASKS: msgpack.Decoder[AnyTask] = msgpack.Decoder(AnyTask)
_MESSAGES: msgpack.Decoder[Message | Done | FailedReply] = msgpack.Decoder(
    Message | Done | FailedReply
)


async def refresh_in_background(
    store: Store,
    sources: Sequence[Source],
    *,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
    on_progress: OnProgress = lambda done, total: None,
) -> AsyncGenerator[Outcome, None]:
    """Ask *sources* as `refresh` does; the outcomes come without their feeds.

    A store in memory is refreshed in this process. Raises StoreError, ZhnewsError.
    """
    if store.path is None:
        outcomes = refresh(store, sources, settings=settings, now=now, on_progress=on_progress)
        async with aclosing(outcomes):
            async for outcome in outcomes:
                yield outcome
        return
    task = RefreshTask(path=fsencode(store.path), now=now(), sources=sources, settings=settings)
    async with aclosing(_run(task)) as messages:
        async for message in messages:
            match message:
                case ProgressMessage(done, total):
                    on_progress(done, total)
                case Visited(outcome):
                    yield outcome


async def work_in_background(
    store: Store,
    *,
    folds: bool,
    keep: Keep,
    now: Callable[[], datetime] = now_in_china,
) -> AsyncGenerator[WorkStep, None]:
    """Do what waits as `reader.news.work.work` does; a little of it in this process.

    Raises UnknownRegion for a place in *keep*, StoreError, ZhnewsError.
    """
    if store.path is None or await in_thread(waiting, store) <= FEW:
        steps = work(store, folds=folds, keep=keep, now=now)
        while (step := await in_thread(next, steps, None)) is not None:
            yield step
        return
    task = WorkTask(path=fsencode(store.path), now=now(), folds=folds, keep=keep)
    async with aclosing(_run(task)) as messages:
        async for message in messages:
            if isinstance(message, Worked):
                yield message.step


async def sync_in_background(
    store: Store,
    login: Login,
    *,
    settings: Fetch,
    terms: Sync,
    sends_only: bool = False,
    now: Callable[[], datetime] = now_in_china,
    on_progress: OnProgress = lambda done, total: None,
) -> Synced:
    """Sync as `reader.news.sync.run.sync` does, in a store that is a file.

    Raises FetchError, SyncError, StoreError, ZhnewsError.
    """
    done = Synced(new=0, marked=0, sent=0)
    if sends_only and not store.sync.is_waiting(rules=terms.rules):
        return done
    task = SyncTask(
        path=fsencode(store.path or ""),
        now=now(),
        login=login,
        settings=settings,
        terms=terms,
        sends_only=sends_only,
    )
    result = await _result(task, on_progress)
    return result.synced if isinstance(result, InStep) else done


async def take_along_in_background(
    store: Store,
    ids: Sequence[int],
    *,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
    on_progress: OnProgress = lambda done, total: None,
) -> TakenAlong:
    """Take articles along as `take_along` does, in a store that is a file.

    Raises StoreError, ZhnewsError.
    """
    task = TakeTask(path=fsencode(store.path or ""), now=now(), ids=ids, settings=settings)
    result = await _result(task, on_progress)
    return result.taken if isinstance(result, Took) else TakenAlong(wanted=len(ids), here=0)


async def _result(task: Task, on_progress: OnProgress) -> Message | None:
    """Let a child do *task*, tell how far it is, and return the last of its other messages."""
    result: Message | None = None
    async with aclosing(_run(task)) as messages:
        async for message in messages:
            if isinstance(message, ProgressMessage):
                on_progress(message.done, message.total)
            else:
                result = message
    return result


async def _run(task: Task) -> AsyncGenerator[Message, None]:
    """Let a child do *task* and yield its messages; the child ends with this generator."""
    child = Child("reader.news.refresh.background")
    try:
        await child.in_thread(child.send, msgpack.encode(task))
        while not isinstance(message := await child.in_thread(child.receive, _MESSAGES), Done):
            if isinstance(message, FailedReply):
                raise message.error()
            yield message
    except (EOFError, OSError):
        raise ZhnewsError(N_("后台的工作中断了，请再试一次。"), kind="ended") from None
    finally:
        await child.end()


def main() -> None:
    """Run as the child."""
    parent = Parent()
    task = parent.receive(_TASKS)
    Thread(target=_end_with, args=(parent,), daemon=True).start()
    try:
        with Store.open(Path(fsdecode(task.path))) as store:
            asyncio.run(_do(task, store, parent.send))
        parent.send(Done())
    except BrokenPipeError:
        pass  # the parent no longer listens
    except Exception as error:
        parent.send(FailedReply.of(log.as_ours(error)))


def _end_with(parent: Parent) -> None:
    parent.wait()
    os._exit(0)


async def _do(task: AnyTask, store: Store, send: Callable[[Message], None]) -> None:
    now = clock_from(task.now)
    if isinstance(task, WorkTask):
        for step in work(store, folds=task.folds, keep=task.keep, now=now):
            send(Worked(step))
        return

    def on_progress(done: int, total: int) -> None:
        send(ProgressMessage(done, total))

    if isinstance(task, SyncTask):
        done = await sync(
            store,
            task.login,
            settings=task.settings,
            terms=task.terms,
            sends_only=task.sends_only,
            now=now,
            on_progress=on_progress,
        )
        send(InStep(done))
        return
    if isinstance(task, TakeTask):
        taken = await take_along(
            store, task.ids, settings=task.settings, now=now, on_progress=on_progress
        )
        send(Took(taken))
        return
    async for outcome in refresh(
        store, task.sources, settings=task.settings, now=now, on_progress=on_progress
    ):
        # The parent reads its feed from the database.
        send(Visited(replace(outcome, feed=Feed())))


if __name__ == "__main__":
    main()
