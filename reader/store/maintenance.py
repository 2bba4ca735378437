"""Maintenance of a database's file: checks, backups, restoring one, and its size.

None of these makes or migrates a database: they work on files that `Store.open` may refuse.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from shutil import copy2

import msgspec
from msgspec import Struct

from reader.errors import (
    FileMissing,
    InputError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreForeign,
    file_there,
    is_a_folder,
)
from reader.i18n import N_
from reader.model import Article
from reader.store import drafts, files
from reader.store.articles import Articles
from reader.store.database import Database
from reader.store.ingestion import Archive
from reader.store.rules import StoredRules
from reader.store.schema import NEWEST, version_of
from reader.store.sources import StoredSources
from reader.text.dates import CST

SQLITE = sqlite3.sqlite_version
LOCK_TIMEOUT = 2.0
"""Seconds to wait for another process, while somebody waits at the terminal."""
FAULTS = 20
"""Faults after which a check ends."""

_COLUMNS = """
    SELECT tables.name, columns.name FROM pragma_table_list AS tables
    JOIN pragma_table_info(tables.name) AS columns WHERE tables.strict AND columns.type = 'TEXT'
"""

_COUNTS = {
    "source_count": "SELECT count(*) FROM article WHERE article.source = source_count.source",
    "place_count": "SELECT count(*) FROM place WHERE place.region = place_count.region",
}
"""Tables of counts, and how many articles each can be of at most: muted ones are not counted."""


class Info(Struct, frozen=True):
    """What a file holds, in bytes and in rows."""

    path: Path
    version: int
    """Of the tables."""
    size: int
    log: int
    """Bytes of the log, which are not in the file yet."""
    unused: int
    """Bytes that `vacuum` would free."""
    index: int
    """Bytes of the search index."""
    bodies: int
    """Bytes of the articles' texts."""
    sources: int
    articles: int
    unread: int
    starred: int
    muted: int


def info(path: Path) -> Info:
    """Return what the database *path* holds. Raises FileMissing, StoreError."""
    with _opened(path) as database:
        log, _shared = files.logs(path)
        pages = "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size"
        tables = ("source", "article", "unread", "starred", "muted")
        counts = (database.number(f"SELECT count(*) FROM {table}") for table in tables)
        return Info(
            path,
            version_of(database),
            path.stat().st_size,
            log.stat().st_size if log.exists() else 0,
            database.number(pages),
            database.number("SELECT sum(length(block)) FROM tokens_data"),
            sum(
                database.number(f"SELECT sum(length(content)) FROM {table}")
                for table in drafts.BODY_TABLES
            ),
            *counts,
        )


def check(path: Path, *, contents: bool = False) -> list[str]:
    """Return the faults that SQLite finds in the database *path*, in its own words.

    *contents*: where it finds none, also what zhnews cannot read. Raises FileMissing, StoreForeign,
    StoreError, StoreBusy, and StoreDamaged for a file in which nothing can be read.
    """
    with _opened(path) as database:
        version = version_of(database)
        faults = [row[0] for row in database.select(f"PRAGMA integrity_check({FAULTS})")]
        if faults != ["ok"]:
            return faults
        orphans = database.select("PRAGMA foreign_key_check")
        faults = [f"{table}: {row}" for table, row, *_ in orphans]
        if contents and not faults and version == NEWEST:
            faults += islice(_unreadable(database), FAULTS)
        return faults


def _unreadable(database: Database) -> Iterator[str]:
    """Yield what zhnews cannot read in a *database* in which SQLite finds no faults.

    Text that is not UTF-8, by column; counts that are not possible; sources, rules and articles of
    which a field is not what it should be. A million articles take minutes. Raises StoreError.
    """
    for table, column in database.select(_COLUMNS):
        blobs = database.each(f"SELECT CAST({column} AS BLOB) FROM {table}")
        if wrong := sum(blob is not None and not _is_text(blob) for (blob,) in blobs):
            yield f"{table}.{column}: not UTF-8 ({wrong})"
    for table, most in _COUNTS.items():
        can_be = f"unread BETWEEN 0 AND total AND total <= ({most})"
        if wrong := database.number(f"SELECT count(*) FROM {table} WHERE NOT ({can_be})"):
            yield f"{table}: not possible ({wrong})"
    for name, read in (
        ("source", StoredSources(database).all),
        ("rule", StoredRules(database).all),
    ):
        if not _are_sound(read):
            yield f"{name}: not readable"
    articles = Articles(database)
    for ids in Archive(database).ids():
        if not _are_sound(partial(articles.whole, ids)):
            broken = (id for id in ids if not _are_sound(partial(articles.whole, [id])))
            yield from (f"article {id}: not readable" for id in broken)


