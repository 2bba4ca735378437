import asyncio
import json
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from reader.errors import (
    BadResponse,
    ConnectionFailed,
    FetchError,
    HttpStatus,
    MarkRefused,
    MovedElsewhere,
    NoReaderApi,
    SubscriptionRefused,
    SyncError,
    ZhnewsError,
)
from reader.fetch.client import Client
from reader.sync import client as client_module
from reader.sync.client import Api
from reader.sync.records import (
    READ,
    READING_LIST,
    STARRED,
    Item,
    Login,
    Subscription,
    item_id,
    long_form,
)
from tests.server import Reply, Server, redirect
from tests.sync.fake import PASSWORD, PATH, USER, Greader

LIST = "/subscription/list"


@pytest.fixture
def greader(server: Server) -> Greader:
    return Greader(server)


@pytest.fixture
async def api(greader: Greader) -> AsyncIterator[Api]:
    async with Client(timeout=60) as client:
        yield Api(client, greader.login)


@pytest.mark.parametrize(
    "text",
    ["1795503856439899", "00066100518e525b", "tag:google.com,2005:reader/item/00066100518e525b"],
)
def test_an_id_is_the_same_in_each_of_its_forms(text: str) -> None:
    assert item_id(text) == "00066100518e525b"
    assert long_form(item_id(text)) == "tag:google.com,2005:reader/item/00066100518e525b"


def test_an_id_that_is_negative_or_longer_than_64_bits_is_kept_whole() -> None:
    assert item_id("-1") == "f" * 16
    assert item_id("5e1b2c3d4e5f60718293a4b5") == "5e1b2c3d4e5f60718293a4b5"


async def test_subscriptions_have_their_names_unescaped_and_their_folders(
    greader: Greader, api: Api
) -> None:
    stream = greader.subscribe("https://n.example/feed", "甲 &amp; 乙&#10;", "吉林/长春")
    assert await api.subscriptions() == [
        Subscription(
            id=stream,
            url="https://n.example/feed",
            title="甲 & 乙",
            site_url="http://news.example/",
            labels=("吉林/长春",),
        )
    ]


async def test_a_feed_is_subscribed_to_renamed_filed_and_dropped(
    greader: Greader, api: Api
) -> None:
    stream = await api.subscribe("https://n.example/feed")
    await api.rename(stream, "延吉 & 图们")
    await api.file(stream, "吉林/延边", ["Uncategorized"])
    [feed] = greader.feeds.values()
    assert (feed.url, feed.title, feed.folder) == (
        "https://n.example/feed",
        "延吉 ＆ 图们",
        "吉林/延边",
    )
    await api.file(stream, "", ["吉林/延边"])
    assert feed.folder == "Uncategorized"
    await api.unsubscribe(stream)
    assert greader.feeds == {}


async def test_a_feed_that_the_server_cannot_read_is_said_with_its_reason(
    greader: Greader, api: Api
) -> None:
    greader.refused.add("https://n.example/feed")
    with pytest.raises(SubscriptionRefused, match="cURL error 22: 404"):
        await api.subscribe("https://n.example/feed")


async def test_ids_are_asked_for_to_their_end(greader: Greader, api: Api) -> None:
    feed = greader.subscribe("https://n.example/feed")
    entries = [greader.publish(feed, f"第{n}条", read=n % 3 == 0) for n in range(10)]
    entries[4].starred = True
    greader.page = 3
    newest = entries[::-1]
    assert await api.ids(READING_LIST) == [entry.hex for entry in newest]
    unread = [entry.hex for entry in newest if not entry.read]
    assert await api.ids(READING_LIST, unread=True) == unread
    assert await api.ids(STARRED) == [entries[4].hex]
    since = entries[7].id // 1_000_000
    assert await api.ids(READING_LIST, since=since) == [entry.hex for entry in newest[:3]]
    assert all(f"s={READ}" not in path for path in greader.server.paths())


async def test_a_list_that_goes_on_in_a_circle_is_none(greader: Greader, api: Api) -> None:
    for _ in range(2):
        answer = '{"itemRefs":[{"id":"7"}],"continuation":"7"}'
        greader.misbehave("/items/ids", Reply(answer))
    with pytest.raises(SyncError, match=" 的答复不完整，下次同步时再试。"):
        await api.ids(READING_LIST)


