"""An address taken apart as the network needs it: a host to connect to and a target to ask for."""

from typing import Self
from urllib.parse import quote, urlsplit

import idna
from msgspec import Struct

from reader.text.clean import safe_url, split_login

_AS_WRITTEN = "!#$%&'()*+,/:;=?@[]~"
"""What of a path or a query goes out as it is; blanks, Chinese and the rest percent-encoded."""
_PORTS = {"http": 80, "https": 443}


class Url(Struct, frozen=True):
    """An http or https address without credentials and fragment."""

    text: str
    """As it was written."""
    scheme: str
    host: str
    """In ASCII, an IPv6 address without its brackets."""
    port: int | None
    """None where it is the scheme's own."""
    target: str
    """The path and the query, percent-encoded."""

    @classmethod
    def parse(cls, address: str, base: str = "") -> Self | None:
        """Read *address*, met on the page *base*; None where it leads nowhere."""
        text = split_login(safe_url(address, base))[0].partition("#")[0]
        parts = urlsplit(text)
        host = _ascii(parts.hostname or "")
        if not host or parts.port == 0:
            return None
        port = None if parts.port == _PORTS[parts.scheme] else parts.port
        query = f"?{parts.query}" if parts.query else ""
        target = quote((parts.path or "/") + query, safe=_AS_WRITTEN)
        return cls(text, parts.scheme, host, port, target)

    @property
    def origin(self) -> tuple[str, str, int | None]:
        """Whom cookies and credentials are for: scheme, host and port."""
        return self.scheme, self.host, self.port

    @property
    def endpoint(self) -> tuple[str, int]:
        """What a connection goes to: host and port."""
        return self.host, self.port or _PORTS[self.scheme]

    @property
    def authority(self) -> str:
        """What the header ``Host`` says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port is None else f"{host}:{self.port}"


def _ascii(host: str) -> str:
    """Return *host* as the name service knows it; empty where it cannot be one (RFC 5891)."""
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except Exception:  # whatever idna says of a name that is none
        return ""
