from __future__ import annotations

from array import array
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime, timedelta

import pytest

from reader.model import Draft, Placement, Source
from reader.news.changes import Change, Marked
from reader.news.library import Library
from reader.store.articles import Put
from reader.store.store import Store
from reader.text.dates import CST
from reader.view import STARRED, TODAY, UNREAD, View, in_region
from tests.store.making import DISK_FULL

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=CST)
ALL = View()
ALL_UNREAD = View((UNREAD,))


@pytest.fixture
def library() -> Iterator[Library]:
    """Four articles of one place: two of today, one of last night, one of last year."""
    hours_ago = (1, 11, 13, 9000)
    with Store.open(None) as store:
        source = store.sources.add(Source(url="https://news.example/feed", title="江城新闻"))
        store.articles.commit(
            source,
            [
                Put(
                    draft=Draft(headline=f"{hours} 小时前"),
                    time=int(NOW.timestamp()) - hours * 3600,
                    placement=Placement("220200", ("220200",)),
                    places=("220200", "220000"),
                    key=str(hours),
                )
                for hours in hours_ago
            ],
        )
        yield Library(store, now=lambda: NOW)


def headlines(library: Library, ids: array[int]) -> list[str]:
    return [head.headline for head in library.heads(ids)]


def test_today_begins_at_midnight_in_china(library: Library) -> None:
    today = library.ids(View((TODAY,)))
    assert headlines(library, today) == ["1 小时前", "11 小时前"]
    assert library.totals()["today"].total == 2


def test_today_is_another_day_behind_midnight(library: Library) -> None:
    tomorrow = Library(library.store, now=lambda: NOW + timedelta(days=1))
    assert not tomorrow.ids(View((TODAY,)))


def test_what_was_typed_narrows_what_is_listed(library: Library) -> None:
    today = View((TODAY, UNREAD), filter="is:unread 11 xsq")
    assert headlines(library, library.ids(today)) == ["11 小时前"]


def test_a_list_can_be_cut_to_the_newest(library: Library) -> None:
    assert headlines(library, library.ids(ALL, 1)) == ["1 小时前"]


def came_of(write: Future[Change | None] | None) -> Change | None:
    assert write is not None
    return write.result()


def test_marking_read_tells_what_changed(library: Library) -> None:
    ids = library.ids(ALL)
    library.mark_read(ids[:1])
    change = library.mark_read(ids[:2]).result()
    assert change is not None
    assert change == Marked("read", True, ids[1:2])
    assert library.ids(ALL_UNREAD) == ids[2:]
    assert library.counts()["220000"].unread == 2


def test_a_mark_that_changes_nothing_is_no_change_to_undo(library: Library) -> None:
    ids = library.ids(ALL)
    assert library.mark_read(ids, read=False).result() is None
    assert library.star(ids, starred=False).result() is None
    assert library.mark_view_read(View((in_region("110000"),))).result() is None
    assert library.undo() is None


def test_every_mark_is_undone_in_turn_and_done_again(library: Library) -> None:
    ids = library.ids(ALL)
    read, star = library.mark_read(ids[:2]).result(), library.star(ids[1:3]).result()
    assert came_of(library.undo()) == star
    assert not any(head.starred for head in library.heads(ids))
    assert came_of(library.undo()) == read
    assert library.ids(ALL_UNREAD) == ids
    assert library.undo() is None
    assert came_of(library.redo()) == read
    assert came_of(library.redo()) == star
    assert library.redo() is None
    assert library.ids(ALL_UNREAD) == ids[2:]
    assert library.ids(View((STARRED,))) == ids[1:3]


def test_undo_leaves_alone_what_was_marked_before(library: Library) -> None:
    ids = library.ids(ALL)
    library.mark_read(ids[:1])
    library.mark_view_read(ALL)
    assert list(library.ids(ALL_UNREAD)) == []
    library.undo()
    assert library.ids(ALL_UNREAD) == ids[1:]


def test_a_new_mark_forgets_what_could_be_done_again(library: Library) -> None:
    ids = library.ids(ALL)
    library.mark_read(ids)
    library.undo()
    library.star(ids[:1])
    assert library.redo() is None


def test_sources_that_came_together_go_together_or_not_at_all(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, urls = library.sources.all(), ("https://a.example/", "https://b.example/")
    added = library.sources.add([Source(url=url) for url in urls]).result()
    assert added is not None
    remove = library.store.sources.remove

    def refuse_last(id: int) -> None:
        if id == added.sources[-1].id:
            raise DISK_FULL
        remove(id)

    monkeypatch.setattr(library.store.sources, "remove", refuse_last)
    undo = library.undo()
    assert undo is not None and undo.exception() is DISK_FULL
    assert library.sources.all() == [*before, *added.sources]
    monkeypatch.undo()
    assert came_of(library.undo()) == added
    assert library.sources.all() == before
    assert came_of(library.redo()) == added
    assert library.sources.all() == [*before, *added.sources]


def test_marking_a_list_read_keeps_to_the_list(library: Library) -> None:
    change = library.mark_view_read(View((TODAY,))).result()
    assert change is not None
    assert len(change.ids) == 2
    assert headlines(library, library.ids(ALL_UNREAD)) == ["13 小时前", "9000 小时前"]
