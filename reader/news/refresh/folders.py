"""Folders as sources: the files of a folder, however deep, or one file, and the articles in them.

A file is known by its path within the folder and by its stamp, size and time, so that a file that
did not change is not read again. A subfolder named after a region gives its files that region.
"""

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader import log
from reader.disk import portable, read_beginning, translated
from reader.errors import InputError, ZhnewsError, file_unreadable, not_a_file
from reader.extract.decode import PAGE_MB
from reader.i18n import N_
from reader.model import Draft, Problem, Source
from reader.regions.gazetteer import load
from reader.regions.lookup import named, resolve

SUFFIXES = frozenset({".txt", ".html", ".htm", ".md", ".markdown"})
BATCH = 250
"""Files of one transaction, at most."""
BATCH_BYTES = 8 << 20
"""Bytes from which on a transaction takes no further file."""


class File(Struct, frozen=True):
    """A readable file of a folder: its identity there, and its stamp."""

    path: Path
    key: str
    """Its path within the folder."""
    stamp: str
    """``size:mtime_ns``"""

    def read(self) -> bytes:
        """Return the file's bytes; of a very long one, a little more than an article may have.

        Raises FileMissing, InputError.
        """
        return read_beginning(self.path, PAGE_MB)


def expand(path: str) -> Path:
    """Return *path* with ``~`` expanded; unlike Path's own, leave that of an unknown user."""
    return Path(os.path.expanduser(path))  # noqa: PTH111


def folder_source(path: Path) -> Source:
    """Return the source that stands for a folder or a file.

    Raises FileMissing, InputError for a FIFO or a device.
    """
    with translated(path):
        root = Path(os.path.realpath(expand(str(path)), strict=True))
        mode = root.stat().st_mode
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        raise not_a_file(path=portable(str(path)))
    if portable(str(root)) != str(root):
        raise file_unreadable(path=portable(str(path)))  # no name that could be stored
    return Source(url=str(root), kind="folder", title=root.name)


def scan(root: Path, on_failure: Callable[[InputError], None]) -> Iterator[File]:
    """Yield the files of articles under *root*, by path.

    Hidden files and folders, and what no suffix marks as an article, are passed over; a file that
    is *root* itself is taken whatever its suffix. *on_failure* is called for closed subfolders.
    Raises FileMissing, InputError.
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
            on_failure(error)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        shown = [entry for entry in entries if not entry.name.startswith(".")]
    return sorted(shown, key=lambda entry: entry.name)


def _file(path: Path, key: str) -> File:
    status = path.stat()
    return File(path, portable(key), f"{status.st_size}:{status.st_mtime_ns}")


def region_of(key: str, region: str | None) -> str | None:
    """Return the region of the file *key* in a folder of *region*: its subfolders may name one."""
    for folder in key.split("/")[:-1]:
        region = _region_of_folder(folder, region)
    return region


@lru_cache
def _region_of_folder(name: str, around: str | None) -> str | None:
    """Return the region within *around* that a folder is named after, else *around*."""
    region = named(name, around, load()[around]) if around else resolve(name)
    return region.id if region else around


@dataclass(slots=True)
class Failures:
    """What could not be read of a folder: how much, and the first of it."""

    count: int = 0
    first: ZhnewsError | None = None

    def add(self, error: ZhnewsError) -> None:
        """Count one more."""
        self.first = self.first or error
        self.count += 1

    @property
    def problem(self) -> Problem | None:
        """All as one problem that names the first; None where there is none."""
        if self.first is None:
            return None
        first = self.first
        if self.count == 1:
            return Problem(first.kind, first.message, first.params)
        name = next(iter(first.params.values()), "")
        message = N_("有 {count} 个文件无法阅读，第一个是 {name}。")
        return Problem(first.kind, message, {"count": self.count, "name": name})


@dataclass(slots=True)
class Reading:
    """What came out of some files of a folder."""

    files: list[File] = field(default_factory=list)
    """The files read, one for each draft."""
    drafts: list[Draft] = field(default_factory=list)
    seen: int = 0
    """How many files were tried."""


def find_files(source: Source, stamps: Mapping[str, str], failures: Failures) -> list[File]:
    """Find the files of *source* that are new or changed since *stamps* (key -> stamp).

    Raises FileMissing or InputError when the folder itself is gone or closed.
    """
    found = scan(Path(source.url), failures.add)
    return [file for file in found if stamps.get(file.key) != file.stamp]


def read_files(source: Source, files: Sequence[File], failures: Failures) -> Iterator[Reading]:
    """Read *files* of *source*, some at a time; yields at least once, be there no files.

    A bad file holds up no other.
    """
    from reader.extract.document import read_document  # its parsers load here, not with the screen

    reading, size = Reading(), 0
    for file in files:
        reading.seen += 1
        try:
            data = file.read()
            size += len(data)
            draft = read_document(data, file.key, charset=source.charset or None)
        except Exception as error:
            failures.add(log.as_ours(error, file.key))
        else:
            reading.files.append(file)
            reading.drafts.append(replace(draft, guid=file.key))
        if reading.seen >= BATCH or size >= BATCH_BYTES:
            yield reading
            reading, size = Reading(), 0
    if reading.seen or not files:
        yield reading
