"""Newspapers whose editions are asked for day by day, served on loopback over three days."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from reader.i18n import render
from reader.model import ArticleHead, Outcome, Source
from reader.news.discovery import Discovery, discover
from reader.news.due import due
from reader.news.refresh.run import complete, refresh
from reader.news.search import conditions
from reader.news.work import index
from reader.settings.config import Fetch
from reader.store.store import Store
from reader.text.dates import CST
from reader.view import View
from tests.papers import NEWS, TEXT, Paper, Piece, Sheet
from tests.server import Reply, Request, Server, redirect

SETTINGS = Fetch(jobs=4, timeout=60)
FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (28, 29, 30))
HEADLINES = [
    "松岸港二期今起靠泊货轮",
    "城南旧街修好了三百盏路灯",
    "江堤步道全线贯通",
    "菜场里的修伞人",
]
"""Of `NEWS`, without adverts and with the parts of the third joined."""
PAPERS = [
    Paper("map", charset="gbk"),
    Paper("table"),
    Paper("elements", charset="gbk", declared="utf-8"),
    Paper("script"),
]


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=CST)


def publish(server: Server, paper: Paper, *days: date, charset: str = "") -> None:
    said = f"text/html{f'; charset={charset}' if charset else ''}"
    for day in days:
        for path, body in paper.site(day).items():
            server.route(path, Reply(body, content_type=said))


def subscribed(store: Store, server: Server, paper: Paper) -> Source:
    return store.sources.add(Source(url=server.at(paper.pattern()), kind="paper"))


async def asked(store: Store, day: date, since: date | None = None) -> Outcome:
    start = int(morning(since).timestamp()) if since else None
    run = refresh(
        store, store.sources.all(), settings=SETTINGS, since=start, now=lambda: morning(day)
    )
    [outcome] = [outcome async for outcome in run]
    return outcome


async def discovered(url: str, day: date) -> Discovery:
    found = await discover(url, settings=SETTINGS, now=lambda: morning(day))
    assert isinstance(found, Discovery)
    return found


def heads(store: Store) -> list[ArticleHead]:
    return store.articles.heads(store.articles.ids(View()))


def listed(store: Store) -> list[tuple[str, str | None]]:
    return [(head.headline, head.published) for head in heads(store)]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.layout)
async def test_each_day_brings_its_edition_in_the_order_of_the_paper(
    paper: Paper, store: Store, server: Server
) -> None:
    subscribed(store, server, paper)
    for day in (FIRST, SECOND, THIRD):
        publish(server, paper, day)
        outcome = await asked(store, day)
        assert (outcome.status, outcome.new) == ("ok", 4)
    days = (THIRD, SECOND, FIRST)
    assert listed(store) == [(title, day.isoformat()) for day in days for title in HEADLINES]
    [first, *_] = heads(store)
    article = store.articles.get(first.id).draft
    assert (article.page, article.extent) == ("01版 要闻", "head")
    assert first.source == "松岸日报"


async def test_an_edition_that_is_all_here_is_asked_for_no_more_that_day(
    store: Store, server: Server
) -> None:
    paper = PAPERS[0]
    publish(server, paper, FIRST)
    subscribed(store, server, paper)
    await asked(store, FIRST)
    requests = len(server.requests)
    assert (await asked(store, FIRST)).status == "not_modified"
    assert len(server.requests) == requests
    [source] = store.sources.all()
    at = int(morning(FIRST).timestamp())
    assert due([source], at + 12 * 3600, 1800) == []
    assert due([source], at + 24 * 3600, 1800) == [source]


async def test_yesterdays_is_read_until_todays_is_out(store: Store, server: Server) -> None:
    paper = PAPERS[1]
    publish(server, paper, FIRST)
    subscribed(store, server, paper)
    assert (await asked(store, SECOND)).new == 4
    assert {day for _, day in listed(store)} == {"2026-11-28"}
    assert (await asked(store, SECOND)).status == "not_modified"
    publish(server, paper, SECOND)
    assert (await asked(store, SECOND)).new == 4


async def test_a_day_without_a_paper_is_no_failure(store: Store, server: Server) -> None:
    publish(server, PAPERS[2], FIRST)
    subscribed(store, server, PAPERS[2])
    await asked(store, FIRST)
    outcome = await asked(store, THIRD)
    assert (outcome.status, outcome.problem) == ("not_modified", None)
    publish(server, PAPERS[2], THIRD)
    assert (await asked(store, THIRD)).new == 4


async def test_a_paper_that_was_never_read_is_looked_for_a_week_back(
    store: Store, server: Server
) -> None:
    publish(server, PAPERS[2], FIRST)
    subscribed(store, server, PAPERS[2])
    late = await asked(store, FIRST + timedelta(days=8))
    assert (late.problem and late.problem.kind) == "not_a_feed"
    assert (await asked(store, FIRST + timedelta(days=7))).new == 4


async def test_one_can_go_back_day_by_day(store: Store, server: Server) -> None:
    paper = PAPERS[3]
    publish(server, paper, FIRST, THIRD)
    subscribed(store, server, paper)
    await asked(store, THIRD)
    outcome = await asked(store, THIRD, since=FIRST - timedelta(days=9))
    assert (outcome.new, len(outcome.feed.entries)) == (4, 8)
    days = ("2026-11-30", "2026-11-28")
    assert listed(store) == [(title, day) for day in days for title in HEADLINES]


async def test_a_page_that_fails_is_asked_for_again(store: Store, server: Server) -> None:
    paper = PAPERS[0]
    publish(server, paper, FIRST)
    whole = paper.site(FIRST)[paper.page(FIRST, 2)]
    server.route(paper.page(FIRST, 2), Reply(status=503))
    subscribed(store, server, paper)
    assert (await asked(store, FIRST)).new == 3
    server.route(paper.page(FIRST, 2), Reply(whole, content_type="text/html"))
    assert (await asked(store, FIRST)).new == 1
    assert [title for title, _ in listed(store)] == HEADLINES


async def test_yesterdays_edition_under_todays_address_is_yesterdays(
    store: Store, server: Server
) -> None:
    paper = PAPERS[2]
    publish(server, paper, FIRST)
    old = paper.site(FIRST)
    server.route(paper.page(SECOND, 0), Reply(old[paper.page(FIRST, 0)], content_type="text/html"))
    subscribed(store, server, paper)
    assert (await asked(store, SECOND)).new == 4
    assert {day for _, day in listed(store)} == {"2026-11-28"}
    assert (await asked(store, SECOND)).status == "not_modified"


async def test_an_article_is_fetched_with_the_part_on_another_page(
    store: Store, server: Server
) -> None:
    paper = Paper("map")
    publish(server, paper, FIRST)
    path = paper.article(FIRST, 2, 0)
    other = Piece("江堤步道全线贯通（上接第01版）", text=("（上接第01版）" + TEXT[1], TEXT[2]))
    sheets = (*NEWS[:2], Sheet("03", "民生", (other, *NEWS[2].pieces[1:])))
    server.route(path, Reply(paper.site(FIRST, sheets)[path]))
    subscribed(store, server, paper)
    await asked(store, FIRST)
    third = heads(store)[2]
    article = await complete(store, third.id, settings=SETTINGS)
    assert article.draft.headline == "江堤步道全线贯通"
    assert article.draft.body == (*TEXT, TEXT[1], TEXT[2])
    assert article.draft.page == "01版 要闻"
    assert article.draft.published == "2026-11-28"
    assert [title for title, _ in listed(store)] == HEADLINES


async def test_full_text_comes_at_once_where_it_is_wanted(store: Store, server: Server) -> None:
    paper = PAPERS[1]
    publish(server, paper, FIRST)
    store.sources.add(Source(url=server.at(paper.pattern()), kind="paper", full_text="always"))
    await asked(store, FIRST)
    articles = store.articles.whole([head.id for head in heads(store)])
    assert [article.draft.extent for article in articles] == ["full"] * 4


ENTRANCES = {
    "a redirect": lambda page: redirect(page),
    "a refresh": lambda page: Reply(f'<meta http-equiv=refresh content="0;url={page}">'),
    "a script": lambda page: Reply(f'<script>window.location = "{page}"</script>'),
    "frames": lambda page: Reply(
        f'<frameset><frame src="/top"><frame name=list src="{page}"></frameset>'
    ),
}


@pytest.mark.parametrize("entrance", ENTRANCES)
async def test_an_entrance_is_followed_and_its_pattern_is_proposed(
    entrance: str, store: Store, server: Server
) -> None:
    paper = PAPERS[0]
    publish(server, paper, FIRST, SECOND)
    server.route("/", ENTRANCES[entrance](paper.page(SECOND, 0)))
    found = await discovered(server.at("/"), SECOND)
    assert (found.source.kind, found.source.url) == ("paper", server.at(paper.pattern()))
    assert (found.source.label, len(found.feed.entries)) == ("松岸日报", 4)
    store.sources.add(Source(url=server.at("/")))
    assert (await asked(store, SECOND)).new == 4
    assert [source.kind for source in store.sources.all()] == ["paper"]
    assert (await asked(store, SECOND, since=FIRST)).new == 4


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.layout)
async def test_the_page_of_one_day_is_the_paper_of_every_day(paper: Paper, server: Server) -> None:
    publish(server, paper, FIRST)
    found = await discovered(server.at(paper.page(FIRST, 0)), THIRD)
    assert (found.source.kind, found.source.url) == ("paper", server.at(paper.pattern()))


async def test_a_pattern_is_tried_for_a_week(server: Server) -> None:
    paper = PAPERS[0]
    publish(server, paper, FIRST)
    found = await discovered(server.at(paper.pattern()), THIRD)
    assert (found.source.kind, len(found.feed.entries)) == ("paper", 4)


async def test_a_page_that_scripts_build_is_told_as_such(store: Store, server: Server) -> None:
    paper = PAPERS[0]
    server.route(paper.page(FIRST, 0), Reply("<div id=app></div><script src=/app.js></script>"))
    subscribed(store, server, paper)
    outcome = await asked(store, FIRST)
    assert outcome.problem
    assert "脚本" in render(outcome.problem)


async def test_a_list_of_pages_that_leads_round_in_circles_or_away_ends(
    store: Store, server: Server
) -> None:
    paper = PAPERS[0]

    def page(request: Request) -> Reply:
        number = int(request.path.rpartition("_")[2].removesuffix(".htm"))
        links = "".join(
            f"<a href=node_{n}.htm>第{n:02}版：要闻</a>" for n in (number, number + 1, 1, 1)
        )
        links += "<a href=/sawb/html/2026-11/28/node_1.htm>第01版</a>"
        return Reply(f"{links}<a href=content_{number}.htm>第{number}版的头条新闻</a>")

    for n in range(1, 100):
        server.route(f"/sarb/html/2026-11/28/node_{n}.htm", page)
    subscribed(store, server, paper)
    outcome = await asked(store, FIRST)
    assert outcome.status == "ok"
    assert outcome.new <= 40
    assert len(server.requests) <= 45
    [source] = store.sources.all()
    assert (source.problem and source.problem.kind) == "too_large"
    assert not any("sawb" in request.path for request in server.requests)


async def test_what_a_paper_printed_can_be_searched(store: Store, server: Server) -> None:
    publish(server, PAPERS[0], FIRST)
    subscribed(store, server, PAPERS[0])
    await asked(store, FIRST)
    list(index(store))
    found = store.search.among(
        View(conditions("修伞人", morning(FIRST))), store.articles.ids(View())
    )
    assert [head.headline for head in store.articles.heads(list(found))] == ["菜场里的修伞人"]


async def test_a_day_to_come_is_not_believed(store: Store, server: Server) -> None:
    paper = PAPERS[0]
    publish(server, paper, FIRST)
    path = paper.page(FIRST, 0)
    stated = paper.site(FIRST)[path] + b"<!-- <founder-date>2099-01-01</founder-date> -->"
    server.route(path, Reply(stated, content_type="text/html"))
    subscribed(store, server, paper)
    assert (await asked(store, FIRST)).new == 4
    assert {day for _, day in listed(store)} == {"2026-11-28"}
    publish(server, paper, SECOND)
    assert (await asked(store, SECOND)).new == 4
