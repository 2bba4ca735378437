"""Commands with fields, ``["mail", "-s", "{title}"]``, that articles fill, a word a field."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

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
