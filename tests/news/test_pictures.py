"""Getting pictures: the cache first, then the network by its rules; scaled in the sandbox."""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from reader.errors import FetchError, HttpStatus, InputError, PictureTooLarge, Unparsable
from reader.model import Block, Draft, Image, Source
from reader.news import pictures as pictures_module
from reader.news.pictures import (
    EACH_ARTICLE,
    OUTSIDE,
    Canvas,
    PictureCache,
    PictureClient,
    PictureService,
    Usage,
    addresses,
    site_of,
)
from reader.news.refresh.run import refresh
from reader.pictures.pixels import Pixels
from reader.processes import sandbox
from reader.settings.config import Fetch
from reader.store.store import Store
from tests.pictures.test_pixels import bomb
from tests.picturing import WHITE, halves, saved
from tests.server import Reply, Server

PNG = saved(halves())
CANVAS = Canvas("blocks", 40, 20, (1, 2), WHITE)


@pytest.fixture
def cache(tmp_path: Path) -> PictureCache:
    return PictureCache(tmp_path / "pictures")


@pytest.fixture
async def pictures(cache: PictureCache) -> AsyncIterator[PictureClient]:
    desk = PictureService(Fetch(), cache)
    async with desk.worker() as worker:
        yield worker
    await desk.close()


async def test_a_picture_is_fetched_once(pictures: PictureClient, server: Server) -> None:
    url = server.route("/1.png", Reply(PNG, content_type="image/png"))
    for _time in range(2):
        pixels = await pictures.render(url, url, CANVAS)
        assert isinstance(pixels, Pixels) and (pixels.width, pixels.height) == (40, 27)
    assert server.paths() == ["/1.png"]


async def test_what_is_no_picture_is_not_kept(
    pictures: PictureClient, cache: PictureCache, server: Server
) -> None:
    url = server.route("/1.png", Reply("<p>请登录</p>"))
    with pytest.raises(InputError, match="这不是能显示的图片，或者它坏了。"):
        await pictures.render(url, url, CANVAS)
    assert not cache.has(url)


async def test_a_picture_that_is_not_there_is_said(pictures: PictureClient, server: Server) -> None:
    with pytest.raises(HttpStatus):
        await pictures.fetch(server.at("/none.png"), server.at("/"))


async def test_a_page_from_outside_names_no_picture_inside(
    pictures: PictureClient, server: Server
) -> None:
    url = server.route("/1.png", Reply(PNG))
    for outside in ("https://news.example.cn/feed", OUTSIDE):
        with pytest.raises(FetchError, match=" 指向内部网络，为了安全没有打开。"):
            await pictures.fetch(url, outside)
    assert server.paths() == []


async def test_a_picture_has_its_own_limit_of_bytes(
    pictures: PictureClient, server: Server
) -> None:
    url = server.route("/1.png", Reply(PNG + bytes(8 << 20)))
    with pytest.raises(FetchError, match=" 的答复太大，超过 "):
        await pictures.fetch(url, url)


async def test_a_bomb_is_refused_and_the_next_picture_comes(
    pictures: PictureClient, server: Server
) -> None:
    large, url = server.route("/0.png", Reply(bomb(20_000, 20_000))), server.route("/1", Reply(PNG))
    with pytest.raises(PictureTooLarge):
        await pictures.render(large, url, CANVAS)
    assert isinstance(await pictures.render(url, url, CANVAS), Pixels)


async def test_what_breaks_a_parser_is_said_with_its_host(
    pictures: PictureClient, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "ALLOWED", re.compile(r"tests\.runaways:fall"))
    monkeypatch.setattr(pictures_module, "_MAKERS", {"blocks": (Pixels, "tests.runaways:fall")})
    url = server.route("/1.png", Reply(PNG))
    with pytest.raises(Unparsable, match=r"127\.0\.0\.1"):
        await pictures.render(url, url, CANVAS)


