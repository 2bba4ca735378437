"""Articles are taken along with their texts and pictures, politely, and no step twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.model import Block, Draft, Image, Source
from reader.news.pictures import PictureCache
from reader.news.refresh.background import take_along_in_background
from reader.news.refresh.pages import TakenAlong, take_along
from reader.settings import paths
from reader.settings.config import Fetch
from reader.store.store import Store
from reader.view import View
from tests.news.pages import article
from tests.server import Reply, Server
from tests.store.making import put

GIF = b"GIF89a..."
SETTINGS = Fetch(timeout=60)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "picture_folder", lambda: tmp_path / "pictures")
    return tmp_path / "pictures"


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "zhnews.db") as opened:
        yield opened


def head(url: str) -> Draft:
    return Draft(headline="候鸟来了", url=url, guid=url, extent="head")


def whole(url: str, *pictures: str) -> Draft:
    blocks = [Block("paragraph", "候鸟来到江边。")]
    blocks += [Block("figure", image=Image(picture)) for picture in pictures]
    return Draft(headline="江边", url=url, guid=url, blocks=tuple(blocks))


def fill(store: Store, server: Server, *drafts: Draft) -> list[int]:
    source = store.sources.add(Source(url=server.at("/list"), kind="page"))
    puts = [put(str(n), draft=each, time=n) for n, each in enumerate(drafts)]
    store.articles.commit(source, puts)
    return list(store.articles.ids(View(order="oldest")))


def marked(store: Store) -> list[bool]:
    return [each.taken for each in store.articles.heads(store.articles.ids(View(order="oldest")))]


async def test_texts_and_pictures_are_fetched_and_what_is_here_is_marked(
    store: Store, server: Server, folder: Path
) -> None:
    picture = server.route("/a.gif", Reply(GIF, content_type="image/gif"))
    page = article("候鸟来了").replace("</p>", f'<img src="{picture}" width="640"></p>', 1)
    ids = fill(
        store,
        server,
        head(server.route("/1.html", Reply(page))),
        whole(server.at("/2.html"), server.route("/b.gif", Reply(GIF))),
        whole(server.at("/3.html")),
    )
    told: list[tuple[int, int]] = []
    done = await take_along(
        store, ids, settings=SETTINGS, on_progress=lambda *each: told.append(each)
    )
    assert done == TakenAlong(wanted=3, here=3)
    assert store.articles.get(ids[0]).draft.extent == "full"
    assert PictureCache(folder).usage().pictures == 2
    assert marked(store) == [True, True, True]
    assert sorted(server.paths()) == ["/1.html", "/a.gif", "/b.gif"]
    assert told[0] == (0, 3) and told[-1] == (3, 3) and told == sorted(told)


async def test_nothing_is_fetched_twice(store: Store, server: Server) -> None:
    ids = fill(store, server, head(server.route("/1.html", Reply(article("候鸟来了")))))
    for _time in range(2):
        assert await take_along(store, ids, settings=SETTINGS) == TakenAlong(1, 1)
    assert server.paths() == ["/1.html"]


async def test_what_cannot_be_had_is_passed_over_and_tried_again(
    store: Store, server: Server
) -> None:
    ids = fill(
        store,
        server,
        head(server.at("/1.html")),
        head(server.route("/2.html", Reply(article("候鸟来了")))),
        whole(server.at("/3.html"), server.route("/cut.gif", Reply(GIF, cut=3))),
        whole(server.at("/4.html"), server.at("/never.gif"), server.route("/no.gif", Reply("<p>"))),
    )
    assert await take_along(store, ids, settings=SETTINGS) == TakenAlong(4, 2)
    # A picture that its server does not have is not to be had; one out of reach may be.
    assert marked(store) == [False, True, False, True]
    server.route("/1.html", Reply(article("江边")))
    assert await take_along(store, ids, settings=SETTINGS) == TakenAlong(4, 3)


async def test_of_a_host_that_asks_to_wait_all_pages_count_as_tried(
    store: Store, server: Server
) -> None:
    busy = Reply("later", 429, headers={"Retry-After": "3600"})
    ids = fill(store, server, *(head(server.route(f"/{n}.html", busy)) for n in range(4)))
    told: list[tuple[int, int]] = []
    done = await take_along(
        store, ids, settings=SETTINGS, on_progress=lambda *each: told.append(each)
    )
    assert (done, told[-1]) == (TakenAlong(wanted=4, here=0), (4, 4))


@pytest.fixture
def no_folder(folder: Path) -> None:
    folder.write_text("a file")


@pytest.mark.usefixtures("no_folder")
async def test_without_a_cache_that_can_be_written_nothing_with_pictures_counts_as_here(
    store: Store, server: Server
) -> None:
    ids = fill(store, server, whole(server.at("/1"), server.route("/a.gif", Reply(GIF))))
    assert await take_along(store, ids, settings=SETTINGS) == TakenAlong(1, 0)


async def test_a_picture_of_several_articles_is_fetched_once(store: Store, server: Server) -> None:
    picture = server.route("/a.gif", Reply(GIF))
    ids = fill(store, server, *(whole(server.at(f"/{n}"), picture) for n in range(3)))
    assert await take_along(store, ids, settings=SETTINGS) == TakenAlong(3, 3)
    assert server.paths() == ["/a.gif"]


async def test_it_is_done_in_a_process_of_its_own(store: Store, server: Server) -> None:
    ids = fill(store, server, whole(server.at("/1")))
    told: list[tuple[int, int]] = []
    done = await take_along_in_background(
        store, ids, settings=SETTINGS, on_progress=lambda *each: told.append(each)
    )
    assert (done, told) == (TakenAlong(1, 1), [(0, 1), (1, 1)])


async def test_articles_that_are_gone_meanwhile_are_none(store: Store) -> None:
    assert await take_along(store, [7], settings=SETTINGS) == TakenAlong(1, 0)


async def test_an_article_that_changes_is_here_no_more(store: Store, server: Server) -> None:
    [id] = ids = fill(store, server, whole(server.at("/1")))
    await take_along(store, ids, settings=SETTINGS)
    picture = server.route("/new.gif", Reply(GIF))
    edited = put("0", id=id, draft=whole(server.at("/1"), picture))
    store.articles.commit(store.sources.all()[0], [edited])
    assert marked(store) == [False]
    await take_along(store, ids, settings=SETTINGS)
    assert marked(store) == [True] and server.paths() == ["/new.gif"]
