"""How a connection is made: to an address that was looked at before, or through a proxy."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore

from reader.errors import HostUnknown, PrivateAddress, ProxyFailed, ProxyRefused
from reader.fetch.stream import Stream
from reader.text.hosts import is_address, is_inside
from reader.text.proxy import Proxy

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a host and a port to addresses, the best first. Raises HostUnknown."""

PATIENCE = 3.0
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

        Raises HostUnknown, and PrivateAddress where a public name has inside addresses only.
        """
        addresses = await self.addresses(host, port)
        if not is_inside(host):  # else the route has allowed this host by its name
            addresses = [address for address in addresses if not is_inside(address)]
        if not addresses:
            raise PrivateAddress(host=host)
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

        Raises ProxyFailed, ProxyRefused, and as `GuardedBackend.connect_tcp` does.
        """
        proxy = self._proxy
        if (host, port) != (proxy.host, proxy.port):
            if not proxy.serves(host):
                return await super().connect_tcp(host, port, timeout)
            return await self._tunnel(host, port)
        try:
            return await connect_first(await self._proxy_addresses(), port, timeout)
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            raise ProxyFailed(proxy=str(proxy)) from None

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
                raise ProxyRefused(proxy=str(proxy), host=host) from None
        raise ProxyFailed(proxy=str(proxy))

    async def _proxy_addresses(self) -> Sequence[str]:
        try:
            return await self.addresses(self._proxy.host, self._proxy.port)
        except HostUnknown:
            raise ProxyFailed(proxy=str(self._proxy)) from None


async def connect_first(addresses: Sequence[str], port: int, seconds: float | None) -> Stream:
    """Connect to the first of *addresses* that answers."""
    *others, last = addresses
    for address in others:
        with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
            return await Stream.connect(address, port, PATIENCE)
    return await Stream.connect(last, port, seconds)
