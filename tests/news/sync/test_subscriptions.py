"""What is done to sources of a server is done there too, and the other way about."""

import json
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from msgspec.structs import replace

from reader.errors import HttpStatus
from reader.i18n import render
from reader.model import Source
from reader.news.changes import Change
from reader.news.sources import add, edit, remove
from reader.news.sync.run import Synced
from reader.news.sync.server import remember
from reader.store.store import Store
from reader.sync.client import Api
from reader.sync.planner import step
from reader.view import View
from tests.news.sync.test_run import heads, marks, run, theirs
from tests.server import Reply, Server
from tests.sync.fake import UNFILED, Greader

URL = "https://a.example/feed"
ADDED = Source(url=URL, kind="feed", region="220100")
CHANGCHUN = "吉林/长春"


@pytest.fixture
def greader(server: Server) -> Greader:
    return Greader(server)


@pytest.fixture
def store(greader: Greader) -> Iterator[Store]:
    with Store.open(None) as opened:
        remember(opened, greader.login.url, greader.login.user)
        yield opened


@pytest.fixture
async def source(store: Store, greader: Greader) -> Source:
    """A source of the server's, with two articles."""
    feed = greader.subscribe(URL, "延吉日报", "延边")
    for name in "甲乙":
        greader.publish(feed, name)
    await run(store, greader)
    return store.sources.all()[0]


def named(source: Source) -> Source:
    return replace(source, name="晨报")


def moved(source: Source) -> Source:
    return replace(source, region="220100")


def nowhere(source: Source) -> Source:
    return replace(source, region=None)


EDITS: list[tuple[Callable[[Source], Source], tuple[str, str]]] = [
    (named, ("晨报", "延边")),
    (moved, ("延吉日报", CHANGCHUN)),
    (nowhere, ("延吉日报", UNFILED)),
]


def there(greader: Greader) -> list[tuple[str, str]]:
    return [(feed.title, feed.folder) for feed in greader.feeds.values()]


def commands(greader: Greader) -> list[str]:
    return [name for name, _ in greader.forms if name != "ClientLogin"]


def made(change: Change | None) -> Change:
    assert change
    return change


@pytest.mark.parametrize(("wanted", "expected"), EDITS)
async def test_a_name_and_a_place_are_set_at_the_server_and_undone_there(
    store: Store,
    greader: Greader,
    source: Source,
    wanted: Callable[[Source], Source],
    expected: tuple[str, str],
) -> None:
    change = made(edit(store, source.id, wanted))
    for _ in range(3):
        await run(store, greader)
        assert there(greader) == [expected]
        [now] = store.sources.all()
        assert (now.label, now.region) == (expected[0], wanted(source).region)
    change.revert(store)
    for _ in range(3):
        await run(store, greader)
        assert there(greader) == [("延吉日报", "延边")]
        [now] = store.sources.all()
        assert (now.label, now.region, now.folder) == ("延吉日报", "222400", "延边")
    change.apply(store)
    await run(store, greader)
    assert there(greader) == [expected]


@pytest.mark.parametrize("wanted", [named, moved])
async def test_an_edit_that_is_undone_before_it_was_sent_is_never_sent(
    store: Store, greader: Greader, source: Source, wanted: Callable[[Source], Source]
) -> None:
    made(edit(store, source.id, wanted)).revert(store)
    greader.forms.clear()
    await run(store, greader)
    assert commands(greader) == [] and store.sync.edited() == {}


@pytest.mark.parametrize(("wanted", "expected"), EDITS)
@pytest.mark.parametrize("obey", [True, False])
async def test_an_edit_waits_while_the_server_does_not_answer(
    store: Store,
    greader: Greader,
    source: Source,
    wanted: Callable[[Source], Source],
    expected: tuple[str, str],
    obey: bool,
) -> None:
    edit(store, source.id, wanted)
    greader.misbehave("/edit", Reply("", 500), obey=obey)
    with pytest.raises(HttpStatus):
        await run(store, greader)
    await run(store, greader)
    assert there(greader) == [expected]
    assert store.sync.edited() == {}


async def test_a_name_that_the_server_writes_in_other_characters_is_sent_once(
    store: Store, greader: Greader, source: Source
) -> None:
    change = made(edit(store, source.id, lambda stored: replace(stored, name="晨报 & <1>")))
    await run(store, greader)
    greader.forms.clear()
    for _ in range(2):
        await run(store, greader)
        assert store.sources.all()[0].label == "晨报 ＆ ＜1＞"
    assert commands(greader) == []
    change.revert(store)
    await run(store, greader)
    assert there(greader) == [("延吉日报", "延边")]


