"""How much there is to read in a text, and how long that takes."""

from collections.abc import Iterable

PACE = 400
"""Han characters that one reads in a minute: between 300 and 500 in silent reading of news."""


def amount(text: str) -> int:
    """Return how much there is to read, in Han characters: a third of the bytes of UTF-8.

    A Han character has three, and an English word with its blank some six: it takes as long, and
    as much room, as two Han characters.
    """
    return (len(text.encode()) + 2) // 3


def minutes(texts: Iterable[str]) -> int:
    """Return the whole minutes that reading *texts* takes, at least one."""
    return max(1, round(sum(map(amount, texts)) / PACE))
