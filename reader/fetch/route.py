"""The way of one fetch through its redirects, address by address, and what it may carry along."""

from base64 import b64encode
from collections.abc import Iterable
from typing import Self
from urllib.parse import quote, unquote_to_bytes, urlsplit

import idna
from msgspec import Struct

from reader.errors import FetchError, private_address
from reader.i18n import N_
from reader.text.clean import clean, safe_url, split_login
from reader.text.hosts import is_inside

# An address taken apart as the network needs it.

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


# The way of one fetch through its redirects, and what it may carry along.

MAX_REDIRECTS = 10
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
MAX_COOKIES = 50
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


class Route:
    """Where a fetch stands: the address to ask next, with its credentials and cookies.

    *typed* is the address that the user typed; *login*, ``user:password`` as in an address, goes
    to its origin (scheme, host and port) only. Cookies live for this one fetch and stay with the
    origin that set them. Raises FetchError.
    """

    def __init__(self, url: Url, typed: Url, login: str = "") -> None:
        self.url = url
        self.permanent: Url | None = None
        """Where permanent redirects alone have led, none of them from https to http."""
        self._typed = typed
        self._login = login
        self._cookies: dict[str, str] = {}
        self._is_permanent = True
        self._redirects = 0
        _guard(typed, url)

    @property
    def host(self) -> str:
        """The host to name in a message."""
        return clean(self.url.host)

    @property
    def keeps_login(self) -> bool:
        """Whether the address to ask from now on may see the credentials of the typed one."""
        return self.permanent is None or self._is_home(self.permanent)

    def headers(self) -> dict[str, str]:
        """Return the credentials and cookies that the present address may see."""
        found = {}
        if self._cookies:
            found["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if self._login and self._is_home(self.url):
            login = self._login if ":" in self._login else f"{self._login}:"  # RFC 7617, 2
            pair = b64encode(unquote_to_bytes(login)).decode()
            found["Authorization"] = f"Basic {pair}"
        return found

    def keep(self, cookies: Iterable[str]) -> None:
        """Take up what the headers ``Set-Cookie`` of the present address say."""
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            if len(self._cookies) < MAX_COOKIES:
                self._cookies[name.strip()] = value.strip()

    def follow(self, status: int, location: str) -> None:
        """Go where a redirect points.

        Raises FetchError.
        """
        self._redirects += 1
        if self._redirects > MAX_REDIRECTS:
            raise FetchError(
                N_("{host} 把网址转来转去，没有尽头，请检查网址。"), kind="redirect", host=self.host
            )
        # Bytes beyond ASCII are in the server's own encoding and go back to it as they are.
        address = quote(location.encode("latin-1"), safe=PRINTABLE)
        target = Url.parse(address, base=self.url.text)
        if target is None:
            raise FetchError(
                N_("{host} 转到了一个不能打开的网址，请检查网址。"), kind="redirect", host=self.host
            )
        _guard(self.url, target)
        if target.origin != self.url.origin:
            self._cookies = {}
        # Whoever reads along on one bad day would else read along for ever.
        is_downgrade = self.url.scheme == "https" and target.scheme == "http"
        self.url = target
        self._is_permanent = self._is_permanent and status in PERMANENT and not is_downgrade
        if self._is_permanent:
            self.permanent = target

    def _is_home(self, url: Url) -> bool:
        return url.origin == self._typed.origin


def _guard(leader: Url, target: Url) -> None:
    """Let what *leader* answers send the client anywhere outside, but inside to itself alone.

    The ports of one host are programs that need not trust each other. Raises FetchError.
    """
    if is_inside(target.host) and target.endpoint != leader.endpoint:
        raise private_address(host=clean(target.host))
