"""Repair of XML that no parser accepts: stray characters, unknown references, bare ampersands."""

import re
from html import escape
from html.entities import html5

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+")
"""What XML 1.0 does not allow in any form."""
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#([xX][0-9a-fA-F]*|\d*);?|([A-Za-z][A-Za-z\d]{1,31});)?",
    re.DOTALL,
)
_OF_XML = ("amp", "lt", "gt", "quot", "apos")


def repair(text: str) -> str:
    """Return *text* without characters, and references to characters, that XML 1.0 does not have.

    The names that only HTML knows become what they stand for, and an ampersand that begins no
    reference becomes one that does. In a CDATA section both are plain text.
    """
    text = _FORBIDDEN.sub("", text)
    return _REFERENCE.sub(_checked, text) if "&" in text else text


def _checked(found: re.Match[str]) -> str:
    number, name = found.groups()
    if number is not None:
        return f"&#{number.lower()};" if _is_character(number.lower()) else ""
    if name is None:
        return "&amp;" if found[0] == "&" else found[0]
    if name in _OF_XML:
        return found[0]
    return escape(html5.get(f"{name};", found[0]))


def _is_character(digits: str) -> bool:
    code = int(digits.lstrip("x")[:8] or "0", 16 if digits.startswith("x") else 10)
    return 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 or code in (9, 10, 13)
