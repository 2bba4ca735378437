from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from msgspec import structs

from reader.errors import BadResponse, FetchError, HttpStatus, SyncError
from reader.i18n import render
from reader.model import ArticleHead, Block, Draft, Rule, Source
from reader.news.refresh.recorder import Recorder
from reader.news.sync.run import OVERLAP, Synced, find_api, sync
from reader.news.sync.server import MEMORY, remember
from reader.news.work import work
from reader.settings.config import Fetch, Sync
from reader.store.store import Store
from reader.text.dates import CST, now_in_china
from reader.view import View
from tests.news.pages import article
from tests.server import Reply, Server, redirect
from tests.sync.fake import OPENED, PASSWORD, Greader

DAYS = 30 * 86400
TERMS = Sync(since="30d")
NOW = datetime.fromtimestamp(OPENED, CST) + timedelta(hours=1)
"""By our clock, which is not the server's."""
ARTICLE = "吉林省延吉市的候鸟今天来到江边，市民在岸上看了一上午。"


@pytest.fixture
def greader(server: Server) -> Greader:
    return Greader(server, page=7)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(None) as opened:
        yield opened


async def run(
    store: Store, greader: Greader, terms: Sync = TERMS, settings: Fetch | None = None
) -> Synced:
    settings = settings or Fetch()
    return await sync(store, greader.login, settings=settings, terms=terms, now=lambda: NOW)


def heads(store: Store) -> dict[str, ArticleHead]:
    found = store.articles.heads(store.articles.ids(View()))
    assert len(found) == len({head.headline for head in found})
    return {head.headline: head for head in found}


def marks(store: Store) -> dict[str, tuple[bool, bool]]:
    return {name: (head.read, head.starred) for name, head in heads(store).items()}


def theirs(greader: Greader) -> dict[str, tuple[bool, bool]]:
    return {entry.title: (entry.read, entry.starred) for entry in greader.entries.values()}


async def test_the_first_sync_brings_sources_articles_and_marks(
    store: Store, greader: Greader
) -> None:
    placed = greader.subscribe("https://a.example/feed", "延吉日报", "吉林/延边")
    filed = greader.subscribe("https://b.example/feed", "早报", "闲读")
    for n in range(10):
        greader.publish(placed, f"第{n}条", read=n < 4, starred=n == 5)
    greader.publish(filed, "别处", content=ARTICLE)
    assert (await run(store, greader)).new == 11
    assert marks(store) == theirs(greader)
    one, other = store.sources.all()
    assert (one.label, one.region, one.folder) == ("延吉日报", "222400", "吉林/延边")
    assert (other.label, other.region, other.folder) == ("早报", None, "闲读")
    assert one.succeeded == int(NOW.timestamp())
    head = heads(store)["别处"]
    assert store.articles.get(head.id).draft.body == (ARTICLE,)
    assert head.source_id == other.id


