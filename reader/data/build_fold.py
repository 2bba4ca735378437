"""Build fold.txt, which leads traditional characters to simplified ones, one to one.

Run it as ``uv run --group data python reader/data/build_fold.py``. The facts are OpenCC's
(Apache-2.0): the first of the simplified characters that it gives for a traditional one. Characters
beyond the basic plane are left out; no current text has them.
"""

from pathlib import Path

import opencc

HERE = Path(__file__).parent
SOURCE = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"


def main() -> None:
    """Write fold.txt beside this script: traditional characters, below them the simplified."""
    pairs = [line.split()[:2] for line in SOURCE.read_text("utf-8").splitlines()]
    kept = {old: new for old, new in pairs if old != new and max(old, new) < "\U00010000"}
    # What leads to a character that leads on goes all the way.
    rows = ("".join(kept), "".join(kept.get(new, new) for new in kept.values()))
    (HERE / "fold.txt").write_text("\n".join([*rows, ""]), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
