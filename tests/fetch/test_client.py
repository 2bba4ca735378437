import asyncio
import gzip
import socket
import zlib
from collections.abc import Awaitable

import pytest

from reader.errors import (
    BadAddress,
    BadResponse,
    ConnectionFailed,
    FetchError,
    HostUnknown,
    HttpStatus,
    LoginNeeded,
    TimedOut,
)
from reader.fetch.client import Client, Response
from reader.fetch.connections import tls_context
from reader.fetch.exchange import Route, Url
from tests.server import Reply, Request, Server, redirect

TEXT = "长白山今冬首场降雪，游客登山赏雪。"
NAMELESS = "x" * 64 + ".example"
"""A label may have 63 letters, so no resolver needs to be asked."""


async def get(url: str, **options: str) -> Response:
    async with Client(timeout=60) as client:
        return await client.get(url, **options)


def encoded(body: bytes, coding: str) -> Reply:
    return Reply(body, headers={"Content-Encoding": coding})


async def test_a_page_arrives_with_its_type_and_charset(server: Server) -> None:
    page = Reply(TEXT.encode("gb18030"), content_type='Text/HTML; Charset="GB2312"')
    response = await get(server.route("/a.html", page))
    assert response.body.decode("gb18030") == TEXT
    assert (response.status, response.content_type, response.charset) == (
        200,
        "text/html",
        "GB2312",
    )
    assert server.requests[0].headers["user-agent"].startswith("zhnews/")


async def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    url = server.route("/feed", Reply(TEXT, etag='"7"', last_modified="Fri, 20 Dec 2019 07:56 GMT"))
    first = await get(url)
    for known in ({"etag": first.etag}, {"last_modified": first.last_modified}):
        again = await get(url, **known)
        assert again.not_modified
        assert (again.status, again.body) == (304, b"")
        assert again.etag == '"7"'


async def test_not_modified_without_being_asked_is_an_error(server: Server) -> None:
    with pytest.raises(HttpStatus):
        await get(server.route("/feed", Reply(status=304)))


async def test_a_validator_goes_back_byte_for_byte(server: Server) -> None:
    url = server.route("/feed", Reply(TEXT, etag='"版本"'))
    assert (await get(url, etag=(await get(url)).etag)).not_modified


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(TEXT.encode(), mtime=0), "gzip"),
        (
            gzip.compress(TEXT[:5].encode(), mtime=0) + gzip.compress(TEXT[5:].encode(), mtime=0),
            "x-gzip",
        ),
        (gzip.compress(TEXT.encode(), mtime=0) + b"\0" * 8, "GZIP"),
        (zlib.compress(TEXT.encode()), "deflate"),
        (zlib.compress(TEXT.encode(), wbits=-15), "deflate"),
        (TEXT.encode(), "identity"),
    ],
)
async def test_every_coding_asked_for_is_inflated(server: Server, body: bytes, coding: str) -> None:
    assert (await get(server.route("/", encoded(body, coding)))).body.decode() == TEXT


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (TEXT.encode(), "gzip"),
        (gzip.compress(TEXT.encode(), mtime=0)[:-12], "gzip"),
        (TEXT.encode(), "br"),
    ],
)
async def test_a_wrong_coding_is_a_bad_response(server: Server, body: bytes, coding: str) -> None:
    with pytest.raises(BadResponse):
        await get(server.route("/", encoded(body, coding)))


async def test_a_bomb_ends_at_the_size_cap(server: Server) -> None:
    bomb = server.route("/bomb", encoded(gzip.compress(bytes(3 << 20)), "gzip"))
    plain = server.route("/plain", Reply(bytes(3 << 20)))
    async with Client(timeout=60, limit=1 << 20) as client:
        for url in (bomb, plain):
            with pytest.raises(FetchError, match="1 MB"):
                await client.get(url)


async def test_a_drip_ends_at_the_deadline(server: Server) -> None:
    url = server.route("/drip", Reply("x" * 10_000, drip=0.02))
    async with Client(timeout=0.3) as client:
        with pytest.raises(TimedOut, match=r"0\.3"):
            await client.get(url)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(TEXT, cut=9),
        Reply(TEXT, headers={"Content-Length": "x"}),
        Reply(TEXT, headers={"X-Long": "y" * 200_000}),
    ],
)
async def test_an_answer_that_breaks_http_is_a_bad_response(server: Server, reply: Reply) -> None:
    with pytest.raises(BadResponse):
        await get(server.route("/", reply))


