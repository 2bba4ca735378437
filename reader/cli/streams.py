"""The standard streams, which may be closed, full, or a pipe that nobody reads any more.

Whatever is done with one of them, it fails here: with an error of ours, or a BrokenPipeError.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO, cast

from reader.errors import StreamFailed, StreamUnreadable, StreamUnwritable
from reader.i18n import N_, _
from reader.text.clean import CONTROL

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_FAILURES = (
    (StreamUnreadable, N_("标准输入")),
    (StreamUnwritable, N_("标准输出")),
    (StreamUnwritable, N_("标准错误输出")),
)
"""What goes wrong with each of the descriptors 0, 1 and 2, and what it is called."""


class _Stream(io.RawIOBase):
    """The bytes of a standard stream, whose errors are ours."""

    def __init__(self, descriptor: int, before: TextIO | None) -> None:
        if before is None:
            self._file = io.FileIO(descriptor, "w" if descriptor else "r", closefd=False)
        else:  # what Python has there: in Windows' console something else that does the same
            self._file = cast(io.FileIO, getattr(before.buffer, "raw", before.buffer))

    def readable(self) -> bool:
        return self._file.readable()

    def writable(self) -> bool:
        return self._file.writable()

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        with self._translated():
            return self._file.readinto(buffer)

    def write(self, data: "ReadableBuffer") -> int | None:
        with self._translated():
            return self._file.write(data)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            failure, name = _FAILURES[self.fileno()]
            raise failure(name=_(name)) from error


def guard() -> None:
    """Take over those of the standard streams that nobody else, as a test does, took over.

    A closed one is opened on nothing, the wrong way round: using it fails, and no database that is
    opened later gets its number. Characters that a stream cannot express become question marks.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if descriptor else os.O_WRONLY)
    if sys.stdin is sys.__stdin__:
        sys.stdin = _text(sys.stdin, io.BufferedReader(_Stream(0, sys.stdin)))
    if sys.stdout is sys.__stdout__:
        sys.stdout = _text(sys.stdout, io.BufferedWriter(_Stream(1, sys.stdout)))
    if sys.stderr is sys.__stderr__:
        sys.stderr = _text(sys.stderr, io.BufferedWriter(_Stream(2, sys.stderr)))


class Printed:
    """A stream for people: whatever is printed, only text and its lines and tabs come out.

    What is meant for programs, or for the terminal itself, goes to its ``buffer``.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write *text* without control characters."""
        return self._stream.write(text if text.isprintable() else CONTROL.sub(_laid_out, text))

    def flush(self) -> None:
        """Write what waits."""
        self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _laid_out(control: re.Match[str]) -> str:
    return control[0] if control[0] in "\n\t" else ""


def complain(sentence: str) -> None:
    """Print *sentence* on standard error, or where that fails on standard output."""
    for stream in (sys.stderr, sys.stdout):
        with suppress(StreamFailed, BrokenPipeError):
            print(sentence, file=stream, flush=True)
            return


def let_go() -> None:
    """Drop what cannot be written, which Python would try once more at its exit, and complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (StreamFailed, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _text(before: TextIO | None, buffer: io.BufferedReader | io.BufferedWriter) -> TextIO:
    return io.TextIOWrapper(
        buffer,
        encoding=before.encoding if before else "utf-8",
        errors="replace",
        line_buffering=buffer.isatty() or buffer.fileno() == 2,
    )
