"""Taking out of XML what no parser of XML forgives, however often it is written."""

import re

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+")
"""What XML 1.0 does not allow in any form."""
_REFERENCE = re.compile(r"&#([xX][0-9a-fA-F]*|\d*);?")


def mend(text: str) -> str:
    """Give *text* without characters, and references to characters, that XML 1.0 does not have."""
    return _REFERENCE.sub(_checked, _FORBIDDEN.sub("", text))


def _checked(reference: re.Match[str]) -> str:
    digits = reference[1].lower()
    code = int(digits.lstrip("x")[:8] or "0", 16 if digits.startswith("x") else 10)
    is_character = 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 or code in (9, 10, 13)
    return reference[0] if is_character else ""