async def test_of_what_came_long_before_the_first_sync_stars_come_and_the_unread_are_counted(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    old = [
        greader.publish(feed, "未读"),
        greader.publish(feed, "已读", read=True),
        greader.publish(feed, "星标", starred=True),
        greader.publish(feed, "读过的星标", starred=True, read=True),
    ]
    for entry in old:
        del greader.entries[entry.id]
        entry.id -= (DAYS + 7200) * 1_000_000
        greader.entries[entry.id] = entry
    greader.publish(feed, "新")
    done = await run(store, greader)
    assert marks(store) == {
        "新": (False, False),
        "星标": (False, True),
        "读过的星标": (True, True),
    }
    assert [render(problem) for problem in done.problems] == [
        "127.0.0.1 还有 1 篇更早的未读文章没有收下：第一次同步只收 [sync] since 以来的。"
    ]
    old[1].starred = True
    assert await run(store, greader) == Synced(new=1, marked=2, sent=0)
    assert marks(store)["已读"] == (True, True)


async def test_a_later_sync_asks_for_no_more_than_is_new(store: Store, greader: Greader) -> None:
    feed = greader.subscribe("https://a.example/feed")
    for n in range(5):
        greader.publish(feed, f"第{n}条")
    await run(store, greader)
    greader.publish(feed, "又一条")
    greader.server.requests.clear()
    greader.forms.clear()
    assert await run(store, greader) == Synced(new=1, marked=0, sent=0)
    [contents] = [form for name, form in greader.forms if name == "contents"]
    assert len([value for name, value in contents if name == "i"]) == 1
    assert any(f"ot={OPENED + 5 - OVERLAP}" in path for path in greader.server.paths())
    assert (await run(store, greader)).new == 0


async def test_marks_go_both_ways_and_ours_win_until_they_are_sent(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    a, b, c = (greader.publish(feed, name) for name in "甲乙丙")
    await run(store, greader)
    store.marks.read([heads(store)["甲"].id])
    store.marks.star([heads(store)["乙"].id])
    b.read = c.starred = True
    assert await run(store, greader) == Synced(new=0, marked=2, sent=2)
    assert (
        marks(store)
        == theirs(greader)
        == {
            "甲": (True, False),
            "乙": (True, True),
            "丙": (False, True),
        }
    )
    a.read = c.starred = False
    assert await run(store, greader) == Synced(new=0, marked=2, sent=0)
    assert marks(store) == theirs(greader)


async def test_an_article_that_is_here_already_is_joined_with_its_text_and_its_marks(
    store: Store, greader: Greader
) -> None:
    source = store.sources.add(Source(url="https://a.example/feed", kind="feed", region="220000"))
    full = (Block("paragraph", ARTICLE * 9),)
    here = [
        Draft(headline="甲", url="https://n.example/1.html", guid="own-1", blocks=full),
        Draft(headline="乙", url="https://n.example/2.html", guid="own-2", blocks=full),
    ]
    await Recorder(store, now_in_china).success(source, here)
    store.marks.read([heads(store)["甲"].id])
    feed = greader.subscribe("https://a.example/feed", "延吉日报", "辽宁")
    for n, name in enumerate("甲乙丙", 1):
        greader.publish(feed, name, f"http://n.example/{n}.html?utm_source=rss")
    assert await run(store, greader) == Synced(new=1, marked=0, sent=0)
    assert marks(store) == {"甲": (True, False), "乙": (False, False), "丙": (False, False)}
    assert store.articles.get(heads(store)["甲"].id).draft.blocks == full
    assert [(each.region, each.label) for each in store.sources.all()] == [("220000", "延吉日报")]
    assert (await run(store, greader)).sent == 1
    assert marks(store) == theirs(greader)


@pytest.mark.parametrize(
    "reply", [Reply("", 500), Reply('{"items":[', cut=5), Reply(""), Reply("<html>")]
)
@pytest.mark.parametrize("path", ["ClientLogin", "/list", "/ids", "/contents", "/edit-tag"])
async def test_a_sync_that_breaks_off_loses_nothing_and_the_next_one_goes_on(
    store: Store, greader: Greader, path: str, reply: Reply
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    greader.publish(feed, "甲")
    await run(store, greader)
    greader.publish(feed, "乙", read=True)
    store.marks.read([heads(store)["甲"].id])
    greader.misbehave(path, reply, obey=True)
    with pytest.raises((HttpStatus, BadResponse, SyncError)):
        await run(store, greader)
    await run(store, greader)
    assert marks(store) == theirs(greader) == {"甲": (True, False), "乙": (True, False)}
    assert store.sync.waiting() == {}


OTHER = "https://other.example/api/greader.php"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply("Unauthorized!", 401), "不接受用户 读者 的密码"),
        (Reply("Forbidden!", 403), "（HTTP 403）"),
        (Reply("", 429), "（HTTP 429）"),
        (Reply("", 500), "（HTTP 500）"),
        (Reply("<!DOCTYPE html>"), "没有 Google Reader API"),
        (Reply(""), "答复不完整"),
        (Reply('{"itemRefs":[{"id":"1'), "答复不完整"),
        (Reply("{}", cut=1), "的答复读不懂"),
        (redirect(OTHER), f"转到了 {OTHER}，密码没有发到那里"),
    ],
)
async def test_a_server_that_is_not_well_is_said_in_a_sentence_and_loses_nothing(
    store: Store, greader: Greader, reply: Reply, said: str
) -> None:
    entry = greader.publish(greader.subscribe("https://a.example/feed"), "甲", starred=True)
    await run(store, greader)
    entry.read = True
    before = marks(store)
    for _ in range(2):  # a session that is refused is fetched anew once
        greader.misbehave("/ids", reply)
    with pytest.raises((FetchError, SyncError)) as caught:
        await run(store, greader)
    assert said in render(caught.value) and PASSWORD not in str(caught.value)
    assert marks(store) == before
    greader.misdeeds.clear()
    await run(store, greader)
    assert marks(store) == theirs(greader)


