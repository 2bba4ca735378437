"""Spelling for display only: simplified or traditional, and full-width punctuation.

Each character leads to exactly one, so that places in the converted text are places in the text.
Where one character could lead to several (发 to 發 or 髮), the longest known word around it tells.

Each character leads to exactly one, so that places in the shown text are places in the text.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from reader.text.lazy_pattern import lazy_pattern

# Simplified and traditional spelling, for display only.

Spelling = Literal["original", "simplified", "traditional"]

LONGEST = 4
"""Characters of the longest words that are known."""
SAMPLE = 400
"""Characters that tell in which spelling a text is."""

_DATA = Path(__file__).parent.parent / "data"


class Table:
    """Leads from one spelling to the other, by characters and by *words* of at most `LONGEST`."""

    def __init__(self, characters: Mapping[int, int], words: Mapping[str, str]) -> None:
        self.characters = characters
        self.words = words
        self.doubtful = {
            old
            for word, spelt in words.items()
            for old, new, usual in zip(word, spelt, word.translate(characters), strict=True)
            if new != usual
        }
        """Characters that in some word are spelt otherwise than in most."""

    def convert(self, text: str) -> str:
        """Return *text*, as long as before, in the other spelling."""
        usual = text.translate(self.characters)
        doubts = [at for at, character in enumerate(text) if character in self.doubtful]
        if not doubts:
            return usual
        spelt = list(usual)
        for at in doubts:
            spelt[at] = self._in_word(text, at) or usual[at]
        return "".join(spelt)

    def convert_name(self, name: str) -> str:
        """Return a person's *name* in the other spelling, what is doubtful as it is written.

        Names are in no table: 李光斗 is no 李光鬥.
        """
        return "".join(
            written if written in self.doubtful else usual
            for written, usual in zip(name, name.translate(self.characters), strict=True)
        )

    def _in_word(self, text: str, at: int) -> str | None:
        """Spell the character *at* as the longest word around it does, None where none is known."""
        for length in range(LONGEST, 1, -1):
            for start in range(max(0, at - length + 1), at + 1):
                word = self.words.get(text[start : start + length])
                if word is not None and at - start < len(word):
                    return word[at - start]
        return None


def convert(text: str, spelling: Spelling, names: Iterable[str] = ()) -> str:
    """Return *text*, as long as before, in *spelling*; *names* are those of people in it.

    A text that is traditional already stays so: 里長 must not become 裡長. Taiwan's forms stand
    for all traditional ones.
    """
    if spelling == "original" or text.isascii():
        return text
    if spelling == "traditional" and is_traditional(text[:SAMPLE]):
        return text
    table = _simplified() if spelling == "simplified" else _traditional()
    spelt = table.convert(text)
    for name in names:
        for found in re.finditer(re.escape(name), text):
            start, end = found.span()
            spelt = spelt[:start] + table.convert_name(name) + spelt[end:]
    return spelt


def is_traditional(text: str) -> bool:
    """Return whether more characters of *text* are of the traditional spelling alone."""
    simplified = text.translate(_simplified().characters)
    traditional = text.translate(_traditional().characters)
    return _distance(text, simplified) > _distance(text, traditional)


def _distance(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


@cache
def _simplified() -> Table:
    return Table(str.maketrans(*_pair("fold.txt")), _words("simplified_words.txt"))


@cache
def _traditional() -> Table:
    return Table(str.maketrans(*_pair("unfold.txt")), _words("traditional_words.txt"))


def _words(name: str) -> dict[str, str]:
    old, new = _pair(name)
    return dict(zip(old.split(" "), new.split(" "), strict=True))


def _pair(name: str) -> tuple[str, str]:
    old, new = (_DATA / name).read_text("utf-8").splitlines()
    return old, new


# Half-width punctuation of Chinese text shown full-width, for display only (GB/T 15834-2011, 5.1).

# Han and kana, and the punctuation that stands among them; hangul is written with half-width stops.
_WIDE = r"\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_STOPS = ",:;?!"
_IS_WIDE = lazy_pattern(f"[{_WIDE}]")
_STOP = lazy_pattern(
    rf"(?<=[{_WIDE}])[”’…—]*[{_STOPS}]+ ?"  # 长春,吉林; “长春”: 吉林
    rf"|(?<=[0-9A-Za-z%”’])[{_STOPS}]+(?=[{_WIDE}])"  # 5%,高于; not 3,000 and not 10:30
)
_BRACKET = lazy_pattern(r"[()\n]")
_NOTHING = "\u200b"
"""What takes the place of a blank: a full-width stop brings its own."""
_FULL = {ord(half): ord(half) + 0xFEE0 for half in _STOPS + "()"} | {ord(" "): ord(_NOTHING)}


def full_width(text: str) -> str:
    """Return *text*, as long as before, with its stops and brackets between Han full-width.

    Numbers, times, addresses and words in Latin letters keep theirs.
    """
    if text.isascii():
        return text
    return _STOP.sub(_widened, _brackets(text))


def _widened(stop: re.Match[str]) -> str:
    return stop[0].translate(_FULL)


def _brackets(text: str) -> str:
    """Widen the pairs of brackets that follow Han, or that begin or end with it."""
    pairs, opened = [], []
    for sign in _BRACKET.finditer(text):
        if sign[0] == "(":
            opened.append(sign.start())
        elif sign[0] == "\n":
            opened.clear()
        elif opened:
            pairs.append((opened.pop(), sign.start()))
    shown = list(text)
    for start, end in pairs:
        around = (text[start - 1 : start], text[start + 1], text[end - 1])
        if any(map(_IS_WIDE.match, around)):
            shown[start], shown[end] = "（", "）"
    return "".join(shown)
