import asyncio
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from reader.config import Fetch
from reader.errors import HttpStatus
from reader.model import ArticleHead, Outcome, Source, View
from reader.news.refresh import complete, refresh
from reader.store.store import Store
from reader.text.dates import CST
from tests.news.pages import PARAGRAPH, Item, article, channel, rss
from tests.server import Reply, Request, Server, redirect

NOW = datetime(2026, 5, 20, 12, 0, tzinfo=CST)
MOMENT = int(NOW.timestamp())
SETTINGS = Fetch(jobs=4, timeout=5)
FIRST, SECOND, THIRD = (f"/2026/05/1{day}/{day}0041.html" for day in (8, 7, 6))
XML = "application/rss+xml; charset=utf-8"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


async def refreshed(store: Store, now: datetime = NOW, settings: Fetch = SETTINGS) -> list[Outcome]:
    run = refresh(store, store.sources.all(), settings=settings, now=lambda: now)
    return [outcome async for outcome in run]


def heads(store: Store) -> list[ArticleHead]:
    return store.articles.heads(store.articles.ids(View()))


def headlines(store: Store) -> list[str]:
    return [head.headline for head in heads(store)]


def feed(*items: Item, etag: str = "") -> Reply:
    return Reply(rss(*items), content_type=XML, etag=etag)


def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


async def test_a_feed_comes_in_whole(store: Store, server: Server) -> None:
    items = [
        Item("江边来了候鸟", guid="1", content=f"<p>{PARAGRAPH}</p>" * 3),
        Item(
            "早市今天开张", guid="2", summary="早市开张了。", date="Mon, 18 May 2026 09:30:00 +0800"
        ),
        Item("夜里下了小雪", link="https://news.example/3"),
    ]
    url = server.route("/feed", feed(*items))
    store.sources.add(Source(url=url, kind="feed", region="220200"))
    [outcome] = await refreshed(store)
    assert (outcome.status, outcome.new, outcome.updated) == ("ok", 3, 0)
    assert (outcome.final_url, outcome.feed.title) == (url, "江城新闻")
    assert headlines(store) == ["江边来了候鸟", "夜里下了小雪", "早市今天开张"]
    assert heads(store)[0].region == "220200"
    assert store.marks.counts()["220000"].unread == 3
    [source] = store.sources.all()
    assert (source.title, source.checked, source.succeeded) == ("江城新闻", MOMENT, MOMENT)


async def test_an_unchanged_feed_is_asked_for_and_not_sent_again(
    store: Store, server: Server
) -> None:
    url = server.route("/feed", feed(Item("一", guid="1"), etag='"v1"'))
    store.sources.add(Source(url=url, kind="feed"))
    await refreshed(store)
    [outcome] = await refreshed(store)
    assert (outcome.status, outcome.new) == ("not_modified", 0)
    assert server.requests[1].headers["if-none-match"] == '"v1"'
    assert store.articles.count() == 1


async def test_a_feed_sent_again_doubles_nothing(store: Store, server: Server) -> None:
    store.sources.add(Source(url=server.route("/feed", feed(Item("一", guid="1"))), kind="feed"))
    await refreshed(store)
    [outcome] = await refreshed(store, NOW + timedelta(hours=1))
    assert (outcome.status, outcome.new, outcome.updated) == ("ok", 0, 0)
    assert store.articles.count() == 1


async def test_an_edited_entry_is_updated_and_keeps_its_marks(store: Store, server: Server) -> None:
    url = server.route("/feed", feed(Item("一", guid="1", summary="旧的。")))
    store.sources.add(Source(url=url, kind="feed"))
    await refreshed(store)
    [before] = heads(store)
    store.marks.read([before.id])
    store.marks.star([before.id])
    server.route("/feed", feed(Item("一（更新）", guid="1", summary="新的。")))
    [outcome] = await refreshed(store, NOW + timedelta(hours=1))
    [after] = heads(store)
    assert (outcome.new, outcome.updated) == (0, 1)
    assert (after.id, after.headline, after.time) == (before.id, "一（更新）", before.time)
    assert after.read
    assert after.starred