@pytest.mark.parametrize("hours", [-1, 1])
async def test_our_clock_may_be_wrong(store: Store, greader: Greader, hours: int) -> None:
    feed = greader.subscribe("https://a.example/feed")
    ours = datetime.fromtimestamp(OPENED, CST) + timedelta(hours=hours)
    for name in "甲乙丙":
        greader.publish(feed, name)
        done = await sync(store, greader.login, settings=Fetch(), terms=TERMS, now=lambda: ours)
        assert done.new == 1
    assert marks(store) == theirs(greader)


async def test_a_mark_that_is_undone_while_the_server_does_not_answer_is_undone_there(
    store: Store, greader: Greader
) -> None:
    entry = greader.publish(greader.subscribe("https://a.example/feed"), "甲")
    await run(store, greader)
    id = heads(store)["甲"].id
    store.marks.star([id])
    greader.misbehave("/edit-tag", Reply("", 500), obey=True)
    with pytest.raises(HttpStatus):
        await run(store, greader)
    assert entry.starred
    store.marks.star([id], False)
    await run(store, greader)
    assert marks(store) == theirs(greader) == {"甲": (False, False)}


async def test_contents_that_are_not_there_yet_are_asked_for_again(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    late, _ = greader.publish(feed, "迟"), greader.publish(feed, "早")
    greader.empty.add(late.id)
    await run(store, greader)
    assert [*heads(store)] == ["早"]
    greader.empty.clear()
    assert (await run(store, greader)).new == 1


def asked(greader: Greader) -> list[str]:
    """The items that were asked for since this was last called."""
    forms = [form for name, form in greader.forms if name == "contents"]
    greader.forms.clear()
    return [value.rpartition("/")[2] for form in forms for name, value in form if name == "i"]


async def test_contents_that_do_not_come_are_asked_for_twice_and_never_again(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    empty, _ = greader.publish(feed, "空", starred=True), greader.publish(feed, "甲")
    greader.empty.add(empty.id)
    await run(store, greader)
    asked(greader)
    await run(store, greader)
    assert asked(greader) == [empty.hex]
    for _ in range(2):
        assert (await run(store, greader)).problems == ()
        assert asked(greader) == []


async def test_items_of_a_source_that_is_disabled_are_asked_for_once_and_when_it_is_enabled(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    await run(store, greader)
    [source] = store.sources.all()
    store.sources.configure(structs.replace(source, enabled=False))
    entry = greader.publish(feed, "甲", starred=True)
    for expected in ([entry.hex], [], []):
        assert (await run(store, greader)).new == 0
        assert asked(greader) == expected
    store.sources.configure(structs.replace(source, enabled=True))
    assert (await run(store, greader)).new == 1


async def test_an_article_that_is_listed_after_a_newer_one_comes_too(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    late, _ = greader.publish(feed, "迟"), greader.publish(feed, "早")
    del greader.entries[late.id]
    await run(store, greader)
    late.id -= 3600 * 1_000_000  # the server was at another feed meanwhile
    greader.entries[late.id] = late
    assert (await run(store, greader)).new == 1
    assert {*heads(store)} == {"早", "迟"}


async def test_what_the_server_writes_is_cleaned(store: Store, greader: Greader) -> None:
    feed = greader.subscribe("https://a.example/feed", "延吉\x1b[2J日报")
    greader.publish(feed, "甲 &amp; 乙 &lt;3\x1b[31m", content="<script>x</script><p>丙\x07</p>")
    greader.publish(feed, "丁", url="javascript:alert(1)")
    await run(store, greader)
    found = heads(store)
    assert {*found} == {"甲 & 乙 <3[31m", "丁"}
    assert found["丁"].url == ""
    assert store.articles.get(found["甲 & 乙 <3[31m"].id).draft.body == ("丙",)
    assert store.sources.all()[0].label == "延吉[2J日报"


async def test_a_subscription_that_ended_elsewhere_leaves_its_articles_and_is_not_asked(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    greader.publish(feed, "甲")
    await run(store, greader)
    gone = greader.feeds.pop(feed)
    await run(store, greader)
    [source] = store.sources.all()
    assert (source.enabled, [*heads(store)]) == (False, ["甲"])
    greader.feeds["feed/9"] = gone
    greader.publish("feed/9", "乙")
    assert (await run(store, greader)).new == 1
    assert store.sync.sources() == {"feed/9": source.id}


async def test_a_source_that_is_removed_here_is_unsubscribed_there(
    store: Store, greader: Greader
) -> None:
    greader.subscribe("https://a.example/feed")
    await run(store, greader)
    store.sources.remove(store.sources.all()[0].id)
    await run(store, greader)
    assert (greader.feeds, store.sources.all(), store.sync.wishes()) == ({}, [], [])


async def test_of_another_server_nothing_is_known(store: Store, greader: Greader) -> None:
    greader.publish(greader.subscribe("https://a.example/feed"), "甲")
    await run(store, greader)
    store.marks.star([heads(store)["甲"].id])
    with Server() as other:
        moved = Greader(other)
        moved.subscribe("https://z.example/feed")
        entry = moved.publish(moved.subscribe("https://a.example/feed"), "甲", read=True)
        entry.url = next(iter(greader.entries.values())).url
        before = store.sync.waiting()
        with pytest.raises(SyncError, match="还有 1 处"):
            await run(store, moved)
        assert store.sync.waiting() == before
        remember(store, moved.login.url, moved.login.user, force=True)
        await run(store, moved)
        await run(store, moved)
        assert marks(store) == theirs(moved) == {"甲": (True, True)}


async def test_a_server_at_another_address_is_the_same_and_is_told_what_waits_and_no_more(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    for name in ("b", "c"):
        greader.subscribe(f"https://{name}.example/feed")
    for name in "甲乙丙":
        greader.publish(feed, name, read=True)
    await run(store, greader)
    store.marks.star([heads(store)["甲"].id])
    greader.unsubscribe("feed/3")
    with Server() as other:
        moved = Greader(other, feeds=greader.feeds, entries=greader.entries)
        greader.publish(feed, "丁")
        done = await run(store, moved)
        assert (done.new, done.marked, done.sent) == (1, 0, 1)
        assert marks(store) == theirs(moved)
        assert [name for name, _ in moved.forms].count("edit-tag") == 1


async def test_two_readers_and_the_server_end_up_the_same(store: Store, greader: Greader) -> None:
    feed = greader.subscribe("https://a.example/feed")
    for n in range(20):
        greader.publish(feed, f"第{n}条", starred=n % 5 == 0)
    with Store.open(None) as other:
        for each in (store, other):
            await run(each, greader)
        store.marks.read(store.articles.ids(View())[:9])
        other.marks.read(other.articles.ids(View())[5:])
        other.marks.star(other.articles.ids(View()), False)
        for each in (store, other, store):
            await run(each, greader)
        assert marks(store) == marks(other) == theirs(greader)
        assert set(marks(store).values()) == {(True, False)}


async def test_the_stars_of_rules_are_sent_only_where_the_reader_wants_that(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    greader.publish(feed, "延吉的候鸟")
    greader.publish(feed, "长春的雪")
    await run(store, greader)
    rule = Rule("star", "候鸟", id=store.rules.add(Rule("star", "候鸟")))
    [*work(store)]
    store.marks.star([heads(store)["长春的雪"].id])
    for terms in (TERMS, TERMS, Sync(rules=True)):
        await run(store, greader, terms)
        assert {name for name, (_, starred) in marks(store).items() if starred} == {
            "延吉的候鸟",
            "长春的雪",
        }
        assert theirs(greader)["长春的雪"] == (False, True)
        assert theirs(greader)["延吉的候鸟"] == (False, terms.rules)
    store.rules.remove(rule.id)
    [*work(store)]
    await run(store, greader, Sync(rules=True))
    assert theirs(greader)["延吉的候鸟"] == marks(store)["延吉的候鸟"] == (False, False)


async def test_the_full_text_is_fetched_of_a_source_that_wants_it_always(
    store: Store, greader: Greader
) -> None:
    at = greader.server.at
    wanted = Source(url=at("/a"), kind="feed", full_text="always")
    for source in (wanted, Source(url=at("/b"), kind="feed")):
        store.sources.add(source)
        feed = greader.subscribe(source.url)
        for n in range(3):
            page = greader.server.route(f"/{feed}/{n}.html", Reply(article(f"{ARTICLE}{feed}{n}")))
            greader.publish(feed, f"{ARTICLE}{feed}{n}", page, content="")
    await run(store, greader, settings=Fetch(page_articles=2))
    found = heads(store).values()
    full = {head.url for head in found if store.articles.get(head.id).draft.extent == "full"}
    assert full == {at(f"/feed/1/{n}.html") for n in (1, 2)}


async def test_a_server_that_asks_for_patience_is_left_alone_until_then(
    store: Store, greader: Greader
) -> None:
    moment = NOW

    async def run() -> Synced:
        return await sync(store, greader.login, settings=Fetch(), terms=TERMS, now=lambda: moment)

    greader.publish(greader.subscribe("https://a.example/feed"), "甲")
    greader.misbehave("/list", Reply("", 429, headers={"Retry-After": "60"}))
    with pytest.raises(HttpStatus, match="429"):
        await run()
    greader.server.requests.clear()
    for wait in (0, 59):
        moment = NOW + timedelta(seconds=wait)
        with pytest.raises(FetchError, match=r"127\.0\.0\.1"):
            await run()
    assert greader.server.requests == []
    moment = NOW + timedelta(seconds=60)
    assert (await run()).new == 1


async def test_an_arrival_later_than_the_server_s_clock_keeps_nothing_from_coming(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    greader.publish(feed, "甲")
    odd = greader.publish(feed, "九九九九年")
    del greader.entries[odd.id]
    odd.id = 253_402_300_000_000_000
    greader.entries[odd.id] = odd
    await run(store, greader)
    greader.publish(feed, "乙")
    assert (await run(store, greader)).new == 1


async def test_where_an_older_zhnews_left_off_in_the_future_it_goes_on_now(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    await run(store, greader)
    store.memory.keep(MEMORY, [greader.login.url, greader.login.user, "253402300000"])
    greader.publish(feed, "甲")
    assert (await run(store, greader)).new == 1


@pytest.mark.parametrize("published", [None, 1.5, "昨天", [1], {}])
async def test_an_item_that_cannot_be_read_is_left_out_and_said(
    store: Store, greader: Greader, published: object
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    greader.publish(feed, "甲")
    greader.publish(feed, "乙", published=published)
    greader.publish(feed, "丙")
    done = await run(store, greader)
    assert done.new == 2
    assert [render(problem) for problem in done.problems] == [
        "127.0.0.1 有 1 篇文章读不懂，没有收下。"
    ]
    assert (await run(store, greader)).problems == ()


async def test_what_belongs_to_no_subscription_is_left_out_and_said_once(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    greader.publish(feed, "甲")
    greader.publish(greader.subscribe("https://b.example/feed"), "乙")
    for n in (1, 2):
        greader.publish(greader.subscribe(f"https://c.example/{n}"), f"丙{n}", starred=True)
    greader.unlisted |= {"feed/3", "feed/4"}
    done = await run(store, greader)
    assert {*heads(store)} == {"甲", "乙"}
    assert [render(problem) for problem in done.problems] == [
        "127.0.0.1 有 2 篇文章不属于那里的任何订阅，没有收下，第一篇是“丙2”。"
    ]
    assert (await run(store, greader)).problems == ()
    greader.unlisted.clear()
    assert (await run(store, greader)).new == 2


async def test_subscriptions_without_an_address_of_their_own_are_left_out_and_named_once(
    store: Store, greader: Greader
) -> None:
    greader.subscribe("https://a.example/feed")
    feed = greader.subscribe("ftp://b.example/feed", "闲话")
    greader.publish(feed, "甲")
    why = "没有收下：网址不是 http 或 https 的，或者和另一个订阅的一样。"
    [problem] = (await run(store, greader)).problems
    assert render(problem) == f"服务器的订阅 闲话 {why}"
    assert (await run(store, greader)).problems == ()
    greader.subscribe("exec:c", "又一个")
    greader.publish(greader.subscribe("https://a.example/feed", "第二次"), "乙")
    [problem] = (await run(store, greader)).problems
    assert render(problem) == f"服务器的订阅 又一个 等 2 个{why}"
    assert (await run(store, greader)).problems == ()
    assert store.sync.sources() == {"feed/1": store.sources.all()[0].id}


async def test_marks_that_are_refused_are_put_aside_and_all_else_goes_on(
    store: Store, greader: Greader
) -> None:
    feed = greader.subscribe("https://a.example/feed")
    names = "甲乙丙丁戊"
    entries = {name: greader.publish(feed, name) for name in names}
    await run(store, greader)
    store.marks.read([head.id for head in heads(store).values()])
    greader.unmarkable.add(entries["丙"].id)
    greader.publish(feed, "又一条")
    done = await run(store, greader)
    assert (done.new, done.sent) == (1, 4)
    assert [render(problem) for problem in done.problems] == [
        "127.0.0.1 不接受 1 处标记：不再送出，那里怎样这里就怎样。"
    ]
    assert {name for name, entry in entries.items() if entry.read} == set("甲乙丁戊")
    assert store.sync.waiting() == {}
    assert (await run(store, greader)).problems == ()
    assert marks(store) == theirs(greader)


async def test_marks_that_no_server_takes_wait_for_one_that_does_all_else(
    store: Store, greader: Greader
) -> None:
    entry = greader.publish(greader.subscribe("https://a.example/feed"), "甲")
    await run(store, greader)
    store.marks.read([heads(store)["甲"].id])
    greader.unmarkable.add(entry.id)
    greader.misbehave("/ids", Reply("", 500))
    with pytest.raises(HttpStatus):
        await run(store, greader)
    assert len(store.sync.waiting()) == 1


@pytest.mark.parametrize("path", ["", "/", "/i", "/i/", "/i/index.php"])
async def test_the_api_is_found_by_the_address_of_the_server_s_pages(
    greader: Greader, path: str
) -> None:
    for each in ("/i", "/i/index.php"):
        greader.server.route(f"{each}/accounts/ClientLogin", Reply("<html>"))
    login, there = await find_api(
        structs.replace(greader.login, url=greader.server.at(path)), Fetch()
    )
    assert (login.url, there) == (greader.login.url, [])
