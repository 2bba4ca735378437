"""How much of a document is read: all of a page or nothing, and the beginning of a text."""

from reader.extract.decode import decode

PAGE_MB = 32
"""Of a page: a longer one is refused, for its article may stand at its end."""
TEXT = 2 << 20
"""Bytes of a text, which are 700,000 Han characters."""
LINES = 10_000
"""Lines of a text; they take a second."""


def read_lines(data: bytes, *, charset: str | None, name: str) -> tuple[list[str], bool]:
    """Return the lines of a text, and whether it goes on after them. Raises NotText."""
    rows = decode(data[:TEXT], declared=charset, kind="text", name=name).splitlines()
    is_cut = len(data) > TEXT or len(rows) > LINES
    if is_cut and rows:
        rows[-1] = rows[-1].rstrip("\ufffd")  # a character that was cut itself
    return rows[:LINES], is_cut
