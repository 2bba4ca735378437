"""Going by a proxy. The test server answers as an HTTP proxy for whole addresses."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from reader.errors import ConnectionFailed, FetchError, HttpStatus
from reader.fetch.client import Client, Response
from tests.server import Reply, Request, Server, redirect
from tests.socks import SocksProxy

TEXT = "查干湖冬捕的第一网出鱼了。"
FEED = "http://news.example/feed?a=1"


async def nowhere(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was looked up")


async def get(url: str, proxy: str, typed: str = "") -> Response:
    async with Client(10, proxy=proxy, resolver=nowhere) as client:
        return await client.get(url, typed=typed)


@pytest.fixture
async def socks() -> AsyncIterator[SocksProxy]:
    async with SocksProxy().running() as proxy:
        yield proxy


async def test_an_http_proxy_is_asked_for_the_whole_address(server: Server) -> None:
    server.route("http://news.example/feed", Reply(TEXT))
    response = await get(FEED, server.at(""))
    assert (response.body.decode(), response.url) == (TEXT, FEED)
    assert server.paths() == [FEED]
    assert server.requests[0].headers["host"] == "news.example"


async def test_an_http_proxy_sees_its_login_and_the_host_its_own(server: Server) -> None:
    def show(request: Request) -> Reply:
        return Reply(request.headers["proxy-authorization"] + request.headers["authorization"])

    server.route("http://news.example:8080/feed", show)
    response = await get(
        "http://a:b@news.example:8080/feed", f"http://me:s%3Acret@127.0.0.1:{server.port}"
    )
    assert response.body == b"Basic bWU6czpjcmV0Basic YTpi"


async def test_for_https_a_tunnel_is_asked_for(server: Server) -> None:
    with pytest.raises(ConnectionFailed, match=r"127\.0\.0\.1.*news\.example"):
        await get("https://news.example/feed", server.at(""))
    assert server.paths() == ["news.example:443"]


@pytest.mark.parametrize("url", [FEED, "https://news.example/feed"])
async def test_a_proxy_that_wants_another_login_says_so(server: Server, url: str) -> None:
    for path in ("http://news.example/feed", "news.example:443"):
        server.route(path, Reply(status=407))
    proxy = f"http://me:secret@127.0.0.1:{server.port}"
    with pytest.raises(
        ConnectionFailed, match=r"，请检查 \[fetch\] 里的 proxy：地址、用户名和密码。"
    ) as caught:
        await get(url, proxy)
    assert caught.value.params == {"proxy": f"http://127.0.0.1:{server.port}"}


async def test_what_an_answer_through_a_proxy_says_is_the_hosts(server: Server) -> None:
    with pytest.raises(HttpStatus, match=r"news\.example.*404"):
        await get(FEED, server.at(""))


async def test_a_socks_proxy_looks_names_up_itself(server: Server, socks: SocksProxy) -> None:
    server.route("/feed", Reply(TEXT))
    url = f"http://news.example:{server.port}/feed"
    assert (await get(url, socks.url)).body.decode() == TEXT
    assert socks.asked == [("news.example", server.port)]
    assert server.requests[0].headers["host"] == f"news.example:{server.port}"


async def test_a_socks_proxy_is_told_its_login(server: Server) -> None:
    server.route("/feed", Reply(TEXT))
    async with SocksProxy(login="me:secret").running() as proxy:
        assert (await get(server.at("/feed", host="news.example"), proxy.url)).body
        with pytest.raises(
            ConnectionFailed, match=r"，请检查 \[fetch\] 里的 proxy：地址、用户名和密码。"
        ) as caught:
            await get(FEED, proxy.url.replace("secret", "other"))
    assert caught.value.params == {"proxy": f"socks5://127.0.0.1:{proxy.port}"}


async def test_a_host_that_a_socks_proxy_cannot_reach_is_named() -> None:
    async with SocksProxy(reply=5).running() as proxy:
        with pytest.raises(ConnectionFailed, match=r"news\.example"):
            await get(FEED, proxy.url)


@pytest.mark.parametrize("scheme", ["http", "socks5"])
@pytest.mark.parametrize("url", [FEED, "https://news.example/"])
async def test_a_proxy_that_is_not_there_is_named(scheme: str, url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(ConnectionFailed, match=f"{scheme}://127.0.0.1:{port}，"):
        await get(url, f"{scheme}://me:secret@127.0.0.1:{port}")


async def test_a_server_that_is_no_socks_proxy_is_named() -> None:
    def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example\r\n")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as mail:
        with pytest.raises(
            ConnectionFailed, match=r"，请检查 \[fetch\] 里的 proxy：地址、用户名和密码。"
        ):
            await get(FEED, f"socks5://127.0.0.1:{mail.sockets[0].getsockname()[1]}")


async def test_a_proxy_by_name_is_tried_at_all_its_addresses(server: Server) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        assert host == "proxy.lan"
        return ["127.0.0.2", "127.0.0.1"]

    server.route("http://news.example/feed", Reply(TEXT))
    async with Client(proxy=server.at("", host="proxy.lan"), resolver=resolver) as client:
        assert (await client.get(FEED)).body
        with pytest.raises(ConnectionFailed, match="，请检查网址，或稍后再试。"):
            await client.get("https://news.example/")


async def test_tunnels_that_fail_leave_room_for_others(server: Server, socks: SocksProxy) -> None:
    server.route("http://news.example/feed", Reply(TEXT))
    for number in range(12):
        server.route(f"a{number}.example:443", Reply(raw=b"HTTP/1.1 200 OK\r\n\r\nno TLS"))
    async with Client(2, proxy=server.at("")) as client:
        for number in range(12):
            with pytest.raises(ConnectionFailed):
                await client.get(f"https://a{number}.example/")
        assert (await client.get(FEED)).body


async def test_a_tunnel_that_is_given_up_leaves_nothing_behind(
    server: Server, socks: SocksProxy
) -> None:
    server.route("/feed", Reply(TEXT))
    async with asyncio.timeout(30), Client(proxy=socks.url) as client:
        socks.answers = False
        for number in range(12):
            fetch = asyncio.create_task(client.get(f"http://a{number}.example/"))
            await socks.hanging.get()
            fetch.cancel()
            await asyncio.gather(fetch, return_exceptions=True)
            await socks.gone.get()
        socks.answers = True
        assert (await client.get(server.at("/feed", host="news.example"))).body


async def test_no_proxy_leads_inside(server: Server) -> None:
    server.route("http://news.example/feed", redirect("http://192.168.1.1/"))
    server.route("http://news.example/old", redirect("http://127.1/"))
    for url in (FEED, "http://news.example/old"):
        with pytest.raises(FetchError, match=" 指向内部网络，为了安全没有打开。"):
            await get(url, server.at(""))
    for url in ("http://192.168.1.1/", "http://[fd00::1]/", "http://nas/", "http://0x7f.1/"):
        with pytest.raises(FetchError, match=" 指向内部网络，为了安全没有打开。"):
            await get(url, server.at(""), typed=FEED)
    assert len(server.requests) == 2


async def test_the_readers_own_network_is_asked_through_a_proxy_on_this_machine(
    server: Server,
) -> None:
    server.route("http://192.168.1.1/feed", Reply(TEXT))
    assert (await get("http://192.168.1.1/feed", server.at(""))).body


async def test_the_readers_own_network_is_not_asked_through_another_machine(
    server: Server,
) -> None:
    server.route("/feed", Reply(TEXT))
    assert (await get(server.at("/feed"), "http://192.0.2.1:8080")).body
    assert (await get(server.at("/feed"), "socks5://192.0.2.1:1080")).body


async def test_the_environment_sets_no_proxy(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert (await get(server.route("/feed", Reply(TEXT)), "")).body


async def test_many_fetches_share_a_connection_to_the_proxy(server: Server) -> None:
    hosts = [f"a{number}.example" for number in range(5)]
    for host in hosts:
        server.route(f"http://{host}/feed", Reply(TEXT, gzip=True))
    async with Client(proxy=server.at("")) as client:
        many = await asyncio.gather(*(client.get(f"http://{host}/feed") for host in hosts))
    assert {response.body.decode() for response in many} == {TEXT}
