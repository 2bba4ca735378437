"""Which hosts stand inside: the reader's own machine and network.

A public page must not lead the client inside, where it could reach what only this machine can
reach: routers, databases, the metadata service of a cloud (OWASP: server-side request forgery).
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

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
