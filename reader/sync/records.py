"""What a server of the Google Reader API is asked and answers, as records.

An item is known by its id alone: the hexadecimal digits of its long form, sixteen at least.
"""

import re

from msgspec import Struct

LONG = "tag:google.com,2005:reader/item/"
"""How an id begins in its long form, which every server takes."""
_DECIMAL = re.compile(r"-?\d{1,20}")
_DIGITS = 16

READING_LIST = "user/-/state/com.google/reading-list"
"""The stream of everything."""
STARRED = "user/-/state/com.google/starred"
"""The stream of what is starred, and the tag that stars."""
READ = "user/-/state/com.google/read"
"""The tag that marks as read. It is no stream to ask for: FreshRSS answers with the unread."""
LABEL = "user/-/label/"
"""How the id of a label begins."""


class Login(Struct, frozen=True):
    """The address of a server's API, and who asks there."""

    url: str
    """Such as ``https://rss.example/api/greader.php``."""
    user: str
    password: str

    def __repr__(self) -> str:
        """Name it without the password."""
        return f"Login(url={self.url!r}, user={self.user!r})"


class Subscription(Struct, frozen=True, kw_only=True):
    """A feed that the server asks for its user."""

    id: str
    """Its stream: ``feed/3``."""
    url: str
    title: str = ""
    site_url: str = ""
    labels: tuple[str, ...] = ()
    """The folders in which it is."""


class Item(Struct, frozen=True, kw_only=True):
    """One article, as the server has it. Texts are as they are written there, in HTML."""

    id: str
    feed: str
    """The stream of its subscription."""
    title: str = ""
    url: str = ""
    author: str = ""
    published: int = 0
    """In epoch seconds, 0 where the server does not tell."""
    arrived: int = 0
    """When the server got it, in microseconds by the server's clock."""
    content: str = ""


def item_id(text: str) -> str:
    """Return the digits of an id in its decimal, its short or its long hexadecimal form.

    Lists of ids have the signed decimal form, which is that of 64 bits; contents the long one.
    """
    if _DECIMAL.fullmatch(text) and -(1 << 63) <= int(text) < 1 << 63:
        return f"{int(text) % (1 << 64):0{_DIGITS}x}"
    return text.removeprefix(LONG)


def long_form(id: str) -> str:
    """Return the id in the form in which a server is asked."""
    return LONG + id
