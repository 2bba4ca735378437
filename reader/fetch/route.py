"""The way of one fetch through its redirects, and what it may carry along."""

from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import quote, unquote_to_bytes

from reader.errors import BadRedirect, PrivateAddress, TooManyRedirects
from reader.fetch.url import Url
from reader.text.clean import clean
from reader.text.hosts import is_inside

MAX_REDIRECTS = 10
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
MAX_COOKIES = 50
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


class Route:
    """Where a fetch stands: the address to ask next, with its credentials and cookies.

    *typed* is the address that the user typed; *login*, ``user:password`` as in an address, goes
    to its origin (scheme, host and port) only. Cookies live for this one fetch and stay with the
    origin that set them. Raises PrivateAddress.
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

        Raises TooManyRedirects, BadRedirect and PrivateAddress.
        """
        self._redirects += 1
        if self._redirects > MAX_REDIRECTS:
            raise TooManyRedirects(host=self.host)
        # Bytes beyond ASCII are in the server's own encoding and go back to it as they are.
        address = quote(location.encode("latin-1"), safe=PRINTABLE)
        target = Url.parse(address, base=self.url.text)
        if target is None:
            raise BadRedirect(host=self.host)
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

    The ports of one host are programs that need not trust each other. Raises PrivateAddress.
    """
    if is_inside(target.host) and target.endpoint != leader.endpoint:
        raise PrivateAddress(host=clean(target.host))
