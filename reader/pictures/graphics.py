"""What the terminal can draw pictures with, as its environment and its driver tell.

The terminal is never asked: an answer may come late, and then counts as keys.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.settings.config import Graphics

BLOCK = (1, 2)
"""The pixels of a cell that is cut into its two halves."""
USUAL = (10, 20)
"""The pixels of a cell where the terminal does not say."""
BETWEEN = ("TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "ZELLIJ")
"""Set where something stands between us and the terminal, which pictures may not pass."""
KITTY = ("xterm-kitty", "xterm-ghostty")
SIXEL = ("foot", "mlterm", "yaft", "contour")


def detect(environ: Mapping[str, str]) -> Graphics:
    """Return the best that the terminal of *environ* is known to draw with.

    kitty and Ghostty know kitty's placeholders, by which pictures are text; others that speak the
    kitty protocol do not.
    """
    term = environ.get("TERM", "")
    if any(environ.get(name) for name in BETWEEN) or term.startswith(("screen", "tmux")):
        return "blocks"
    if term in KITTY or environ.get("TERM_PROGRAM") == "ghostty":
        return "kitty" if _has_true_colours(environ) else "blocks"
    if term.startswith(SIXEL) or environ.get("TERM_PROGRAM") in ("WezTerm", "iTerm.app"):
        return "sixel"
    return "blocks"


def _has_true_colours(environ: Mapping[str, str]) -> bool:
    """Return whether colours are written as they are: a placeholder's tells its picture."""
    return environ.get("COLORTERM") in ("truecolor", "24bit") and not environ.get("NO_COLOR")


def cell_of(graphics: Graphics) -> tuple[int, int]:
    """Return the width and height in pixels of a cell that is drawn with *graphics*."""
    return BLOCK if graphics == "blocks" else _cell_pixels() or USUAL


if sys.platform == "win32":

    def _cell_pixels() -> tuple[int, int] | None:
        return None

else:
    import fcntl
    import termios

    def _cell_pixels() -> tuple[int, int] | None:
        """Ask the driver of the terminal, which knows the size of its window, or zeros."""
        for descriptor in (1, 2, 0):
            if os.isatty(descriptor):
                answer = fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8))
                rows, columns, width, height = struct.unpack("4H", answer)
                if rows and columns and width >= columns and height >= rows:
                    return width // columns, height // rows
        return None
