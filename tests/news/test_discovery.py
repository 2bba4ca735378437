from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from reader.errors import BadAddress, ConfigError, FileMissing, NotAFeed, UnknownRegion
from reader.model import Source
from reader.news import discovery
from reader.news.config_sources import declare
from reader.news.discovery import Discovery, FoundArticle
from reader.news.refresh.run import refresh
from reader.news.sources import subscribe
from reader.settings.config import Config, Fetch, load
from reader.store.store import Store
from tests.news.pages import Item, article, channel, rss
from tests.server import Reply, Server, redirect

SETTINGS = Fetch(timeout=60)
LINKS = [
    ("/2026/05/18/80041.html", "护鸟队走遍大堤数候鸟", "2026-05-18 09:30"),
    ("/2026/05/17/70041.html", "早市搬到了新街口", "2026-05-17 08:00"),
]


async def discover(address: str, *, region: str | None = None) -> Discovery:
    """Find out what *address* is, which is no article."""
    found = await discovery.discover(address, region=region, settings=SETTINGS)
    assert isinstance(found, Discovery)
    return found


async def article_at(address: str) -> FoundArticle:
    """Find out what *address* is, which is an article."""
    found = await discovery.discover(address, settings=SETTINGS)
    assert isinstance(found, FoundArticle)
    return found


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


def config(tmp_path: Path, text: str) -> tuple[Config, Path]:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return load(file), file


async def test_the_address_of_a_feed_is_a_feed(server: Server) -> None:
    url = server.route("/feed", Reply(rss(Item("一", guid="1"))))
    found = await discover(url, region="吉林")
    assert found.source.url == url
    assert (found.source.kind, found.source.title) == ("feed", "江城新闻")
    assert found.source.region == "220000"
    assert [entry.headline for entry in found.feed.entries] == ["一"]


async def test_a_page_that_announces_a_feed_gives_the_feed(server: Server) -> None:
    dead = '<link rel="alternate" type="application/rss+xml" href="/dead">'
    live = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    page = channel(LINKS).replace("</head>", f"{dead}{live}</head>")
    feed = server.route("/feed", Reply(rss(Item("一", guid="1"))))
    found = await discover(server.route("/", Reply(page)))
    assert (found.source.url, found.source.kind) == (feed, "feed")


async def test_a_page_without_a_feed_is_a_channel_page(server: Server) -> None:
    url = server.route("/", Reply(channel(LINKS)))
    found = await discover(url)
    assert (found.source.url, found.source.kind) == (url, "page")
    assert [entry.headline for entry in found.feed.entries] == [row[1] for row in LINKS]


async def test_what_lists_nothing_cannot_be_subscribed_to(server: Server) -> None:
    url = server.route("/", Reply("<p>nothing</p>"))
    with pytest.raises(NotAFeed):
        await discover(url)


async def test_an_address_that_moved_for_good_is_stored_as_the_new_one(server: Server) -> None:
    new = server.route("/new", Reply(rss(Item("一", guid="1"))))
    old = server.route("/old", redirect("/new", 308))
    found = await discover(old)
    assert found.source.url == new


async def test_what_was_looked_at_is_fetched_whole_after_it_is_subscribed_to(
    store: Store, server: Server
) -> None:
    url = server.route("/feed", Reply(rss(Item("一", guid="1")), etag='"v1"'))
    found = await discover(url)
    source, _ = subscribe(store, found.source)
    [outcome] = [outcome async for outcome in refresh(store, [source], settings=SETTINGS)]
    assert (outcome.status, outcome.new) == ("ok", 1)


async def test_a_folder_is_discovered_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("江边来了候鸟\n\n　　大堤上很热闹。\n", encoding="utf-8")
    found = await discover(str(tmp_path), region="220200")
    assert (found.source.url, found.source.kind) == (str(tmp_path), "folder")
    assert found.source.region == "220200"
    assert [entry.headline for entry in found.feed.entries] == ["江边来了候鸟"]


@pytest.mark.parametrize(
    "address", ["news", "ftp://news.example/", "javascript:alert(1)", "http://", ""]
)
async def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        await discover(address)


async def test_a_path_with_nothing_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        await discover(str(tmp_path / "nothing"))


async def test_an_unknown_region_is_refused_before_anything_is_asked(server: Server) -> None:
    with pytest.raises(UnknownRegion):
        await discover(server.at("/"), region="没有这个地方")
    assert not server.requests


async def test_an_address_without_a_scheme_is_asked_by_https_and_then_by_http(
    server: Server,
) -> None:
    url = server.route("/feed", Reply(rss(Item("一", guid="1"))))
    asked: list[str] = []
    address = f" 127.0.0.1:{server.port}／feed "
    found = await discovery.discover(address, settings=SETTINGS, on_ask=asked.append)
    assert isinstance(found, Discovery)
    assert found.source.url == url
    assert asked == [url.replace("http:", "https:"), url]


STEPS = '<p>位置：<a href="/">首页</a> &gt; <a href="{section}">吉林</a> &gt; 正文</p><h1>'
ARTICLE = "/jl/2026/05/18/80041.html"


def article_page(server: Server, section: str = "", head: str = "") -> str:
    page = article("护鸟队走遍大堤数候鸟").replace("</head>", f"{head}</head>")
    if section:
        page = page.replace("<h1>", STEPS.format(section=section))
    return server.route(ARTICLE, Reply(page))


MORE = [*LINKS, ("/2026/05/16/60041.html", "图书馆把灯亮到深夜", "2026-05-16 08:00")]


