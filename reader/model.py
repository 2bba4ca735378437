"""The nouns of zhnews: frozen structs, the only currency between rooms.

They are msgspec's: a dataclass writes and compiles its methods as it is imported, which for all of
these took a tenth of the start, and a struct is made many times faster.

Times come in two forms. ``published`` is what a page states, as ISO 8601 text to the page's own
precision with an offset (``2019-12-20T15:56:19+08:00``, ``2019-12-20T15:56+08:00``) or a date alone
(``2019-12-20``). Everything else, such as ``time``, is whole seconds since the Unix epoch.
"""

from array import array
from bisect import bisect_right
from collections.abc import Container, Mapping
from operator import itemgetter
from typing import Literal

from msgspec import Struct

Level = Literal["province", "prefecture", "county"]
BlockKind = Literal["paragraph", "heading", "figure", "quote", "list", "table", "code"]
SpanStyle = Literal["strong", "emphasis", "link"]
SourceKind = Literal["auto", "feed", "page", "paper", "folder"]
FullText = Literal["demand", "always"]
Extent = Literal["head", "summary", "full"]
Status = Literal["ok", "not_modified", "error"]
Scope = Literal["front", "all", "today", "unread", "starred", "muted"]
RuleAction = Literal["mute", "star", "move", "notify"]

NATIONAL = "CN"
"""The placement of news about the country as a whole."""
ABROAD = "INT"
"""The placement of news from other countries."""

JSON_FORMAT = 1
"""The version of all that is written as JSON: a field that another program may rely on goes or
means something else only with a new one. Fields may be added at any time."""


class Problem(Struct, frozen=True):
    """What went wrong with something that goes on without it: a message and its parameters."""

    kind: str
    """A short English word for programs: ``timeout``, ``http``, ``not_a_feed``."""
    message: str
    params: Mapping[str, str | int] = {}


class Reason(Struct, frozen=True):
    """Why an article stands where it stands, such as ``标题：长春``."""

    message: str
    params: Mapping[str, str | int] = {}


class Region(Struct, frozen=True, kw_only=True):
    """One administrative division, or a zone that news treats as one."""

    id: str
    """Six characters: the code of GB/T 2260, or the parent's digits and a letter for our own."""
    name: str
    """The official name: 长春市."""
    short: str
    """The name news uses: 长春."""
    level: Level
    parent: str | None
    aliases: tuple[str, ...] = ()
    """Nicknames and abolished names: 江城."""
    pinyin: tuple[str, ...] = ()
    """Readings of the short name, the right one first, syllables parted by blanks: ``lu an``."""
    english: str = ""


class Span(Struct, frozen=True):
    """A marked run of a block's text, ``text[start:end]``."""

    start: int
    end: int
    style: SpanStyle
    url: str = ""


class Image(Struct, frozen=True):
    """A picture of the body. ``url`` is None where the article is a text file.

    ``width`` and ``height`` are pixels as the page states them, 0 where it does not.
    """

    url: str | None
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0


class ListItem(Struct, frozen=True, omit_defaults=True):
    """How one line of a list stands in it."""

    depth: int = 0
    """In how many lists of this list."""
    number: int | None = None
    """Its number in an ordered list."""
    continued: bool = False
    """Whether it goes on with the item above."""


class Block(Struct, frozen=True):
    """One piece of an article's body.

    In a list, items are parted by newlines; in a table, rows by newlines and cells by tabs; in
    code, rows by newlines, their blanks kept. A figure's text is its caption, and its picture is
    ``image``.
    """

    kind: BlockKind
    text: str = ""
    spans: tuple[Span, ...] = ()
    image: Image | None = None
    level: int = 0
    """Of a heading 1 to 6, as in HTML; 0 where the original does not state it."""
    items: tuple[ListItem, ...] = ()
    """One a line of a list's text; empty where each is an item without a number."""


class Link(Struct, frozen=True):
    """A titled address, as in a city navigation or on a channel page."""

    title: str
    url: str
    published: str | None = None


class Masthead(Struct, frozen=True):
    """What stands above an article on its page: the channel, its cities, how to reach it."""

    channel: str | None = None
    cities: tuple[Link, ...] = ()
    hotline: str | None = None
    email: str | None = None


