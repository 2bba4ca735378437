import asyncio
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import pytest

from reader.errors import HttpStatus, ParserStopped
from reader.i18n import render
from reader.model import ArticleHead, Count, Outcome, Source
from reader.news.health import came, cut_off, finding
from reader.news.refresh import responses, session
from reader.news.refresh.responses import PAGE_LIMIT, SMALL
from reader.news.refresh.run import complete, refresh
from reader.processes.sandbox import Sandbox
from reader.settings.config import Fetch
from reader.store.store import Store
from reader.text.dates import CST, epoch
from reader.view import View
from tests.news.pages import PARAGRAPH, Item, article, channel, rss
from tests.server import Reply, Request, Server, redirect

T = TypeVar("T")
NOW = datetime(2026, 5, 20, 12, 0, tzinfo=CST)
MOMENT = int(NOW.timestamp())
SETTINGS = Fetch(jobs=4, timeout=60)
HEADS = Fetch(jobs=4, timeout=60, page_articles=0)
FIRST, SECOND, THIRD = (f"/2026/05/1{day}/{day}0041.html" for day in (8, 7, 6))
XML = "application/rss+xml; charset=utf-8"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


async def refreshed(
    store: Store, now: datetime = NOW, settings: Fetch = SETTINGS, *, force: bool = False
) -> list[Outcome]:
    run = refresh(store, store.sources.all(), settings=settings, now=lambda: now, force=force)
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


