"""What is listed, without a screen: requests and their answers, and what makes a list outdated."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from textual.message import Message

from reader.errors import ZhnewsError
from reader.news.library import Library
from reader.news.work import index
from reader.settings.config import Config
from reader.store.store import Store
from reader.tui import lister as module
from reader.tui.context import Context, Desk, Listed
from reader.tui.lister import Lister, Touch
from reader.view import TODAY, UNREAD, View, in_region
from tests.tui.conftest import NOW


class Bench:
    """A lister over *library*; `work` runs what it asked for, and `answers` wait to be taken."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.now = NOW
        self.desk = Desk(Config(), {}, Path(), Path(), lambda: self.now)
        self.asked: list[Callable[[], Awaitable[None]]] = []
        self.answers: list[Listed] = []
        self.faults: list[ZhnewsError] = []
        self.stopped: list[str] = []
        self.changes = 0
        self.lister = Lister(cast(Context, self), self.post, self.changed, self.faults.append)

    def run(self, work: Callable[[], Awaitable[None]], group: str) -> None:
        self.asked.append(work)

    def stop(self, *groups: str) -> None:
        self.asked.clear()
        self.stopped += groups

    def post(self, message: Message) -> None:
        assert isinstance(message, Listed)
        self.answers.append(message)

    def changed(self, is_another: bool) -> None:
        self.changes += 1
        self.is_another = is_another

    def work(self) -> list[Listed]:
        for work in self.asked:
            asyncio.run(cast(Callable[[], "asyncio.Future[None]"], work)())  # type: ignore[arg-type]
        self.asked.clear()
        answers, self.answers = self.answers, []
        return answers


@pytest.fixture
def bench(library: Library, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(module, "PAINT_DELAY", 0)
    bench = Bench(library)
    bench.lister.show(View())
    return bench


def test_a_short_list_is_there_at_once(bench: Bench) -> None:
    bench.lister.show(View((in_region("220100"),)))
    assert len(bench.lister.ids) == 6 and bench.lister.is_whole and not bench.asked


def test_of_a_long_list_the_first_are_there_at_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 4)
    bench.lister.show(View((in_region("220100"),)))
    assert len(bench.lister.ids) == 4 and not bench.lister.is_whole
    for answer in bench.work():
        bench.lister.take(answer)
    assert len(bench.lister.ids) == 6 and bench.lister.is_whole


def test_a_late_answer_is_dropped(bench: Bench) -> None:
    bench.lister.ask(View(filter="11"))
    late = bench.work()
    bench.lister.ask(View(filter="图书馆"))
    for answer in late:
        bench.lister.take(answer)
    assert bench.lister.view == View() and bench.lister.wanted == View(filter="图书馆")
    for answer in bench.work():
        bench.lister.take(answer)
    assert bench.lister.view == View(filter="图书馆") and len(bench.lister.ids) == 12


