"""The files of a database: private, for they hold logins, and never half replaced.

Also what it means for them where SQLite fails.

SQLite gives a log the permissions of its database, so only the database itself is made here.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from glob import escape
from pathlib import Path

from reader.errors import (
    FileUnwritable,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreForeign,
    StoreReadOnly,
)
from reader.i18n import N_

LOGS = ("-wal", "-shm")
"""What SQLite keeps beside a file, by how the names end."""
UNLOCKED = "vfs=unix-none"
"""In an address: SQLite takes no locks. On Windows there is no such thing."""
_PRIVATE_FILE, _PRIVATE_FOLDER, _OTHERS = 0o600, 0o700, 0o077

_UNREACHABLE = partial(
    StoreError,
    N_("无法打开数据库 {path}，请检查路径和权限。"),
    kind="store_unreachable",
)
_DISK_FULL = partial(
    StoreError,
    N_("磁盘满了，没有写入 {path}，已有的内容都还在；请腾出空间再试。"),
    kind="disk_full",
)
_DISK_FAILED = partial(
    StoreError,
    N_("读写时磁盘出错；请看看磁盘和空间配额，再试一次：{path}"),
    kind="disk_failed",
)
_MEANINGS: dict[int, Callable[..., StoreError]] = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_FULL: _DISK_FULL,
    # The shared memory beside the log cannot grow: the first thing a full disk refuses.
    sqlite3.SQLITE_IOERR_SHMSIZE: _DISK_FULL,
    # A quota that is used up, too: SQLite takes ENOSPC alone for a full disk.
    sqlite3.SQLITE_IOERR: _DISK_FAILED,
    sqlite3.SQLITE_CANTOPEN: _UNREACHABLE,
    sqlite3.SQLITE_PERM: _UNREACHABLE,
}


_HEADER = b"SQLite format 3\0"
"""How every database begins (https://sqlite.org/fileformat.html, 1.3.1)."""
_OF_DAMAGE = ("Could not decode to UTF-8", "no such", "malformed JSON")
"""How errors without a code of their own begin where the tables are not those that were made, or a
text is not UTF-8."""


class Garbled(Exception):
    """A value in the database is not what was put there."""


@contextmanager
def guarded(path: str) -> Iterator[None]:
    """Turn the errors of SQLite about the file *path* into those of the store."""
    try:
        yield
    except sqlite3.Error as error:
        # Errors of the module itself, such as the use of a closed connection, have no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        kind = _MEANINGS.get(code) or _MEANINGS.get(code & 0xFF, StoreError)
        if kind is StoreError and str(error).startswith(_OF_DAMAGE):
            kind = StoreDamaged
        if code == sqlite3.SQLITE_NOTADB and not _is_database(path):
            kind = StoreForeign
        raise kind(path=path, detail=str(error)) from error
    except (Garbled, UnicodeDecodeError) as error:  # of a message of SQLite's that quotes the file
        raise StoreDamaged(path=path, detail=str(error)) from error


def _is_database(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return file.read(len(_HEADER)) == _HEADER
    except (OSError, ValueError):  # which is another error's to say
        return True


def make(path: Path) -> None:
    """Create the file *path*, empty, and its folder, where there is none.

    Raises StoreError, also for what is there but no file.
    """
    try:
        if not path.exists():
            _make_folder(path)
            path.touch(_PRIVATE_FILE)
        # SQLite would wait for ever at a pipe.
        special = not path.is_file()
    except OSError as error:
        raise _UNREACHABLE(path=str(path)) from error
    if special:
        raise _UNREACHABLE(path=str(path))


def identity(path: Path) -> tuple[int, int] | None:
    """Return the device and the inode of the file *path*, None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def is_writable(path: Path) -> bool:
    """Return whether the database *path* can be written or created: its folder must be, too."""
    path = path.resolve()
    return all(os.access(each, os.W_OK) for each in (path, path.parent) if each.exists())


def address(path: Path) -> str:
    """Return the URI under which SQLite opens the database *path*.

    Where it cannot be written, nothing is created beside it: without a log it is read as
    immutable. A log is read by the shared memory of the process that writes it; where nobody does,
    there may be neither that nor locks (https://sqlite.org/wal.html, "Read-Only Databases").
    """
    uri, [log, shared] = path.absolute().as_uri(), logs(path.resolve())
    if is_writable(path):
        return uri
    if not log.exists() or not log.stat().st_size:
        return f"{uri}?immutable=1"
    return f"{uri}?mode=ro" if shared.exists() else f"{uri}?mode=ro&{UNLOCKED}"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a new file to be written, which replaces *target* at the end, on the disk.

    After an exception *target* is as it was, and no file is left. Raises FileUnwritable.
    """
    from tempfile import mkstemp  # no start needs it

    target = target.resolve()
    with writing(target):
        _make_folder(target)
        handle, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
    part = Path(name)
    try:
        yield part
        with writing(target):
            _sync(part)
            for log in logs(target):  # SQLite would take it for that of the new file
                log.unlink(missing_ok=True)
            part.replace(target)
            _sync(target.parent)
    finally:
        for file in (part, *logs(part)):
            file.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's errors in writing the file *path* into FileUnwritable."""
    try:
        yield
    except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself, until Python 3.13
        raise FileUnwritable(path=str(path)) from None


def logs(path: Path) -> list[Path]:
    """Return what may stand beside the database *path* and belongs to it."""
    return [path.with_name(path.name + end) for end in LOGS]


def open_to_others(path: Path) -> list[Path]:
    """Return the files that other users may read or write: *path*, its logs, copies beside it.

    None on Windows, whose permissions are of another kind.
    """
    if os.name != "posix":
        return []
    beside = path.parent.glob(f"{escape(path.name)}[-.]*")
    return [file for file in (path, *sorted(beside)) if file.stat().st_mode & _OTHERS]


def _make_folder(path: Path) -> None:
    path.parent.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)


def _sync(path: Path) -> None:
    """Wait until *path* is on the disk; Windows has no such thing for folders."""
    if path.is_file() or os.name == "posix":
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
