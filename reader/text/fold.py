"""One spelling for all: traditional characters as simplified, full-width ones as half-width.

Each character leads to exactly one, so that places in the folded text are places in the text.
"""

from functools import cache
from itertools import chain
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "fold.txt"
_WIDE = range(0xFF01, 0xFF5F)
"""The full-width forms of the ASCII characters from ! to ~."""
_CASED = (range(0x3000), range(0xA640, 0xABC0))
"""Where Unicode has its capital letters, but for those of a few dead scripts."""


def fold(text: str) -> str:
    """Return *text*, as long as before, in the one spelling."""
    return text if text.isascii() else text.translate(_table())


def fold_case(text: str) -> str:
    """Return *text*, as long as before, in the one spelling and in small letters."""
    return text.lower() if text.isascii() else text.translate(_small_table())


@cache
def _table() -> dict[int, int]:
    traditional, simplified = DATA.read_text("utf-8").split()
    wide = {code: code - 0xFF01 + ord("!") for code in _WIDE}
    return {0x3000: ord(" "), **wide, **str.maketrans(traditional, simplified)}


@cache
def _small_table() -> dict[int, int]:
    # Not str.lower for the whole text: İ becomes two characters, Σ depends on what follows.
    small = {code: _small(code) for code in chain(*_CASED) if _small(code) != code}
    return small | {code: _small(folded) for code, folded in _table().items()}


def _small(code: int) -> int:
    small = chr(code).lower()
    return ord(small) if len(small) == 1 else code