async def test_articles_that_a_feed_no_longer_lists_stay(store: Store, server: Server) -> None:
    store.sources.add(Source(url=server.route("/feed", feed(Item("一", guid="1"))), kind="feed"))
    await refreshed(store)
    server.route("/feed", feed(Item("二", guid="2")))
    await refreshed(store)
    assert headlines(store) == ["二", "一"]


async def test_a_dead_host_and_a_broken_feed_do_not_hold_up_the_others(
    store: Store, server: Server
) -> None:
    bad = {
        f"http://127.0.0.1:{closed_port()}/feed": "connect",
        server.at("/missing"): "http",
        server.route("/page", Reply(article("不是订阅"))): "not_a_feed",
    }
    good = [server.route(f"/{number}", feed(Item(f"第{number}", guid="1"))) for number in range(5)]
    for url in (*bad, *good):
        store.sources.add(Source(url=url, kind="feed"))
    outcomes = {outcome.source.url: outcome for outcome in await refreshed(store)}
    assert store.articles.count() == len(good)
    for url, kind in bad.items():
        problem = outcomes[url].problem
        assert problem is not None
        assert (outcomes[url].status, problem.kind) == ("error", kind)
    for source in store.sources.all():
        assert (source.problem and source.problem.kind) == bad.get(source.url)


async def test_a_failure_costs_neither_articles_nor_validators(
    store: Store, server: Server
) -> None:
    url = server.route("/feed", feed(Item("一", guid="1"), etag='"v1"'))
    store.sources.add(Source(url=url, kind="feed"))
    await refreshed(store)
    server.route("/feed", Reply("<html>login</html>", etag='"login"'))
    await refreshed(store)
    [failed] = store.sources.all()
    assert (failed.etag, failed.problem and failed.problem.kind) == ('"v1"', "not_a_feed")
    assert headlines(store) == ["一"]
    server.route("/feed", feed(Item("一", guid="1"), etag='"v1"'))
    await refreshed(store)
    [well] = store.sources.all()
    assert well.problem is None


async def test_a_server_that_asks_for_patience_is_left_alone(store: Store, server: Server) -> None:
    busy = Reply("later", 503, headers={"Retry-After": "600"})
    store.sources.add(Source(url=server.route("/feed", busy), kind="feed"))
    await refreshed(store)
    assert store.sources.all()[0].retry_after == MOMENT + 600
    [outcome] = await refreshed(store, NOW + timedelta(minutes=9))
    assert outcome.problem is not None
    assert "过一会儿再来" in outcome.problem.message
    assert len(server.requests) == 1
    server.route("/feed", feed(Item("一", guid="1")))
    [outcome] = await refreshed(store, NOW + timedelta(minutes=10))
    assert (outcome.new, store.sources.all()[0].retry_after) == (1, None)


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(
    store: Store, server: Server
) -> None:
    new = server.route("/new", feed(Item("一", guid="1")))
    store.sources.add(Source(url=server.route("/old", redirect("/new", 301)), kind="feed"))
    await refreshed(store)
    await refreshed(store)
    assert server.paths() == ["/old", "/new", "/new"]
    assert store.sources.all()[0].url == new


async def test_a_failure_moves_no_source(store: Store, server: Server) -> None:
    old = server.route("/old", redirect("/gone", 301))
    store.sources.add(Source(url=old, kind="feed"))
    await refreshed(store)
    assert store.sources.all()[0].url == old


PAGES = [
    (FIRST, "护鸟队走遍大堤数候鸟", "2026-05-18 09:30"),
    (SECOND, "早市搬到了新街口", "2026-05-17 08:00"),
]


async def test_a_channel_page_gives_heads_whose_text_comes_on_demand(
    store: Store, server: Server
) -> None:
    url = server.route("/", Reply(channel(PAGES)))
    server.route(FIRST, Reply(article(PAGES[0][1])))
    store.sources.add(Source(url=url, kind="page", region="220200"))
    [outcome] = await refreshed(store)
    assert (outcome.status, outcome.new) == ("ok", 2)
    assert server.paths() == ["/"]
    first, second = store.articles.ids(View())
    assert headlines(store) == [headline for _, headline, _ in PAGES]
    assert store.articles.get(first).draft.extent == "head"
    whole = await complete(store, first, settings=SETTINGS)
    assert whole.draft.extent == "full"
    assert whole.draft.editor == "林夏"
    assert PARAGRAPH in whole.draft.body[0]
    with pytest.raises(HttpStatus):
        await complete(store, second, settings=SETTINGS)
    assert store.articles.get(second).draft.extent == "head"


