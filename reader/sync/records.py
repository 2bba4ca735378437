"""What a server of the Google Reader API is asked and answers, as records and as its JSON.

An item is known by its id alone: the hexadecimal digits of its long form, sixteen at least.
"""

import html
import re

from msgspec import Raw, Struct

from reader.text.clean import clean

# What a server of the Google Reader API is asked and answers, as records.

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


# The answers of a server of the Google Reader API, field by field as they stand in its JSON.


class Category(Struct, frozen=True, rename="camel"):
    """A folder."""

    id: str = ""
    label: str = ""

    @property
    def path(self) -> str:
        """Its name with those around it, 吉林/长春: some servers call it 长春, but for the id."""
        path, name = label_of(self.id), text_of(self.label)
        return path if path.endswith(f"/{name}") or not name else name


class Subscribed(Struct, frozen=True, rename="camel"):
    """A row of ``subscription/list``."""

    id: str
    url: str = ""
    title: str = ""
    categories: list[Category] = []
    html_url: str | None = None

    def subscription(self) -> Subscription:
        """Return what it says."""
        return Subscription(
            id=self.id,
            url=self.url or self.id.removeprefix("feed/"),
            title=text_of(self.title),
            site_url=self.html_url or "",
            labels=tuple(filter(None, (each.path for each in self.categories))),
        )


class SubscriptionList(Struct, frozen=True, rename="camel"):
    """What ``subscription/list`` answers."""

    subscriptions: list[Subscribed]


class Added(Struct, frozen=True, rename="camel"):
    """What ``subscription/quickadd`` answers."""

    num_results: int = 0
    stream_id: str = ""
    error: str = ""


class ItemRef(Struct, frozen=True, rename="camel"):
    """A row of ``stream/items/ids``."""

    id: str


class Ids(Struct, frozen=True, rename="camel"):
    """What ``stream/items/ids`` answers."""

    item_refs: list[ItemRef]
    continuation: str | None = None


class ItemLink(Struct, frozen=True, rename="camel"):
    """An address of an item."""

    href: str = ""


class Origin(Struct, frozen=True, rename="camel"):
    """The subscription of an item."""

    stream_id: str = ""


class Text(Struct, frozen=True, rename="camel"):
    """The text of an item."""

    content: str = ""


class ItemId(Struct, frozen=True):
    """Of a row of ``stream/items/contents`` which item it is."""

    id: str


class Content(ItemId, frozen=True, rename="camel"):
    """A row of ``stream/items/contents``."""

    title: str | None = None
    author: str | None = None
    published: int = 0
    timestamp_usec: int = 0
    canonical: list[ItemLink] = []
    alternate: list[ItemLink] = []
    origin: Origin = Origin()
    summary: Text = Text()
    content: Text = Text()

    def item(self) -> Item:
        """Return what it says."""
        return Item(
            id=item_id(self.id),
            feed=self.origin.stream_id,
            title=self.title or "",
            url=next((link.href for link in (*self.canonical, *self.alternate) if link.href), ""),
            author=self.author or "",
            published=self.published,
            arrived=self.timestamp_usec,
            content=max(self.content.content, self.summary.content, key=len),
        )


class ItemContents(Struct, frozen=True, rename="camel"):
    """What ``stream/items/contents`` answers, each item to be read as `Content` on its own."""

    items: list[Raw]


def text_of(markup: str) -> str:
    """Return a name: in JSON it is still escaped as HTML."""
    return clean(html.unescape(markup))


def label_of(id: str) -> str:
    """Return the name in the id of a folder: ``user/-/label/`` and then that."""
    return text_of(id.partition("/label/")[2])