def _is_text(blob: bytes) -> bool:
    try:
        blob.decode()
    except UnicodeDecodeError:
        return False
    return True


def _are_sound(read: Callable[[], Sequence[Struct]]) -> bool:
    """Return whether records can be read, and all their fields are of their types."""
    try:
        for record in read():
            msgspec.convert(msgspec.to_builtins(record), type(record))
            if isinstance(record, Article):
                datetime.fromtimestamp(record.head.time, CST)
    except Exception:  # whatever it is, the reader would meet it too
        return False
    return True


def is_damaged(path: Path) -> bool:
    """Return whether `check` finds faults, in the contents too; where there is no file, none."""
    try:
        return bool(check(path, contents=True))
    except StoreDamaged:
        return True
    except (FileMissing, StoreError):
        return False


def backup(path: Path, target: Path, *, replace: bool = False) -> None:
    """Copy the database *path*, even while it is in use, to *target*, whole or not at all.

    The copy is checked before it replaces an older one, if it may. Raises StoreForeign where
    *target* is there and no database of ours, UsageError where it is one; InputError, FileMissing,
    FileUnwritable, StoreError.
    """
    with files.writing(target):
        _require_two(path, target)
        is_there = target.exists()
    if is_there and not _is_ours(target):
        raise StoreForeign(path=str(target))
    if is_there and not replace:
        raise file_there(path=str(target))
    with files.replacing(target) as part:
        _copy_checked(path, part)


def restore(path: Path, source: Path) -> Path | None:
    """Replace the database *path* by a checked copy of the backup *source*.

    Return where the replaced file is kept, under a new name, or None where there was none. At no
    moment is there no file at *path*. Raises StoreBusy while another process has the database open;
    otherwise as `backup`.
    """
    _require_two(path, source)
    with ExitStack() as held, files.replacing(path) as part:
        _copy_checked(source, part)
        _hold(path, held)
        return _keep(path)


def vacuum(path: Path) -> int:
    """Rebuild the database *path* without its free pages; return how many bytes that frees.

    Raises FileMissing, StoreError.
    """
    before = info(path)
    with _opened(path) as database:
        database.rebuild()
    return before.size + before.log - path.stat().st_size


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    # SQLite would make the file, and wait for ever at a pipe.
    if not path.is_file():
        raise is_a_folder(str(path)) if path.is_dir() else FileMissing(path=str(path))
    database = Database(path, patience=LOCK_TIMEOUT)
    try:
        yield database
    finally:
        database.close()


def _require_two(path: Path, other: Path) -> None:
    if path.resolve() == other.resolve():
        raise InputError(
            N_("{path} 就是数据库自己，请换一个文件。"), kind="same_file", path=str(other)
        )


def _is_ours(path: Path) -> bool:
    try:
        with _opened(path) as database:
            return version_of(database) > 0
    except StoreDamaged:
        return False
    except StoreError as error:
        return not isinstance(error, StoreForeign)


def _copy_checked(path: Path, copy: Path) -> None:
    """Copy the database *path* to the empty file *copy*. Raises StoreDamaged if it is not whole."""
    with _opened(path) as database:
        if not version_of(database):
            raise StoreForeign(path=str(path))
        database.copy(copy)
    if faults := check(copy):
        raise StoreDamaged(path=str(path), detail=faults[0])


def _hold(path: Path, held: ExitStack) -> None:
    """Let no other process open the database *path* until *held* ends.

    Raises StoreBusy where one has it open.
    """
    try:
        held.enter_context(_alone(path))
    except StoreBusy:
        raise
    except (FileMissing, StoreError):
        pass  # gone, damaged or foreign: nobody works with it


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with _opened(path) as database, database.alone():
        yield


def _keep(path: Path) -> Path | None:
    """Link the file *path* to a new name too, and return that; None where there is no file.

    A log that could not be checkpointed belongs to the file, and is renamed.
    """
    kept = _free_name(path)
    with files.writing(kept):
        for log, moved in zip(files.logs(path), files.logs(kept), strict=True):
            with suppress(FileNotFoundError):
                log.replace(moved)
        if not path.exists():
            return None
        try:
            kept.hardlink_to(path)
        except OSError:  # not every file system has such links
            copy2(path, kept)
    return kept


def _free_name(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.name}.replaced{number}")).exists():
        number += 1
    return kept
