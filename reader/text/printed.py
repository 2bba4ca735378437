"""What programs print, as text."""

import re

from reader.text.clean import clean_code

_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # control sequences: colours, moving the cursor
    r"|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"  # strings
    r"|\x1b[ -/]*[0-~]"
)
"""Escape sequences (ECMA-48, 5)."""


def clean_output(text: str) -> str:
    """Return what a program printed, by its lines, as a terminal would have shown it in the end.

    Escape sequences vanish whole; of a line that was written over, the last writing stays.
    """
    lines = _ESCAPE.sub("", text.replace("\r\n", "\n")).split("\n")
    return clean_code("\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines))
