"""What a search index knows of a text: the pairs of signs that stand beside each other in it.

Letters, digits and Han are alike here, each a sign; whatever else there is parts a text into runs
of signs. The tokens of a text are the pairs in its runs, and the last sign of each run by itself.
So two signs are a token wherever they occur, a longer string occurs at most where all its pairs do,
and a single sign begins one of the tokens wherever it occurs. Texts and strings come folded
(`reader.text.fold.fold_case`).
"""

from array import array
from collections.abc import Iterator
from itertools import islice

from reader.text.lazy_pattern import lazy_pattern

VERSION = "1"
"""Another one whenever the tokens of a text, or what is folded, become others."""
MOST = 24
"""Tokens by which a string is looked for; the rest of a long one would hardly leave out more."""

_RUN = lazy_pattern(r"[^\W_]+")
_APART = lazy_pattern(r"[\W_]+")
_BEFORE_RUN = lazy_pattern(r"   \w")
"""A blank with the first sign of a run, among the pairs: the run's own tokens begin with it."""
_CODE = "I" if array("I").itemsize == 4 else "L"
_UTF = "utf-32-le"


def tokens(folded: str) -> str:
    """Return the tokens of a text, in the order of their occurrence, parted by blanks.

    Each is one or two signs, none of them a blank or punctuation of ASCII. All pairs are cut at
    once, as numbers, which takes a fifth of the time of cutting one by one.
    """
    signs = array(_CODE, (_APART.sub(" ", folded).strip() + " ").encode(_UTF))
    pairs = array(_CODE, " ".encode(_UTF)) * (3 * len(signs))
    pairs[0::3] = signs
    pairs[1:-3:3] = signs[1:]
    return _BEFORE_RUN.sub("", pairs.tobytes().decode(_UTF))


def match(string: str) -> str:
    """Return the FTS5 expression for the texts in which *string* may occur; empty: for any text."""
    parts = dict.fromkeys(f'"{token}"' for token in _implied(string))
    if parts:
        return " AND ".join(islice(parts, MOST))
    last = _RUN.search(string)
    return f'"{last[0]}" *' if last else ""


def is_exact(string: str) -> bool:
    """Whether *string* occurs in every text that `match` finds for it."""
    run = _RUN.fullmatch(string)
    return run is not None and len(string) <= 2


def is_single(string: str) -> bool:
    """Whether `match` must put together all tokens that begin with one sign, which takes long."""
    return match(string).endswith("*")


def has_signs(string: str) -> bool:
    """Whether there is anything in *string* by which it could be looked for."""
    return _RUN.search(string) is not None


def _implied(string: str) -> Iterator[str]:
    """Yield the tokens of every text in which *string* occurs."""
    for run in _RUN.finditer(string):
        signs = run[0]
        for at in range(len(signs) - 1):
            yield signs[at : at + 2]
        if run.end() < len(string):
            yield signs[-1]