async def test_an_error_status_says_itself(server: Server) -> None:
    with pytest.raises(HttpStatus, match="404") as caught:
        await get(server.at("/nowhere"))
    assert caught.value.params == {"host": "127.0.0.1", "status": 404, "retry_after": 0}


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (403, "不让读"),
        (404, "没有这个网页"),
        (410, "没有这个网页"),
        (418, "答复了错误"),
        (429, "问得太多"),
        (451, "不让读"),
        (500, "出了故障"),
        (503, "出了故障"),
    ],
)
async def test_a_status_is_said_by_what_it_means(server: Server, status: int, said: str) -> None:
    with pytest.raises(HttpStatus, match=rf"{said}.*HTTP {status}|HTTP {status}.*{said}") as caught:
        await get(server.route("/page", Reply("", status)))
    assert isinstance(caught.value, LoginNeeded) == (status in (401, 407))


async def test_a_busy_server_says_when_to_come_again(server: Server) -> None:
    busy = Reply("later", 429, headers={"Retry-After": "120"})
    with pytest.raises(HttpStatus) as caught:
        await get(server.route("/feed", busy))
    assert caught.value.params["retry_after"] == 120


async def test_a_dead_port_is_a_failed_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(ConnectionFailed):
        await get(f"http://127.0.0.1:{port}/")


async def test_an_unknown_name_is_told_from_a_dead_host() -> None:
    with pytest.raises(HostUnknown, match=NAMELESS):
        await get(f"http://{NAMELESS}/")


@pytest.mark.parametrize("url", ["", "新闻", "file:///etc/passwd", "http:///a", "http://a:b/"])
async def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        await get(url)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("", "/"),
        ("?", "/"),
        ("//a/./b/../c", "//a/./b/../c"),
        ("/100%/%zz/%e6", "/100%/%zz/%e6"),
        ("/a[1]'{|}^`;b=@:!?q=[2]&r=a/?b", "/a[1]'%7B%7C%7D%5E%60;b=@:!?q=[2]&r=a/?b"),
        ('/新闻 1?q=江&r="', "/%E6%96%B0%E9%97%BB%201?q=%E6%B1%9F&r=%22"),
        ("/" + "x" * 8_000, "/" + "x" * 8_000),
        ("/?" + "y=" * 4_000, "/?" + "y=" * 4_000),
    ],
)
async def test_a_path_is_asked_for_as_it_is_written(server: Server, path: str, target: str) -> None:
    server.route(target.partition("?")[0], Reply(TEXT))
    assert (await get(server.at(path))).body.decode() == TEXT
    assert server.paths() == [target]


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("新闻.localhost", "xn--efvy88h.localhost"),
        ("a_b.LocalHost", "a_b.localhost"),
        ("xn--a.localhost", "xn--a.localhost"),
    ],
)
async def test_a_host_is_asked_by_the_name_that_the_name_service_knows(
    server: Server, host: str, name: str
) -> None:
    asked = []

    async def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    server.route("/", Reply(TEXT))
    async with Client(resolver=resolver) as client:
        await client.get(server.at("/", host=host))
    assert asked == [name]
    assert server.requests[0].headers["host"] == f"{name}:{server.port}"


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
async def test_an_address_of_version_6_stands_in_brackets(server: Server) -> None:
    server.route("/", Reply(TEXT))
    await get(server.at("/", host="[::FFFF:127.0.0.1]"))
    assert server.requests[0].headers["host"] == f"[::ffff:127.0.0.1]:{server.port}"


@pytest.mark.parametrize("host", ["999.1.1.1", "1.2.3", "1.2.3.4.5"])
async def test_a_host_of_numbers_that_is_no_address_is_unknown(host: str) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        raise HostUnknown(host=host)

    async with Client(resolver=resolver) as client:
        with pytest.raises(HostUnknown, match=host):
            await client.get(f"http://{host}/")


async def test_a_host_that_does_not_speak_tls_is_not_trusted() -> None:
    def greet() -> None:
        with mail.accept()[0] as connection:
            connection.sendall(b"220 mail.example\r\n")
            connection.recv(1 << 16)

    with socket.create_server(("127.0.0.1", 0)) as mail:
        mail.settimeout(60)
        greeted = asyncio.create_task(asyncio.to_thread(greet))
        with pytest.raises(
            ConnectionFailed, match="：它的证书无效或不可信，请检查网址和这台机器的时间。"
        ):
            await get(f"https://127.0.0.1:{mail.getsockname()[1]}/")
        await greeted


async def test_certificates_that_are_not_there_take_none_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "nothing.pem")
    tls_context.cache_clear()
    assert tls_context().cert_store_stats()["x509_ca"]
    tls_context.cache_clear()