async def test_a_completed_article_is_not_undone_by_the_next_list(
    store: Store, server: Server
) -> None:
    store.sources.add(Source(url=server.route("/", Reply(channel(PAGES))), kind="page"))
    server.route(FIRST, Reply(article(PAGES[0][1])))
    await refreshed(store)
    first = store.articles.ids(View())[0]
    before = await complete(store, first, settings=SETTINGS)
    [outcome] = await refreshed(store)
    assert (outcome.new, outcome.updated) == (0, 0)
    server.route("/", Reply(channel([(FIRST, "护鸟队数了一千二百只候鸟", "2026-05-18 09:30")])))
    [outcome] = await refreshed(store)
    after = store.articles.get(first)
    assert outcome.updated == 1
    assert after.head.headline == "护鸟队数了一千二百只候鸟"
    assert (after.draft.extent, after.draft.blocks) == ("full", before.draft.blocks)


async def test_a_source_that_wants_it_gets_the_text_of_its_newest_articles(
    store: Store, server: Server
) -> None:
    pages = [*PAGES, (THIRD, "旧书店又亮起了灯", "2026-05-16 08:00")]
    url = server.route("/", Reply(channel(pages)))
    for path, headline, _ in pages:
        server.route(path, Reply(article(headline)))
    server.route(FIRST, Reply("gone", 404))
    store.sources.add(Source(url=url, kind="page", full_text="always"))
    [outcome] = await refreshed(store, settings=Fetch(page_articles=2, timeout=5))
    assert outcome.new == 3
    extents = [store.articles.get(id).draft.extent for id in store.articles.ids(View())]
    assert extents == ["head", "full", "head"]
    assert server.paths() == ["/", FIRST, SECOND]


async def test_what_a_source_is_is_found_out_on_the_way(store: Store, server: Server) -> None:
    store.sources.add(Source(url=server.route("/feed", feed(Item("一", guid="1")))))
    store.sources.add(Source(url=server.route("/", Reply(channel(PAGES)))))
    store.sources.add(Source(url=server.route("/bare", Reply("<p>nothing listed here</p>"))))
    await refreshed(store)
    assert [source.kind for source in store.sources.all()] == ["feed", "page", "auto"]
    assert store.articles.count() == 3


async def test_no_more_sources_are_asked_at_once_than_the_settings_say(
    store: Store, server: Server
) -> None:
    for number in range(4):
        url = server.route(f"/{number}", feed(Item("一", guid="1")))
        store.sources.add(Source(url=url, kind="feed"))
    one_by_one = refresh(store, store.sources.all(), settings=Fetch(jobs=1), now=lambda: NOW)
    asked = [len(server.requests) async for _ in one_by_one]
    assert asked == [1, 2, 3, 4]


async def test_a_refresh_that_is_cancelled_leaves_whole_articles(
    store: Store, server: Server
) -> None:
    arrived = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(_: Request) -> Reply:
        loop.call_soon_threadsafe(arrived.set)
        return Reply(rss(Item("慢", guid="1")), content_type=XML, drip=0.01)

    store.sources.add(Source(url=server.route("/fast", feed(Item("快", guid="1"))), kind="feed"))
    store.sources.add(Source(url=server.route("/slow", slow), kind="feed"))
    first = asyncio.Event()

    async def run() -> None:
        async for _ in refresh(store, store.sources.all(), settings=SETTINGS, now=lambda: NOW):
            first.set()

    task = asyncio.create_task(run())
    async with asyncio.timeout(30):
        await asyncio.gather(first.wait(), arrived.wait())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert headlines(store) == ["快"]
    assert [source.checked for source in store.sources.all()] == [MOMENT, None]
    server.route("/slow", feed(Item("慢", guid="1")))
    assert sum(outcome.new for outcome in await refreshed(store)) == 1


async def test_nothing_to_ask_is_no_outcome(store: Store) -> None:
    assert await refreshed(store) == []
