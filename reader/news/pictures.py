"""Pictures of articles: fetched through the cache, and rendered in the sandbox.

It is limited in bytes, in all and for each; the least recently viewed leave first. Files appear
whole or not at all, so that any number of processes may share a folder. Where the cache cannot be
written, pictures are fetched each time.

They are fetched as articles' pages are: by http and https only, and a page from outside cannot name
a picture inside the reader's network.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader import log
from reader.errors import NoPictureLibrary, Unparsable, ZhnewsError, not_a_picture
from reader.model import Draft, Source
from reader.news.refresh.session import (
    FetchSession,
    HostQueue,
    HostQueues,
    Network,
    network_over,
    run_workers,
)
from reader.news.threads import in_thread
from reader.pictures.pixels import Colour, Pixels, Png, Sixels, is_picture
from reader.processes.sandbox import Sandbox
from reader.settings import paths
from reader.settings.config import Fetch, Graphics
from reader.text.clean import host_of
from reader.text.dates import now_in_china

if TYPE_CHECKING:
    from reader.pictures.drawing import Picture

# The cache of downloaded pictures.

LIMIT = 256 << 20
"""Bytes of all pictures."""
LIMIT_EACH = 8 << 20
"""Bytes of one picture."""
SUFFIX = ".picture"


class Usage(Struct, frozen=True):
    """How many pictures there are, and their bytes."""

    pictures: int
    size: int


class PictureCache:
    """The pictures in *folder*, at most *limit* bytes, *limit_each* a picture."""

    def __init__(self, folder: Path, *, limit: int = LIMIT, limit_each: int = LIMIT_EACH) -> None:
        self.limit_each = limit_each
        self._folder = folder
        self._limit = limit
        self._size: int | None = None

    def get(self, url: str) -> bytes | None:
        """Return the picture of *url*, which counts as viewed now; None: it is not cached."""
        path = self._path(url)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data

    def has(self, url: str) -> bool:
        """Whether the picture of *url* is cached, which counts as viewed now."""
        try:
            os.utime(self._path(url))
        except OSError:
            return False
        return True

    def put(self, url: str, data: bytes) -> None:
        """Store *data* as the picture of *url*, unless it is too large."""
        if len(data) > min(self.limit_each, self._limit):
            return
        with suppress(OSError):  # a full or a read-only disk: it is not cached
            self._write(self._path(url), data)
            # Counted once, then estimated: what others write is seen at the next count.
            self._size = self.usage().size if self._size is None else self._size + len(data)
            if self._size > self._limit:
                self._size = self._shrink()

    def usage(self) -> Usage:
        """Return what is cached."""
        sizes = [status.st_size for _path, status in self._files()]
        return Usage(len(sizes), sum(sizes))

    def clear(self) -> Usage:
        """Delete all pictures, and return what there was."""
        usage = self.usage()
        for path, _status in self._files():
            with suppress(OSError):
                path.unlink()
        self._size = None
        return usage

    def _path(self, url: str) -> Path:
        name = blake2b(url.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        return self._folder / f"{name}{SUFFIX}"

    def _write(self, path: Path, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, delete=False) as file:
            file.write(data)
        try:
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield the files, also those that a killed process left half written."""
        with suppress(OSError):
            for path in self._folder.iterdir():
                with suppress(OSError):
                    yield path, path.stat()

    def _shrink(self) -> int:
        """Delete the least recently viewed to nine tenths of the limit; return the new size."""
        files = sorted(self._files(), key=lambda file: file[1].st_mtime_ns)
        size = sum(status.st_size for _path, status in files)
        for path, status in files:
            if size <= self._limit * 9 // 10:
                break
            with suppress(OSError):
                path.unlink()
                size -= status.st_size
        return size


# Pictures of articles.

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
    "sixel": (Sixels, "reader.pictures.pixels:sixels"),
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

    session: FetchSession
    cache: PictureCache

    async def fetch(self, url: str, site: str) -> bytes:
        """Return the picture of *url*, which *site* names. Raises FetchError, InputError.

        Anything but a picture is not cached.
        """
        data = await in_thread(self.cache.get, url)
        if data is None:
            data = (await self.session.get(url, typed=site)).body
            if not is_picture(data):
                raise not_a_picture()
            await in_thread(self.cache.put, url, data)
        return data

    async def render(self, url: str, site: str, canvas: Canvas) -> Picture:
        """Return the picture, as large as *canvas* has room for.

        Raises FetchError, InputError, PictureTooLarge, Unparsable, NoPictureLibrary.
        """
        data = await self.fetch(url, site)
        size = canvas.columns * canvas.cell[0], canvas.rows * canvas.cell[1]
        arguments = (data, *size, canvas.ground, *canvas.extra)
        try:
            return await self.session.network.sandbox.run(*_MAKERS[canvas.graphics], *arguments)
        except Unparsable as error:  # which does not know the address
            raise error.having(name=host_of(url)) from error


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

    async def work(session: FetchSession, queue: HostQueue[str]) -> None:
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
