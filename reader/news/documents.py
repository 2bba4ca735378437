"""The articles of a folder source: its new and changed files, read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from reader import log
from reader.errors import ZhnewsError
from reader.extract.document import read_document
from reader.i18n import N_
from reader.model import Draft, Problem, Source
from reader.news.files import File, scan


@dataclass(slots=True)
class Reading:
    """What came out of the new and changed files of a folder."""

    files: list[File] = field(default_factory=list)
    """The files read, one for each draft."""
    drafts: list[Draft] = field(default_factory=list)
    failures: list[ZhnewsError] = field(default_factory=list)

    @property
    def problem(self) -> Problem | None:
        """The failures as one problem that names the first of them; None when there is none."""
        if not self.failures:
            return None
        first = self.failures[0]
        if len(self.failures) == 1:
            return Problem(first.kind, first.message, first.params)
        name = next(iter(first.params.values()), "")
        message = N_("有 {count} 个文件无法阅读，第一个是 {name}。")
        return Problem(first.kind, message, {"count": len(self.failures), "name": name})


def read_folder(source: Source, stamps: Mapping[str, str]) -> Reading:
    """Read the files of *source* that are new or changed since *stamps* (key -> stamp).

    A file that cannot be read is a failure of the reading and holds up no other. Raises
    FileMissing or FileUnreadable when the folder itself is gone or closed.
    """
    reading = Reading()
    for file in scan(Path(source.url), reading.failures):
        if stamps.get(file.key) == file.stamp:
            continue
        try:
            draft = read_document(file.read(), file.key, charset=source.charset or None)
        except Exception as error:
            reading.failures.append(log.as_ours(error, file.key))
        else:
            reading.files.append(file)
            reading.drafts.append(replace(draft, guid=file.key))
    return reading
