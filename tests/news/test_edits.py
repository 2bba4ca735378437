"""An article that was edited is replaced by one reading of its page, or stands as it was."""

from collections.abc import Iterator

import pytest

from reader.errors import InputError
from reader.model import Article, Outcome, Source
from reader.news.refresh.run import complete, refresh
from reader.settings.config import Fetch
from reader.store.store import Store
from reader.view import View
from tests.news.pages import Item, article, channel, rss
from tests.server import Reply, Server

PATH = "/2026/05/18/180041.html"
SETTINGS = Fetch(timeout=60)
FIRE, OUT = "城北市场火灾致三人受伤", "城北市场火情已处置"
HURT = "今天上午，城北市场一处仓库起火，三人受伤，已送往市医院，消防员还在现场。" * 3
UNHURT = "经核实，城北市场火情已经处置完毕，没有人员伤亡，此前所说的伤者是来接班的员工。" * 3
LISTED = channel([(PATH, FIRE, "2026-05-18 09:30")])
LISTED_ANEW = channel([(PATH, OUT, "2026-05-18 11:00")])


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


async def refreshed(store: Store) -> Outcome:
    [outcome] = [each async for each in refresh(store, store.sources.all(), settings=SETTINGS)]
    return outcome


def stored(store: Store) -> Article:
    [id] = store.articles.ids(View())
    return store.articles.get(id)


async def before(store: Store, server: Server) -> Article:
    """Return the article as it is stored before its list has another headline for it."""
    server.route(PATH, Reply(article(FIRE, text=HURT)))
    store.sources.add(Source(url=server.route("/", Reply(LISTED)), kind="page"))
    await refreshed(store)
    server.route("/", Reply(LISTED_ANEW))
    whole = stored(store)
    assert (whole.draft.extent, whole.draft.headline) == ("full", FIRE)
    store.marks.read([whole.head.id])
    store.offline.take([whole.head.id])
    return stored(store)


async def test_headline_and_body_come_from_one_reading(store: Store, server: Server) -> None:
    was = await before(store, server)
    server.route(PATH, Reply(article(OUT, text=UNHURT)))
    await refreshed(store)
    now = stored(store)
    assert (now.draft.headline, now.draft.extent) == (OUT, "full")
    assert all(UNHURT in each for each in now.draft.body)
    assert (now.head.id, now.head.read, now.head.taken) == (was.head.id, True, False)
    asked = server.paths().count(PATH)
    assert (await refreshed(store)).updated == 0
    assert server.paths().count(PATH) == asked == 2


async def test_a_page_that_is_as_it_was_leaves_all_as_it_was(store: Store, server: Server) -> None:
    was = await before(store, server)
    await refreshed(store)
    await refreshed(store)
    assert stored(store) == was
    assert server.paths().count(PATH) == 2


@pytest.mark.parametrize(
    ("reply", "asked"),
    [
        (Reply("down", 503), 3),
        (Reply("gone", 404), 2),
        (Reply("<p>没有文章"), 2),
        (Reply(article(OUT, paragraphs=1, text="请登录后阅读全文。")), 2),
        (Reply(article(OUT, paragraphs=1, text=f"{HURT[:37]}……展开全文")), 2),
    ],
)
async def test_what_is_no_article_replaces_nothing(
    store: Store, server: Server, reply: Reply, asked: int
) -> None:
    was = await before(store, server)
    server.route(PATH, reply)
    await refreshed(store)
    await refreshed(store)
    assert stored(store) == was
    assert server.paths().count(PATH) == asked


async def test_pages_are_read_again_within_the_source_s_limit(store: Store, server: Server) -> None:
    was = await before(store, server)
    server.route(PATH, Reply(article(OUT, text=UNHURT)))
    run = refresh(store, store.sources.all(), settings=Fetch(timeout=60, page_articles=0))
    assert [outcome.updated async for outcome in run] == [0]
    assert stored(store) == was
    await refreshed(store)
    assert stored(store).draft.headline == OUT


async def test_asked_for_by_hand_all_of_it_is_the_page_s(store: Store, server: Server) -> None:
    was = await before(store, server)
    server.route(PATH, Reply(article(OUT, text=UNHURT)))
    now = await complete(store, was.head.id, settings=SETTINGS)
    assert (now.draft.headline, UNHURT in now.draft.body[0]) == (OUT, True)


async def test_asked_for_by_hand_a_wall_is_told_of(store: Store, server: Server) -> None:
    was = await before(store, server)
    server.route(PATH, Reply(article(FIRE, paragraphs=1, text="请登录后阅读全文。")))
    with pytest.raises(InputError, match=" 的网页现在只有这篇文章的一部分，存着的全文没有换掉。"):
        await complete(store, was.head.id, settings=SETTINGS)
    assert stored(store) == was


async def test_a_feed_s_teaser_waits_for_the_page(store: Store, server: Server) -> None:
    link = server.route(PATH, Reply(article(FIRE, text=HURT)))

    def feed(title: str, summary: str) -> Reply:
        return Reply(rss(Item(title, link, "1", summary)), content_type="application/rss+xml")

    source = Source(url=server.route("/feed", feed(FIRE, HURT[:20])), kind="feed")
    store.sources.add(source)
    await refreshed(store)
    was = await complete(store, stored(store).head.id, settings=SETTINGS)
    server.route("/feed", feed(OUT, UNHURT[:20]))
    server.route(PATH, Reply("down", 500))
    await refreshed(store)
    assert stored(store).draft == was.draft
    server.route(PATH, Reply(article(OUT, text=UNHURT)))
    await refreshed(store)
    assert (stored(store).draft.headline, stored(store).draft.extent) == (OUT, "full")
    assert UNHURT in stored(store).draft.body[0]
