"""The one careful client: a single request under one deadline, one size cap and one set of rules.

It stands on a transport of httpx's kind rather than on its client, because it follows redirects,
keeps cookies and decodes bodies by its own rules.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

import httpx
from msgspec import Struct

from reader import __version__
from reader.errors import (
    BadAddress,
    BadResponse,
    HostUnknown,
    HttpStatus,
    LoginNeeded,
    MovedElsewhere,
    TimedOut,
    body_too_large,
)
from reader.fetch import exchange
from reader.fetch.connections import Resolver, Transport, resolve
from reader.fetch.exchange import REDIRECTS, Route, Url, first, moment
from reader.i18n import N_
from reader.text.addresses import Proxy
from reader.text.clean import clean, display_url, safe_url, split_login

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
FORM = "application/x-www-form-urlencoded"


class Response(Struct, frozen=True, kw_only=True):
    """A good answer: the body, or that it has not changed."""

    status: int
    url: str
    """Where the body came from in the end, the base of its links."""
    permanent_url: str | None = None
    """The address to ask from now on, where permanent redirects (301, 308) moved it."""
    keeps_login: bool = True
    """Whether the credentials are for that address too."""
    not_modified: bool = False
    etag: str = ""
    """To be sent back as it is (a character a byte), never to be shown; so is `last_modified`."""
    last_modified: str = ""
    date: int | None = None
    """When it was made by the server's clock, in epoch seconds (RFC 9110, 6.6.1)."""
    content_type: str = ""
    """``text/html``."""
    charset: str | None = None
    """What the Content-Type declares."""
    body: bytes = b""


