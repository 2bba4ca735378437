"""The cache of downloaded pictures: one file each in the cache directory, named by its address.

It is limited in bytes, in all and for each; the least recently viewed leave first. Files appear
whole or not at all, so that any number of processes may share a folder. Where the cache cannot be
written, pictures are fetched each time.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile

from msgspec import Struct

LIMIT = 256 << 20
"""Bytes of all pictures."""
LIMIT_EACH = 8 << 20
"""Bytes of one picture."""
SUFFIX = ".picture"


class Usage(Struct, frozen=True):
    """How many pictures there are, and their bytes."""

    pictures: int
    size: int


class PictureCache:
    """The pictures in *folder*, at most *limit* bytes, *limit_each* a picture."""

    def __init__(self, folder: Path, *, limit: int = LIMIT, limit_each: int = LIMIT_EACH) -> None:
        self.limit_each = limit_each
        self._folder = folder
        self._limit = limit
        self._size: int | None = None

    def get(self, url: str) -> bytes | None:
        """Return the picture of *url*, which counts as viewed now; None: it is not cached."""
        path = self._path(url)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data

    def has(self, url: str) -> bool:
        """Whether the picture of *url* is cached, which counts as viewed now."""
        try:
            os.utime(self._path(url))
        except OSError:
            return False
        return True

    def put(self, url: str, data: bytes) -> None:
        """Store *data* as the picture of *url*, unless it is too large."""
        if len(data) > min(self.limit_each, self._limit):
            return
        with suppress(OSError):  # a full or a read-only disk: it is not cached
            self._write(self._path(url), data)
            # Counted once, then estimated: what others write is seen at the next count.
            self._size = self.usage().size if self._size is None else self._size + len(data)
            if self._size > self._limit:
                self._size = self._shrink()

    def usage(self) -> Usage:
        """Return what is cached."""
        sizes = [status.st_size for _path, status in self._files()]
        return Usage(len(sizes), sum(sizes))

    def clear(self) -> Usage:
        """Delete all pictures, and return what there was."""
        usage = self.usage()
        for path, _status in self._files():
            with suppress(OSError):
                path.unlink()
        self._size = None
        return usage

    def _path(self, url: str) -> Path:
        name = blake2b(url.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        return self._folder / f"{name}{SUFFIX}"

    def _write(self, path: Path, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, delete=False) as file:
            file.write(data)
        try:
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield the files, also those that a killed process left half written."""
        with suppress(OSError):
            for path in self._folder.iterdir():
                with suppress(OSError):
                    yield path, path.stat()

    def _shrink(self) -> int:
        """Delete the least recently viewed to nine tenths of the limit; return the new size."""
        files = sorted(self._files(), key=lambda file: file[1].st_mtime_ns)
        size = sum(status.st_size for _path, status in files)
        for path, status in files:
            if size <= self._limit * 9 // 10:
                break
            with suppress(OSError):
                path.unlink()
                size -= status.st_size
        return size
