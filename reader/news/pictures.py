"""Pictures of articles: from the cache or the network, scaled where a bomb can be stopped.

A picture is asked for as an article's page is: http and https only, and what a page from outside
names may not lie inside the reader's network.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader import paths
from reader.config import Fetch, Graphics
from reader.errors import NoPictureLibrary, NotAPicture, Unparsable
from reader.model import Draft, Source
from reader.news.clock import now_in_china
from reader.news.hosts import HostQueue, HostQueues
from reader.news.picture_cache import LIMIT_EACH, PictureCache
from reader.news.session import Network, Session, network_over, run_workers, skip_failure
from reader.news.threads import in_thread
from reader.pictures.pixels import Colour, Pixels, Png, is_picture
from reader.pictures.sixels import Sixels
from reader.sandbox import Sandbox
from reader.text.clean import host_of

if TYPE_CHECKING:
    from reader.pictures.drawing import Picture

SECONDS = 15.0
"""How long one picture may take to come."""
EACH_ARTICLE = 50
"""Pictures of one article that a refresh fetches."""
OUTSIDE = "https://outside.invalid/"
"""Who names the pictures of a file: anybody, so that they must not lie inside."""


def check_library() -> None:
    """Raise NoPictureLibrary where what decodes pictures is not installed."""
    if find_spec("PIL") is None:
        raise NoPictureLibrary


def leader(source: Source) -> str:
    """Give the address in whose name the pictures of *source* are asked for."""
    return OUTSIDE if source.kind == "folder" else source.address


def addresses(draft: Draft) -> list[str]:
    """Give the addresses of the first pictures of *draft*, each once."""
    urls = (image.url for image in draft.images if image.url)
    return list(dict.fromkeys(urls))[:EACH_ARTICLE]


_MAKERS: Mapping[Graphics, tuple[type[Picture], str]] = {
    "blocks": (Pixels, "reader.pictures.pixels:scale"),
    "sixel": (Sixels, "reader.pictures.sixels:sixels"),
    "kitty": (Png, "reader.pictures.pixels:as_png"),
}


class Room(Struct, frozen=True):
    """Where a picture is to be drawn: by what, in how many cells of how many pixels, on what."""

    graphics: Graphics
    columns: int
    rows: int
    cell: tuple[int, int]
    ground: Colour

    @property
    def more(self) -> tuple[object, ...]:
        """What the maker must know besides."""
        return (self.cell,) if self.graphics == "sixel" else ()


class Pictures(Struct, frozen=True):
    """A worker's way to pictures: a client of its own, the cache and the sandbox of all."""

    session: Session
    cache: PictureCache

    async def fetch(self, url: str, leader: str) -> bytes:
        """Give the picture of *url*, which the site *leader* names. Raises FetchError, NotAPicture.

        What is no picture is not kept.
        """
        data = await in_thread(self.cache.get, url)
        if data is None:
            data = (await self.session.get(url, typed=leader)).body
            if not is_picture(data):
                raise NotAPicture
            await in_thread(self.cache.put, url, data)
        return data

    async def drawn(self, url: str, leader: str, room: Room) -> Picture:
        """Give the picture as large as fits into *room*.

        Raises FetchError, NotAPicture, PictureTooLarge, Unparsable, NoPictureLibrary.
        """
        data = await self.fetch(url, leader)
        size = room.columns * room.cell[0], room.rows * room.cell[1]
        arguments = (data, *size, room.ground, *room.more)
        try:
            return await self.session.network.sandbox.run(*_MAKERS[room.graphics], *arguments)
        except Unparsable as error:  # which knows bytes alone
            raise type(error)(**{**error.params, "name": host_of(url)}) from error


class PictureDesk:
    """What the workers that show pictures share; to be closed when no more are shown."""

    def __init__(
        self,
        settings: Fetch,
        cache: PictureCache | None = None,
        now: Callable[[], datetime] = now_in_china,
    ) -> None:
        self._cache = cache or PictureCache(paths.picture_folder())
        self._sandbox = Sandbox()
        self._network = _for_pictures(network_over(self._sandbox, settings, now))

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[Pictures]:
        """Open a worker's way to pictures."""
        async with self._network.session() as session:
            yield Pictures(session, self._cache)

    async def close(self) -> None:
        """End the sandbox."""
        await self._sandbox.close()


async def keep_all(network: Network, wanted: Mapping[str, str], jobs: int) -> None:
    """Fetch the pictures *wanted*, address to who names it, into the cache, *jobs* at once.

    One that cannot be had is fetched when it is looked at.
    """
    cache = PictureCache(paths.picture_folder())

    async def work(session: Session, queue: HostQueue[str]) -> None:
        for url in queue.jobs():
            if not cache.has(url):
                with skip_failure(url):
                    await Pictures(session, cache).fetch(url, wanted[url])

    queues = HostQueues((url, url) for url in wanted)
    await run_workers(_for_pictures(network), queues, work, jobs)


def _for_pictures(network: Network) -> Network:
    """Give *network* with the limits of bytes and time that a picture has."""
    seconds = min(SECONDS, network.settings.timeout)
    settings = replace(network.settings, timeout=seconds)
    return replace(network, settings=settings, limit=LIMIT_EACH)
