"""What an address is: the source that it would make, with a region and a name proposed for it.

No proposal is certain; the reader has the last word.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader.config import Fetch
from reader.errors import BadAddress, InputError
from reader.model import Draft, Feed, Link, Masthead, Source
from reader.news.clock import now_in_china
from reader.news.folders import Failures, find_files, folder_source, read_files
from reader.news.responses import list_articles, read_names
from reader.news.session import Session, open_network
from reader.news.threads import in_thread
from reader.regions.addresses import region_of_address
from reader.regions.gazetteer import load
from reader.regions.labels import named, require, resolve
from reader.regions.masthead import place_of_masthead
from reader.text.clean import display_url, safe_url, split_login

FIRST = 20
"""Files of a folder that are read to find out what it holds; the others are counted."""
_SEPARATORS = re.compile(r"[\s_|｜—–\-·:：>»/]+")
_LEVELS = ("province", "prefecture")


class Found(Struct, frozen=True):
    """What an address turned out to be, and the articles it lists."""

    source: Source
    feed: Feed
    cities: Sequence[Source] = ()
    """The pages of the places below its region, which a channel page links."""


async def discover(
    address: str,
    *,
    region: str | None = None,
    settings: Fetch,
    now: Callable[[], datetime] = now_in_china,
) -> Found:
    """Find out what *address* is: a feed, a page that announces one, a channel page, a folder.

    *region* is the label or id of the place its news is from, which an address may tell too.
    Raises BadAddress for what is no address, another FetchError or an InputError where there is
    nothing to subscribe to, and UnknownRegion.
    """
    place = region_of_address(address) if region is None else require(region).id
    url, login = split_login(safe_url(address))
    if not url:
        return await _discover_folder(replace(_folder(address), region=place))
    async with open_network(settings, now) as network, network.session() as session:
        return await _discover_url(session, Source(url=url, login=login, region=place))


async def _discover_url(session: Session, source: Source) -> Found:
    response = await session.get(source.address)
    login = source.login if response.keeps_login else ""
    source = replace(source, url=response.permanent_url or source.url, login=login)
    source, feed = await list_articles(session, source, response)
    names = await read_names(session, source, response) if source.kind == "page" else ()
    source = _proposed(source, names)
    # Nothing of it is stored yet: the first refresh must not be told "not modified".
    return Found(replace(source, etag="", last_modified=""), feed, _city_pages(source, names))


async def _discover_folder(source: Source) -> Found:
    failures = Failures()
    files = await in_thread(find_files, source, {}, failures)
    first = await in_thread(next, read_files(source, files[:FIRST], failures))
    rest = (Draft(headline=file.path.stem, extent="head") for file in files[FIRST:])
    return Found(source, Feed(title=source.title, entries=(*first.drafts, *rest)))


def _folder(address: str) -> Source:
    """Return the source of a path. A name that nothing on the disk has was meant for the web."""
    is_path = address.startswith((".", "/", "~"))
    try:
        if address:
            return folder_source(Path(address))
    except InputError:
        if is_path and "://" not in address:
            raise
    raise BadAddress(url=display_url(address))


def _proposed(source: Source, names: Sequence[Link] = ()) -> Source:
    """Return *source* with a region, and the name of its channel where its title says more.

    *names* are the links of its page. A region that it already has stays.
    """
    parts = [part for part in _SEPARATORS.split(source.title) if part]
    region = source.region or _region_of(parts, names) or region_of_address(source.url)
    name = parts[0] if source.kind == "page" and len(parts) > 1 and not source.name else source.name
    return replace(source, region=region, name=name)


def _city_pages(source: Source, names: Iterable[Link]) -> list[Source]:
    """Return the pages of the places right below *source*'s region that its page links by name."""
    gazetteer = load()
    if source.kind != "page" or source.region is None or source.region not in gazetteer:
        return []
    home = gazetteer[source.region]
    found: dict[str, Source] = {}
    for link in names:
        region = named(link.title, home.id, home)
        if region and region.parent == home.id and link.url != source.url:
            name = f"{source.label} {link.title}"
            page = Source(url=link.url, kind="page", name=name, title=link.title, region=region.id)
            found.setdefault(region.id, page)
    return list(found.values())


def _region_of(parts: Sequence[str], names: Sequence[Link]) -> str | None:
    """Return the id of the region that the title names, else of that whose cities are linked."""
    for part in parts:
        region = resolve(part)
        # Many short names of counties are everyday words.
        if region and (region.level in _LEVELS or region.name in part):
            return region.id
    return place_of_masthead(Masthead(cities=tuple(names)))
