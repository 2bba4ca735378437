"""The connections: HTTP/1.1 over a network backend that looks at an address before it connects."""

import asyncio
import contextlib
import functools
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore
import httpx

from reader.errors import HostUnknown, PrivateAddress
from reader.fetch.address import is_address, is_inside
from reader.fetch.stream import Stream

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a host and a port to addresses, the best first; raises HostUnknown."""

PATIENCE = 3.0
"""Seconds for one of several addresses of a host; its last has all the time that is left."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """Give the addresses of *host* in the system's order.

    It asks in a thread of its own, which neither the deadline of a fetch nor the end of the program
    waits for: a dead name server takes half a minute. raises HostUnknown.
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


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Give the one TLS context: loading the certificates costs more than a request.

    ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` name others to trust, as for OpenSSL itself; where they
    name none, the usual ones hold.
    """
    with contextlib.suppress(OSError):
        return httpx.create_ssl_context()
    return httpx.create_ssl_context(trust_env=False)


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

        raises HostUnknown, and PrivateAddress where a public name has inside addresses only.
        """
        *others, last = await self._addresses(host, port)
        for address in others:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await Stream.connect(address, port, PATIENCE)
        return await Stream.connect(last, port, timeout)

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        if is_address(host):
            return [host]
        addresses = await self._resolve(host, port)
        if is_inside(host):
            return addresses  # the route has allowed this host by its name
        public = [address for address in addresses if not is_inside(address)]
        if not public:
            raise PrivateAddress(host=host)
        return public


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a `GuardedBackend`, which keeps its connections for a while.

    There is no proxy, whatever the environment says: it would look names up by itself, out of the
    guard's sight.
    """

    def __init__(self, resolver: Resolver) -> None:
        super().__init__(verify=tls_context())
        # httpx has no parameter for a network backend: the pool, its own, is what takes one.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls_context(),
            max_keepalive_connections=2,
            keepalive_expiry=5.0,
            network_backend=GuardedBackend(resolver),
        )
