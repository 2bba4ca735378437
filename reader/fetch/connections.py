"""Connections: made to addresses that were looked at before, kept for a while, used by httpx.

httpcore's network backends go through anyio, which costs a third of a request; its retries and time
limits for each read are not needed, since one deadline covers a whole fetch.
"""

import asyncio
import contextlib
import functools
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

import httpcore
import httpx

from reader.errors import BadResponse, ConnectionFailed, HostUnknown, private_address
from reader.i18n import N_
from reader.text.addresses import Proxy, is_address, is_inside

_PROXY_FAILED = N_("无法使用代理 {proxy}，请检查 [fetch] 里的 proxy：地址、用户名和密码。")

# The bytes of a connection, by asyncio's own streams.

CHUNK = 1 << 16
"""Bytes that are read ahead."""


class TlsError(httpcore.NetworkError):
    """The certificate is not valid, or the other side does not speak TLS."""


class Stream(httpcore.AsyncNetworkStream):
    """A TCP connection, in the clear or over TLS."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connect(cls, address: str, port: int, seconds: float | None) -> Self:
        """Connect to an IP address within so many seconds.

        Raises httpcore's ConnectError and ConnectTimeout.
        """
        with _in_httpcores_words(httpcore.ConnectError, httpcore.ConnectTimeout):
            async with asyncio.timeout(seconds):
                return cls(*await asyncio.open_connection(address, port, limit=CHUNK))

    @classmethod
    async def over(cls, connected: socket.socket) -> Self:
        """Take over a connected socket."""
        return cls(*await asyncio.open_connection(sock=connected, limit=CHUNK))

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Return what has come, at least a byte; none at the end. Raises httpcore.ReadError."""
        with _in_httpcores_words(httpcore.ReadError, httpcore.ReadTimeout):
            return await self._reader.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Send *buffer*. Raises httpcore.WriteError."""
        with _in_httpcores_words(httpcore.WriteError, httpcore.WriteTimeout):
            self._writer.write(buffer)
            await self._writer.drain()

    async def aclose(self) -> None:
        """Let go of the connection at once: nothing is left to be said."""
        self._writer.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's signature)
    ) -> httpcore.AsyncNetworkStream:
        """Go over to TLS. Raises TlsError, httpcore.ConnectError."""
        try:
            with _in_httpcores_words(httpcore.ConnectError, httpcore.ConnectTimeout):
                await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except BaseException:
            await self.aclose()
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks of an idle connection: whether the server has closed it."""
        if info == "is_readable":
            return self._reader.at_eof() or self._writer.is_closing()
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._writer.get_extra_info(names.get(info, info))


@contextmanager
def _in_httpcores_words(error: type[Exception], timeout: type[Exception]) -> Iterator[None]:
    """Say the system's errors in httpcore's words."""
    try:
        yield
    except TimeoutError as cause:
        raise timeout(cause) from cause
    except ssl.SSLError as cause:
        raise TlsError(cause) from cause
    except OSError as cause:
        raise error(cause) from cause


# How a connection is made.

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a host and a port to addresses, the best first. Raises HostUnknown."""

ADDRESS_TIMEOUT = 3.0
"""Seconds for one of several addresses of a host; its last has all the time that is left."""
LOGIN_WANTED = 407


async def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses of *host* in the system's order.

    It asks in a thread of its own, which neither the deadline of a fetch nor the end of the program
    waits for: a dead name server takes half a minute. Raises HostUnknown.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(addresses: Sequence[str]) -> None:
        if not answer.done():
            answer.set_result(addresses)

    def ask() -> None:
        addresses = _look_up(host, port)
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
            loop.call_soon_threadsafe(settle, addresses)

    threading.Thread(target=ask, daemon=True).start()
    addresses = await answer
    if not addresses:
        raise HostUnknown(host=host)
    return addresses


def _look_up(host: str, port: int) -> Sequence[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        # Not every system's resolver knows that these names are its own machine (RFC 6761, 6.3).
        return ("127.0.0.1", "::1") if host.endswith(".localhost") else ()
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to the very addresses that it has checked, so a name cannot change in between."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolve = resolver

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's signature)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of *host* that answers.

        Raises HostUnknown, and FetchError where a public name has inside addresses only.
        """
        addresses = await self.addresses(host, port)
        if not is_inside(host):  # else the route has allowed this host by its name
            addresses = [address for address in addresses if not is_inside(address)]
        if not addresses:
            raise private_address(host=host)
        return await connect_first(addresses, port, timeout)

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """Return the addresses of *host*, itself where it is one. Raises HostUnknown."""
        return [host] if is_address(host) else await self._resolve(host, port)


