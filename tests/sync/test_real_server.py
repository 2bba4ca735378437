"""A real server, such as FreshRSS: two readers, marks both ways, and all as before in the end.

Skipped unless ``ZHNEWS_GREADER`` is its address; ``ZHNEWS_GREADER_USER`` and
``ZHNEWS_GREADER_PASSWORD`` log in. It needs a few articles, and nobody else there meanwhile.
``ZHNEWS_GREADER_FEED``, where it is set, is a feed to subscribe to and to remove again.
"""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack

import pytest
from msgspec.structs import replace

from reader.errors import SyncError
from reader.fetch.client import Client
from reader.model import Source
from reader.news.sources import add, edit, remove
from reader.news.sync.run import Synced, find_api, sync
from reader.settings.config import Fetch, Sync
from reader.store.store import Store
from reader.sync.client import Api
from reader.sync.records import READ, READING_LIST, STARRED, Login
from reader.view import View

URL = os.environ.get("ZHNEWS_GREADER", "")
FEED = os.environ.get("ZHNEWS_GREADER_FEED", "")
TERMS = Sync(since="3650d")
MARKED = 20
"""Articles whose marks are changed."""

pytestmark = pytest.mark.skipif(not URL, reason="ZHNEWS_GREADER names no server")


@pytest.fixture
async def login() -> Login:
    user, password = (os.environ[f"ZHNEWS_GREADER_{name}"] for name in ("USER", "PASSWORD"))
    found, _subscriptions = await find_api(Login(URL, user, password), Fetch())
    return found


@pytest.fixture
async def api(login: Login) -> AsyncIterator[Api]:
    async with Client(timeout=60) as client:
        yield Api(client, login)


@pytest.fixture
def readers() -> Iterator[tuple[Store, Store]]:
    with ExitStack() as stack:
        one, other = (stack.enter_context(Store.open(None)) for _ in range(2))
        yield one, other


async def in_turn(readers: tuple[Store, ...], login: Login) -> list[Synced]:
    return [await sync(each, login, settings=Fetch(), terms=TERMS) for each in readers]


def marks(store: Store) -> dict[str, set[str]]:
    return {name: store.sync.having(name) for name in ("unread", "starred")}


async def there(api: Api) -> dict[str, set[str]]:
    unread, starred = await api.ids(READING_LIST, unread=True), await api.ids(STARRED)
    return {"unread": set(unread), "starred": set(starred)}


async def test_a_wrong_password_is_refused(login: Login) -> None:
    async with Client(timeout=60) as client:
        with pytest.raises(
            SyncError, match=" 的密码；FreshRSS 要在“设置 → 账户”里另设 API 密码，请用那个密码。"
        ):
            await Api(client, replace(login, password="not this one")).subscriptions()


async def test_two_readers_and_the_server_become_the_same(
    api: Api, login: Login, readers: tuple[Store, Store]
) -> None:
    one, other = readers
    await in_turn((one, other), login)
    before = await there(api)
    assert marks(one) == marks(other) == before
    assert one.articles.count() == other.articles.count() >= MARKED
    try:
        one.marks.read(one.articles.ids(View())[:MARKED])
        other.marks.star(other.articles.ids(View())[MARKED // 2 : MARKED])
        other.marks.read(other.articles.ids(View())[-MARKED:], False)
        await in_turn((one, other, one), login)
        assert marks(one) == marks(other) == await there(api)
        assert one.sync.waiting() == other.sync.waiting() == {}
        assert all(each.new == each.marked == 0 for each in await in_turn((one, other), login))
    finally:
        now = await there(api)
        for name, tag, present in (("unread", READ, False), ("starred", STARRED, True)):
            await api.tag([*(before[name] - now[name])], tag, present)
            await api.tag([*(now[name] - before[name])], tag, not present)
    await in_turn((one, other), login)
    assert marks(one) == marks(other) == before


@pytest.mark.skipif(not FEED, reason="ZHNEWS_GREADER_FEED names no feed")
async def test_a_source_is_added_renamed_moved_and_removed_at_the_server(
    api: Api, login: Login, readers: tuple[Store, Store]
) -> None:
    one, other = readers
    await in_turn((one, other), login)

    async def filed(store: Store) -> list[tuple[str, str | None]]:
        await in_turn((one, other), login)
        return [(each.label, each.region) for each in store.sources.all() if each.url == FEED]

    assert add(one, [Source(url=FEED, kind="feed", region="220100", name="晨报")])
    assert await filed(other) == [("晨报", "220100")]
    source = one.sources.find(FEED)
    assert source and source.synced
    change = edit(one, source.id, lambda stored: replace(stored, name="晚报", region="222400"))
    assert change
    assert await filed(other) == [("晚报", "222400")]
    change.revert(one)
    assert await filed(other) == [("晨报", "220100")]
    remove(one, source.id)
    await in_turn((one, other), login)
    assert FEED not in [each.url for each in await api.subscriptions()]
    assert [each.enabled for each in other.sources.all() if each.url == FEED] == [False]
