"""Pictures of articles: fetched through the cache, and rendered in the sandbox.

They are fetched as articles' pages are: by http and https only, and a page from outside cannot name
a picture inside the reader's network.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader import log, paths
from reader.config import Fetch, Graphics
from reader.errors import NoPictureLibrary, NotAPicture, Unparsable, ZhnewsError
from reader.model import Draft, Source
from reader.news.clock import now_in_china
from reader.news.hosts import HostQueue, HostQueues
from reader.news.picture_cache import LIMIT_EACH, PictureCache
from reader.news.session import Network, Session, network_over, run_workers
from reader.news.threads import in_thread
from reader.pictures.pixels import Colour, Pixels, Png, is_picture
from reader.pictures.sixels import Sixels
from reader.sandbox import Sandbox
from reader.text.clean import host_of

if TYPE_CHECKING:
    from reader.pictures.drawing import Picture

SECONDS = 15.0
"""Seconds that fetching one picture may take."""
EACH_ARTICLE = 50
"""Pictures of one article that a refresh fetches."""
OUTSIDE = "https://outside.invalid/"
"""The site of files: anybody may have written them, so it is outside the reader's network."""


def check_library() -> None:
    """Raise NoPictureLibrary where the library that decodes pictures is not installed."""
    if find_spec("PIL") is None:
        raise NoPictureLibrary


def site_of(source: Source) -> str:
    """Return the address of the site that names the pictures of *source*."""
    return OUTSIDE if source.kind == "folder" else source.address


def addresses(draft: Draft) -> list[str]:
    """Return the addresses of the first pictures of *draft*, each once."""
    urls = (image.url for image in draft.images if image.url)
    return list(dict.fromkeys(urls))[:EACH_ARTICLE]


_MAKERS: Mapping[Graphics, tuple[type[Picture], str]] = {
    "blocks": (Pixels, "reader.pictures.pixels:scale"),
    "sixel": (Sixels, "reader.pictures.sixels:sixels"),
    "kitty": (Png, "reader.pictures.pixels:as_png"),
}


class Canvas(Struct, frozen=True):
    """Where a picture is to be drawn: *columns* times *rows* of terminal cells."""

    graphics: Graphics
    columns: int
    rows: int
    cell: tuple[int, int]
    """Width and height of a cell in pixels."""
    ground: Colour

    @property
    def extra(self) -> tuple[object, ...]:
        """What only some renderers must know."""
        return (self.cell,) if self.graphics == "sixel" else ()


class PictureClient(Struct, frozen=True):
    """Fetches and renders pictures for one worker, with the cache of all."""

    session: Session
    cache: PictureCache

    async def fetch(self, url: str, site: str) -> bytes:
        """Return the picture of *url*, which *site* names. Raises FetchError, NotAPicture.

        Anything but a picture is not cached.
        """
        data = await in_thread(self.cache.get, url)
        if data is None:
            data = (await self.session.get(url, typed=site)).body
            if not is_picture(data):
                raise NotAPicture
            await in_thread(self.cache.put, url, data)
        return data

    async def render(self, url: str, site: str, canvas: Canvas) -> Picture:
        """Return the picture, as large as *canvas* has room for.

        Raises FetchError, NotAPicture, PictureTooLarge, Unparsable, NoPictureLibrary.
        """
        data = await self.fetch(url, site)
        size = canvas.columns * canvas.cell[0], canvas.rows * canvas.cell[1]
        arguments = (data, *size, canvas.ground, *canvas.extra)
        try:
            return await self.session.network.sandbox.run(*_MAKERS[canvas.graphics], *arguments)
        except Unparsable as error:  # which does not know the address
            raise type(error)(**{**error.params, "name": host_of(url)}) from error


class PictureService:
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
    async def worker(self) -> AsyncIterator[PictureClient]:
        """Open a client for one worker."""
        async with self._network.session() as session:
            yield PictureClient(session, self._cache)

    async def close(self) -> None:
        """End the sandbox."""
        await self._sandbox.close()


async def cache_all(
    network: Network,
    wanted: Mapping[str, str],
    jobs: int,
    on_tried: Callable[[str, ZhnewsError | None], None] = lambda _url, _error: None,
) -> None:
    """Fetch the pictures *wanted*, address -> site that names it, into the cache, *jobs* at once.

    One that cannot be had is tried again when it is shown. *on_tried* is called with each address
    and with why there is no picture, None where there is.
    """
    cache = PictureCache(paths.picture_folder())

    async def work(session: Session, queue: HostQueue[str]) -> None:
        client = PictureClient(session, cache)
        for url in queue.jobs():
            error: ZhnewsError | None = None
            if not cache.has(url):
                try:
                    await client.fetch(url, wanted[url])
                except Exception as fault:
                    error = log.as_ours(fault, url)
            on_tried(url, error)

    queues = HostQueues((url, url) for url in wanted)
    await run_workers(_for_pictures(network), queues, work, jobs)


def _for_pictures(network: Network) -> Network:
    """Return *network* with the limits for pictures, in bytes and seconds."""
    seconds = min(SECONDS, network.settings.timeout)
    settings = replace(network.settings, timeout=seconds)
    return replace(network, settings=settings, limit=LIMIT_EACH)
