"""What commands print, and the streams and the terminal that it goes to.

On a terminal a table is aligned and cut to the width; in a pipe it is plain, whole, and its columns
are parted by tabs.

Whatever is done with one of them, it fails here: with an error of ours, or a BrokenPipeError.
"""

import io
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO, cast

import msgspec

from reader import i18n
from reader.errors import ZhnewsError
from reader.i18n import N_, _
from reader.model import JSON_FORMAT, Problem
from reader.text.clean import CONTROL, clean
from reader.text.dates import CST
from reader.text.wrap import fit, pad
from reader.text.wrap import width as cells

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

# What commands print.

GAP = "  "


def write_json(value: Mapping[str, Any]) -> None:
    """Print *value* as one line of JSON in UTF-8, for a terminal with the controls escaped.

    Its first field is the version of the format.
    """
    value = {"format": JSON_FORMAT, **value}
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:  # a file's name that is not UTF-8, as Python has it in a string
        import json  # not before first paint

        data = json.dumps(msgspec.to_builtins(value)).encode()
    if is_terminal():
        data = CONTROL.sub(_escaped, data.decode()).encode()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.write(b"\n")


def _escaped(control: re.Match[str]) -> str:
    import json  # not before first paint

    return json.dumps(control[0])[1:-1]  # what it stands for stays the same


def error_json(problem: Problem | None) -> dict[str, str] | None:
    """Return a problem as the contracts have it: a kind for programs, a sentence for people."""
    if problem is None:
        return None
    return {"kind": problem.kind, "message": i18n.render(problem)}


def iso_time(moment: int | None) -> str | None:
    """Return *moment*, in epoch seconds, in ISO 8601 and China's time."""
    return None if moment is None else datetime.fromtimestamp(moment, CST).isoformat()


def write_table(rows: Sequence[Sequence[str]]) -> None:
    """Print *rows*, whose last column is the one that may be cut."""
    if not is_terminal():
        for row in rows:
            print("\t".join(map(_cell, row)))
        return
    rows = [[*map(_cell, row)] for row in rows]
    room = terminal_width()
    widths = [max(cells(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        *first, last = row
        padded = [pad(cell, width) for cell, width in zip(first, widths, strict=False)]
        print(fit(GAP.join([*padded, last]), room).rstrip())


def _cell(text: str) -> str:
    return text if text.isprintable() else clean(text)


def write_grid(words: Sequence[str]) -> None:
    """Print *words* in as many columns as fit."""
    size = max(map(cells, words)) + len(GAP)
    columns = max(1, terminal_width() // size)
    for start in range(0, len(words), columns):
        print("".join(pad(word, size) for word in words[start : start + columns]).rstrip())


def is_terminal() -> bool:
    """Tell whether the output goes to a terminal."""
    return sys.stdout.isatty()


def is_interactive() -> bool:
    """Tell whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def has_screen() -> bool:
    """Tell whether the reader can be opened here; Textual draws it on standard error."""
    return is_interactive() and sys.stderr.isatty()


def terminal_width() -> int:
    """Return the terminal's width in cells; 80 where there is none."""
    return shutil.get_terminal_size().columns


def size_name(size: int) -> str:
    """Return *size* bytes in words: 512 B, 12.3 MB."""
    number = float(size)
    for unit in ("B", "kB", "MB"):
        if number < 1000:
            return f"{number:.3g} {unit}"
        number /= 1000
    return f"{number:.3g} GB"


class ProgressBar:
    """One line on a terminal's stderr that tells how far work is; elsewhere nothing.

    As a context manager it goes away in the end, however that comes.
    """

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self.total = total
        self._done = 0
        self._shown = not quiet and sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def step(self, label: str, count: int = 1) -> None:
        """Count one more as done, or *count*; *label* names it."""
        self.show(self._done + count, self.total, label)

    def show(self, done: int, total: int, label: str) -> None:
        """Say that *done* of *total* are done; with a total of 0 nobody knows of how many."""
        self._done, self.total = done, total
        full = 20 * min(done, total) // max(total, 1)
        bar = "█" * full + "░" * (20 - full) + f" {done}/{total}" if total else str(done)
        self._write(fit(f"{bar} {label}", terminal_width() - 1))

    def clear(self) -> None:
        """Take the line away."""
        self._write("")

    def _write(self, text: str) -> None:
        if self._shown:
            line = f"\r\x1b[K{clean(text)}"
            sys.stderr.buffer.write(line.encode(sys.stderr.encoding, "replace"))
            sys.stderr.flush()


# The standard streams, which may be closed, full, or a pipe that nobody reads any more.


class _StreamFailed(ZhnewsError):
    """A standard stream cannot be used; *name* says which."""

    kind = "stream"


_UNREADABLE = N_("无法读取{name}，它也许关闭了。")
_UNWRITABLE = N_("无法写入{name}，它也许关闭了，或者磁盘满了。")
_FAILURES = (
    (_UNREADABLE, N_("标准输入")),
    (_UNWRITABLE, N_("标准输出")),
    (_UNWRITABLE, N_("标准错误输出")),
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
            raise _StreamFailed(failure, name=_(name)) from error


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
        with suppress(_StreamFailed, BrokenPipeError):
            print(sentence, file=stream, flush=True)
            return


def let_go() -> None:
    """Drop what cannot be written, which Python would try once more at its exit, and complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (_StreamFailed, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _text(before: TextIO | None, buffer: io.BufferedReader | io.BufferedWriter) -> TextIO:
    return io.TextIOWrapper(
        buffer,
        encoding=before.encoding if before else "utf-8",
        errors="replace",
        line_buffering=buffer.isatty() or buffer.fileno() == 2,
    )


# Asking the terminal about itself.

PLAIN = ("", "dumb", "unknown")
"""Names, in TERM, of terminals that print line after line and nothing else (terminfo)."""
LIMIT = 0.2
"""Seconds that a terminal has for its answer; over a slow line there is none."""

_ASK = "\r“\x1b[6n"
"""Print a quotation mark, then ask where the cursor is (DSR 6, ECMA-48)."""
_REPORT = re.compile(rb"\x1b\[\d+;(\d+)R")


def ambiguous_width(limit: float = LIMIT) -> int | None:
    """Return how many cells “ takes here, 1 or 2; None where the terminal does not tell in time."""
    if not is_interactive() or "utf" not in sys.stdout.encoding.lower():
        return None
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return None
    terminal = sys.stdin.fileno()
    saved = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        os.write(sys.stdout.fileno(), _ASK.encode())
        report = _answer(terminal, monotonic() + limit)
    finally:
        os.write(sys.stdout.fileno(), b"\r\x1b[K")
        termios.tcsetattr(terminal, termios.TCSAFLUSH, saved)
    return report and report - 1


def _answer(terminal: int, end: float) -> int | None:
    """Read the column of a cursor report from *terminal* until the moment *end*."""
    from select import select

    said = b""
    while (match := _REPORT.search(said)) is None:
        left = end - monotonic()
        if left <= 0 or not select([terminal], [], [], left)[0]:
            return None
        said += os.read(terminal, 64)
    return int(match[1])
