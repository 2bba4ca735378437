"""Which hosts stand inside: the reader's own machine and network.

A public page must not lead the client inside, where it could reach what only this machine can
reach: routers, databases, the metadata service of a cloud (OWASP: server-side request forgery).
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

FAKE_IP = ip_network("198.18.0.0/15")
"""What local proxies common in China answer for every name (Clash's fake-ip): no host is there."""

NAT64 = ip_network("64:ff9b::/96")
"""IPv4 addresses as an IPv6 network writes them (RFC 6052)."""

INSIDE_SUFFIXES = (".localhost", ".local", ".internal", ".lan", ".intranet", ".home.arpa")
"""Endings that public DNS never has (RFC 6761, RFC 6762, RFC 8375) or that routers hand out."""


def is_address(host: str) -> bool:
    """Say whether *host* is an IP address rather than a name."""
    return _address(host) is not None


def is_inside(host: str) -> bool:
    """Say whether *host*, a name or an address, belongs to this machine or its network by itself.

    A name is judged by its form alone; what it resolves to is the transport's matter.
    """
    address = _address(host)
    if address is not None:
        return not _is_public(address)
    name = host.rstrip(".").lower()
    return "." not in name or name.endswith(INSIDE_SUFFIXES)


def may_lead(leader: str, host: str) -> bool:
    """Say whether what the host *leader* answers may send the client to *host*.

    Anything may lead outside; inside, a host leads to itself, and this machine to this machine.
    """
    return not is_inside(host) or host == leader or (_is_loopback(leader) and _is_loopback(host))


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if isinstance(address, IPv4Address):
        return address
    embedded = IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None
    return embedded or address.ipv4_mapped or address.sixtofour or address


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return (address.is_global and not address.is_multicast) or address in FAKE_IP


def _is_loopback(host: str) -> bool:
    address = _address(host)
    if address is not None:
        return address.is_loopback
    return host == "localhost" or host.endswith(".localhost")
