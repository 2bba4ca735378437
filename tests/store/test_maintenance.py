import os
import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path
from stat import S_IMODE

import pytest

from reader.errors import (
    FileMissing,
    InputError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreForeign,
    UsageError,
)
from reader.store import files as files_module
from reader.store import maintenance
from reader.store.store import Store
from tests.store.making import fill


@pytest.fixture
def filled(path: Path) -> Path:
    with Store.open(path) as store:
        fill(store, 50)
    return path


@pytest.fixture
def copy(filled: Path) -> Path:
    target = filled.with_name("copies") / "backup.db"
    maintenance.backup(filled, target)
    return target


def files(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir()}


def test_a_whole_file_has_no_faults_and_is_told_of(filled: Path) -> None:
    assert maintenance.check(filled) == []
    info = maintenance.info(filled)
    assert (info.sources, info.articles, info.unread, info.starred) == (1, 50, 50, 0)
    assert info.size == filled.stat().st_size


def test_a_backup_is_taken_of_a_database_in_use(path: Path) -> None:
    with Store.open(path) as store:
        fill(store, 50)
        maintenance.backup(path, path.with_name("backup.db"))
    with Store.open(path.with_name("backup.db")) as backup:
        assert backup.articles.count() == 50


def test_a_backup_takes_the_place_of_an_older_one(filled: Path, copy: Path) -> None:
    with Store.open(filled) as store:
        store.sources.remove(store.sources.all()[0].id)
    with pytest.raises(UsageError, match="--force"):
        maintenance.backup(filled, copy)
    assert maintenance.info(copy).articles == 50
    maintenance.backup(filled, copy, replace=True)
    assert maintenance.info(copy).articles == 0
    assert files(copy) == {"backup.db"}


def test_a_backup_overwrites_nothing_else(filled: Path) -> None:
    other = filled.with_name("diary.txt")
    other.write_text("三月三日，晴。")
    with pytest.raises(StoreForeign):
        maintenance.backup(filled, other)
    assert other.read_text() == "三月三日，晴。"


def test_a_database_is_no_backup_of_itself(filled: Path) -> None:
    for work in (maintenance.backup, maintenance.restore):
        with pytest.raises(InputError, match=" 就是数据库自己，请换一个文件。"):
            work(filled, filled)
    assert files(filled) == {filled.name}


@pytest.mark.parametrize(
    ("script", "is_replaced"),
    [
        ("PRAGMA user_version = 0", True),
        ("PRAGMA user_version = 999", True),
        ("PRAGMA application_id = 7", False),
    ],
    ids=["older", "newer", "another program's"],
)
def test_a_backup_takes_the_place_of_databases_of_ours_alone(
    filled: Path, copy: Path, script: str, is_replaced: bool
) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(script)
    before = copy.read_bytes()
    with nullcontext() if is_replaced else pytest.raises(StoreForeign):
        maintenance.backup(filled, copy, replace=True)
    assert (copy.read_bytes() != before) is is_replaced


