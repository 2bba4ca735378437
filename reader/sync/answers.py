"""The answers of a server of the Google Reader API, field by field as they stand in its JSON."""

import html

from msgspec import Raw, Struct

from reader.sync.records import Item, Subscription, item_id
from reader.text.clean import clean


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


class Subscriptions(Struct, frozen=True, rename="camel"):
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


class Link(Struct, frozen=True, rename="camel"):
    """An address of an item."""

    href: str = ""


class Origin(Struct, frozen=True, rename="camel"):
    """The subscription of an item."""

    stream_id: str = ""


class Text(Struct, frozen=True, rename="camel"):
    """The text of an item."""

    content: str = ""


class Named(Struct, frozen=True):
    """Of a row of ``stream/items/contents`` which item it is."""

    id: str


class Content(Named, frozen=True, rename="camel"):
    """A row of ``stream/items/contents``."""

    title: str | None = None
    author: str | None = None
    published: int = 0
    timestamp_usec: int = 0
    canonical: list[Link] = []
    alternate: list[Link] = []
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


class Contents(Struct, frozen=True, rename="camel"):
    """What ``stream/items/contents`` answers, each item to be read as `Content` on its own."""

    items: list[Raw]


def text_of(markup: str) -> str:
    """Return a name: in JSON it is still escaped as HTML."""
    return clean(html.unescape(markup))


def label_of(id: str) -> str:
    """Return the name in the id of a folder: ``user/-/label/`` and then that."""
    return text_of(id.partition("/label/")[2])
