"""The articles of a folder source: its new and changed files, read some at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from reader import log
from reader.errors import ZhnewsError
from reader.extract.document import read_document
from reader.i18n import N_
from reader.model import Draft, Problem, Source
from reader.news.files import File, scan

BATCH = 250
"""Files of one transaction, at most."""
BATCH_BYTES = 8 << 20
"""Bytes from which on a transaction takes no further file."""


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

    Raises FileMissing or FileUnreadable when the folder itself is gone or closed.
    """
    found = scan(Path(source.url), failures.add)
    return [file for file in found if stamps.get(file.key) != file.stamp]


def read_files(source: Source, files: Sequence[File], failures: Failures) -> Iterator[Reading]:
    """Read *files* of *source*, some at a time, and be it none; a bad one holds up no other."""
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
