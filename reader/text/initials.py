"""Finding Chinese text by the initials of its pinyin: cs finds 长沙 and 城市.

A character of several readings is found by each of their initials. The characters are those of
data/initials.txt; what stands for itself in a text, such as a Latin letter, is found as itself.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "initials.txt"
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
    return {line[0]: line[1:] for line in DATA.read_text("utf-8").splitlines()}
