"""One exchange with a server: where it leads, what it may carry along, and what an answer says."""

import re
import time
import zlib
from base64 import b64encode
from collections.abc import AsyncIterable, Iterable
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import quote, unquote_to_bytes, urlsplit

import httpx
import idna
from msgspec import Struct

from reader.errors import FetchError, private_address
from reader.i18n import N_
from reader.text.addresses import is_inside
from reader.text.clean import clean, safe_url, split_login

# What an answer says.

# What the headers of an answer say.

MAX_RETRY_AFTER = 7 * 24 * 3600
"""Seconds; a server that asks for more is asked again after a week."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]+)", re.IGNORECASE)


def first(fields: httpx.Headers, name: str) -> str:
    """Return the first value of the field *name*, empty if there is none.

    httpx would join several by commas, and no address or coding is meant by that.
    """
    return next(iter(fields.get_list(name)), "")


def charset(content_type: str) -> str | None:
    """Return the charset that a Content-Type declares."""
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def media_type(content_type: str) -> str:
    """Return the media type of a Content-Type, in lower case: ``text/html``."""
    return content_type.partition(";")[0].strip().lower()


def moment(text: str) -> int | None:
    """Return the epoch seconds of an HTTP date, None where it is none."""
    try:
        return int(parsedate_to_datetime(text).timestamp())
    except (ValueError, OverflowError):
        return None


def retry_after(text: str, now: float | None = None) -> int:
    """Return the seconds that a Retry-After asks to wait, 0 where it says nothing of use.

    It is a number of seconds or a date (RFC 9110, section 10.2.3); *now* is in seconds since the
    epoch.
    """
    if text.isascii() and text.isdigit():
        seconds = int(text[:10])
    else:
        then = moment(text)
        if then is None:
            return 0
        seconds = int(then - (time.time() if now is None else now))
    return min(max(seconds, 0), MAX_RETRY_AFTER)


# The body of an answer, read raw and inflated here, so that a bomb ends at the size cap.

GZIP_MAGIC = b"\x1f\x8b"


class TooLarge(Exception):
    """The body is beyond the limit."""


async def read(chunks: AsyncIterable[bytes], coding: str, limit: int) -> bytes:
    """Read a body of at most *limit* bytes, as sent and as inflated.

    *coding* is the Content-Encoding. Raises TooLarge, and ValueError where the coding is another
    than asked for, broken or cut off.
    """
    raw = bytearray()
    async for chunk in chunks:
        raw += chunk
        if len(raw) > limit:
            raise TooLarge
    if not raw or coding in ("", "identity"):
        return bytes(raw)
    return inflate(bytes(raw), coding, limit)


def inflate(data: bytes, coding: str, limit: int) -> bytes:
    """Inflate gzip or deflate to at most *limit* bytes; raises as `read` does."""
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"coding {coding!r}")
    plain = bytearray()
    while data:
        stream = zlib.decompressobj(_window(data))
        try:
            plain += stream.decompress(data, limit + 1 - len(plain))
        except zlib.error as error:
            raise ValueError(str(error)) from None
        if len(plain) > limit:
            raise TooLarge
        if not stream.eof:
            raise ValueError("cut off")
        # A gzip file may have several members; whatever else follows is padding.
        data = stream.unused_data if stream.unused_data.startswith(GZIP_MAGIC) else b""
    return bytes(plain)


def _window(data: bytes) -> int:
    """Choose zlib's window by the header: servers send zlib and raw streams alike as deflate."""
    if data.startswith(GZIP_MAGIC):
        return 16 + zlib.MAX_WBITS
    is_zlib = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


# The way of one fetch through its redirects, address by address, and what it may carry along.

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