async def test_a_name_under_localhost_is_this_machine(server: Server) -> None:
    server.route("/", Reply(TEXT))
    assert (await get(server.at("/", host="例子.localhost"))).body.decode() == TEXT
    assert server.requests[0].headers["host"] == f"xn--fsqu00a.localhost:{server.port}"


async def test_a_user_without_a_password_has_an_empty_one(server: Server) -> None:
    server.route("/", Reply(TEXT))
    await get(server.at("/", host="me@127.0.0.1"))
    assert server.requests[0].headers["authorization"] == "Basic bWU6"


async def test_a_length_beyond_the_limit_is_not_waited_for(server: Server) -> None:
    server.route("/", Reply(TEXT, headers={"Content-Length": str(1 << 40)}))
    with pytest.raises(FetchError, match=" 的答复太大，超过 "):
        await get(server.at("/"))


async def test_of_a_repeated_header_the_first_counts(server: Server) -> None:
    head = "HTTP/1.1 302 Found\r\nLocation: /b\r\nLocation: /c\r\nContent-Length: 0\r\n\r\n"
    server.route("/b", Reply(TEXT))
    assert (await get(server.route("/a", Reply(raw=head.encode())))).url == server.at("/b")


async def test_redirects_lead_to_the_final_address(server: Server) -> None:
    server.route("/new", Reply(TEXT))
    response = await get(server.route("/old", redirect("/new?a=1#top")))
    assert response.body.decode() == TEXT
    assert response.url == server.at("/new?a=1")
    assert response.permanent_url is None


async def test_only_a_chain_of_permanent_redirects_moves_a_source(server: Server) -> None:
    server.route("/c", Reply(TEXT))
    server.route("/b", redirect("/c", 308))
    assert (await get(server.route("/a", redirect("/b", 301)))).permanent_url == server.at("/c")
    server.route("/b", redirect("/c", 302))
    assert (await get(server.at("/a"))).permanent_url == server.at("/b")
    server.route("/a", redirect("/b", 307))
    server.route("/b", redirect("/c", 301))
    assert (await get(server.at("/a"))).permanent_url is None


async def test_a_location_in_the_servers_own_bytes_goes_back_as_it_came(server: Server) -> None:
    raw = "/新闻".encode("gb18030").decode("utf-8", "surrogateescape")
    await_path = "/%D0%C2%CE%C5"
    server.route(await_path, Reply(TEXT))
    assert (await get(server.route("/a", redirect(raw)))).url == server.at(await_path)


async def test_a_circle_of_redirects_ends(server: Server) -> None:
    server.route("/b", redirect("/a"))
    with pytest.raises(FetchError, match=" 把网址转来转去，没有尽头，请检查网址。"):
        await get(server.route("/a", redirect("/b")))
    assert len(server.requests) == 11


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "data:text/html,x", "javascript:alert(1)", "http://[bad", "ftp://a/b"],
)
async def test_a_redirect_that_leaves_the_web_is_not_followed(
    server: Server, location: str
) -> None:
    with pytest.raises(FetchError, match=" 转到了一个不能打开的网址，请检查网址。"):
        await get(server.route("/a", redirect(location)))


@pytest.mark.parametrize(
    "location", ["http://192.168.1.1/", "http://127.0.0.1:1/", "http://localhost/", "http://127.1/"]
)
async def test_inside_a_redirect_leads_to_its_own_host_and_port_only(
    server: Server, location: str
) -> None:
    with pytest.raises(FetchError, match=" 指向内部网络，为了安全没有打开。"):
        await get(server.route("/a", redirect(location)))


def route_to(*steps: tuple[int, str], start: str) -> Route:
    """Return the route from *start* over redirects, each a status and an address."""
    first = Url.parse(start)
    assert first
    route = Route(first, first)
    for status, location in steps:
        route.follow(status, location)
    return route


@pytest.mark.parametrize(
    ("start", "steps", "permanent"),
    [
        ("https://a.example/1", [(301, "http://a.example/2")], None),
        ("https://a.example/1", [(308, "/2"), (308, "http://a.example/3")], "https://a.example/2"),
        ("https://a.example/1", [(301, "http://a.example/2"), (301, "https://a.example/3")], None),
        ("http://a.example/1", [(301, "https://a.example/2")], "https://a.example/2"),
        ("http://a.example/1", [(301, "http://b.example/2")], "http://b.example/2"),
    ],
)
def test_no_redirect_from_https_to_http_moves_a_source(
    start: str, steps: list[tuple[int, str]], permanent: str | None
) -> None:
    route = route_to(*steps, start=start)
    assert route.url.text.endswith(steps[-1][1])
    assert (route.permanent and route.permanent.text) == permanent


