"""Turning a terminal from one style to another in few bytes.

A style is what stands in its SGR sequence (ECMA-48 8.3.117), such as ``1;38;2;221;212;192``; the
empty one is the terminal's own.
"""

from functools import lru_cache
from typing import NamedTuple

_OFF = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "5": "25",
    "6": "25",
    "7": "27",
    "8": "28",
    "9": "29",
    "21": "24",
    "51": "54",
    "52": "54",
    "53": "55",
}
"""What ends each attribute; some end together."""
_COMPONENTS = {"5": 1, "2": 3}
"""Numbers that follow ``38;5`` and ``38;2``."""


class _Style(NamedTuple):
    attributes: frozenset[str]
    foreground: str
    background: str


@lru_cache(maxsize=4096)
def change(old: str, new: str) -> str:
    """Give the sequence that turns style *old* to *new*, empty where they are one."""
    if old == new:
        return ""
    if not new:
        return "\x1b[m"
    return f"\x1b[{min(_steps(_parse(old), _parse(new)), f'0;{new}', key=len)}m"


def _steps(old: _Style, new: _Style) -> str:
    """Give what differs alone."""
    ended = {_OFF[each] for each in old.attributes - new.attributes}
    begun = {each for each in new.attributes if each not in old.attributes or _OFF[each] in ended}
    steps = [*sorted(ended), *sorted(begun)]
    if old.foreground != new.foreground:
        steps.append(new.foreground or "39")
    if old.background != new.background:
        steps.append(new.background or "49")
    return ";".join(steps)


@lru_cache(maxsize=4096)
def _parse(style: str) -> _Style:
    attributes, foreground, background = set[str](), "", ""
    codes = iter(style.split(";") if style else ())
    for code in codes:
        if code in _OFF:
            attributes.add(code)
            continue
        if code in ("38", "48"):
            kind = next(codes)
            parts = (code, kind, *(next(codes) for _number in range(_COMPONENTS[kind])))
            colour = ";".join(parts)
        else:
            colour = code
        if code == "48" or (code != "38" and _is_background(code)):
            background = colour
        else:
            foreground = colour
    return _Style(frozenset(attributes), foreground, background)


def _is_background(code: str) -> bool:
    """Whether a colour of the terminal's sixteen, or its own, is one of the ground."""
    return code.startswith(("4", "10"))
