"""Names that settings hold: those of encodings, and those of the fields in commands.

Apart, since the settings check them, pages are decoded by them, and the screen fills them in.
encodings.tsv holds them; reader/data/README.md says where they come from.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

# The names that encodings of text go by.

DATA = Path(__file__).parent.parent / "data" / "encodings.tsv"


def codec_of(label: str) -> str:
    """Return the name of Python's codec for the encoding *label*; empty if it is none of text.

    What the standard decodes as GB18030 is ``gb18030``, and ``big5hkscs`` what it decodes as Big5.
    """
    return _codecs().get(label.strip().lower(), "")


@cache
def _codecs() -> dict[str, str]:
    rows = (line.split("\t") for line in DATA.read_text("utf-8").splitlines())
    return {label: codec for codec, labels in rows for label in labels.split(" ")}


# Commands with fields, ["mail", "-s", "{title}"], that articles fill, a word a field.

FIELDS = ("url", "title", "source", "file")
_FIELD = re.compile(r"\{(\w+)\}")
_SCRIPT = re.compile(r"-[A-Za-z]*c")
"""The option behind which shells and their like take a program."""


def unknown_field(words: Sequence[str]) -> str:
    """Return the first field of *words* that there is not, empty where there is none."""
    named = (name for word in words for name in _FIELD.findall(word))
    return next((name for name in named if name not in FIELDS), "")


def field_in_script(words: Sequence[str]) -> str:
    """Return a field that stands inside a program, where a headline could be one; else empty."""
    for option, word in pairwise(words):
        if _SCRIPT.fullmatch(option) and (field := _FIELD.search(word)):
            return field[1]
    return ""


def filled(words: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """Return *words* with their fields filled; each stays one word, whatever is in it."""
    return [_FIELD.sub(lambda field: values[field[1]], word) for word in words]
