"""One spelling for all: traditional characters as simplified, full-width ones as half-width.

Each character leads to exactly one, so that places in the folded text are places in the text.
"""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "fold.txt"
_WIDE = range(0xFF01, 0xFF5F)
"""The full-width forms of the ASCII characters from ! to ~."""


def fold(text: str) -> str:
    """Give *text*, as long as before, in the one spelling."""
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, int]:
    traditional, simplified = DATA.read_text("utf-8").split()
    wide = {code: code - 0xFF01 + ord("!") for code in _WIDE}
    return {0x3000: ord(" "), **wide, **str.maketrans(traditional, simplified)}
