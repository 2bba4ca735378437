"""Reading never more than a limit, and writing whole files, with errors in our own words."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import IO, BinaryIO

from reader.errors import (
    FileMissing,
    FileUnwritable,
    InputError,
    file_there,
    file_unreadable,
    input_too_large,
    is_a_folder,
    not_a_file,
)
from reader.i18n import N_
from reader.text.clean import clean

SHOWN = 80
"""Characters of a path that is too long."""


def read_file(path: Path, limit: int, *, pipes: bool = False) -> bytes:
    """Return the bytes of a file of at most *limit* MB.

    Raises InputError, and what `read_beginning` raises.
    """
    return _checked(read_beginning(path, limit, pipes=pipes), limit, portable(path.name))


def read_beginning(path: Path, limit: int, *, pipes: bool = False) -> bytes:
    """Return the bytes of a file; of one with more than *limit* MB, these and one more.

    What is no regular file is refused unopened, for a FIFO or a device may keep its reader waiting;
    with *pipes* it is read, as where a shell writes ``<(command)`` or somebody ``/dev/null``.
    Raises FileMissing, InputError.
    """
    with translated(path):
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            if pipes and not stat.S_ISDIR(mode):
                return _read_pipe(path, limit)
            wrong = is_a_folder if stat.S_ISDIR(mode) else not_a_file
            raise wrong(portable(str(path)))
        with path.open("rb") as stream:
            return stream.read((limit << 20) + 1)


@cache
def _read_pipe(path: Path, limit: int) -> bytes:
    """Read a pipe, which gives what it has but once, however often that is asked for."""
    with open(path, "rb", opener=_at_once) as stream:
        return stream.read((limit << 20) + 1)


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a FIFO that nobody writes to is empty."""
    if sys.platform == "win32":  # which has none in its folders
        return os.open(path, flags)
    descriptor = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(descriptor, True)
    return descriptor


def read_stream(stream: BinaryIO, limit: int, name: str) -> bytes:
    """Return all of *stream*, which errors call *name*, if that is at most *limit* MB.

    Raises InputError, one byte after the limit.
    """
    return _checked(stream.read((limit << 20) + 1), limit, name)


def _checked(data: bytes, limit: int, name: str) -> bytes:
    if len(data) > limit << 20:
        raise input_too_large(name=name, limit=limit)
    return data


def read_lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Yield the lines of *stream*; of one with more than *limit* bytes, its first *limit* + 1."""
    while line := stream.readline(limit + 1):
        yield line
        while len(line) > limit and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)


def portable(name: str) -> str:
    """Return a name that can be stored and shown, whatever bytes the file system allows."""
    return clean(name.encode("utf-8", "backslashreplace").decode("utf-8"))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn an error of the file system into the one of *path*."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(path=portable(str(path))) from error
    except IsADirectoryError as error:
        raise is_a_folder(path=portable(str(path))) from error
    except OSError as error:
        raise _pathless(error, path) or file_unreadable(path=portable(str(path))) from error
    except ValueError as error:  # a NUL in the name
        raise file_unreadable(path=portable(str(path))) from error


def _pathless(error: OSError, path: Path) -> InputError | None:
    """Return what *error* says of the *path* itself, whatever was to be done with it."""
    if error.errno == errno.ENAMETOOLONG:
        return InputError(
            N_("{path}… 的路径太长，系统打不开。"),
            kind="file_unreadable",
            path=portable(str(path))[:SHOWN],
        )
    if error.errno == errno.ELOOP:
        return InputError(
            N_("{path} 是绕回自己的链接，打不开，请检查它指向哪里。"),
            kind="file_unreadable",
            path=portable(str(path)),
        )
    return None


# Writing.

Write = Callable[[IO[bytes]], None]


def create(path: Path, write: Write) -> Path:
    """Let *write* fill a new file, and return its path: one with a number where *path* is taken.

    The file appears whole or not at all. Raises FileMissing where its folder is gone,
    FileUnwritable, InputError, and what *write* raises.
    """
    with _written(path, write) as whole:
        taken = next(filter(_take, _numbered(path)))
        try:
            whole.replace(taken)
        except OSError:
            taken.unlink(missing_ok=True)
            raise
    return taken


def overwrite(path: Path, write: Write) -> None:
    """Let *write* fill the file *path* in place of what it held; a device gets it as it comes.

    Raises what `create` raises; the file is then as it was.
    """
    if (mode := _mode(path)) and not stat.S_ISREG(mode):
        with translated_write(path), path.open("wb") as device:
            write(device)
        return
    if path.is_symlink():  # it stays, and what it leads to is replaced
        path = path.resolve()
    with _written(path, write) as whole:
        whole.replace(path)


def require_free(path: Path) -> None:
    """Raise UsageError where `overwrite` would replace a file, and what it says of *path*."""
    if (mode := _mode(path)) and stat.S_ISREG(mode):
        raise file_there(path=portable(str(path)))


def _mode(path: Path) -> int:
    """Return the mode of what is to be written, 0 where there is nothing yet."""
    with translated_write(path):
        try:
            return path.stat().st_mode
        except FileNotFoundError:
            return 0


@contextmanager
def _written(path: Path, write: Write) -> Iterator[Path]:
    """Lend a file beside *path* that *write* has filled, and remove it if it is still there."""
    from secrets import token_hex  # not before first paint: it loads all of OpenSSL

    part = path.with_name(f".{token_hex(8)}.part")
    with translated_write(path):
        try:
            with part.open("xb") as file:
                write(file)
            yield part
        finally:
            part.unlink(missing_ok=True)


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")


def _take(path: Path) -> bool:
    """Take the name *path*, which is then an empty file; False: it is taken."""
    try:
        path.open("xb").close()
    except FileExistsError:
        return False
    return True


@contextmanager
def translated_write(path: Path) -> Iterator[None]:
    """Turn an error of writing *path* into ours."""
    shown = portable(str(path))
    try:
        yield
    except BrokenPipeError:
        raise
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(path=portable(str(path.parent))) from error
    except IsADirectoryError as error:
        raise is_a_folder(path=shown) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        said = N_("磁盘满了，没有写入 {path}，请腾出空间再试。") if full else ""
        raise _pathless(error, path) or FileUnwritable(said, path=shown) from error
