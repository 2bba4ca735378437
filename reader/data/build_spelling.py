"""Build the tables of `reader.text.spelling`: unfold.txt and the words of both spellings.

Run it as ``uv run --group data python reader/data/build_spelling.py``, after build_fold.py. The
facts are OpenCC's (Apache-2.0). Traditional forms are Taiwan's. A word is kept where its characters
and the shorter words in it do not give its spelling; words that change their length are left out.
"""

from collections.abc import Mapping
from pathlib import Path

import opencc

from reader.text.spelling import LONGEST, Table

KEPT = {"岳"}
"""A surname before it is a mountain, and the mountains are words."""
NO_WORDS = {"明了"}
"""Within others, as in 指明了, more often than by themselves."""

HERE = Path(__file__).parent
SOURCE = Path(opencc.__file__).parent / "dictionary"


def main() -> None:
    """Write the tables beside this script: in each two lines, what is led from and what to."""
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
    old, new = (HERE / "fold.txt").read_text("utf-8").splitlines()
    to_simplified = dict(zip(old, new, strict=True))
    _write("simplified_words.txt", " ", _needed(to_simplified, _pairs("TSPhrases.txt")))


def _pairs(name: str) -> dict[str, str]:
    """Return what leads to what, its first choice, where both are of one length and in the BMP."""
    rows = (line.split()[:2] for line in (SOURCE / name).read_text("utf-8").splitlines())
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
