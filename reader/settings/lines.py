"""Where the settings of a TOML file stand, which tomllib does not tell.

tomllib takes any file, but not in any time: it descends once more for each bracket and walks a
dotted key once for each part of it. What no config can need is found here first.
"""

import re
import tomllib
from collections.abc import Iterator

from reader.i18n import N_, _
from reader.text.lazy_pattern import lazy_pattern

Setting = tuple[str | int, ...]
"""Where a setting stands: ``("source", 1, "kind")`` is the kind of the second ``[[source]]``."""

DEEPEST = 16
"""Brackets within brackets, and parts of a key; no setting has more than three."""
LONGEST = 1000
"""Characters of a number."""

_TOKEN = lazy_pattern(
    r'''
    """ (?: [^"\\]++ | \\. | "(?!"") )*+ (?: "{3,5} )?
    | \'\'\' (?: [^']++ | '(?!'') )*+ (?: '{3,5} )?
    | " (?: [^"\\\n]++ | \\. )*+ "?
    | ' [^'\n]*+ '?
    | \# [^\n]*+
    | [\w+-]++
    | [][{}.,=\n]
    ''',
    re.VERBOSE | re.DOTALL,
)
_KEY = r"""(?: [A-Za-z0-9_-]+ | "(?:[^"\\]|\\.)*" | '[^']*' )"""
_PART = lazy_pattern(_KEY, re.VERBOSE)
_HEAD = lazy_pattern(
    rf"\s* (?P<open>\[\[?)? \s* (?P<key>{_KEY} (?:\s*\.\s*{_KEY})* ) \s* (?:\]|=)", re.VERBOSE
)


def excess(text: str) -> tuple[int, str] | None:
    """Find what is too much in *text*, TOML or not: its line and a sentence; None if nothing is."""
    depth = dots = 0
    for match in _TOKEN.finditer(text):
        token, found = match[0], ""
        if token in "[{":
            depth += 1
            found = N_("括号最多套 {limit} 层。") if depth > DEEPEST else ""
        elif token in "]}":
            depth -= 1
        elif token == ".":
            dots += 1
            found = N_("设置的名字最多分 {limit} 段。") if dots >= DEEPEST else ""
        elif token in "=,\n":
            dots = 0
        elif len(token) > LONGEST and token.lstrip("+-")[:1].isdecimal():
            return _line(text, match.start()), _("这个数太长，最多 {limit} 位。", limit=LONGEST)
        if found:
            return _line(text, match.start()), _(found, limit=DEEPEST)
    return None


def null_in(value: object, at: Setting = ()) -> Setting | None:
    """Return which setting in *value*, which stands *at*, holds U+0000; None if none does."""
    if isinstance(value, str):
        return at if "\0" in value else None
    members = value.items() if isinstance(value, dict) else ()
    found = enumerate(value) if isinstance(value, list) else members
    return next(filter(None, (null_in(each, (*at, key)) for key, each in found)), None)


def locate(text: str, setting: Setting) -> int:
    """Return the line, from 1, of *setting* in *text*, which is TOML.

    The first line at or below it; where it is not there, the innermost one around it.
    """
    line, depth = 1, 0
    for number, found in _settings(text):
        if found[: len(setting)] == setting:
            return number
        if len(found) > depth and setting[: len(found)] == found:
            line, depth = number, len(found)
    return line


def _settings(text: str) -> Iterator[tuple[int, Setting]]:
    """Yield the line of each statement that opens a table or sets a key, with where that stands."""
    table: Setting = ()
    last: dict[Setting, int] = {}
    for number, statement in _statements(text):
        if (match := _HEAD.match(statement)) is None:
            continue
        keys = _split(match["key"])
        if match["open"] == "[[":
            path = (*_inside(keys[:-1], last), keys[-1])
            last[path] = last.get(path, -1) + 1
        if match["open"]:
            table = _inside(keys, last)
        yield number, table if match["open"] else table + keys


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the statements, each with the number of its first line; a value may take several."""
    depth, start, number = 0, 0, 1
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
        elif token == "\n" and depth <= 0:
            yield number, text[start : match.start()]
            number += text.count("\n", start, match.end())
            start = match.end()
    yield number, text[start:]


def _inside(keys: Setting, last: dict[Setting, int]) -> Setting:
    """Return where *keys* lead: in an array of tables, to the *last* of them."""
    path: Setting = ()
    for key in keys:
        path = (*path, key)
        if path in last:
            path = (*path, last[path])
    return path


def _split(dotted: str) -> Setting:
    """Return the parts of a dotted key, unquoted as TOML does it."""
    return tuple(map(_unquoted, _PART.findall(dotted)))


def _unquoted(part: str) -> str:
    if "\\" in part:
        return str(tomllib.loads(f"key = {part}")["key"]) if part[0] == '"' else part[1:-1]
    return part.strip(part[0]) if part[0] in "\"'" else part


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
