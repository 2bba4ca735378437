"""The files of a folder source: a folder, however deep, or one file.

A file is known by its path within the folder and by its stamp, size and time, so that a file that
did not change is not read again. A subfolder named after a region gives its files that region.
"""

import os
import stat
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from reader.disk import portable, read_beginning, translated
from reader.errors import FileUnreadable, InputError, NotAFile
from reader.extract.inputs import PAGE_MB
from reader.model import Source
from reader.regions.gazetteer import load
from reader.regions.labels import called, resolve

Failed = Callable[[InputError], None]
"""Hears what cannot be read."""

SUFFIXES = frozenset({".txt", ".html", ".htm", ".md", ".markdown"})


class File(Struct, frozen=True):
    """A readable file of a folder: its identity there, and its stamp."""

    path: Path
    key: str
    """Its path within the folder."""
    stamp: str
    """``size:mtime_ns``"""

    def read(self) -> bytes:
        """Return the file's bytes, of a very long one more than are made an article of.

        Raises FileMissing, FileUnreadable, NotAFile.
        """
        return read_beginning(self.path, PAGE_MB)


def expand(path: str) -> Path:
    """Give *path* with ``~`` replaced; unlike Path's own, it lets an unknown user's stand."""
    return Path(os.path.expanduser(path))  # noqa: PTH111


def folder_source(path: Path) -> Source:
    """Give the source that stands for a folder or a file.

    Raises FileMissing, FileUnreadable, and NotAFile for a FIFO or a device.
    """
    with translated(path):
        root = Path(os.path.realpath(expand(str(path)), strict=True))
        mode = root.stat().st_mode
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise NotAFile(path=portable(str(path)))
    if portable(str(root)) != str(root):
        raise FileUnreadable(path=portable(str(path)))  # no name that could be stored
    return Source(url=str(root), kind="folder", title=root.name)


def scan(root: Path, failed: Failed) -> Iterator[File]:
    """Yield the files of articles under *root*, by path; *failed* hears of closed subfolders.

    Hidden files and folders, and what no suffix marks as an article, are passed over; a file that
    is *root* itself is taken whatever its suffix. Raises FileMissing, FileUnreadable.
    """
    with translated(root):
        if not root.is_dir():
            yield _file(root, root.name)
            return
        folders = [iter(_entries(root))]
    while folders:  # those around the current one; there may be more than calls can be nested
        if (entry := next(folders[-1], None)) is None:
            folders.pop()
            continue
        path = Path(entry.path)
        try:
            with translated(path):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(iter(_entries(path)))
                elif path.suffix.lower() in SUFFIXES and entry.is_file():
                    yield _file(path, path.relative_to(root).as_posix())
        except InputError as error:
            failed(error)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        shown = [entry for entry in entries if not entry.name.startswith(".")]
    return sorted(shown, key=lambda entry: entry.name)


def _file(path: Path, key: str) -> File:
    status = path.stat()
    return File(path, portable(key), f"{status.st_size}:{status.st_mtime_ns}")


def region_of(key: str, region: str | None) -> str | None:
    """Give the region that the file *key* of a folder in *region* stands for by its subfolders."""
    for folder in key.split("/")[:-1]:
        region = _region_of_folder(folder, region)
    return region


@lru_cache
def _region_of_folder(name: str, around: str | None) -> str | None:
    """Give the region that a folder within the region *around* is named after, else *around*."""
    region = called(name, around, load()[around]) if around else resolve(name)
    return region.id if region else around
