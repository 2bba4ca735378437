"""Markdown (CommonMark) for other programs: escaped text, and links to the web alone."""

import re
from urllib.parse import quote

from reader.text.clean import clean, safe_url

_INLINE = re.compile(r"[\\`*_\[\]<>&~|$]")
"""What means something anywhere in a line, in CommonMark or in what is common beyond it."""
_AT_START = re.compile(r"^(?:(?=[-+#=])|\d+(?=[.)]))")
"""What stands before a sign that makes a line a list, a heading or a rule."""
_NOT_IN_LINK = re.compile(r"[<>\\\s]")


def text(words: str) -> str:
    """Return *words* cleaned and escaped, to be nothing but words wherever they stand."""
    return _AT_START.sub(r"\g<0>\\", _INLINE.sub(r"\\\g<0>", clean(words)))


def link(words: str, url: str) -> str:
    """Return a link of these words, or the words alone where *url* is none of the web's."""
    address = _NOT_IN_LINK.sub(lambda sign: quote(sign[0]), safe_url(url))
    return f"[{text(words)}](<{address}>)" if address else text(words)
