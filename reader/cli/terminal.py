"""Asking the terminal about itself."""

import os
import re
import sys
from time import monotonic

from reader.cli.output import is_interactive

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
