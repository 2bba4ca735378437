"""How pages name the page that follows: of an article in several pages, and of a list."""

import re

from msgspec import Struct

_NEXT = re.compile(
    r"\W*(?:下一?[页頁]|后一?页|後一?頁|余下全文|next(?:\s*page)?|older(?:\s*posts)?)\W*",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"createPage\w{0,12}\(\s*(?:[\"'][\w-]{0,40}[\"']\s*,\s*)?(\d{1,4})\s*,\s*(\d{1,4})\s*,"
    r"\s*[\"']([^\"'<>\s]{1,200})[\"']\s*,\s*[\"'](\w{2,5})[\"']"
)


class Series(Struct, frozen=True):
    """Pages that are called ``index.html``, ``index_1.html``, ``index_2.html`` and so on."""

    count: int
    current: int
    """Counted from 0."""
    prefix: str
    suffix: str

    def address(self, number: int) -> str:
        """Give the address of page *number*, counted from 0, relative to that of the first."""
        return f"{self.prefix}_{number}.{self.suffix}"


def is_next(label: str) -> bool:
    """Tell whether a link with this text leads to the next page, not to the next article."""
    return _NEXT.fullmatch(label) is not None


def series(html: str) -> Series | None:
    """Give the pages that a page tells the function of TRS, which writes the links to them.

    ``createPageHTML(3, 0, "index", "html")`` says that this is the first of three pages.
    """
    call = _CALL.search(html)
    return Series(int(call[1]), int(call[2]), call[3], call[4]) if call is not None else None