class Client:
    """Asks for one address after another, keeping connections for a while: one client a worker.

    *timeout* in seconds covers a whole fetch, redirects included; *limit* in bytes is for a body,
    as sent and as inflated. *proxy* is the address of a proxy to go by, empty to go directly. Use
    it as an async context manager.
    """

    def __init__(
        self,
        timeout: float = 20,
        *,
        limit: int = 32 * MEGABYTE,
        proxy: str = "",
        resolver: Resolver = resolve,
    ) -> None:
        self._timeout = timeout
        self._limit = limit
        self._transport = Transport(resolver, Proxy.parse(proxy))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._transport.aclose()

    async def get(
        self, url: str, *, etag: str = "", last_modified: str = "", typed: str = ""
    ) -> Response:
        """Fetch *url*; with *etag* or *last_modified*, only if it has changed.

        *typed* is the address that the user typed, where another than *url*: of the feed that
        links an article. Its host may stand inside the reader's network, any other must not, and
        its origin alone sees the credentials that it holds.

        Raises FetchError's subclasses only. HttpStatus carries ``status`` and ``retry_after`` in
        its params (seconds; 0 where the server asks for no pause).
        """
        target = _parse(url)
        route = Route(target, _parse(typed) if typed else target, split_login(typed or url)[1])
        known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        validators = {name: value for name, value in known.items() if value}
        async with self._deadline(route):
            return await self._travel(route, validators)

    async def call(
        self, url: str, *, form: bytes | None = None, authorization: str = ""
    ) -> Response:
        """Ask an interface for programs at *url*: POST a *form*, as it is encoded, else GET.

        No redirect is followed: what is sent is for the origin of *url* alone, whose host may stand
        inside the reader's network. Raises FetchError's subclasses only.
        """
        target = _parse(url)
        route = Route(target, target)
        fields = {"Authorization": authorization} if authorization else {}
        async with self._deadline(route):
            response = await self._ask(route, fields, form)
            try:
                location = first(response.headers, "Location")
                if response.status_code in REDIRECTS and location:
                    there = display_url(safe_url(location, target.text))
                    raise MovedElsewhere(host=route.host, url=there)
                return await self._answer(route, response, False)
            finally:
                await response.aclose()

    @asynccontextmanager
    async def _deadline(self, route: Route) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._timeout):
                yield
        except TimeoutError:
            raise TimedOut(host=route.host, seconds=f"{self._timeout:g}") from None

    async def _travel(self, route: Route, validators: dict[str, str]) -> Response:
        while True:
            response = await self._ask(route, validators | route.headers())
            try:
                location = first(response.headers, "Location")
                if response.status_code not in REDIRECTS or not location:
                    return await self._answer(route, response, bool(validators))
                route.keep(response.headers.get_list("Set-Cookie"))
                route.follow(response.status_code, location)
            finally:
                await response.aclose()

    async def _ask(
        self, route: Route, fields: dict[str, str], form: bytes | None = None
    ) -> httpx.Response:
        url = route.url
        sent = {"Host": url.authority} | ACCEPT | fields
        if form is not None:
            sent |= {"Content-Type": FORM, "Content-Length": str(len(form))}
        try:
            origin = httpx.URL(scheme=url.scheme, host=url.host, port=url.port)
        except httpx.InvalidURL:
            raise HostUnknown(host=route.host) from None
        request = httpx.Request(
            "GET" if form is None else "POST",
            origin,
            headers=httpx.Headers(sent, encoding="latin-1"),
            stream=httpx.ByteStream(form or b""),  # given a stream, httpx adds no headers
            extensions={"target": url.target.encode()},  # httpx.URL would rewrite it
        )
        response = await self._transport.handle_async_request(request)
        response.headers.encoding = "latin-1"  # a character a byte, so that every byte survives
        return response

    async def _answer(
        self, route: Route, response: httpx.Response, is_conditional: bool
    ) -> Response:
        status, fields = response.status_code, response.headers
        not_modified = status == 304 and is_conditional
        if not (200 <= status < 300 or not_modified):
            raise _refusal(route.host, status, fields)
        content_type = clean(first(fields, "Content-Type"))
        content = await self._body(route.host, response)  # even none frees the connection
        return Response(
            status=status,
            url=route.url.text,
            permanent_url=route.permanent.text if route.permanent else None,
            keeps_login=route.keeps_login,
            not_modified=not_modified,
            etag=_validator(first(fields, "ETag")),
            last_modified=_validator(first(fields, "Last-Modified")),
            date=moment(first(fields, "Date")),
            content_type=exchange.media_type(content_type),
            charset=exchange.charset(content_type),
            body=b"" if not_modified else content,
        )

    async def _body(self, host: str, response: httpx.Response) -> bytes:
        coding = first(response.headers, "Content-Encoding").strip().lower()
        length = first(response.headers, "Content-Length")
        try:
            if length.isascii() and length.isdigit() and int(length[:20]) > self._limit:
                raise exchange.TooLarge
            return await exchange.read(response.aiter_raw(), coding, self._limit)
        except exchange.TooLarge:
            raise body_too_large(host=host, limit=self._limit // MEGABYTE) from None
        except ValueError:
            raise BadResponse(host=host) from None


def _parse(url: str) -> Url:
    parsed = Url.parse(url)
    if parsed is None:
        raise BadAddress(url=display_url(url))
    return parsed


def _validator(value: str) -> str:
    """Return what may be sent back: a line without controls, as HTTP has it."""
    return value if all(" " <= char != "\x7f" or char == "\t" for char in value) else ""


_MISSING = N_("{host} 上没有这个网页（HTTP {status}），请检查网址。")
_FORBIDDEN = N_("{host} 不让读这个网页（HTTP {status}），请在浏览器中打开看看。")
_REFUSALS: Mapping[int, str] = {
    403: _FORBIDDEN,
    404: _MISSING,
    410: _MISSING,
    429: N_("{host} 嫌问得太多（HTTP {status}），请过一会儿再试。"),
    451: _FORBIDDEN,
}
"""What the statuses of errors mean to a reader (RFC 9110, 15.5; 6585; 7725)."""
_FAILED = N_("{host} 出了故障（HTTP {status}），请稍后再试。")


def _refusal(host: str, status: int, fields: httpx.Headers) -> HttpStatus:
    kind = LoginNeeded if status in (401, 407) else HttpStatus
    said = _REFUSALS.get(status, "" if status < 500 else _FAILED)
    pause = first(fields, "Retry-After") if status in (429, 503) else ""
    return kind(said, host=host, status=status, retry_after=exchange.retry_after(pause))
