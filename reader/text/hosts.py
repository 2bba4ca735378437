"""Which hosts stand inside, the reader's own machine and network, and the proxy for all others.

A public page must not lead the client inside, where it could reach what only this machine can
reach: routers, databases, the metadata service of a cloud (OWASP: server-side request forgery).
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Literal, Self, cast, get_args
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from reader.text.clean import has_controls

# Which hosts stand inside.

FAKE_IP = ip_network("198.18.0.0/15")
"""What local proxies common in China answer for every name (Clash's fake-ip): no host is there."""

NAT64 = ip_network("64:ff9b::/96")
"""IPv4 addresses as an IPv6 network writes them (RFC 6052)."""

INSIDE_SUFFIXES = (".localhost", ".local", ".internal", ".lan", ".intranet", ".home.arpa")
"""Endings that public DNS never has (RFC 6761, RFC 6762, RFC 8375) or that routers hand out."""


def is_address(host: str) -> bool:
    """Say whether *host* is an IP address rather than a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_inside(host: str) -> bool:
    """Say whether *host*, a name or an address, belongs to this machine or its network by itself.

    A name is judged by its form alone; what it resolves to is the transport's matter.
    """
    address = _address(host)
    if address is not None:
        return not _is_public(address)
    name = _plain(host)
    return "." not in name or name.endswith(INSIDE_SUFFIXES)


def is_loopback(host: str) -> bool:
    """Say whether *host* is this very machine (RFC 1122, RFC 6761)."""
    address = _address(host)
    if address is not None:
        return address.is_loopback
    return f".{_plain(host)}".endswith(".localhost")


def _address(host: str) -> IPv4Address | IPv6Address | None:
    name = _plain(host)
    try:
        address = ip_address(name)
    except ValueError:
        return _old_address(name)
    if isinstance(address, IPv4Address):
        return address
    embedded = IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None
    return embedded or address.ipv4_mapped or address.sixtofour or address


def _old_address(name: str) -> IPv4Address | None:
    """Read the forms that resolvers still take for addresses: 127.1, 0x7f.0.0.1, 2130706433."""
    try:
        return IPv4Address(socket.inet_aton(name))
    except (OSError, UnicodeError):
        return None


def _plain(host: str) -> str:
    return host.rstrip(".").lower()


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return (address.is_global and not address.is_multicast) or address in FAKE_IP


# The address of a proxy, as [fetch] proxy has it.

Scheme = Literal["http", "socks5"]


LONGEST = 255
"""Characters of a name or a password (RFC 1929)."""


class Proxy(Struct, frozen=True):
    """A proxy that speaks HTTP or SOCKS 5 (RFC 9110, 9.3.6; RFC 1928)."""

    scheme: Scheme
    host: str
    port: int
    user: str = ""
    """ASCII, as the password; empty: the proxy asks for no login."""
    password: str = ""

    @classmethod
    def parse(cls, url: str) -> Self | None:
        """Read ``http://user:password@host:port`` or ``socks5://…``; None for anything else."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:  # a host or a port that cannot be
            return None
        host = parts.hostname or ""
        rest = parts.path.removeprefix("/") + parts.query + parts.fragment
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        scheme = "socks5" if parts.scheme == "socks5h" else parts.scheme
        if scheme not in get_args(Scheme) or not (host and port) or rest or ":" in user:
            return None
        if not (host + user + password).isascii() or max(len(user), len(password)) > LONGEST:
            return None
        if has_controls(host + user + password) or " " in host:
            return None
        return cls(cast(Scheme, scheme), host, port, user, password)

    def __str__(self) -> str:
        """Name it without its login: ``socks5://127.0.0.1:1080``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    __repr__ = __str__

    def serves(self, host: str) -> bool:
        """Say whether *host* is asked by way of this proxy.

        The hosts inside the reader's network are the same ones only to a proxy on this machine; by
        any other they would be those of the network that it stands in.
        """
        return is_loopback(self.host) or not is_inside(host)
