"""The queue of writes, over a store whose lock another one holds for as long as a test likes."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace

from reader.errors import StoreBusy, StoreError
from reader.model import Rule, Source
from reader.news.library import Library
from reader.news.threads import Withdrawn, WriteQueue, in_thread
from reader.store.database import Connection, Database
from reader.store.store import Store
from reader.view import View
from tests.store.making import DISK_FULL, fill


async def cancelled_midway(end: Callable[[], None]) -> None:
    """Cancel the task whose work is under way and comes to this end."""
    begun, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def work() -> None:
        loop.call_soon_threadsafe(begun.set)
        assert go_on.wait(60)
        end()

    task = asyncio.create_task(in_thread(work))
    await begun.wait()
    task.cancel()
    loop.call_soon(go_on.set)
    await task


async def test_work_begun_is_seen_through_when_the_task_is_cancelled() -> None:
    done: list[str] = []
    with pytest.raises(asyncio.CancelledError):
        await cancelled_midway(lambda: done.append("committed"))
    assert done == ["committed"]


async def test_the_failure_of_work_begun_is_raised_though_the_task_is_cancelled() -> None:
    def fill_the_disk() -> None:
        raise DISK_FULL

    with pytest.raises(StoreError, match="磁盘满了"):
        await cancelled_midway(fill_the_disk)


async def test_the_errors_of_the_work_arrive() -> None:
    with pytest.raises(ZeroDivisionError):
        await in_thread(divmod, 1, 0)


Opener = Callable[[float], Library]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "news.db") as store:
        fill(store, 4)
    return tmp_path / "news.db"


@pytest.fixture
def opened(file: Path) -> Iterator[Opener]:
    """Open a library that waits so many seconds for others."""
    libraries = list[Library]()

    def make(patience: float) -> Library:
        libraries.append(Library(Store.open(file, patience=patience), queued=True))
        return libraries[-1]

    yield make
    for library in libraries:
        with suppress(StoreError):
            library.close()


@pytest.fixture
def other(file: Path) -> Iterator[Database]:
    """Another program over the same file."""
    database = Database(file)
    yield database
    database.close()


def locked(other: Database) -> AbstractContextManager[Connection]:
    return other.write()


def marks(library: Library) -> list[tuple[bool, bool]]:
    """Return of each article whether it is shown as read, and with a star."""
    return [(head.read, head.starred) for head in library.heads(library.ids(View()))]


def unread(library: Library) -> int:
    """Count what is unread in the store."""
    return library.totals()["unread"].unread


def toggled(source: Source) -> Source:
    return replace(source, enabled=not source.enabled)


def undo(library: Library) -> None:
    undone = library.undo()
    assert undone is not None and undone.result() is not None


def test_writes_are_done_in_the_order_in_which_they_were_put(opened: Opener) -> None:
    may_go, done = Event(), list[int]()
    writes = opened(10).writes
    writes.put(lambda: may_go.wait(10))
    queued = [writes.put(partial(done.append, number)) for number in range(5)]
    assert not any(each.done() for each in queued)
    may_go.set()
    assert writes.close() == []
    assert done == [0, 1, 2, 3, 4]


def test_in_memory_a_write_is_done_at_once() -> None:
    with Store.open(None) as store:
        writes = WriteQueue(store, queued=True)
        assert writes.put(lambda: 7).done() and writes.close() == []


def test_a_mark_is_shown_at_once_and_stored_when_the_lock_goes(
    opened: Opener, other: Database
) -> None:
    library = opened(10)
    first, second, *_ = library.ids(View())
    with locked(other):
        read = library.mark_read([first])
        star = library.star([first, second])
        assert marks(library) == [(True, True), (False, True), (False, False), (False, False)]
        assert unread(library) == 4
        assert library.unread_among([first, second]) == {second}
    assert read.result() is not None and star.result() is not None
    assert marks(library)[:2] == [(True, True), (False, True)]
    assert unread(library) == 3


def test_the_next_unread_article_is_none_that_is_yet_to_be_stored_as_read(
    opened: Opener, other: Database
) -> None:
    library = opened(10)
    ids = library.ids(View())
    with locked(other):
        library.mark_read(ids[1:3])
        [head] = library.heads(ids[:1])
        assert library.next_unread(View(), head) == ids[3]


def test_opening_shows_at_once_and_is_no_step(opened: Opener, other: Database) -> None:
    library = opened(10)
    first, second, *_ = library.ids(View())
    library.star([first]).result()
    undo(library)
    with locked(other):
        opening = library.mark_opened(second)
        assert marks(library)[:2] == [(False, False), (True, False)]
        assert library.undo() is None
        assert library.redo() is not None
        assert marks(library)[:2] == [(False, True), (True, False)]
    assert opening.result() is not None
    undo(library)
    assert marks(library)[:2] == [(False, False), (True, False)]


def test_a_key_pressed_again_before_the_first_is_stored_works_from_what_that_stores(
    opened: Opener, other: Database
) -> None:
    library = opened(10)
    [before] = library.sources.all()
    with locked(other):
        library.sources.edit(before.id, toggled)
        library.sources.edit(before.id, lambda source: replace(source, name="甲"))
        library.sources.edit(before.id, toggled)
        library.memory.toggle_favourite("220100")
        last = library.memory.toggle_favourite("220100")
    assert last.result() is not None
    assert (
        library.sources.all() == [replace(before, name="甲")] and library.memory.favourites() == []
    )
    undo(library)
    assert library.memory.favourites() == ["220100"]
    undo(library)
    undo(library)
    assert library.sources.all() == [replace(before, name="甲", enabled=False)]


def test_what_is_removed_twice_comes_back_at_once(opened: Opener, other: Database) -> None:
    library = opened(10)
    before, rule = library.sources.all(), Rule("star", "步道")
    library.rules.add(rule).result()
    with locked(other):
        for _ in range(2):
            library.rules.remove(replace(rule, id=1))
            last = library.sources.remove(before[0].id)
    assert last.result() is None
    assert library.sources.all() == [] and library.rules.all() == []
    undo(library)
    assert library.sources.all() == before
    undo(library)
    assert [found.query for found, _ in library.rules.all()] == ["步道"]


def test_taking_back_one_setting_leaves_alone_the_others(opened: Opener) -> None:
    library = opened(10)
    [before] = library.sources.all()
    library.sources.edit(before.id, toggled).result()
    library.store.sources.configure(replace(before, name="乙", enabled=False))
    undo(library)
    assert library.sources.all() == [replace(before, name="乙")]


def test_when_patience_ends_the_mark_is_shown_as_it_is(opened: Opener, other: Database) -> None:
    library = opened(0.05)
    ids = library.ids(View())
    with locked(other):
        writes = [library.mark_read([id]) for id in ids]
        assert [type(each.exception()) for each in writes] == [StoreBusy] * 4
    assert marks(library) == [(False, False)] * 4
    assert library.undo() is None


def test_patience_counts_from_the_key_and_not_from_the_turn(
    opened: Opener, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened(10)
    library.star(library.ids(View())).result()
    ended = Event()
    with locked(other):
        # As though all had been asked for long ago.
        monkeypatch.setattr("reader.news.threads.monotonic", lambda: 0.0)
        write = library.mark_read(library.ids(View()))
        write.add_done_callback(lambda _done: ended.set())
        assert ended.wait(5)
    assert isinstance(write.exception(), StoreBusy)


def test_a_mark_that_is_not_stored_yet_can_be_taken_back(opened: Opener, other: Database) -> None:
    library = opened(10)
    ids = library.ids(View())
    library.star(ids[:1]).result()
    with locked(other):
        mark = library.mark_read(ids)
        undo = library.undo()
        assert undo is not None
        assert marks(library)[0] == (False, True)
    undo.result()
    with suppress(Withdrawn):  # unless it was written before it could be withdrawn
        mark.result()
    assert marks(library) == [(False, True)] + [(False, False)] * 3
    again = library.redo()
    assert again is not None and again.result() is not None
    assert marks(library)[0] == (True, True)


def test_taking_back_what_then_is_not_stored_takes_nothing_else_back(
    opened: Opener, other: Database
) -> None:
    library = opened(0.05)
    ids = library.ids(View())
    library.star(ids[:1]).result()
    with locked(other):
        mark, undo = library.mark_read(ids), library.undo()
        assert isinstance(mark.exception(), Withdrawn)
        assert undo is not None and undo.result() is None
    assert marks(library) == [(False, True)] + [(False, False)] * 3
    library.close()  # and nothing was lost


def test_what_cannot_be_taken_back_stays_what_is_taken_back_next(
    opened: Opener, other: Database
) -> None:
    library = opened(0.05)
    ids = library.ids(View())
    library.star(ids[:1]).result()
    with locked(other):
        undo = library.undo()
        assert marks(library)[0] == (False, False)
        assert undo is not None and isinstance(undo.exception(), StoreBusy)
        assert marks(library)[0] == (False, True)
    undo = library.undo()
    assert undo is not None and undo.result() is not None
    assert marks(library)[0] == (False, False)


def test_a_change_that_fails_leaves_what_can_be_done_again(opened: Opener, other: Database) -> None:
    library = opened(0.05)
    ids = library.ids(View())
    library.star(ids[:1]).result()
    undo = library.undo()
    assert undo is not None and undo.result() is not None
    with locked(other):
        assert isinstance(library.mark_read(ids).exception(), StoreBusy)
    redo = library.redo()
    assert redo is not None and redo.result() is not None


def test_a_source_that_cannot_come_back_is_forgotten(opened: Opener) -> None:
    library = opened(10)
    [source] = library.sources.all()
    library.star(library.ids(View())[:1]).result()
    library.sources.remove(source.id).result()
    library.store.sources.add(Source(url=source.url))  # as another program may do
    undo = library.undo()
    assert undo is not None and str(undo.exception()).endswith("不能恢复原来的。")
    undo, redo = library.undo(), library.redo()
    assert undo is not None and redo is not None


def test_leaving_waits_for_what_is_queued(file: Path, opened: Opener, other: Database) -> None:
    library = opened(10)
    lock = ExitStack()
    lock.enter_context(locked(other))
    library.mark_read(library.ids(View()))
    library.close(on_wait=lock.close)
    with Store.open(file) as store:
        assert unread(Library(store)) == 0


def test_leaving_says_what_was_lost(opened: Opener, other: Database) -> None:
    library = opened(0.05)
    with locked(other):
        heard = library.mark_read(library.ids(View()))
        assert heard.exception() is not None
        with pytest.raises(StoreBusy):
            library.writes.result(heard)
        library.star(library.ids(View()))
        library.memory.remember({"pane": ("list",)})
        with pytest.raises(StoreError, match=" 处改动或读到的地方没有保存：") as lost:
            library.close()
    assert lost.value.params["n"] == 2
    assert "正被别的程序占用" in str(lost.value)
