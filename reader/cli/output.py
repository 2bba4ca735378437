"""What commands print: JSON for programs, tables for people, progress on a terminal.

On a terminal a table is aligned and cut to the width; in a pipe it is plain, whole, and its columns
are parted by tabs.
"""

import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import msgspec

from reader import i18n
from reader.model import JSON_FORMAT, Problem
from reader.text.clean import CONTROL, clean
from reader.text.dates import CST
from reader.text.width import fit, pad
from reader.text.width import width as cells

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


class Progress:
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