STATED = (
    *("published", "source", "author", "editor", "responsible_editor", "photographer"),
    *("original_title", "kicker", "subtitle"),
)
"""The fields of a draft in which an article states something of itself in a text, or None: they are
stored, and written as JSON, in this order."""


class Draft(Struct, frozen=True, kw_only=True):
    """An article as one page, feed entry or file gives it, before it is placed and stored.

    A field is None where the original does not state it.
    """

    headline: str
    url: str = ""
    """Where the article can be read: absolute http or https, or empty."""
    guid: str = ""
    """The identity in its feed, or its path inside a folder."""
    published: str | None = None
    source: str | None = None
    author: str | None = None
    """Names joined by a blank."""
    editor: str | None = None
    responsible_editor: str | None = None
    photographer: str | None = None
    original_title: str | None = None
    kicker: str | None = None
    """The lesser title above the headline (引题)."""
    subtitle: str | None = None
    """The lesser title below the headline (副题)."""
    page: str | None = None
    """The page of a newspaper that it stands on, by number and name: 01版 要闻."""
    second: int = 0
    """Of an article of a newspaper, which has no hour: the second of its day from which lists show
    it, so that they show the pages in the order of the paper."""
    breadcrumb: str = ""
    """The steps from the home page down to it, as its page shows them: 首页 > 吉林 > 长春."""
    summary: str = ""
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    """Copyright and declarations, apart from the body."""
    pages: tuple[str, ...] = ()
    """Addresses of the article's further pages."""
    masthead: Masthead | None = None
    extent: Extent = "full"
    """How much of the article this is: its head alone, a summary, or its full text."""
    cut: bool = False
    """Whether its text was too long, and this is the beginning of it."""

    @property
    def body(self) -> tuple[str, ...]:
        """The article's text, a string a paragraph, heading, list item, row of a table or code."""
        return tuple(
            line
            for block in self.blocks
            if block.kind != "figure"
            for line in block.text.split("\n")
            if line or block.kind != "code"
        )

    @property
    def images(self) -> tuple[Image, ...]:
        """The pictures of the body, in order."""
        return tuple(block.image for block in self.blocks if block.image is not None)


class Feed(Struct, frozen=True, kw_only=True):
    """A parsed feed, or the articles that a channel page lists: entries in their order."""

    title: str = ""
    site_url: str = ""
    entries: tuple[Draft, ...] = ()
    next_page: str = ""
    """The absolute address of the page that goes on with the list, empty where there is none."""
    pages: tuple[Link, ...] = ()
    """Of a page of a newspaper's edition: all its pages by name, in the order of the paper."""
    is_cut: bool = False
    """Whether its end was not read, so that only the whole entries before that are here."""
    charset_declared: str = ""
    """What its server or it itself said its charset is."""
    charset_used: str = ""
    """The codec by which it could be read."""


class Source(Struct, frozen=True, kw_only=True):
    """Where articles come from: a feed, a channel page, a paper or a folder; settings and state."""

    id: int = 0
    """The store's number, 0 before it is stored."""
    url: str
    """http or https without credentials, or a folder's absolute path; of a paper with the day in
    braces (`reader.text.addresses`)."""
    login: str = ""
    """The credentials, ``user:password`` as in an address: for the network, never to be shown."""
    kind: SourceKind = "auto"
    name: str = ""
    """The reader's own name for it; empty: `title`."""
    title: str = ""
    """The name it gives itself."""
    region: str | None = None
    every: int | None = None
    """Seconds between automatic refreshes, 0: there are none; None: the default."""
    full_text: FullText = "demand"
    charset: str = ""
    part: str = ""
    """Of a page, what the addresses of its articles hold; empty: anything."""
    keep: str = ""
    """How long its articles are kept (`reader.settings.config.Kept`); empty: as its region or all
    are."""
    folder: str = ""
    """Where an imported collection keeps it: names of folders, parted by ``/``."""
    declared: bool = False
    """True: from config.toml; False: stored by ``zhnews add``, ``init`` or an import."""
    enabled: bool = True
    synced: bool = False
    """Whether it is asked by the server with which zhnews is kept in step."""
    site_url: str = ""
    """The page that its feed names as its own."""
    charset_declared: str = ""
    """The charset that its last answer declared, and the codec by which that could be read."""
    charset_used: str = ""
    edition: str = ""
    """Of a paper: the day of its newest edition that is all here, such as ``2026-11-30``."""
    etag: str = ""
    last_modified: str = ""
    quiet: int = 0
    """Visits in a row that found nothing new."""
    failures: int = 0
    """Visits in a row that failed."""
    checked: int | None = None
    """When it was last asked."""
    succeeded: int | None = None
    """When it last answered well."""
    retry_after: int | None = None
    """It asked not to be asked before this time."""
    problem: Problem | None = None
    """What went wrong the last time, None when all was well."""

    def __repr__(self) -> str:
        """Name it without its credentials."""
        return f"Source(id={self.id}, url={self.url!r}, kind={self.kind!r})"

    @property
    def label(self) -> str:
        """The name to show."""
        return self.name or self.title or self.url

    @property
    def address(self) -> str:
        """The url with the credentials, for the network."""
        scheme, mark, rest = self.url.partition("://")
        return f"{scheme}{mark}{self.login}@{rest}" if self.login else self.url


