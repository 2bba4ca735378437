"""The input of the readers of pages, text and Markdown, and how much of it is read."""

from datetime import datetime

from msgspec import Struct

from reader.extract.decode import Kind, decode

PAGE_MB = 32
"""Of a page: a longer one is refused, for its article may stand at its end."""
TEXT = 2 << 20
"""Bytes of a text, which are 700,000 Han characters."""
LINES = 10_000
"""Lines of a text; they take a second."""


class Input(Struct, frozen=True):
    """Bytes, with what is known of them."""

    data: bytes
    name: str = ""
    """What errors call it, if not by its address."""
    url: str = ""
    charset: str | None = None
    """What HTTP stated."""
    now: datetime | None = None
    """When it was fetched: what 昨天 is counted from. None for a file, which may be old."""

    @property
    def called(self) -> str:
        """What errors call it."""
        return self.name or self.url

    def text(self, kind: Kind) -> str:
        """Return all of it as text. Raises `NotText`."""
        return decode(self.data, declared=self.charset, kind=kind, name=self.called)

    def lines(self) -> tuple[list[str], bool]:
        """Return the first lines of a text, and whether it goes on. Raises `NotText`."""
        start = self.data[:TEXT]
        text = decode(start, declared=self.charset, kind="text", name=self.called)
        rows = text.splitlines()
        is_cut = len(self.data) > TEXT or len(rows) > LINES
        if is_cut and rows:
            rows[-1] = rows[-1].rstrip("\ufffd")  # a character that was cut itself
        return rows[:LINES], is_cut