async def test_contents_come_by_their_ids_and_those_that_are_not_there_are_left_out(
    greader: Greader, api: Api
) -> None:
    feed = greader.subscribe("https://n.example/feed")
    first, second = (greader.publish(feed, title) for title in ("甲 &amp; 乙", "丙"))
    greader.empty.add(second.id)
    items, unreadable = await api.contents([first.hex, second.hex])
    assert unreadable == []
    assert items == [
        Item(
            id=first.hex,
            feed=feed,
            title="甲 &amp; 乙",
            url=first.url,
            published=first.published,
            arrived=first.id,
            content=first.content,
        )
    ]
    assert ("i", long_form(first.hex)) in greader.forms[-1][1]


async def test_marks_are_set_and_removed(greader: Greader, api: Api) -> None:
    feed = greader.subscribe("https://n.example/feed")
    entries = [greader.publish(feed, f"第{n}条") for n in range(3)]
    await api.tag([entry.hex for entry in entries], READ)
    await api.tag([entries[0].hex], READ, False)
    await api.tag([entries[2].hex], STARRED)
    assert [(entry.read, entry.starred) for entry in entries] == [
        (False, False),
        (True, False),
        (True, True),
    ]


async def test_one_login_serves_many_requests(greader: Greader, api: Api) -> None:
    feed = greader.subscribe("https://n.example/feed")
    entry = greader.publish(feed, "甲")
    for _ in range(2):
        await api.subscriptions()
        await api.tag([entry.hex], READ)
    ends = [path.partition("?")[0].rpartition("/")[2] for path in greader.server.paths()]
    assert ends == ["ClientLogin", "list", "token", "edit-tag", "list", "edit-tag"]


async def test_a_session_and_a_token_that_are_refused_are_fetched_anew(
    greader: Greader, api: Api
) -> None:
    feed = greader.subscribe("https://n.example/feed")
    entry = greader.publish(feed, "甲")
    await api.tag([entry.hex], STARRED)
    greader.forget_sessions()
    await api.tag([entry.hex], READ)
    greader.forget_sessions()
    assert len(await api.subscriptions()) == 1
    assert entry.read


async def test_a_wrong_password_is_said_without_it(greader: Greader) -> None:
    login = Login(greader.login.url, USER, "不对")
    async with Client(timeout=60) as client:
        with pytest.raises(SyncError, match=f"{USER}.*API 密码") as caught:
            await Api(client, login).subscriptions()
    assert "不对" not in f"{caught.value!r}{login!r}"


async def test_a_server_that_never_takes_its_own_session_is_asked_twice(
    greader: Greader, api: Api
) -> None:
    await api.subscriptions()
    for _ in range(2):
        greader.misbehave(LIST, Reply("Unauthorized!", 401))
    with pytest.raises(
        SyncError, match=" 的密码；FreshRSS 要在“设置 → 账户”里另设 API 密码，请用那个密码。"
    ):
        await api.subscriptions()
    assert len(greader.server.requests) == 5


JSON = '{"subscriptions":[{"id":"feed/3","title":"临江'


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply("Forbidden", 403), HttpStatus),
        (Reply("", 429, headers={"Retry-After": "7"}), HttpStatus),
        (Reply("", 500), HttpStatus),
        (Reply("", 404), NoReaderApi),
        (Reply("<!DOCTYPE html><title>FreshRSS</title>"), NoReaderApi),
        (Reply(""), SyncError),
        (Reply(JSON), SyncError),
        (Reply("{}"), SyncError),
        (Reply('{"subscriptions":[{}]}'), SyncError),
        (Reply("[" * 100_000), SyncError),
        (Reply(JSON, cut=20), BadResponse),
        (Reply(raw=b""), BadResponse),
        (Reply(JSON, headers={"Content-Encoding": "gzip"}), BadResponse),
    ],
)
async def test_an_answer_that_is_not_one_is_an_error_with_a_sentence(
    greader: Greader, api: Api, reply: Reply, error: type[ZhnewsError]
) -> None:
    greader.misbehave(LIST, reply)
    with pytest.raises(error) as caught:
        await api.subscriptions()
    assert isinstance(caught.value, FetchError | SyncError)
    assert "127.0.0.1" in str(caught.value)
    assert caught.value.params.get("retry_after", 0) == (7 if reply.status == 429 else 0)


