"""What searching knows of a text: one spelling for all, its pairs of signs, initials of pinyin.

Each character leads to exactly one, so that places in the folded text are places in the text.

Letters, digits and Han are alike here, each a sign; whatever else there is parts a text into runs
of signs. The tokens of a text are the pairs in its runs, and the last sign of each run by itself.
So two signs are a token wherever they occur, a longer string occurs at most where all its pairs do,
and a single sign begins one of the tokens wherever it occurs. Texts and strings come folded
(`reader.text.searchable.fold_case`).

A character of several readings is found by each of their initials. The characters are those of
data/initials.txt; what stands for itself in a text, such as a Latin letter, is found as itself.
"""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from pathlib import Path

from msgspec import Struct

from reader.model import Draft
from reader.text.lazy_pattern import lazy_pattern

# One spelling for all.

FOLDED = Path(__file__).parent.parent / "data" / "fold.txt"
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
    traditional, simplified = FOLDED.read_text("utf-8").split()
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


# What a search index knows of a text.

VERSION = "1"
"""Another one whenever the tokens of a text, or what is folded, become others."""
TOKEN_LIMIT = 24
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
        return " AND ".join(islice(parts, TOKEN_LIMIT))
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


# The words of an article that searching knows.

APART = "\n"
"""The separator between parts of a text: no search term holds it, so no match spans two parts."""


def text_of(draft: Draft, field: str = "text") -> str:
    """Return the text that a search in *field* looks at, one of the text fields of a query."""
    match field:
        case "title":
            return draft.headline
        case "author":
            return draft.author or ""
        case "editor":
            return APART.join(filter(None, (draft.editor, draft.responsible_editor)))
        case _:
            return APART.join([draft.headline, *credits_of(draft), *body_of(draft)])


def credits_of(draft: Draft) -> list[str]:
    """Return what stands about the headline, each by itself."""
    lines = (
        draft.kicker,
        draft.subtitle,
        draft.original_title,
        draft.source,
        draft.author,
        draft.editor,
        draft.responsible_editor,
        draft.photographer,
    )
    return [line for line in lines if line]


def body_of(draft: Draft) -> list[str]:
    """Return the paragraphs, captions and cells of the text; its summary where it has no text."""
    lines = [block.text for block in draft.blocks if block.text]
    return lines or [line for line in (draft.summary,) if line]


def occurs(string: str, draft: Draft, field: str = "text") -> bool:
    """Whether the folded *string* occurs in that field of *draft*."""
    text = text_of(draft, field)
    # What is folded already stays as it is, so most need not be folded to be found.
    return string in text or string in fold_case(text)


# Finding Chinese text by the initials of its pinyin.

INITIALS = Path(__file__).parent.parent / "data" / "initials.txt"
LEAST = 2
"""Characters that say something; one letter alone would find nearly every text."""


def pattern(typed: str) -> str:
    """Return the regular expression that finds *typed* in a text.

    Empty where *typed* is too short or without a letter of A to Z, so that no initials are meant,
    and where it holds anything but letters, digits and Han characters.

    >>> re.search(pattern("cs"), "今天在长沙").start()
    3
    """
    has_letter = any(character.isascii() and character.isalpha() for character in typed)
    if len(typed) < LEAST or not has_letter or not typed.isalnum():
        return ""
    return "".join(map(_one, typed.casefold()))


def found(typed: str, text: str) -> bool:
    """Whether *typed* stands in *text*, as itself in either case or by the initials of *text*."""
    return typed.casefold() in text.casefold() or has_initials(typed, text)


def has_initials(typed: str, text: str) -> bool:
    """Whether *typed* are initials that `pattern` finds in *text*."""
    compiled = _compiled(typed)
    return compiled is not None and compiled.search(text) is not None


@cache
def _compiled(typed: str) -> re.Pattern[str] | None:
    found = pattern(typed)
    return re.compile(found) if found else None


def _one(character: str) -> str:
    if character.isascii() and character.isalpha():
        return f"[{character}{character.upper()}{_characters().get(character, '')}]"
    return character


@cache
def _characters() -> Mapping[str, str]:
    return {line[0]: line[1:] for line in INITIALS.read_text("utf-8").splitlines()}


# The line of an article that matches a search, cut to what one takes in at a glance.

LENGTH = 60
"""Characters of a snippet, a fifth of them before what was found."""
CUT = "…"


class Snippet(Struct, frozen=True):
    """A piece of a line, and the spans of the search terms in it: starts and ends."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marks(text: str, terms: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the spans of the folded *terms* in *text*, from left to right.

    Ends are those of slices; spans that overlap or touch are merged.
    """
    folded = fold_case(text)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(span for string in terms for span in _spans(folded, string)):
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return tuple(joined)


def snippet(lines: Sequence[str], terms: Sequence[str], length: int = LENGTH) -> Snippet:
    """Return the piece of *lines* with most of the *terms*, the beginning if none has any.

    At most *length* characters and the signs that something was left out.
    """
    folded = [fold_case(line) for line in lines]
    said = [sum(string in line for string in terms) for line in folded]
    if not any(said):
        return _cut(lines[0], 0, (), length) if lines else Snippet("")
    line = lines[said.index(max(said))]
    found = marks(line, terms)
    return _cut(line, found[0][0] - length // 5, found, length)


def _cut(line: str, start: int, found: tuple[tuple[int, int], ...], length: int) -> Snippet:
    start = max(0, min(start, len(line) - length))
    end = start + length
    before, after = CUT if start else "", CUT if end < len(line) else ""
    shift = len(before) - start
    return Snippet(
        before + line[start:end] + after,
        tuple(
            (max(first, start) + shift, min(last, end) + shift)
            for first, last in found
            if first < end and last > start
        ),
    )


def _spans(folded: str, string: str) -> Iterator[tuple[int, int]]:
    at = folded.find(string) if string else -1
    while at >= 0:
        yield at, at + len(string)
        at = folded.find(string, at + len(string))
