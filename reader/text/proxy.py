"""The address of a proxy, as ``[fetch] proxy`` has it."""

from typing import Literal, Self, cast, get_args
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from reader.text.clean import has_controls
from reader.text.hosts import is_inside, is_loopback

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
