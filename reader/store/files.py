"""The files of a database: private, for they hold logins, and never half replaced.

SQLite gives a log the permissions of its database, so only the database itself is made here.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from reader.errors import FileUnwritable, StoreUnreachable

LOGS = ("-wal", "-shm")
"""What SQLite keeps beside a file, by how the names end."""
UNLOCKED = "vfs=unix-none"
"""In an address: SQLite takes no locks. On Windows there is no such thing."""
_PRIVATE_FILE, _PRIVATE_FOLDER, _OTHERS = 0o600, 0o700, 0o077


def make(path: Path) -> None:
    """Create the file *path*, empty, and its folder, where there is none.

    Raises StoreUnreachable, also for what is there but no file.
    """
    try:
        if not path.exists():
            _make_folder(path)
            path.touch(_PRIVATE_FILE)
        # SQLite would wait for ever at a pipe.
        special = not path.is_file()
    except OSError as error:
        raise StoreUnreachable(path=str(path)) from error
    if special:
        raise StoreUnreachable(path=str(path))


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
    except OSError:
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
