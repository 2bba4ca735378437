"""What an address is: the source it would make, with a region and a name proposed for it.

No proposal is certain; the reader has the last word.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from reader.errors import (
    BadAddress,
    BadResponse,
    ConnectionFailed,
    FetchError,
    HttpStatus,
    InputError,
    NothingListed,
    TimedOut,
)
from reader.extract.html.addresses import PageAddress
from reader.model import Draft, Feed, Link, Masthead, Source
from reader.news.refresh.editions import newest
from reader.news.refresh.folders import Failures, find_files, folder_source, read_files
from reader.news.refresh.responses import (
    Column,
    columns,
    list_articles,
    narrowed,
    parse_article,
    read_breadcrumb,
    read_names,
)
from reader.news.refresh.session import FetchSession, open_network, skip_failure
from reader.news.threads import in_thread
from reader.regions.gazetteer import load
from reader.regions.lookup import named, require, resolve, resolve_trail
from reader.regions.place import place_of_masthead, region_of_address
from reader.settings.config import Fetch
from reader.text import addresses
from reader.text.addresses import addresses_meant
from reader.text.clean import display_url, split_login
from reader.text.dates import now_in_china

if TYPE_CHECKING:
    from reader.fetch.client import Response

# The pages of places that a channel links by name.


def city_pages(links: Iterable[Link], region: str | None, channel: str) -> list[Source]:
    """Return as sources what *links* lead to by the names of places right below *region*.

    Each is named after its place and *channel*; there is one for each place.
    """
    home = load().get(region or "")
    if home is None:
        return []
    found: dict[str, Source] = {}
    for link in links:
        place = named(link.title, home.id, home)
        if link.url and place and place.parent == home.id:
            name = f"{channel} {link.title}"
            page = Source(url=link.url, kind="page", name=name, title=link.title, region=place.id)
            found.setdefault(place.id, page)
    return list(found.values())


def city_pages_of(draft: Draft, source: Source) -> list[Source]:
    """Return the pages of places that the masthead of an article of *source* links."""
    masthead = draft.masthead
    if masthead is None:
        return []
    region = place_of_masthead(masthead, source.region)
    return city_pages(masthead.cities, region, masthead.channel or source.label)


# What an address is.

FIRST = 20
"""Files of a folder that are read to find out what it holds; the others are counted."""
HTTPS_TIMEOUT = 5
"""Seconds that https may take where http would do too: some servers never answer a handshake."""
SHORTEST = 60
"""Characters of a text that make a page an article."""
STEPS = 3
"""Steps of a breadcrumb that are asked, from the last one upwards."""
LISTED = 3
"""Articles that a page above an article must list."""
_SEPARATORS = re.compile(r"[\s_|｜—–\-·:：>»/]+")
_LEVELS = ("province", "prefecture")


class Discovery(Struct, frozen=True):
    """What an address turned out to be, and the articles it lists."""

    source: Source
    feed: Feed
    cities: Sequence[Source] = ()
    """The pages of the places below its region, which a channel page links."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns of a channel page, to one of which it can be narrowed."""
        return columns(self.feed.entries) if self.source.kind == "page" else ()

    def only(self, part: str) -> Discovery:
        """Return it with the articles whose addresses hold *part*, now and at each refresh."""
        entries = narrowed(self.feed.entries, part)
        return replace(
            self,
            source=replace(self.source, part=part),
            feed=replace(self.feed, entries=entries),
        )


class FoundArticle(Struct, frozen=True):
    """An article that stands at the address, and where there is more of its kind."""

    article: Draft
    channel: Discovery | None
    """The page or feed above it; None: nothing there lists articles."""


OnAsk = Callable[[str], None]
"""Is called with each address, as it may be shown, before that is asked."""


async def discover(
    address: str,
    *,
    region: str | None = None,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
    on_ask: OnAsk = lambda url: None,
) -> Discovery | FoundArticle:
    """Find out what *address* is: a feed, a page that announces one, a channel page, a folder.

    Or a paper's edition, or what leads to one: then its address is proposed with the day in braces.

    It is taken as people type it (`reader.text.addresses`). Of an article the channel is found
    out. *region* is the label or id of the place its news is from, which an address may tell too.
    Raises BadAddress for what is no address, another FetchError or an InputError where there is
    nothing to subscribe to, and UnknownRegion.
    """
    place = None if region is None else require(region).id
    urls = addresses_meant(address)
    if folder := _folder(address.strip(), is_address=bool(urls)):
        return await _discover_folder(replace(folder, region=place))
    if not urls:
        raise BadAddress(url=display_url(address))
    for url in urls:
        addresses.check(url)
    async with open_network(settings, now) as network, network.session() as session:
        return await _Search(session, place, on_ask).look_at(urls)