def test_of_a_filtered_list_what_is_found_is_there_while_the_rest_is_sought(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.store.articles.STRIDES", (5, 5))
    bench.lister.ask(View(filter="图书馆"))
    first, whole = bench.work()
    assert (first.is_whole, whole.is_whole) == (False, True)
    assert 0 < len(first.listing.ids) < len(whole.listing.ids) == 12
    monkeypatch.setattr("reader.store.articles.STRIDES", (2, 4))
    bench.lister.show(View(filter="图书馆"))
    some, is_whole = len(bench.lister.ids), bench.lister.is_whole  # at once
    assert (0 < some < 12, is_whole) == (True, False)
    for answer in bench.work():
        assert len(answer.listing.ids) > len(bench.lister.ids)
        bench.lister.take(answer)
    assert len(bench.lister.ids) == 12 and bench.lister.is_whole
    bench.lister.ask(View(filter="图书馆"))
    assert [answer.is_whole for answer in bench.work()] == [True]  # once more: it stays whole


def test_a_list_that_is_being_listed_is_not_begun_anew_for_what_comes_meanwhile(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RELIST", 0)
    bench.lister.show(View(filter="图书馆"))
    bench.lister.relist("articles")
    bench.lister.touch("articles")
    bench.lister.relist_now_and_then()
    assert len(bench.asked) == 1
    for answer in bench.work():
        bench.lister.take(answer)
    monkeypatch.setattr(module, "BACKOFF", 0)
    bench.lister.relist_now_and_then()
    assert len(bench.asked) == 1  # which brings what came


def test_a_fault_leaves_what_is_listed_and_goes_with_its_request(bench: Bench) -> None:
    bench.lister.ask(View(filter="colour:red"))
    for answer in bench.work():
        bench.lister.take(answer)
    assert bench.lister.view == View() and len(bench.lister.ids) == 12
    assert [type(fault).__name__ for fault in bench.faults] == ["BadQuery"]
    bench.stopped.clear()
    bench.lister.forget()
    assert bench.stopped == ["list"]  # by which the context settles its faults


def test_what_was_found_is_there_again_and_sought_anew_only_if_it_may_be_more(
    bench: Bench,
) -> None:
    list(index(bench.library.store))
    seek = View(search="夜间")
    bench.lister.show(seek)
    for answer in bench.work():
        bench.lister.take(answer)
    assert (bench.lister.view, len(bench.lister.ids), bench.lister.answer.count) == (seek, 12, 12)
    bench.lister.show(View())
    bench.lister.show(seek)
    assert len(bench.lister.ids) == 12 and not bench.asked
    bench.lister.show(View())
    bench.lister.touch("articles")
    bench.lister.show(seek)
    assert len(bench.lister.ids) == 12 and len(bench.asked) == 1


@pytest.mark.parametrize(
    ("touch", "view", "is_listed"),
    [
        ("articles", View(), True),
        ("places", View(), False),
        ("places", View((in_region("220100"),)), True),
        ("places", View(filter="cc"), True),
        ("stories", View(), True),
        ("marks", View((UNREAD,)), False),
    ],
)
def test_a_list_is_brought_anew_where_it_hangs_on_what_happened(
    bench: Bench, touch: Touch, view: View, is_listed: bool
) -> None:
    bench.library.folds = True
    bench.lister.show(view)
    before, bench.changes = bench.lister.answer, 0
    bench.lister.relist()
    assert bench.changes == 0  # nothing happened
    bench.lister.touch(touch)
    bench.lister.relist()
    for answer in bench.work():  # what is filtered is listed beside the screen
        bench.lister.take(answer)
    assert bench.changes == 1  # rows are shown anew in either case
    assert (bench.lister.answer is not before) == is_listed


def test_after_midnight_what_was_of_today_is_no_more(bench: Bench) -> None:
    bench.lister.show(View((TODAY,)))
    bench.lister.day_changed()
    today = len(bench.lister.ids)
    bench.now = NOW + timedelta(days=1)
    bench.library._now = lambda: bench.now
    bench.lister.day_changed()
    assert today > 0 and len(bench.lister.ids) == 0


def test_of_another_library_nothing_is_left_of_what_was_found_before(
    bench: Bench, tmp_path: Path
) -> None:
    list(index(bench.library.store))
    seek = View(search="夜间")
    bench.lister.show(seek)
    for answer in bench.work():
        bench.lister.take(answer)
    bench.lister.show(View())
    with Store.open(tmp_path / "other.db") as store:
        bench.library = Library(store, now=lambda: NOW)
        bench.lister.restart()
        assert bench.is_another and len(bench.lister.ids) == 0
        bench.lister.show(seek)
        assert len(bench.asked) == 1  # it is sought in this library, and nothing shown meanwhile
        for answer in bench.work():
            bench.lister.take(answer)
        assert (bench.lister.view, len(bench.lister.ids)) == (seek, 0)