def test_a_redirect_from_outside_does_not_lead_back_inside() -> None:
    route = route_to((302, "http://news.example/"), start="http://127.0.0.1/")
    with pytest.raises(FetchError, match=" 指向内部网络，为了安全没有打开。"):
        route.follow(302, "http://127.0.0.1/")


async def test_a_link_of_a_feed_leads_inside_to_its_own_host_and_port_only(server: Server) -> None:
    url = server.route("/admin", Reply(TEXT))
    with pytest.raises(FetchError, match=" 指向内部网络，为了安全没有打开。"):
        await get(url, typed="http://news.example/feed")
    with pytest.raises(FetchError, match=" 指向内部网络，为了安全没有打开。"):
        await get(url, typed="http://127.0.0.1:1/feed")
    assert server.requests == []
    assert (await get(url, typed=server.at("/feed"))).body


async def test_a_public_name_that_resolves_inside_is_refused(server: Server) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    async with Client(resolver=resolver) as client:
        with pytest.raises(FetchError, match=" 指向内部网络，为了安全没有打开。"):
            await client.get(f"http://news.example:{server.port}/")
    assert server.requests == []


async def test_a_dead_address_of_a_host_gives_way_to_the_next(server: Server) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]

    server.route("/", Reply(TEXT))
    async with Client(resolver=resolver) as client:
        assert (await client.get(server.at("/", host="localhost"))).body.decode() == TEXT


async def test_credentials_go_to_their_own_origin_only(server: Server) -> None:
    def show(request: Request) -> Reply:
        return Reply(request.headers.get("authorization", "none"))

    for host in ("a.example", "b.example"):
        server.route(f"http://{host}/b", show)
    server.route("http://a.example/a", redirect("/b", 301))
    server.route("http://a.example/away", redirect("http://b.example/b", 301))
    async with Client(proxy=server.at("")) as client:
        stays = await client.get("http://reader:s%23cret@a.example/a")
        leaves = await client.get("http://reader:s%23cret@a.example/away")
    assert stays.body == b"Basic cmVhZGVyOnMjY3JldA=="
    assert stays.url == "http://a.example/b"
    assert (stays.permanent_url, stays.keeps_login) == ("http://a.example/b", True)
    assert leaves.body == b"none"
    assert (leaves.permanent_url, leaves.keeps_login) == ("http://b.example/b", False)


async def test_a_cookie_lives_for_one_fetch_and_its_origin(server: Server) -> None:
    def door(request: Request) -> Reply:
        if "pass=1" in request.headers.get("cookie", ""):
            return redirect("http://b.example/b")
        return Reply(status=302, headers={"Location": "/door", "Set-Cookie": "pass=1"})

    def show(request: Request) -> Reply:
        return Reply(request.headers.get("cookie", "none"))

    server.route("http://a.example/door", door)
    for host in ("a.example", "b.example"):
        server.route(f"http://{host}/b", show)
    async with Client(proxy=server.at("")) as client:
        assert (await client.get("http://a.example/door")).body == b"none"
        assert (await client.get("http://a.example/b")).body == b"none"
    assert server.paths() == [
        "http://a.example/door",
        "http://a.example/door",
        "http://b.example/b",
        "http://a.example/b",
    ]


async def error_of(fetch: Awaitable[Response]) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetch
    return caught.value


async def test_no_error_holds_a_password(server: Server) -> None:
    for path, reply in {
        "/loop": redirect("/loop"),
        "/bad": redirect("data:x"),
        "/cut": Reply(TEXT, cut=3),
        "/drip": Reply(TEXT, drip=1),
    }.items():
        server.route(path, reply)
    own = f"http://reader:secret@127.0.0.1:{server.port}"
    urls = [f"{own}{path}" for path in ("/loop", "/bad", "/cut", "/drip", "/nowhere")]
    urls += ["ftp://reader:secret@a.example/", f"http://reader:secret@{NAMELESS}/"]
    async with Client(timeout=0.3) as client:
        errors = [await error_of(client.get(url)) for url in urls]
    for error in errors:
        assert "secret" not in f"{error} {error!r} {error.__cause__} {error.params}"


async def test_a_client_serves_many_fetches_over_one_connection(server: Server) -> None:
    url = server.route("/a", Reply(TEXT, gzip=True))
    async with Client() as client:
        bodies = [(await client.get(url)).body for _ in range(5)]
        many = await asyncio.gather(*(client.get(url) for _ in range(5)))
    assert {*bodies, *(response.body for response in many)} == {TEXT.encode()}
