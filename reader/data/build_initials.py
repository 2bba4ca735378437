"""Build initials.txt: for each letter the characters whose reading in pinyin begins with it.

Run it as ``uv run --group data python reader/data/build_initials.py``, after build_fold.py. The
facts are pypinyin's (MIT): all readings of the characters of GB 2312 and of the traditional ones
that fold.txt leads to them. A character of several readings stands under each of their letters.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin import Style, pinyin

HERE = Path(__file__).parent


def main() -> None:
    """Write initials.txt beside this script, a line a letter: the letter, then its characters."""
    letters: dict[str, list[str]] = defaultdict(list)
    for character in sorted(_characters()):
        [readings] = pinyin(character, style=Style.FIRST_LETTER, heteronym=True)
        for letter in {reading[:1] for reading in readings if reading[:1].isascii()}:
            letters[letter].append(character)
    lines = (letter + "".join(letters[letter]) + "\n" for letter in sorted(letters))
    (HERE / "initials.txt").write_text("".join(lines), "utf-8", newline="\n")


def _characters() -> set[str]:
    traditional, simplified = (HERE / "fold.txt").read_text("utf-8").split()
    plain = set(_gb2312())
    return plain | {old for old, new in zip(traditional, simplified, strict=True) if new in plain}


def _gb2312() -> Iterator[str]:
    """Yield the Han characters of GB 2312: rows 16 to 87."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from bytes((row, cell)).decode("gb2312", "ignore")


if __name__ == "__main__":
    main()