class ProxiedBackend(GuardedBackend):
    """Connects through *proxy* to the hosts that it serves, and as `GuardedBackend` to others.

    The proxy itself, which the reader has chosen, may stand anywhere. It looks names up by itself,
    out of the guard's sight: what is refused are addresses inside the reader's network, and names
    that are inside by their form, before anything is sent. A public name that resolves inside is
    for the proxy to refuse.
    """

    def __init__(self, resolver: Resolver, proxy: Proxy) -> None:
        super().__init__(resolver)
        self._proxy = proxy

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's signature)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to *host*, which is the proxy itself where that forwards requests.

        Raises ConnectionFailed, and as `GuardedBackend.connect_tcp` does.
        """
        proxy = self._proxy
        if (host, port) != (proxy.host, proxy.port):
            if not proxy.serves(host):
                return await super().connect_tcp(host, port, timeout)
            return await self._tunnel(host, port)
        try:
            return await connect_first(await self._proxy_addresses(), port, timeout)
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            raise ConnectionFailed(_PROXY_FAILED, proxy=str(proxy)) from None

    async def _tunnel(self, host: str, port: int) -> Stream:
        """Connect to *host* by HTTP's CONNECT or by SOCKS.

        httpcore's own proxies never free the place in the pool of a tunnel that fails or times out
        while it is made (1.0.9): after ten of them the pool connects no more.
        """
        from python_socks import ProxyConnectionError, ProxyError, ProxyType
        from python_socks.async_.asyncio import Proxy as Dialler

        proxy, kind = self._proxy, ProxyType[self._proxy.scheme.upper()]
        for address in await self._proxy_addresses():
            dialler = Dialler(kind, address, proxy.port, proxy.user, proxy.password)
            try:
                return await Stream.over(await dialler.connect(host, port))
            except ProxyConnectionError:
                continue
            except ValueError:  # no name that SOCKS has room for
                raise HostUnknown(host=host) from None
            except (ProxyError, OSError) as error:
                # What the proxy says of the host has a number.
                if getattr(error, "error_code", None) in (None, LOGIN_WANTED):
                    break
                raise ConnectionFailed(
                    N_("代理 {proxy} 没有连上 {host}，请检查网址，或稍后再试。"),
                    proxy=str(proxy),
                    host=host,
                ) from None
        raise ConnectionFailed(_PROXY_FAILED, proxy=str(proxy))

    async def _proxy_addresses(self) -> Sequence[str]:
        try:
            return await self.addresses(self._proxy.host, self._proxy.port)
        except HostUnknown:
            raise ConnectionFailed(_PROXY_FAILED, proxy=str(self._proxy)) from None


async def connect_first(addresses: Sequence[str], port: int, seconds: float | None) -> Stream:
    """Connect to the first of *addresses* that answers."""
    *others, last = addresses
    for address in others:
        with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
            return await Stream.connect(address, port, ADDRESS_TIMEOUT)
    return await Stream.connect(last, port, seconds)


# The connections, kept for a while.


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Return the one TLS context: loading the certificates costs more than a request.

    ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` name others to trust, as for OpenSSL itself; where they
    name none, the usual ones hold.
    """
    with contextlib.suppress(OSError):
        return httpx.create_ssl_context()
    return httpx.create_ssl_context(trust_env=False)


class Transport(httpx.AsyncBaseTransport):
    """HTTP/1.1 over a `GuardedBackend`, or by way of *proxy*, whatever the environment says.

    Errors are FetchErrors, those of the answer's body too.
    """

    def __init__(self, resolver: Resolver, proxy: Proxy | None = None) -> None:
        self._proxy = proxy
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls_context(),
            max_keepalive_connections=2,
            keepalive_expiry=5.0,
            network_backend=(
                ProxiedBackend(resolver, proxy) if proxy else GuardedBackend(resolver)
            ),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request* and return the answer, its body yet to be read. Raises FetchError."""
        proxy = self._forwarder(request.url)
        sent = _forwarded(request, proxy) if proxy else _direct(request)
        host = request.url.raw_host.decode()
        with _in_our_words(host):
            answer = await self._pool.handle_async_request(sent)
        body = _Body(answer, host)
        if proxy and answer.status == LOGIN_WANTED:
            await body.aclose()
            raise ConnectionFailed(_PROXY_FAILED, proxy=str(proxy))
        return httpx.Response(answer.status, headers=answer.headers, stream=body)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    def _forwarder(self, url: httpx.URL) -> Proxy | None:
        """Return the proxy if it is sent requests for *url*, rather than asked for a tunnel.

        Many HTTP proxies make tunnels to port 443 only.
        """
        proxy = self._proxy
        forwards = proxy and proxy.scheme == url.scheme and proxy.serves(url.raw_host.decode())
        return proxy if forwards else None


class _Body(httpx.AsyncByteStream):
    """The body of an answer of *host*, as it comes."""

    def __init__(self, answer: httpcore.Response, host: str) -> None:
        self._answer = answer
        self._host = host

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _in_our_words(self._host):
            async for chunk in self._answer.aiter_stream():
                yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()


def _direct(request: httpx.Request) -> httpcore.Request:
    url = request.url
    origin = httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    return httpcore.Request(
        request.method,
        origin,
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )


def _forwarded(request: httpx.Request, proxy: Proxy) -> httpcore.Request:
    """Return what *proxy* is asked for: the whole address (RFC 9112, 3.2.2)."""
    target = b"http://" + request.url.netloc + request.extensions["target"]
    headers = request.headers.raw
    if proxy.user:
        pair = b64encode(f"{proxy.user}:{proxy.password}".encode())
        headers = [*headers, (b"Proxy-Authorization", b"Basic " + pair)]
    url = httpcore.URL(scheme="http", host=proxy.host, port=proxy.port, target=target)
    return httpcore.Request(request.method, url, headers=headers, content=request.stream)


@contextlib.contextmanager
def _in_our_words(host: str) -> Iterator[None]:
    """Say httpcore's errors in our words."""
    try:
        yield
    except TlsError:
        raise ConnectionFailed(
            N_("无法安全地连接 {host}：它的证书无效或不可信，请检查网址和这台机器的时间。"),
            kind="tls",
            host=host,
        ) from None
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol):
        raise BadResponse(host=host) from None
    except (httpcore.NetworkError, httpcore.TimeoutException):
        raise ConnectionFailed(host=host) from None
