"""The way of one fetch through its redirects, and what it may carry along."""

from base64 import b64encode
from urllib.parse import quote

import httpx

from reader.errors import BadResponse, PrivateAddress, TooManyRedirects
from reader.fetch.address import may_lead
from reader.text.clean import clean, safe_url

MAX_REDIRECTS = 10
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


class Route:
    """Where a fetch stands: the address to ask next, with its credentials and cookies.

    Credentials are those of the address that the reader typed; they go to its own origin (scheme,
    host and port) only. Cookies live for this one fetch and stay with the origin that set them.
    """

    def __init__(self, url: httpx.URL, typed: httpx.URL | None = None) -> None:
        self.typed = typed or url
        self.url = url.copy_with(userinfo=b"")
        self.cookies = httpx.Cookies()
        self.permanent: httpx.URL | None = None
        """Where permanent redirects alone have led."""
        self._is_permanent = True
        self._redirects = 0
        _guard(self.typed, self.url)

    @property
    def host(self) -> str:
        """The host to name in a message."""
        return clean(self.url.host)

    @property
    def permanent_url(self) -> str | None:
        """The address to ask from now on, with the reader's credentials where they belong."""
        if self.permanent is None:
            return None
        same = _origin(self.permanent) == _origin(self.typed)
        return str(self.permanent.copy_with(userinfo=self.typed.userinfo if same else b""))

    def equip(self, request: httpx.Request) -> None:
        """Give *request*, to the present address, the credentials and cookies that it may see."""
        if self.cookies:
            self.cookies.set_cookie_header(request)
        if self.typed.userinfo and _origin(self.url) == _origin(self.typed):
            pair = f"{self.typed.username}:{self.typed.password}".encode()
            request.headers["Authorization"] = f"Basic {b64encode(pair).decode()}"

    def follow(self, status: int, location: bytes) -> None:
        """Go where a redirect points.

        raises TooManyRedirects, BadResponse for an address that cannot be followed, and
        PrivateAddress.
        """
        self._redirects += 1
        if self._redirects > MAX_REDIRECTS:
            raise TooManyRedirects(host=self.host)
        target = self._target(location)
        _guard(self.url, target)
        if _origin(target) != _origin(self.url):
            self.cookies = httpx.Cookies()
        self.url = target
        self._is_permanent = self._is_permanent and status in PERMANENT
        if self._is_permanent:
            self.permanent = target

    def _target(self, location: bytes) -> httpx.URL:
        # Bytes beyond ASCII are in the server's own encoding and go back to it as they are.
        address = safe_url(quote(location, safe=PRINTABLE), base=str(self.url))
        try:
            target = httpx.URL(address).copy_with(userinfo=b"", fragment=None)
        except httpx.InvalidURL:
            target = httpx.URL()
        if not target.host:
            raise BadResponse(host=self.host)
        return target


def _guard(leader: httpx.URL, target: httpx.URL) -> None:
    if not may_lead(leader.host, target.host):
        raise PrivateAddress(host=clean(target.host))


def _origin(url: httpx.URL) -> tuple[str, bytes, int | None]:
    return url.scheme, url.raw_host, url.port