@pytest.mark.parametrize("small", [SMALL, 0], ids=["here", "in the sandbox"])
@pytest.mark.parametrize("whole", [0, 1])
async def test_of_a_feed_that_is_cut_off_the_rest_comes_next_time(
    store: Store, server: Server, whole: int, small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(responses, "SMALL", small)
    text = rss(Item("第1篇", guid="1"), Item("第2篇", guid="2"))
    dated = "Wed, 20 May 2026 03:00:00 GMT"
    sent = partial(Reply, content_type=XML, etag='"v1"', last_modified=dated)
    url = server.route("/feed", sent(text[: text.index(f"第{whole + 1}篇")]))
    store.sources.add(Source(url=url, kind="feed", etag='"v0"'))
    [outcome] = await refreshed(store)
    assert outcome.problem == cut_off(whole)
    assert (outcome.status, outcome.new) == ("ok", whole)
    [source] = store.sources.all()
    assert (source.problem, source.etag, source.last_modified) == (outcome.problem, "", "")
    assert came(outcome) == finding(source, Count(), None, MOMENT) == outcome.problem
    server.route("/feed", sent(text))
    [outcome] = await refreshed(store)
    assert (outcome.status, outcome.new, outcome.problem) == ("ok", 2 - whole, None)
    [source] = store.sources.all()
    assert (source.problem, source.etag, source.last_modified) == (None, '"v1"', dated)


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


async def test_a_page_that_was_never_read_and_leads_to_another_site_is_not_taken(
    store: Store, server: Server
) -> None:
    server.route("http://www.songan.example/", redirect("http://jackpot.example/", 302))
    server.route("http://jackpot.example/", Reply(channel(PAGES)))
    store.sources.add(Source(url="http://www.songan.example/", kind="page"))
    [outcome] = await refreshed(store, settings=Fetch(proxy=server.at("")))
    assert outcome.problem is not None and outcome.problem.kind == "elsewhere"
    assert "jackpot.example" in render(outcome.problem)
    assert store.articles.count() == 0


@pytest.mark.parametrize(
    ("title", "force", "is_taken"),
    [
        ("首页_彩票开奖网", False, False),
        ("首页_彩票开奖网", True, True),
        ("松安新闻", False, True),
        ("吉林市要闻", False, True),
    ],
)
async def test_a_page_of_the_catalogue_that_speaks_of_another_place_is_not_taken(
    store: Store, server: Server, title: str, force: bool, is_taken: bool
) -> None:
    url = server.route("/", Reply(channel(PAGES, title=title)))
    store.sources.add(Source(url=url, kind="page", name="松安新闻 要闻", region="220200"))
    [outcome] = await refreshed(store, force=force)
    assert (outcome.problem is None) is is_taken
    assert store.articles.count() == (2 if is_taken else 0)
    if outcome.problem:
        assert outcome.problem.kind == "elsewhere" and "没有提到吉林市" in render(outcome.problem)


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
    [outcome] = await refreshed(store, settings=HEADS)
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


async def test_a_page_is_narrowed_to_addresses_that_hold_a_text(
    store: Store, server: Server
) -> None:
    url = server.route("/", Reply(channel(PAGES)))
    part = FIRST.rpartition("/")[2]
    store.sources.add(Source(url=url, kind="page", part=part))
    [outcome] = await refreshed(store, settings=HEADS)
    assert outcome.new == 1 and headlines(store) == [PAGES[0][1]]
    assert store.sources.all()[0].part == part


async def test_a_channel_page_brings_the_text_of_its_newest_articles(
    store: Store, server: Server
) -> None:
    pages = [*PAGES, (THIRD, "旧书店又亮起了灯", "2026-05-16 08:00")]
    url = server.route("/", Reply(channel(pages)))
    for path, *_ in pages:
        server.route(path, Reply(article("网页自己的标题")))
    server.route(FIRST, Reply("gone", 404))
    source = store.sources.add(Source(url=url, kind="page"))
    told: list[tuple[int, int]] = []
    settings = Fetch(page_articles=2, timeout=60)
    run = refresh(
        store,
        [source],
        settings=settings,
        now=lambda: NOW,
        on_progress=lambda *how: told.append(how),
    )
    [outcome] = [outcome async for outcome in run]
    assert outcome.new == 3
    assert told == [(0, 2), (1, 2), (2, 2)]
    articles = [store.articles.get(id) for id in store.articles.ids(View())]
    assert [article.draft.extent for article in articles] == ["head", "full", "head"]
    assert [article.head.headline for article in articles] == [title for _, title, _ in pages]
    assert articles[1].head.published == "2026-05-17T08:00+08:00"
    assert server.paths()[0] == "/"
    assert sorted(server.paths()[1:]) == sorted([FIRST, SECOND])


async def test_a_channel_page_that_lists_nothing_any_more_is_told_from_one_without_news(
    store: Store, server: Server
) -> None:
    url = server.route("/", Reply(channel(PAGES)))
    source = store.sources.add(Source(url=url, kind="page"))
    await refreshed(store, settings=HEADS)
    await refreshed(store, settings=HEADS)
    assert store.sources.get(source.id).problem is None
    server.route("/", Reply("<html><body><form>请登录</form></body></html>"))
    [outcome] = await refreshed(store, settings=HEADS)
    assert (outcome.status, outcome.problem) == ("ok", None)
    problem = store.sources.get(source.id).problem
    assert problem is not None and problem.kind == "empty" and "登录" in problem.message
    assert len(heads(store)) == len(PAGES)
    server.route("/", Reply(channel(PAGES)))
    await refreshed(store, settings=HEADS)
    assert store.sources.get(source.id).problem is None


async def test_a_feed_brings_the_text_of_its_articles_if_that_is_wanted(
    store: Store, server: Server
) -> None:
    link = server.route(FIRST, Reply(article(PAGES[0][1])))
    url = server.route("/feed", feed(Item(PAGES[0][1], link=link, summary="江边来了候鸟。")))
    source = store.sources.add(Source(url=url, kind="feed"))
    await refreshed(store)
    assert server.paths() == ["/feed"]
    store.sources.remove(source.id)
    store.sources.add(Source(url=url, kind="feed", full_text="always"))
    await refreshed(store)
    [id] = store.articles.ids(View())
    assert store.articles.get(id).draft.extent == "full"


async def test_two_articles_of_one_host_are_fetched_side_by_side(
    store: Store, server: Server
) -> None:
    arrived = asyncio.Event()
    loop = asyncio.get_running_loop()

    def second(_: Request) -> Reply:
        loop.call_soon_threadsafe(arrived.set)
        return Reply(article(PAGES[1][1]))

    store.sources.add(Source(url=server.route("/", Reply(channel(PAGES))), kind="page"))
    server.route(FIRST, Reply(article(PAGES[0][1]), drip=0.01))
    server.route(SECOND, second)
    run = asyncio.create_task(refreshed(store, settings=Fetch(timeout=60)))
    async with asyncio.timeout(60):
        await arrived.wait()
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    assert store.articles.get(store.articles.ids(View())[0]).draft.extent == "head"


async def completed(store: Store, server: Server, path: str = FIRST) -> tuple[str, ...]:
    """Complete the one article of a channel page, and give its text."""
    url = server.route("/", Reply(channel([(path, PAGES[0][1], PAGES[0][2])])))
    store.sources.add(Source(url=url, kind="page"))
    await refreshed(store)
    return store.articles.get(store.articles.ids(View())[0]).draft.body


def of_series(number: int) -> tuple[str, str]:
    """The path of a page of one article, and the text of its paragraphs."""
    counter = f"_{number}" if number > 1 else ""
    return FIRST.replace(".html", f"{counter}.html"), f"第{number}页说：{PARAGRAPH}"


def series(server: Server, count: int, *, missing: int = 0) -> None:
    """An article of *count* pages, each of which links the next one."""
    for number in range(1, count + 1):
        path, text = of_series(number)
        following = [] if number == count else [of_series(number + 1)[0]]
        page = article(PAGES[0][1], paragraphs=1, text=text)
        link = "".join(f'<p><a href="{path}">下一页</a></p>' for path in following)
        reply = Reply(page.replace("</p></div>", f"</p></div>{link}"))
        server.route(path, Reply("gone", 404) if number == missing else reply)


async def test_an_article_of_several_pages_is_joined(store: Store, server: Server) -> None:
    paths = [of_series(number)[0] for number in (2, 3)]
    server.route(FIRST, Reply(article("候鸟", paragraphs=2, text="第一页。", pages=paths)))
    for number, path in enumerate(paths, 2):
        server.route(path, Reply(article("候鸟", paragraphs=1, text=of_series(number)[1])))
    body = await completed(store, server)
    assert [text[:5] for text in body][-2:] == ["第2页说：", "第3页说："]
    assert sorted(server.paths()) == sorted(["/", FIRST, *paths])


async def test_the_pages_of_an_article_are_followed_one_after_the_other(
    store: Store, server: Server
) -> None:
    series(server, 4)
    body = await completed(store, server)
    assert body == tuple(of_series(number)[1] for number in range(1, 5))


async def test_an_article_goes_as_far_as_its_pages_came(store: Store, server: Server) -> None:
    series(server, 4, missing=3)
    body = await completed(store, server)
    assert body == tuple(of_series(number)[1] for number in (1, 2))
    [id] = store.articles.ids(View())
    assert store.articles.get(id).draft.pages == (server.at(of_series(3)[0]),)


async def test_no_article_has_pages_without_end(store: Store, server: Server) -> None:
    series(server, PAGE_LIMIT + 3)
    assert len(await completed(store, server)) == PAGE_LIMIT + 1


def months(server: Server, count: int, *, end: int = 0) -> None:
    """A list of *count* pages, each a day older than the one before, the page *end* missing."""
    for number in range(1, count + 1):
        path = "/" if number == 1 else f"/index_{number}.html"
        links = [
            (
                f"/2026/05/{29 - number}/{number}00{i}.html",
                f"第{number}页的第{i}条新闻",
                f"2026-05-{29 - number}",
            )
            for i in range(5)
        ]
        page = channel(links, following=f"/index_{number + 1}.html" if number < count else "")
        server.route(path, Reply("gone", 404) if number == end else Reply(page))


async def gone_back(store: Store, server: Server, day: str) -> int:
    """Go back to *day* in the list at the server's root, and give how many articles came."""
    store.sources.add(Source(url=server.at("/"), kind="page"))
    run = refresh(
        store,
        store.sources.all(),
        settings=HEADS,
        since=epoch(day),
        now=lambda: NOW,
    )
    return sum([outcome.new async for outcome in run])


async def test_a_list_is_followed_back_to_a_day(store: Store, server: Server) -> None:
    months(server, 6)
    assert await gone_back(store, server, "2026-05-26") == 20
    assert server.paths() == ["/", "/index_2.html", "/index_3.html", "/index_4.html"]


async def test_a_list_ends_where_its_pages_do(store: Store, server: Server) -> None:
    months(server, 3)
    assert await gone_back(store, server, "2020-01-01") == 15


async def test_what_came_of_a_list_stays_where_a_page_fails(store: Store, server: Server) -> None:
    months(server, 6, end=3)
    assert await gone_back(store, server, "2020-01-01") == 10


async def test_a_list_that_leads_back_to_itself_ends(store: Store, server: Server) -> None:
    months(server, 1)
    page = channel([(FIRST, "护鸟队走遍大堤数候鸟", "2026-05-18")], following="/?page=2")
    server.route("/", Reply(page))
    assert await gone_back(store, server, "2020-01-01") == 1
    assert len(server.paths()) == 2


async def test_a_refresh_reads_the_first_page_only(store: Store, server: Server) -> None:
    months(server, 3)
    store.sources.add(Source(url=server.at("/"), kind="page"))
    [outcome] = await refreshed(store, settings=HEADS)
    assert (outcome.new, server.paths()) == (5, ["/"])


async def test_what_a_source_is_is_found_out_on_the_way(store: Store, server: Server) -> None:
    store.sources.add(Source(url=server.route("/feed", feed(Item("一", guid="1")))))
    store.sources.add(Source(url=server.route("/", Reply(channel(PAGES)))))
    store.sources.add(Source(url=server.route("/bare", Reply("<p>nothing listed here</p>"))))
    await refreshed(store)
    assert [source.kind for source in store.sources.all()] == ["feed", "page", "auto"]
    assert store.articles.count() == 3


def home(server: Server, path: str = "/") -> str:
    """Put up a channel page that announces the feed ``/feed``."""
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    return server.route(
        path, Reply(channel(PAGES).replace("</head>", f"{link}</head>"), etag='"h"')
    )


async def test_a_page_gives_way_to_the_feed_that_it_announces(store: Store, server: Server) -> None:
    url = server.route("/feed", feed(Item("一", guid="1"), etag='"v1"'))
    [source] = store.sources.add_all([Source(url=home(server), name="江城")])
    [first], [again] = await refreshed(store), await refreshed(store)
    assert (first.status, first.new, first.final_url) == ("ok", 1, url)
    assert again.status == "not_modified"
    assert server.paths() == ["/", "/feed", "/feed"]
    [kept] = store.sources.all()
    assert (kept.id, kept.url, kept.kind, kept.name) == (source.id, url, "feed", "江城")
    assert store.sources.find(source.url) == kept


async def test_a_declared_page_is_asked_for_its_feed_every_time(
    store: Store, server: Server
) -> None:
    server.route("/feed", feed(Item("一", guid="1")))
    store.sources.declare([Source(url=home(server))])
    await refreshed(store)
    server.route("/feed", feed(Item("二", guid="2")))
    [outcome] = await refreshed(store)
    assert (outcome.status, outcome.new) == ("ok", 1)
    assert [(source.url, source.kind) for source in store.sources.all()] == [
        (server.at("/"), "auto")
    ]
    assert sorted(headlines(store)) == ["一", "二"]


async def test_a_page_whose_feed_is_a_source_becomes_another_address_of_it(
    store: Store, server: Server
) -> None:
    url = server.route("/feed", feed(Item("一", guid="1")))
    known, page = store.sources.add_all([Source(url=url), Source(url=home(server))])
    outcomes = await refreshed(store)
    assert [outcome.source.id for outcome in outcomes] == [known.id, known.id]
    assert [source.id for source in store.sources.all()] == [known.id]
    found = store.sources.find(page.url)
    assert found is not None and found.id == known.id
    assert headlines(store) == ["一"]


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
    async with asyncio.timeout(60):
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


async def test_a_source_whose_page_runs_away_is_asked_for_no_other(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    class Watched(Sandbox):
        async def run(self, returns: type[T], function: str, *args: Any, **kwargs: Any) -> T:
            if function.endswith(":read_page"):
                parsed.append(args[1])
                if "/bad/" in args[1]:
                    raise ParserStopped(name=args[1])
            return await super().run(returns, function, *args, **kwargs)

    monkeypatch.setattr(session, "Sandbox", Watched)
    for name in ("bad", "good"):
        pages = [(f"/{name}/2026051{n}/1.html", f"江边来了第 {n} 群候鸟") for n in range(8)]
        listed = channel([(path, title, "2026-05-18 09:30") for path, title in pages])
        store.sources.add(Source(url=server.route(f"/{name}/", Reply(listed)), kind="page"))
        for path, title in pages:
            server.route(path, Reply(article(title)))
    await refreshed(store)
    assert [sum(f"/{name}/" in url for url in parsed) for name in ("bad", "good")] == [1, 8]
    # A second worker may have fetched another meanwhile.
    assert sum(path.startswith("/bad/2") for path in server.paths()) <= 2


async def test_a_refresh_may_be_left_before_all_have_answered(store: Store, server: Server) -> None:
    quick = server.route("/quick", feed(Item("江边来了候鸟", guid="1")))
    slow = server.route("/slow", Reply(rss(), content_type=XML, drip=3600))
    for url in (slow, quick):
        store.sources.add(Source(url=url, kind="feed"))
    run = refresh(store, store.sources.all(), settings=SETTINGS, now=lambda: NOW)
    assert (await anext(run)).source.url == quick
    await run.aclose()
    assert [source.checked for source in store.sources.all()] == [None, MOMENT]
