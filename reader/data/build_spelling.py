"""Build the tables of characters: fold.txt, initials.txt, unfold.txt, the words of both spellings.

Run it as ``uv run --group data python reader/data/build_spelling.py``. The facts are OpenCC's
(Apache-2.0) and, of readings, pypinyin's (MIT).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import opencc
from pypinyin import Style, pinyin

from reader.text.spelling import LONGEST, Table

KEPT = {"岳"}
"""A surname before it is a mountain, and the mountains are words."""
NO_WORDS = {"明了"}
"""Within others, as in 指明了, more often than by themselves."""

HERE = Path(__file__).parent
SOURCE = Path(opencc.__file__).parent / "dictionary"


def main() -> None:
    """Write the tables beside this script."""
    to_simplified = _write_fold()
    _write_initials(to_simplified)
    _write_words(to_simplified)


def _write_fold() -> dict[str, str]:
    """Write which traditional characters lead to which simplified ones, one to one.

    These are the first that OpenCC gives. Characters beyond the basic plane are left out; no
    current text has them.
    """
    pairs = [line.split()[:2] for line in _lines("TSCharacters.txt")]
    kept = {old: new for old, new in pairs if old != new and max(old, new) < "\U00010000"}
    # What leads to a character that leads on goes all the way.
    found = {old: kept.get(new, new) for old, new in kept.items()}
    _write("fold.txt", "", found)
    return found


def _write_initials(to_simplified: Mapping[str, str]) -> None:
    """Write for each letter the characters of which a reading in pinyin begins with it.

    These are all readings of the characters of GB 2312, and of the traditional ones that lead to
    them. A character of several readings stands under each of their letters.
    """
    plain = set(_gb2312())
    plain |= {old for old, new in to_simplified.items() if new in plain}
    letters: dict[str, list[str]] = defaultdict(list)
    for character in sorted(plain):
        [readings] = pinyin(character, style=Style.FIRST_LETTER, heteronym=True)
        for letter in {reading[:1] for reading in readings if reading[:1].isascii()}:
            letters[letter].append(character)
    lines = (letter + "".join(letters[letter]) + "\n" for letter in sorted(letters))
    (HERE / "initials.txt").write_text("".join(lines), "utf-8", newline="\n")


def _gb2312() -> Iterator[str]:
    """Yield the Han characters of GB 2312: rows 16 to 87."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from bytes((row, cell)).decode("gb2312", "ignore")


def _write_words(to_simplified: Mapping[str, str]) -> None:
    """Write the traditional forms, which are Taiwan's, and the words of both spellings.

    A word is kept where its characters and the shorter words in it do not give its spelling; words
    that change their length are left out.
    """
    taiwan = {ord(old): new for old, new in _pairs("TWVariants.txt").items()}
    to_traditional = {
        old: new.translate(taiwan)
        for old, new in _pairs("STCharacters.txt").items()
        if old != new and old not in KEPT
    }
    # A form that only Taiwan writes otherwise may stand in a simplified text too.
    to_traditional |= {chr(old): new for old, new in taiwan.items()}
    _write("unfold.txt", "", to_traditional)
    taiwan[ord("孃")] = "娘"  # in words only: where a text has it, its author chose it
    phrases = {
        old: new.translate(taiwan)
        for old, new in _pairs("STPhrases.txt").items()
        if old not in NO_WORDS
    }
    _write("traditional_words.txt", " ", _needed(to_traditional, phrases))
    _write("simplified_words.txt", " ", _needed(to_simplified, _pairs("TSPhrases.txt")))


def _lines(name: str) -> list[str]:
    return (SOURCE / name).read_text("utf-8").splitlines()


def _pairs(name: str) -> dict[str, str]:
    """Return what leads to what, its first choice, where both are of one length and in the BMP."""
    rows = (line.split()[:2] for line in _lines(name))
    return {old: new for old, new in rows if len(old) == len(new) and max(old + new) < "\U00010000"}


def _needed(characters: Mapping[str, str], phrases: Mapping[str, str]) -> dict[str, str]:
    """Return the *phrases* that tell more than the characters and the shorter ones do."""
    words: dict[str, str] = {}
    codes = {ord(old): ord(new) for old, new in characters.items()}
    table = Table(codes, {old: new for old, new in phrases.items() if len(old) <= LONGEST})
    table.words = words
    for phrase in sorted(phrases, key=len):
        if len(phrase) <= LONGEST and table.convert(phrase) != phrases[phrase]:
            words[phrase] = phrases[phrase]
    return words


def _write(name: str, between: str, pairs: Mapping[str, str]) -> None:
    lines = (between.join(pairs), between.join(pairs.values()), "")
    (HERE / name).write_text("\n".join(lines), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
