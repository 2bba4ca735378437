"""Reading from the disk and from streams: never more than a limit, errors in our own words."""

import errno
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reader.errors import FileMissing, FileUnreadable, InputTooLarge, NotAFile, PathTooLong
from reader.text.clean import clean

SHOWN = 80
"""Characters of a path that is too long."""


def read_file(path: Path, limit: int) -> bytes:
    """Return the bytes of a file of at most *limit* MB.

    Raises InputTooLarge, and what `read_beginning` raises.
    """
    return _checked(read_beginning(path, limit), limit, portable(path.name))


def read_beginning(path: Path, limit: int) -> bytes:
    """Return the bytes of a file; of one with more than *limit* MB, these and one more.

    What is no regular file is refused unopened: a FIFO or a device may keep its reader waiting.
    Raises FileMissing, FileUnreadable, NotAFile.
    """
    with translated(path):
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotAFile(path=portable(str(path)))
        with path.open("rb") as stream:
            return stream.read((limit << 20) + 1)


def read_stream(stream: BinaryIO, limit: int, name: str) -> bytes:
    """Return all of *stream*, which errors call *name*, if that is at most *limit* MB.

    Raises InputTooLarge, one byte after the limit.
    """
    return _checked(stream.read((limit << 20) + 1), limit, name)


def _checked(data: bytes, limit: int, name: str) -> bytes:
    if len(data) > limit << 20:
        raise InputTooLarge(name=name, limit=limit)
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
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
            raise PathTooLong(path=portable(str(path))[:SHOWN]) from error
        raise FileUnreadable(path=portable(str(path))) from error
