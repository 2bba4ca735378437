"""A session of a reader over a store that fails, and what must be true of it after each step."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

from reader.errors import StoreError
from reader.model import Rule
from reader.news.library import Library
from reader.news.work import work
from reader.store.store import Store
from reader.view import UNREAD, View
from tests.store.failing import Failure, Faults, is_whole, opened, snapshot
from tests.store.making import fill, put

Step = Callable[[Library], object]


def begin(path: Path) -> None:
    """Make the store with which every session begins."""
    with Store.open(path) as store:
        fill(store, 6)
        list(work(store))


def _put(library: Library) -> object:
    [source] = library.sources.all()
    return library.store.articles.commit(source, [put(f"new/{n}") for n in range(4)])


def _open(library: Library) -> object:
    first = library.ids(View())[0]
    return library.article(first), _came(library.mark_opened(first))


def _star(library: Library) -> object:
    return _came(library.star(library.ids(View())[1:3]))


def _mark_all(library: Library) -> object:
    return _came(library.mark_view_read(View()))


def _rule(library: Library) -> object:
    return _came(library.rules.add(Rule("star", "步道")))


def _move(library: Library) -> object:
    return _came(library.move(library.ids(View())[:1], "CN", lasting=True))


def _undo(library: Library) -> object:
    return _came(library.undo())


def _redo(library: Library) -> object:
    return _came(library.redo())


def _remember(library: Library) -> object:
    return library.memory.remember({"pane": ("list",), "order": ()}).result()


def _work(library: Library) -> object:
    return list(work(library.store))


STEPS: dict[str, Step] = {
    "put": _put,
    "open": _open,
    "star": _star,
    "mark all": _mark_all,
    "rule": _rule,
    "undo the rule": _undo,
    "do it again": _redo,
    "move": _move,
    "undo the move": _undo,
    "work": _work,
    "remember": _remember,
    "undo": _undo,
}
IN_PARTS = {"work", "remember"}
"""Steps of several transactions: a refusal may leave the first of them done."""


def _came(write: "Future[Any] | None") -> object:
    return write.result() if write is not None else None


def session(folder: Path, faults: Faults) -> int:
    """Do all steps over a fresh copy of the store in *folder*; give how many were refused.

    Raises AssertionError where a refused step changed something, where one that was not refused is
    no longer what it was in the end, and where the file is not whole; and whatever but StoreError
    a step raises.
    """
    path = Path(shutil.copy(folder / "begin.db", folder / "session.db"))
    refused = 0
    with suppress(StoreError), opened(path, faults) as store:
        library = Library(store)
        for name, step in STEPS.items():
            before = snapshot(path)
            try:
                step(library)
            except StoreError:
                refused += 1
                assert name in IN_PARTS or snapshot(path) == before, f"{name} was refused by half"
    check(path)
    return refused


def check(path: Path) -> None:
    """Look at the file when the failing store is closed."""
    assert is_whole(path)
    before = snapshot(path)
    with Store.open(path) as store:
        list(work(store))
        unread = len(store.articles.ids(View((UNREAD,))))
        assert store.marks.totals(0)["unread"].unread == unread, "the counts are wrong"
    keys = [row[1:] for row in before["articles"]]
    assert len(keys) == len(set(keys)), "an article is there twice"


def every(folder: Path, failure: Failure, step: int = 1, first: int = 0) -> Iterator[int]:
    """Run sessions that fail at each *step*-th statement from *first* on; give the refusals."""
    counting = Faults(failure)
    session(folder, counting)
    for number, at in enumerate(range(first, counting.count, step)):
        kinds = {"lasting": number % 3 == 1, "undoing": number % 2 == 1}
        yield session(folder, Faults(failure, at, **kinds))
