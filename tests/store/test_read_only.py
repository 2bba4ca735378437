"""A file that cannot be written: on such a disk, of such a folder, or of another user."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import StoreReadOnly
from reader.store import files, maintenance
from reader.store.store import Store
from reader.view import STARRED, View
from tests.store.making import fill


def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing can be written: root, who runs tests too, may write whatever is there."""
    monkeypatch.setattr(files, "is_writable", lambda _path: False)


def test_it_is_read_and_nothing_is_made_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(path) as store:
        fill(store, 3)
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    locked(monkeypatch)
    with Store.open(path) as store:
        assert store.read_only
        assert len(store.articles.ids(View())) == 3
        assert {file: file.read_bytes() for file in path.parent.iterdir()} == before
        with pytest.raises(StoreReadOnly):
            store.marks.read([1])
    assert maintenance.check(path) == []


@pytest.mark.parametrize("ends", [("-wal",), ("-wal", "-shm")])
def test_what_only_its_log_holds_is_read_too(
    path: Path, monkeypatch: pytest.MonkeyPatch, ends: tuple[str, ...]
) -> None:
    copy = path.with_name("copy.db")
    with Store.open(path) as store:
        fill(store, 3)
        store.marks.star([2])
        for end in ("", *ends):
            shutil.copyfile(f"{path}{end}", f"{copy}{end}")
    locked(monkeypatch)
    with Store.open(copy) as store:
        assert list(store.articles.ids(View((STARRED,)))) == [2]


def test_one_of_older_tables_is_read_in_memory(
    path: Path, monkeypatch: pytest.MonkeyPatch, add_migration: Callable[[str], None]
) -> None:
    with Store.open(path) as store:
        fill(store, 5)
    add_migration("CREATE TABLE more (word TEXT) STRICT")
    locked(monkeypatch)
    before = path.read_bytes()
    with Store.open(path) as store:
        assert store.read_only and store.path is None
        assert store.articles.count() == 5
    assert path.read_bytes() == before
    assert [*path.parent.iterdir()] == [path]
