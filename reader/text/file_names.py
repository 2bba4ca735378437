"""Names of files, which every file system takes and none mistakes for anything else."""

from reader.text.clean import clean

LONGEST = 120
"""Bytes of a name in UTF-8, without number and ending: eCryptfs takes 143 in all, others 255."""
_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in '/\\:*?"<>|'}
"""What Windows or Unix forbid in a name, which its full-width twin says as well."""


def dated_name(day: str, words: str) -> str:
    """Return *words* behind *day*, such as ``2026-11-30``, as a name without an ending.

    The day in front keeps it from being hidden, an option or a device (CON, NUL); no blank or dot
    ends it, which Windows would drop.
    """
    name = f"{day} {clean(words).translate(_WIDE)}"
    short = name.encode()[:LONGEST].decode(errors="ignore")
    return short.rstrip(" .\u3000\u200d")