async def test_what_is_edited_while_it_is_sent_is_sent_again(
    store: Store, greader: Greader, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(store, source.id, named)
    rename = Api.rename

    async def renamed_meanwhile(api: Api, feed: str, title: str) -> None:
        await rename(api, feed, title)
        edit(store, source.id, lambda stored: replace(stored, name="晚报"))

    with monkeypatch.context() as patch:
        patch.setattr(Api, "rename", renamed_meanwhile)
        await run(store, greader)
    assert there(greader) == [("晨报", "延边")]
    await run(store, greader)
    assert there(greader) == [("晚报", "延边")]


async def test_what_is_edited_at_the_server_is_so_here(
    store: Store, greader: Greader, source: Source
) -> None:
    [feed] = greader.feeds.values()
    edit(store, source.id, named)
    await run(store, greader)
    feed.title, feed.folder = "晚报", "辽宁/沈阳"
    await run(store, greader)
    [now] = store.sources.all()
    assert (now.label, now.region, now.folder) == ("晚报", "210100", "辽宁/沈阳")
    feed.folder = "闲读"
    await run(store, greader)
    [now] = store.sources.all()
    assert (now.region, now.folder) == (None, "闲读")


@pytest.mark.parametrize(
    ("labels", "folder", "region"),
    [
        (["吉林/长春"], CHANGCHUN, "220100"),
        (["吉林", "吉林/长春"], CHANGCHUN, "220100"),
        (["闲读/周末"], "闲读/周末", None),
        (["闲读", "周末"], "闲读", None),
    ],
)
async def test_nested_folders_keep_their_levels_and_are_told_so(
    store: Store, greader: Greader, labels: list[str], folder: str, region: str | None
) -> None:
    feed = greader.subscribe(URL, "延吉日报")
    named = [{"id": f"user/1005/label/{path}", "label": path.rpartition("/")[2]} for path in labels]
    listed = {"id": feed, "url": URL, "title": "延吉日报", "categories": named}
    answer = Reply(json.dumps({"subscriptions": [listed]}))
    greader.misbehave("/list", answer)
    await run(store, greader)
    [source] = store.sources.all()
    assert (source.folder, source.region) == (folder, region)
    edit(store, source.id, lambda stored: replace(stored, region="222400"))
    greader.misbehave("/list", answer)
    await run(store, greader)
    [form] = [form for name, form in greader.forms if name == "edit"]
    assert [value for name, value in form if name in "ar"] == [
        f"user/-/label/{each}" for each in ("吉林/延边", *labels)
    ]


async def test_an_edit_of_the_readers_own_wins_over_one_at_the_server(
    store: Store, greader: Greader, source: Source
) -> None:
    [feed] = greader.feeds.values()
    edit(store, source.id, lambda stored: moved(named(stored)))
    feed.title, feed.folder = "晚报", "辽宁/沈阳"
    await run(store, greader)
    assert there(greader) == [("晨报", CHANGCHUN)]
    assert store.sources.all()[0].region == "220100"


async def test_a_source_that_the_config_declares_stays_as_it_is_declared(
    store: Store, greader: Greader
) -> None:
    declared = Source(url=URL, name="晨报", region="220000", kind="feed")
    store.sources.declare([declared])
    greader.subscribe(URL, "延吉日报", "延边")
    await run(store, greader)
    [feed] = greader.feeds.values()
    feed.title, feed.folder = "晚报", "辽宁/沈阳"
    await run(store, greader)
    [now] = store.sources.all()
    assert (now.label, now.region, now.synced) == ("晨报", "220000", True)
    assert there(greader) == [("晚报", "辽宁/沈阳")]


@pytest.mark.parametrize("reply", [None, Reply("", 500)])
async def test_a_source_that_is_removed_and_brought_back_is_subscribed_to_again_there(
    store: Store, greader: Greader, source: Source, reply: Reply | None
) -> None:
    edit(store, source.id, named)
    store.marks.read([heads(store)["甲"].id])
    store.marks.star([heads(store)["乙"].id])
    before = marks(store)
    await run(store, greader)
    change = made(remove(store, source.id))
    if reply:
        greader.misbehave("/edit", reply, obey=True)
        with pytest.raises(HttpStatus):
            await run(store, greader)
    else:
        await run(store, greader)
    assert (greader.feeds, store.sources.all()) == ({}, [])
    change.revert(store)
    await run(store, greader)
    assert there(greader) == [("晨报", "延边")]
    [feed] = greader.feeds
    for name, head in heads(store).items():  # the server gets them anew, unread
        greader.publish(feed, name, head.url)
    for _ in range(2):
        await run(store, greader)
    assert marks(store) == theirs(greader) == before
    assert [each.id for each in store.sources.all()] == [source.id]


async def test_a_removal_that_is_undone_before_it_was_sent_is_never_sent(
    store: Store, greader: Greader, source: Source
) -> None:
    made(remove(store, source.id)).revert(store)
    greader.forms.clear()
    await run(store, greader)
    assert commands(greader) == []


async def test_a_feed_that_is_added_here_is_subscribed_to_in_its_place_and_undone_there(
    store: Store, greader: Greader
) -> None:
    change = made(add(store, [replace(ADDED, name="晨报"), Source(url="/docs", kind="folder")]))
    await run(store, greader)
    assert there(greader) == [("晨报", CHANGCHUN)]
    assert [each.synced for each in store.sources.all()] == [True, False]
    change.revert(store)
    await run(store, greader)
    assert there(greader) == []
    change.apply(store)
    await run(store, greader)
    assert there(greader) == [("晨报", CHANGCHUN)]


@pytest.mark.parametrize("is_heard", [True, False])
async def test_a_feed_that_is_added_and_removed_again_is_not_there_either(
    store: Store, greader: Greader, is_heard: bool
) -> None:
    change = made(add(store, [ADDED]))
    if is_heard:
        greader.misbehave("/quickadd", Reply("", 500), obey=True)
        await run(store, greader)
        assert len(greader.feeds) == 1
    change.revert(store)
    await run(store, greader)
    assert (greader.feeds, store.sources.all(), store.sync.wishes()) == ({}, [], [])


async def test_a_feed_over_which_the_server_breaks_holds_up_nothing_and_is_tried_again(
    store: Store, greader: Greader, source: Source
) -> None:
    add(store, [replace(ADDED, url="https://b.example/feed")])
    greader.misbehave("/quickadd", Reply("", 500), obey=True)
    greader.publish("feed/1", "丙")
    assert (await run(store, greader)).new == 1
    await run(store, greader)
    assert there(greader) == [("延吉日报", "延边"), ("https://b.example/feed", CHANGCHUN)]
    assert all(each.synced for each in store.sources.all())


async def test_a_feed_that_the_server_refuses_stays_ours_and_its_reason_is_said(
    store: Store, greader: Greader
) -> None:
    greader.refused.add(URL)
    add(store, [ADDED])
    [problem] = (await run(store, greader)).problems
    assert "cURL error 22" in render(problem)
    assert await run(store, greader) == Synced(new=0, marked=0, sent=0)
    assert [each.synced for each in store.sources.all()] == [False]


async def test_without_a_server_nothing_waits_for_one() -> None:
    with Store.open(None) as store:
        add(store, [ADDED])
        assert store.sync.wishes() == []


async def test_a_feed_that_ended_at_the_server_is_said_and_loses_nothing(
    store: Store, greader: Greader, source: Source
) -> None:
    store.marks.star([heads(store)["甲"].id])
    before = marks(store)
    greader.feeds.clear()
    [problem] = (await run(store, greader)).problems
    assert render(problem) == "服务器不再订阅 延吉日报：停用了，文章都在。"
    assert marks(store) == before
    assert (await run(store, greader)).problems == ()


async def test_a_feed_that_was_ended_and_subscribed_to_again_elsewhere_keeps_its_marks(
    store: Store, greader: Greader, source: Source
) -> None:
    store.marks.read([heads(store)["甲"].id])
    before, urls = marks(store), {name: head.url for name, head in heads(store).items()}
    greader.feeds.clear()
    greader.entries.clear()
    feed = greader.subscribe(URL, "延吉日报", "延边")
    for name in "甲乙":
        greader.publish(feed, name, urls[name])
    for _ in range(2):
        await run(store, greader)
    assert marks(store) == theirs(greader) == before


async def test_a_disabled_source_brings_nothing(
    store: Store, greader: Greader, source: Source
) -> None:
    edit(store, source.id, lambda stored: replace(stored, enabled=False))
    greader.publish("feed/1", "丙")
    await run(store, greader)
    assert store.articles.count() == len(store.articles.ids(View())) == 2
    edit(store, source.id, lambda stored: replace(stored, enabled=True))
    assert (await run(store, greader)).new == 1


def test_a_subscription_takes_just_what_leads_to_what_is_wanted() -> None:
    for present, sent, here, is_there in product((True, False), repeat=4):
        todo = step(present=present, sent=sent, here=here, there=is_there)
        after = {"subscribe": True, "unsubscribe": False}.get(todo, is_there)
        if present and here:
            assert after
        elif not present or sent:
            assert not after
        else:
            assert after == is_there


async def test_a_wish_of_a_source_that_is_gone_is_not_that_of_a_disabled_one(
    store: Store, greader: Greader
) -> None:
    add(store, [ADDED])
    [old] = store.sources.all()
    edit(store, old.id, lambda stored: replace(stored, enabled=False))
    await run(store, greader)
    assert greader.feeds == {} and store.sync.wishes() == []