class _Search(Struct, frozen=True):
    """The search for what lies at an address, and what lies above that."""

    session: FetchSession
    region: str | None
    on_ask: OnAsk

    async def look_at(self, urls: Sequence[str]) -> Discovery | FoundArticle:
        """Return what lies at the first of *urls* that answers well."""
        if addresses.holds_day(urls[0]):
            return await self._first_paper(urls)
        source, response = await self._first(urls)
        try:
            shown, feed = await list_articles(self.session, source, response)
        except NothingListed:
            article = await self._article(source, response)
            if article is None:
                raise
            return FoundArticle(article, await self._channel(source, response, None))
        if shown.kind == "page" or shown.url != source.url:
            article = await self._article(source, response) if _is_of_article(response) else None
            if article is not None:
                announced = (shown, feed) if shown.kind == "feed" else None
                return FoundArticle(article, await self._channel(source, response, announced))
        return await self._found(shown, feed, response)

    async def _first(self, urls: Sequence[str]) -> tuple[Source, Response]:
        for url in urls[:-1]:
            with suppress(ConnectionFailed, TimedOut, HttpStatus, BadResponse, TimeoutError):
                async with asyncio.timeout(HTTPS_TIMEOUT):
                    return await self._ask(url)
        return await self._ask(urls[-1])

    async def _ask(self, url: str, typed: str = "") -> tuple[Source, Response]:
        self.on_ask(display_url(url))
        response = await self.session.get(url, typed=typed)
        source = self._source(url)
        login = source.login if response.keeps_login else ""
        return replace(source, url=response.permanent_url or source.url, login=login), response

    async def _first_paper(self, urls: Sequence[str]) -> Discovery:
        for url in urls[:-1]:
            with suppress(FetchError, InputError):
                return await self._paper(self._source(url))
        return await self._paper(self._source(urls[-1]))

    async def _paper(self, source: Source) -> Discovery:
        self.on_ask(display_url(source.url))
        issue = await newest(self.session, source)
        url = source.url if addresses.holds_day(source.url) else issue.pattern or source.url
        paper = replace(source, kind="paper", url=url, title=issue.paper)
        return Discovery(_proposed(paper, (), ()), Feed(title=issue.paper, entries=issue.entries))

    def _source(self, url: str) -> Source:
        url, login = split_login(url)
        return Source(url=url, login=login, region=self.region or region_of_address(url))

    async def _article(self, source: Source, response: Response) -> Draft | None:
        """Return the article of a page, None where it has none worth reading."""
        with suppress(InputError):
            article = await parse_article(self.session, source, response)
            return article if sum(map(len, article.body)) >= SHORTEST else None
        return None

    async def _channel(
        self, source: Source, response: Response, announced: tuple[Source, Feed] | None
    ) -> Discovery | None:
        """Return what lists articles nearest above an article's page.

        That is the last step of its breadcrumb, else the feed that it *announced*, else a folder
        that its address stands in.
        """
        steps = await read_breadcrumb(self.session, source, response)
        for step in reversed(steps[-STEPS:]):
            if found := await self._listed_at(step.url, source):
                return found
        if announced is not None:
            return await self._found(*announced, response, steps)
        for url in _folders(response.url):
            if found := await self._listed_at(url, source):
                return found
        return None

    async def _listed_at(self, url: str, below: Source) -> Discovery | None:
        """Return the channel at *url*, an address on the page of *below*; None: there is none."""
        with skip_failure(url):
            source, response = await self._ask(url, typed=below.address)
            shown, feed = await list_articles(self.session, source, response)
            if len(feed.entries) >= LISTED or shown.kind == "feed":
                return await self._found(shown, feed, response)
        return None

    async def _found(
        self, source: Source, feed: Feed, response: Response, steps: Sequence[Link] = ()
    ) -> Discovery:
        if source.kind == "paper":
            return await self._paper(source)
        names: Sequence[Link] = ()
        if source.kind == "page":
            names = await read_names(self.session, source, response)
            steps = await read_breadcrumb(self.session, source, response)
        source = _proposed(source, names, steps)
        others = (link for link in names if link.url != source.url)
        cities = city_pages(others, source.region, source.label)
        # Nothing of it is stored yet: the first refresh must not be told "not modified".
        return Discovery(replace(source, etag="", last_modified=""), feed, cities)


def _is_of_article(response: Response) -> bool:
    address = PageAddress(response.url)
    return address.has_identity and address.may_be_article


def _folders(url: str) -> Iterator[str]:
    """Yield the addresses of the nearest folder around *url* with a name, and of its host."""
    parts, column = urlsplit(url), PageAddress(url).column
    root = f"{parts.scheme}://{parts.netloc}"
    yield from dict.fromkeys((root + column, f"{root}/"))


async def _discover_folder(source: Source) -> Discovery:
    failures = Failures()
    files = await in_thread(find_files, source, {}, failures)
    first = await in_thread(next, read_files(source, files[:FIRST], failures))
    rest = (Draft(headline=file.path.stem, extent="head") for file in files[FIRST:])
    return Discovery(source, Feed(title=source.title, entries=(*first.drafts, *rest)))


def _folder(text: str, *, is_address: bool) -> Source | None:
    """Return the source of a path; None for what is none, or may be an address.

    Raises InputError for a path at which nothing can be read.
    """
    if not text or "://" in text:
        return None
    try:
        return folder_source(Path(text))
    except InputError:
        if is_address or not text.startswith((".", "/", "~")):
            return None
        raise


def _proposed(source: Source, names: Sequence[Link], steps: Sequence[Link]) -> Source:
    """Return *source* with a region, and the name of its channel where its title says more.

    *names* are the links of its page, *steps* those of its breadcrumb. A region that it already
    has stays.
    """
    parts = [part for part in _SEPARATORS.split(source.title) if part]
    region = source.region or _region_of(parts, names) or region_of_address(source.url)
    if region is None and (trail := resolve_trail(" > ".join(step.title for step in steps))):
        region = trail.id
    name = parts[0] if source.kind == "page" and len(parts) > 1 and not source.name else source.name
    return replace(source, region=region, name=name)


def _region_of(parts: Sequence[str], names: Sequence[Link]) -> str | None:
    """Return the id of the region that the title names, else of that whose cities are linked."""
    for part in parts:
        region = resolve(part)
        # Many short names of counties are everyday words.
        if region and (region.level in _LEVELS or region.name in part):
            return region.id
    return place_of_masthead(Masthead(cities=tuple(names)))
