"""Finding out what an address is, and storing it as a source."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader.config import Fetch
from reader.errors import BadAddress, InputError
from reader.model import Draft, Feed, Source
from reader.news.clock import now_in_china
from reader.news.folders import Failures, find_files, folder_source, read_files
from reader.news.proposing import city_pages, proposed
from reader.news.responses import list_articles, read_names
from reader.news.session import Session, open_network
from reader.news.threads import in_thread
from reader.regions.addresses import region_of_address
from reader.regions.labels import require
from reader.store.store import Store
from reader.text.clean import display_url, safe_url, split_login

FIRST = 20
"""Files of a folder that are read to find out what it holds; the others are counted."""


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


def subscribe(store: Store, source: Source) -> tuple[Source, bool]:
    """Store *source*; give it as stored and whether it is new.

    A known one stays as it stands, but takes up credentials.
    """
    known = store.sources.find(source.url)
    if known is None:
        return store.sources.add(source), True
    if source.login and source.login != known.login:
        known = replace(known, login=source.login)
        store.sources.update(known)
    return known, False


async def _discover_url(session: Session, source: Source) -> Found:
    response = await session.get(source.address)
    login = source.login if response.keeps_login else ""
    source = replace(source, url=response.permanent_url or source.url, login=login)
    source, feed = await list_articles(session, source, response)
    names = await read_names(session, source, response) if source.kind == "page" else ()
    source = proposed(source, names)
    # Nothing of it is stored yet: the first refresh must not be told "not modified".
    return Found(replace(source, etag="", last_modified=""), feed, city_pages(source, names))


async def _discover_folder(source: Source) -> Found:
    failures = Failures()
    files = await in_thread(find_files, source, {}, failures)
    first = await in_thread(next, read_files(source, files[:FIRST], failures))
    rest = (Draft(headline=file.path.stem, extent="head") for file in files[FIRST:])
    return Found(source, Feed(title=source.title, entries=(*first.drafts, *rest)))


def _folder(address: str) -> Source:
    """Give the source of a path. A name that nothing on the disk has was meant for the web."""
    is_path = address.startswith((".", "/", "~"))
    try:
        if address:
            return folder_source(Path(address))
    except InputError:
        if is_path and "://" not in address:
            raise
    raise BadAddress(url=display_url(address))