class Placement(Struct, frozen=True):
    """The regions of an article: the primary one, all of them, and why.

    ``primary`` is a region id, `NATIONAL`, `ABROAD`, or None where nothing tells.
    """

    primary: str | None
    regions: tuple[str, ...] = ()
    reason: Reason = Reason("")


class ArticleHead(Struct, frozen=True, kw_only=True):
    """What a row of the article list shows."""

    id: int
    headline: str
    url: str
    source_id: int
    source: str
    """The press that the article names (来源), else the label of the source it came from."""
    region: str | None
    time: int
    """The key of the list's order: when published, else when fetched."""
    published: str | None
    read: bool = False
    starred: bool = False
    taken: bool = False
    """Whether its full text and its pictures were taken along, to be read offline."""
    story: int = 0
    """The article that stands for its story: its own id where it is alone or leads."""
    reprints: int = 0
    """How many other articles are the same story."""


class Article(Struct, frozen=True, kw_only=True):
    """One stored article, whole."""

    head: ArticleHead
    draft: Draft
    placement: Placement


class Count(Struct, frozen=True):
    """How many articles a place or a source holds, and how many of them are unread."""

    total: int = 0
    unread: int = 0


class Listing(Struct, frozen=True):
    """The articles of a view in its order: their ids and, in step with them, their times."""

    ids: "array[int]"
    times: "array[int]"
    sections: list[tuple[int, str]] = []
    """How many articles stand before those of each section, and what that is: of a newspaper a page
    of a day, by its name; of the front page a place, by its id."""
    is_cut: bool = False
    """Of the front page: whether more articles came than it was made of."""

    def section_of(self, index: int) -> str | None:
        """Return the section in which the article at *index* stands, None where there are none."""
        number = bisect_right(self.sections, index, key=itemgetter(0))
        return self.sections[number - 1][1] if number else None

    def insert(self, index: int, id: int, time: int) -> None:
        """Put one more article at *index*, in the section of the one before it."""
        self.ids.insert(index, id)
        self.times.insert(index, time)
        self.sections[:] = [(at + (at >= index > 0), section) for at, section in self.sections]

    def only(self, wanted: Container[int]) -> "Listing":
        """Return those of the articles whose ids are *wanted*."""
        kept = [at for at, id in enumerate(self.ids) if id in wanted]
        return Listing(
            ids=array("q", (self.ids[at] for at in kept)),
            times=array("q", (self.times[at] for at in kept)),
        )


class Rule(Struct, frozen=True):
    """What is done with all articles that a query finds, stored or to come."""

    action: RuleAction
    query: str
    """As it was typed (`reader.text.query`)."""
    region: str = ""
    """Where ``move`` puts them."""
    id: int = 0
    """The store's number, 0 before it is stored."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What a refresh of one source came to."""

    source: Source
    status: Status
    new: int = 0
    updated: int = 0
    problem: Problem | None = None
    final_url: str = ""
    feed: Feed = Feed()
    """What the source listed; empty when not modified."""
