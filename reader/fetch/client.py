"""The one careful client: a single GET under one deadline, one size cap and one set of rules.

It stands on httpx's transport rather than its client, because it follows redirects, keeps cookies
and decodes bodies by its own rules.
"""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from reader import __version__
from reader.errors import (
    BadAddress,
    BadResponse,
    BodyTooLarge,
    ConnectionFailed,
    HttpStatus,
    TimedOut,
)
from reader.fetch import body, headers
from reader.fetch.route import REDIRECTS, Route
from reader.fetch.transport import GuardedTransport, Resolver, resolve
from reader.text.clean import clean, display_url, safe_url

MEGABYTE = 1 << 20
ACCEPT = {
    "User-Agent": f"zhnews/{__version__}",
    "Accept": (
        "application/rss+xml, application/atom+xml, application/feed+json, "
        "text/html;q=0.9, */*;q=0.8"
    ),
    "Accept-Language": "zh-CN, zh;q=0.9, *;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
NO_TIMEOUT = {"timeout": {"connect": None, "read": None, "write": None, "pool": None}}
"""httpx limits each read, which a slow drip outlives: the deadline alone holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A good answer: the body, or that it has not changed."""

    status: int
    url: str
    """Where the body came from in the end, the base of its links; without credentials."""
    permanent_url: str | None = None
    """The address to ask from now on, where permanent redirects (301, 308) moved it."""
    not_modified: bool = False
    etag: str = ""
    """To be sent back as it is (a character a byte), never to be shown; so is `last_modified`."""
    last_modified: str = ""
    content_type: str = ""
    """``text/html``."""
    charset: str | None = None
    """What the Content-Type declares."""
    body: bytes = b""


class Client:
    """Asks for one address after another, keeping connections for a while: one client a worker.

    *timeout* in seconds covers a whole fetch, redirects included; *limit* in bytes is for a body,
    as sent and as inflated. Use it as an async context manager.
    """

    def __init__(
        self,
        timeout: float = 20,
        *,
        limit: int = 16 * MEGABYTE,
        resolver: Resolver = resolve,
    ) -> None:
        self._timeout = timeout
        self._limit = limit
        self._transport = GuardedTransport(resolver)

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    async def get(
        self, url: str, *, etag: str = "", last_modified: str = "", typed: str = ""
    ) -> Response:
        """Fetch *url*; with *etag* or *last_modified*, only if it has changed.

        *typed* is the address that the reader gave, where another than *url*: of the feed that
        links an article. Its host may stand inside the reader's network, any other must not.

        raises FetchError's subclasses only. HttpStatus carries ``status`` and ``retry_after`` in
        its params (seconds; 0 where the server asks for no pause).
        """
        route = Route(_parse(url), _parse(typed) if typed else None)
        known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        validators = {name: value for name, value in known.items() if value}
        try:
            async with asyncio.timeout(self._timeout):
                return await self._travel(route, validators)
        except TimeoutError:
            raise TimedOut(host=route.host, seconds=f"{self._timeout:g}") from None

    async def _travel(self, route: Route, validators: dict[str, str]) -> Response:
        while True:
            response = await self._ask(route, validators)
            try:
                location = response.headers.get("Location")
                if response.status_code not in REDIRECTS or not location:
                    return await self._answer(route, response, bool(validators))
                route.follow(response.status_code, location.encode("latin-1"))
            finally:
                await response.aclose()

    async def _ask(self, route: Route, validators: dict[str, str]) -> httpx.Response:
        sent = httpx.Headers(ACCEPT | validators, encoding="latin-1")
        request = httpx.Request("GET", route.url, headers=sent, extensions=NO_TIMEOUT)
        request.headers.encoding = "latin-1"
        route.equip(request)
        with _translated(route.host):
            response = await self._transport.handle_async_request(request)
        response.request = request
        response.headers.encoding = "latin-1"  # so that every byte survives
        if "Set-Cookie" in response.headers:
            route.cookies.extract_cookies(response)
        return response

    async def _answer(
        self, route: Route, response: httpx.Response, is_conditional: bool
    ) -> Response:
        status = response.status_code
        not_modified = status == 304 and is_conditional
        if not (response.is_success or not_modified):
            raise _refusal(route.host, response)
        content_type = clean(response.headers.get("Content-Type", ""))
        return Response(
            status=status,
            url=str(route.url),
            permanent_url=route.permanent_url,
            not_modified=not_modified,
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
            content_type=headers.media_type(content_type),
            charset=headers.charset(content_type),
            body=b"" if not_modified else await self._body(route.host, response),
        )

    async def _body(self, host: str, response: httpx.Response) -> bytes:
        coding = response.headers.get("Content-Encoding", "").strip().lower()
        try:
            with _translated(host):
                return await body.read(response.aiter_raw(), coding, self._limit)
        except body.TooLarge:
            raise BodyTooLarge(host=host, limit=self._limit // MEGABYTE) from None
        except ValueError:
            raise BadResponse(host=host) from None


def _parse(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(safe_url(url)).copy_with(fragment=None)
    except httpx.InvalidURL:
        parsed = httpx.URL()
    if not parsed.host:
        raise BadAddress(url=display_url(url))
    return parsed


def _refusal(host: str, response: httpx.Response) -> HttpStatus:
    status = response.status_code
    pause = response.headers.get("Retry-After", "") if status in (429, 503) else ""
    return HttpStatus(host=host, status=status, retry_after=headers.retry_after(pause))


@contextlib.contextmanager
def _translated(host: str) -> Iterator[None]:
    """Say httpx's errors in our words; their own texts may hold a password."""
    try:
        yield
    except (httpx.ProtocolError, httpx.InvalidURL):
        raise BadResponse(host=host) from None
    except httpx.TransportError:
        raise ConnectionFailed(host=host) from None