def test_a_backup_takes_the_place_of_no_empty_file(filled: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    with pytest.raises(StoreForeign):
        maintenance.backup(filled, empty)
    assert empty.read_bytes() == b""


def test_a_backup_touches_no_other_file(filled: Path) -> None:
    beside = filled.with_name("backup.db.part")
    beside.write_text("三月三日，晴。")
    maintenance.backup(filled, filled.with_name("backup.db"))
    assert beside.read_text() == "三月三日，晴。"


def test_no_log_of_the_replaced_file_stays_beside_the_new_one(filled: Path, copy: Path) -> None:
    filled.unlink()
    log, shared = files_module.logs(filled)
    log.write_bytes(b"a log of nobody")
    assert maintenance.restore(filled, copy) is None
    assert not log.exists() and not shared.exists()
    assert maintenance.check(filled) == []


def test_a_restore_has_no_moment_without_a_database(
    filled: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    monkeypatch.setattr(files_module, "_sync", lambda _path: synced.append(filled.exists()))
    replaced = filled.stat().st_ino
    kept = maintenance.restore(filled, copy)
    assert synced == [True, True]
    assert kept is not None and kept.stat().st_ino == replaced


def test_where_a_file_can_have_one_name_only_the_replaced_one_is_copied(
    filled: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    kept = maintenance.restore(filled, copy)
    assert kept is not None and maintenance.info(kept).articles == 50


def test_a_database_its_logs_its_copies_and_their_folders_are_the_owners_alone(
    tmp_path: Path,
) -> None:
    path, target = tmp_path / "own" / "zhnews.db", tmp_path / "copies" / "backup.db"
    before = os.umask(0)
    try:
        with Store.open(path) as store:
            fill(store, 1)
            maintenance.backup(path, target)
            modes = {file: S_IMODE(file.stat().st_mode) for file in tmp_path.rglob("*")}
    finally:
        os.umask(before)
    assert {path, target, *files_module.logs(path)} < modes.keys()
    assert all(mode == (0o700 if file.is_dir() else 0o600) for file, mode in modes.items())


def test_a_restore_keeps_the_replaced_file(filled: Path, copy: Path) -> None:
    with Store.open(filled) as store:
        fill(store, 0)
        store.sources.remove(store.sources.all()[0].id)
    kept = maintenance.restore(filled, copy)
    assert kept is not None
    assert maintenance.info(filled).articles == 50
    assert maintenance.info(kept).articles == 0
    assert files(filled) == {filled.name, kept.name, "copies"}
    again = maintenance.restore(filled, copy)
    assert again != kept


def test_a_restore_makes_a_file_that_is_gone(filled: Path, copy: Path) -> None:
    filled.unlink()
    assert maintenance.restore(filled, copy) is None
    assert maintenance.info(filled).articles == 50


def test_a_restore_takes_the_place_of_a_damaged_file(filled: Path, copy: Path) -> None:
    filled.write_bytes(b"damaged" * 2000)
    kept = maintenance.restore(filled, copy)
    assert kept is not None and kept.read_bytes().startswith(b"damaged")
    assert maintenance.check(filled) == []


def test_a_file_in_use_is_not_replaced(
    filled: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maintenance, "LOCK_TIMEOUT", 0.0)
    with Store.open(filled) as store:
        before = files(filled)
        with pytest.raises(StoreBusy):
            maintenance.restore(filled, copy)
        assert files(filled) == before
        assert store.articles.count() == 50


def test_a_damaged_backup_replaces_nothing(filled: Path, copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    data[8192 * 3 : 8192 * 9] = b"\x55" * 8192 * 6
    copy.write_bytes(data)
    before = filled.read_bytes()
    with pytest.raises(StoreDamaged):
        maintenance.restore(filled, copy)
    assert filled.read_bytes() == before
    assert files(filled) == {filled.name, "copies"}


def test_damage_inside_a_file_is_found(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'article_by_time'")
        connection.commit()
    assert maintenance.check(filled)


def test_vacuum_gives_room_back(path: Path) -> None:
    with Store.open(path) as store:
        store.sources.remove(fill(store, 1000).id)
    size = path.stat().st_size
    assert maintenance.vacuum(path) == size - path.stat().st_size > 0


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("PRAGMA user_version = 999", "store_newer"),
        ("PRAGMA user_version = 8", "store_older"),
        ("PRAGMA application_id = 7", "store_foreign"),
    ],
)
def test_what_is_not_ours_to_touch_is_said(filled: Path, script: str, kind: str) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute(script)
    for work in (maintenance.check, maintenance.info, maintenance.vacuum):
        with pytest.raises(StoreError, check=lambda error: error.kind == kind):
            work(filled)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    for work in (maintenance.check, maintenance.info, maintenance.vacuum):
        with pytest.raises(InputError, match=" 是文件夹，请写出一个文件的路径。"):
            work(tmp_path)


def test_no_file_is_made_where_there_is_none(path: Path) -> None:
    for work in (maintenance.check, maintenance.info, maintenance.vacuum):
        with pytest.raises(FileMissing):
            work(path)
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "is_damaged"),
    [
        (b"SQLite format 3\0" + b"damaged" * 2000, True),
        (b"no database", False),
        (b"", False),
        (None, False),
    ],
    ids=["damaged", "foreign", "empty", "missing"],
)
def test_damage_is_told_from_what_is_not_there(
    path: Path, content: bytes | None, is_damaged: bool
) -> None:
    if content is not None:
        path.write_bytes(content)
    assert maintenance.is_damaged(path) is is_damaged
