"""A fault of one source, file or page is its own outcome, whatever it is."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.errors import StoreError
from reader.extract import document
from reader.extract import feed as feeds
from reader.model import Outcome, Source
from reader.news.discovery import Discovery, discover
from reader.news.pictures import PictureCache, cache_all
from reader.news.refresh import folders, responses
from reader.news.refresh.run import refresh
from reader.news.refresh.session import FetchSession, open_network
from reader.settings import paths
from reader.settings.config import Fetch
from reader.store.articles import Articles
from reader.store.store import Store
from reader.text.dates import now_in_china
from reader.view import View
from tests.news.pages import Item, article, channel, rss
from tests.server import Reply, Server
from tests.store.making import DISK_FULL

XML = "application/rss+xml"
NAMES = ("idna", "punycode", "undefined", "hex", "x-none")


class Broken(Exception):
    """What no code expects."""


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch, log_file: Path) -> Callable[..., None]:
    """Let a function break where one of its arguments holds a word."""

    def breaks(place: object, name: str, word: str, error: Exception | None = None) -> None:
        whole: Callable[..., Any] = getattr(place, name)

        def broken(*args: Any, **kwargs: Any) -> Any:
            if any(word in str(argument) for argument in args):
                raise error or Broken("broken here")
            return whole(*args, **kwargs)

        monkeypatch.setattr(place, name, broken)

    return breaks


async def refreshed(store: Store, settings: Fetch | None = None) -> dict[str, Outcome]:
    run = refresh(store, store.sources.all(), settings=settings or Fetch(timeout=60))
    return {outcome.source.url: outcome async for outcome in run}


def headlines(store: Store) -> set[str]:
    return {head.headline for head in store.articles.heads(store.articles.ids(View()))}


def add_feeds(store: Store, server: Server, *names: str) -> list[str]:
    urls = [
        server.route(f"/{name}", Reply(rss(Item(f"{name}的新闻", guid="1")), content_type=XML))
        for name in names
    ]
    store.sources.add_all([Source(url=url, kind="feed") for url in urls])
    return urls


@pytest.mark.parametrize(
    ("place", "name"),
    [(feeds, "parse_clean_feed"), (FetchSession, "get"), (Articles, "commit_all")],
)
async def test_a_fault_while_one_source_is_asked_is_that_sources_outcome(
    store: Store,
    server: Server,
    breaks: Callable[..., None],
    logged: Callable[[], str],
    place: object,
    name: str,
) -> None:
    urls = add_feeds(store, server, "a", "broken", "c")
    if name != "commit_all":
        breaks(place, name, "/broken")
    else:
        breaks(place, name, "broken的新闻")
    outcomes = await refreshed(store)
    assert headlines(store) == {"a的新闻", "c的新闻"}
    problem = outcomes[urls[1]].problem
    assert problem is not None
    assert [outcomes[url].status for url in urls] == ["ok", "error", "ok"]
    assert (problem.params["name"], problem.params["error"]) == ("127.0.0.1", "Broken")
    assert [source.problem for source in store.sources.all()] == [None, problem, None]
    assert "Broken: broken here" in logged()


async def test_what_is_wrong_with_the_database_ends_the_refresh(
    store: Store, server: Server, breaks: Callable[..., None]
) -> None:
    add_feeds(store, server, "a")
    breaks(Articles, "commit_all", "a的新闻", DISK_FULL)
    with pytest.raises(StoreError):
        await refreshed(store)


async def test_a_fault_in_one_file_of_a_folder_is_that_files_own(
    store: Store, tmp_path: Path, breaks: Callable[..., None], logged: Callable[[], str]
) -> None:
    for name in ("a", "broken", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name}的新闻\n\n江边来了候鸟。\n", "utf-8")
    breaks(document, "read_document", "broken.txt")
    found = await discover(str(tmp_path), settings=Fetch())
    assert isinstance(found, Discovery)
    assert len(found.feed.entries) == 2
    store.sources.add(found.source)
    [outcome] = (await refreshed(store)).values()
    assert headlines(store) == {"a的新闻", "c的新闻"}
    assert outcome.problem is not None
    assert outcome.problem.params["name"] == "broken.txt"
    assert "Broken: broken here" in logged()


async def test_a_fault_of_a_folder_itself_is_its_outcome(
    store: Store, server: Server, tmp_path: Path, breaks: Callable[..., None]
) -> None:
    add_feeds(store, server, "a")
    store.sources.add(Source(url=str(tmp_path), kind="folder"))
    breaks(folders, "scan", str(tmp_path))
    outcomes = await refreshed(store)
    assert headlines(store) == {"a的新闻"}
    assert outcomes[str(tmp_path)].status == "error"


async def test_a_fault_in_one_page_of_a_channel_leaves_the_others_alone(
    store: Store, server: Server, breaks: Callable[..., None], logged: Callable[[], str]
) -> None:
    pages = [f"/2026/05/18/{number}.html" for number in (1001, 1002, 1003)]
    links = [(page, f"江边来了第{page[-6]}群候鸟", "2026-05-18") for page in pages]
    store.sources.add(Source(url=server.route("/list", Reply(channel(links))), kind="page"))
    for path, headline, _ in links:
        server.route(path, Reply(article(headline)))
    breaks(responses, "_read_page", "/1002.html")
    [outcome] = (await refreshed(store)).values()
    assert outcome.problem is None
    assert [bool(store.articles.get(id).draft.blocks) for id in range(1, 4)].count(True) == 2
    assert "Broken: broken here" in logged()


async def test_a_fault_in_a_further_page_of_an_article_leaves_it_its_first(
    store: Store, server: Server, breaks: Callable[..., None]
) -> None:
    links = [("/2026/05/18/1001.html", "江边来了一群候鸟", "2026-05-18")]
    store.sources.add(Source(url=server.route("/list", Reply(channel(links))), kind="page"))
    further = "/2026/05/18/1001_2.html"
    server.route(links[0][0], Reply(article("江边来了一群候鸟", pages=[further])))
    breaks(FetchSession, "get", further)
    await refreshed(store)
    assert store.articles.get(1).draft.blocks
    assert store.articles.get(1).draft.pages


@pytest.mark.parametrize("place", ["HTTP", "XML"])
async def test_a_charset_that_is_none_of_text_spoils_no_refresh(
    store: Store, server: Server, place: str
) -> None:
    for name in NAMES:
        body = rss(Item(f"{name}的新闻", guid="1")).replace("UTF-8", name if place == "XML" else "")
        declared = f"{XML}; charset={name}" if place == "HTTP" else XML
        url = server.route(f"/{name}", Reply(body.encode("gbk"), content_type=declared))
        store.sources.add(Source(url=url, kind="feed"))
    outcomes = await refreshed(store)
    assert [outcome.problem for outcome in outcomes.values()] == [None] * len(NAMES)
    assert headlines(store) == {f"{name}的新闻" for name in NAMES}


async def test_a_fault_of_one_picture_keeps_no_other_from_being_kept(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    breaks: Callable[..., None],
    logged: Callable[[], str],
) -> None:
    monkeypatch.setattr(paths, "picture_folder", lambda: tmp_path)
    urls = [server.route(f"/{name}.gif", Reply(b"GIF89a...")) for name in ("a", "broken", "c")]
    breaks(PictureCache, "put", "/broken.gif")
    async with open_network(Fetch(timeout=60), now_in_china) as net:
        await cache_all(net, dict.fromkeys(urls, urls[0]), 1)
    cache = PictureCache(tmp_path)
    assert [cache.has(url) for url in urls] == [True, False, True]
    assert "Broken: broken here" in logged()