@pytest.mark.parametrize("reply", [Reply("ok?"), Reply(""), Reply("<html>")])
async def test_a_command_is_done_only_when_the_server_says_ok(
    greader: Greader, api: Api, reply: Reply
) -> None:
    entry = greader.publish(greader.subscribe("https://n.example/feed"), "甲")
    greader.misbehave("/edit-tag", reply)
    with pytest.raises(SyncError):
        await api.tag([entry.hex], READ)


async def test_a_page_in_place_of_the_login_is_no_login(greader: Greader, api: Api) -> None:
    greader.misbehave("/ClientLogin", Reply("<html><form>"))
    with pytest.raises(NoReaderApi, match=r"greader\.php"):
        await api.subscriptions()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("path", ["/ClientLogin", LIST, "/edit-tag"])
async def test_a_redirect_is_not_followed_but_named(
    greader: Greader, api: Api, path: str, status: int
) -> None:
    with Server() as other:
        there = other.at("/api/greader.php")
        greader.misbehave(path, redirect(there, status))
        asks: dict[str, Callable[[], Awaitable[object]]] = {
            "/edit-tag": lambda: api.tag(["7"], READ)
        }
        with pytest.raises(MovedElsewhere, match=there):
            await asks.get(path, api.subscriptions)()
        assert other.requests == []


@pytest.mark.parametrize("scheme", ["https", "http"])
async def test_without_a_connection_that_can_be_trusted_nothing_is_sent(
    greader: Greader, scheme: str
) -> None:
    port = greader.server.port if scheme == "https" else 9
    login = Login(f"{scheme}://127.0.0.1:{port}{PATH}", USER, PASSWORD)
    async with Client(timeout=60) as client:
        with pytest.raises(ConnectionFailed):
            await Api(client, login).subscriptions()
    assert greader.server.requests == []


@pytest.fixture
def own_certificate(tmp_path: Path) -> ssl.SSLContext:
    """Of a server at 127.0.0.1, signed by itself."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("makes a certificate with openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    made += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *made], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_certificate_that_nobody_vouches_for_gets_no_password(
    own_certificate: ssl.SSLContext,
) -> None:
    connected: list[object] = []
    listener = await asyncio.start_server(
        lambda reader, writer: connected.append(writer), "127.0.0.1", 0, ssl=own_certificate
    )
    port = listener.sockets[0].getsockname()[1]
    async with listener, Client(timeout=60) as client:
        with pytest.raises(ConnectionFailed, match="证书"):
            await Api(client, Login(f"https://127.0.0.1:{port}{PATH}", USER, PASSWORD)).ids("x")
    assert connected == []


async def test_a_list_without_an_end_is_ended(
    greader: Greader, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "IDS", 5)
    for n in range(7):
        page = {"itemRefs": [{"id": str(n)}], "continuation": str(n)}
        greader.misbehave("/items/ids", Reply(json.dumps(page)))
    with pytest.raises(SyncError, match="没有尽头"):
        await api.ids(READING_LIST)
    monkeypatch.setattr(client_module, "PAGES", 3)
    for n in range(4):
        greader.misbehave("/items/ids", Reply(f'{{"itemRefs":[],"continuation":"{n}"}}'))
    greader.misdeeds = greader.misdeeds[-4:]
    with pytest.raises(
        SyncError, match=" 列出的文章没有尽头，没有同步；请告诉管理这个服务器的人。"
    ):
        await api.ids(READING_LIST)


@pytest.mark.parametrize("reply", [Reply("", 404), Reply("", 400), Reply("NO")])
async def test_a_mark_that_the_server_will_not_have_is_refused(
    greader: Greader, api: Api, reply: Reply
) -> None:
    greader.misbehave("/edit-tag", reply)
    with pytest.raises(MarkRefused):
        await api.tag(["7"], READ)