async def test_an_article_is_known_by_its_page_and_its_channel_by_the_breadcrumb(
    server: Server,
) -> None:
    section = server.route("/list/", Reply(channel(MORE, title="吉林频道_江城新闻网")))
    found = await article_at(article_page(server, "/list/"))
    assert found.article.headline == "护鸟队走遍大堤数候鸟"
    assert found.channel is not None
    source = found.channel.source
    assert (source.url, source.kind, source.label) == (section, "page", "吉林频道")
    assert (source.region, len(found.channel.feed.entries)) == ("220000", 3)


@pytest.mark.parametrize("section", ["", "/gone/"])
async def test_without_a_breadcrumb_that_leads_to_a_list_the_announced_feed_is_its_channel(
    server: Server, section: str
) -> None:
    feed = server.route("/feed", Reply(rss(Item("一", guid="1"))))
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    found = await article_at(article_page(server, section, link))
    assert found.channel is not None
    assert (found.channel.source.url, found.channel.source.kind) == (feed, "feed")


@pytest.mark.parametrize("folder", ["/jl/", "/"])
async def test_else_the_channel_is_a_folder_of_the_articles_address(
    server: Server, folder: str
) -> None:
    page = server.route(folder, Reply(channel(MORE)))
    found = await article_at(article_page(server))
    assert found.channel is not None
    assert found.channel.source.url == page


async def test_an_article_may_have_no_channel(server: Server) -> None:
    server.route("/jl/", Reply(channel(MORE[:2])))
    found = await article_at(article_page(server))
    assert found.channel is None


async def test_what_lists_nothing_but_has_a_text_is_an_article(server: Server) -> None:
    found = await article_at(server.route("/about-birds", Reply(article("护鸟队的一天"))))
    assert found.article.headline == "护鸟队的一天"


async def test_the_breadcrumb_of_a_page_tells_its_place(server: Server) -> None:
    steps = '<p><a href="/">首页</a> &gt; <a href="/cc/">长春</a> &gt; 要闻</p>'
    page = channel(MORE, title="要闻").replace("<body>", f"<body>{steps}")
    found = await discover(server.route("/list/", Reply(page)))
    assert found.source.region == "220100"


def test_subscribing_twice_keeps_the_first(store: Store) -> None:
    source = Source(url="https://news.example/feed", name="一")
    first, new = subscribe(store, source)
    assert (first.name, new) == ("一", True)
    again, new = subscribe(store, Source(url=source.url, name="二"))
    assert (again, new) == (first, False)


def test_subscribing_again_takes_up_credentials_and_drops_none(store: Store) -> None:
    source = Source(url="https://news.example/feed")
    for login, kept in (("", ""), ("甲:一", "甲:一"), ("", "甲:一"), ("乙:二", "乙:二")):
        known, _ = subscribe(store, replace(source, login=login))
        assert known.login == kept
        assert [each.login for each in store.sources.all()] == [kept]


def test_declared_sources_carry_their_settings(store: Store, tmp_path: Path) -> None:
    settings, file = config(
        tmp_path,
        """
[[source]]
url = "https://news.example/feed"
name = "江城"
kind = "feed"
region = "吉林/长春"
every = "2h"
full_text = "always"
charset = "gb18030"

[[source]]
url = "notes"
enabled = false
""",
    )
    declare(store, settings, file)
    feed, folder = store.sources.all()
    assert (feed.url, feed.name, feed.kind) == ("https://news.example/feed", "江城", "feed")
    assert (feed.region, feed.every) == ("220100", 7200)
    assert (feed.full_text, feed.charset, feed.declared) == ("always", "gb18030", True)
    assert (folder.url, folder.kind) == (str(tmp_path / "notes"), "folder")
    assert (feed.enabled, folder.enabled, folder.declared) == (True, False, True)


def test_a_kind_once_found_out_outlives_the_next_start(store: Store, tmp_path: Path) -> None:
    settings, file = config(tmp_path, '[[source]]\nurl = "https://news.example/"\n')
    declare(store, settings, file)
    [source] = store.sources.all()
    store.sources.update(replace(source, kind="page"))
    declare(store, settings, file)
    assert store.sources.all()[0].kind == "page"


def test_a_source_no_longer_declared_is_disabled_and_kept(store: Store, tmp_path: Path) -> None:
    declare(store, *config(tmp_path, '[[source]]\nurl = "https://news.example/"\n'))
    declare(store, *config(tmp_path, ""))
    assert [source.enabled for source in store.sources.all()] == [False]


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ('region = "没有这个地方"', 4),
        ('kind = "folder"', 3),
    ],
)
def test_a_declared_source_that_means_nothing_is_an_error_with_its_line(
    store: Store, tmp_path: Path, wrong: str, line: int
) -> None:
    text = f'# mine\n[[source]]\nurl = "https://news.example/"\n{wrong}\n'
    with pytest.raises(ConfigError) as caught:
        declare(store, *config(tmp_path, text))
    assert caught.value.params["line"] == line
    assert store.sources.count() == 0


@pytest.mark.parametrize(
    ("url", "kind"), [("ftp://news.example/", "auto"), ("news", "feed"), ("/news", "page")]
)
def test_a_declared_address_that_cannot_be_one_is_an_error(
    store: Store, tmp_path: Path, url: str, kind: str
) -> None:
    with pytest.raises(ConfigError):
        declare(store, *config(tmp_path, f'[[source]]\nurl = "{url}"\nkind = "{kind}"\n'))