def test_the_pictures_of_an_article_are_its_first_each_once() -> None:
    urls = [None, "https://a.example/0", *(f"https://a.example/{n}" for n in range(90))]
    blocks = tuple(Block("figure", image=Image(url)) for url in urls)
    found = addresses(Draft(headline="题", blocks=blocks))
    assert found == [f"https://a.example/{n}" for n in range(EACH_ARTICLE)]


def test_a_file_names_no_picture_inside() -> None:
    assert site_of(Source(url="/home/me/news", kind="folder")) == OUTSIDE
    assert site_of(Source(url="http://10.0.0.1/feed", kind="feed")) == "http://10.0.0.1/feed"


FEED = """<rss version="2.0"><channel><title>云州</title>
<item><title>夜景</title><link>{base}1</link><description>&lt;p>图书馆今晚开放到二十二点。&lt;/p>
&lt;img src="{base}1.png" width="600" height="400"></description></item>
<item><title>早市</title><link>{base}2</link><description>&lt;p>早市今天搬到了江边。&lt;/p>
&lt;img src="{base}gone.png"></description></item></channel></rss>"""


@pytest.mark.parametrize("wanted", [True, False])
async def test_a_refresh_fetches_pictures_only_where_it_was_asked_to(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    monkeypatch.setattr("reader.settings.paths.picture_folder", lambda: tmp_path / "pictures")
    server.route("/1.png", Reply(PNG))
    feed = server.route("/feed", Reply(FEED.format(base=server.at("/"))))
    with Store.open(tmp_path / "zhnews.db") as store:
        source = store.sources.add(Source(url=feed, kind="feed"))
        outcomes = [o async for o in refresh(store, [source], settings=Fetch(images=wanted))]
    assert [outcome.new for outcome in outcomes] == [2]
    asked = sorted(path for path in server.paths() if path.endswith("png"))
    assert asked == (["/1.png", "/gone.png"] if wanted else [])
    assert PictureCache(tmp_path / "pictures").usage().pictures == wanted


URL = "https://news.example.cn/{}.jpg"


def old(folder: Path, seconds: int) -> None:
    """Make what is in *folder* so many seconds older."""
    for path in folder.iterdir():
        time = path.stat().st_mtime - seconds
        os.utime(path, (time, time))


def test_a_picture_is_found_by_its_address(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path / "pictures")
    assert cache.get(URL) is None and not cache.has(URL)
    cache.put(URL, b"picture")
    assert cache.get(URL) == b"picture" and cache.has(URL)
    assert PictureCache(tmp_path / "pictures").get(URL) == b"picture"


def test_what_was_longest_not_looked_at_leaves_first(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, limit=1000)
    for number in range(3):
        cache.put(URL.format(number), bytes(300))
        old(tmp_path, 10)
    assert cache.get(URL.format(0))
    cache.put(URL.format(3), bytes(300))
    assert [cache.has(URL.format(number)) for number in range(4)] == [True, False, True, True]
    assert cache.usage() == Usage(3, 900)


def test_a_picture_beyond_the_limit_is_not_kept(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, limit_each=10)
    cache.put(URL, bytes(11))
    assert cache.usage() == Usage(0, 0)


def test_what_a_killed_process_left_counts_and_goes(tmp_path: Path) -> None:
    (tmp_path / "tmp1234").write_bytes(bytes(950))
    old(tmp_path, 10)
    cache = PictureCache(tmp_path, limit=1000)
    cache.put(URL, bytes(100))
    assert cache.usage() == Usage(1, 100)


def test_clearing_tells_what_there_was(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    cache.put(URL, bytes(100))
    assert cache.clear() == Usage(1, 100)
    assert cache.get(URL) is None and cache.clear() == Usage(0, 0)


def test_a_folder_that_cannot_be_is_no_cache(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    cache = PictureCache(file / "pictures")
    cache.put(URL, b"picture")
    assert cache.get(URL) is None and cache.usage() == Usage(0, 0)


def test_a_full_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache = PictureCache(tmp_path)
    cache.put(URL, b"picture")
    assert list(tmp_path.iterdir()) == []
