"""The connections, kept for a while: httpx's requests over httpcore's pool."""

import contextlib
import functools
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator, Iterator

import httpcore
import httpx

from reader.errors import BadResponse, ConnectionFailed, NotTrusted, ProxyFailed
from reader.fetch.backend import LOGIN_WANTED, GuardedBackend, ProxiedBackend, Resolver
from reader.fetch.stream import TlsError
from reader.text.proxy import Proxy


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Return the one TLS context: loading the certificates costs more than a request.

    ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` name others to trust, as for OpenSSL itself; where they
    name none, the usual ones hold.
    """
    with contextlib.suppress(OSError):
        return httpx.create_ssl_context()
    return httpx.create_ssl_context(trust_env=False)


class Transport(httpx.AsyncBaseTransport):
    """HTTP/1.1 over a `GuardedBackend`, or by way of *proxy*, whatever the environment says.

    Errors are FetchErrors, those of the answer's body too.
    """

    def __init__(self, resolver: Resolver, proxy: Proxy | None = None) -> None:
        self._proxy = proxy
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls_context(),
            max_keepalive_connections=2,
            keepalive_expiry=5.0,
            network_backend=(
                ProxiedBackend(resolver, proxy) if proxy else GuardedBackend(resolver)
            ),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request* and return the answer, its body yet to be read. Raises FetchError."""
        proxy = self._forwarder(request.url)
        sent = _forwarded(request, proxy) if proxy else _direct(request)
        host = request.url.raw_host.decode()
        with _translated(host):
            answer = await self._pool.handle_async_request(sent)
        body = _Body(answer, host)
        if proxy and answer.status == LOGIN_WANTED:
            await body.aclose()
            raise ProxyFailed(proxy=str(proxy))
        return httpx.Response(answer.status, headers=answer.headers, stream=body)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    def _forwarder(self, url: httpx.URL) -> Proxy | None:
        """Return the proxy if it is sent requests for *url*, rather than asked for a tunnel.

        Many HTTP proxies make tunnels to port 443 only.
        """
        proxy = self._proxy
        forwards = proxy and proxy.scheme == url.scheme and proxy.serves(url.raw_host.decode())
        return proxy if forwards else None


class _Body(httpx.AsyncByteStream):
    """The body of an answer of *host*, as it comes."""

    def __init__(self, answer: httpcore.Response, host: str) -> None:
        self._answer = answer
        self._host = host

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _translated(self._host):
            async for chunk in self._answer.aiter_stream():
                yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()


def _direct(request: httpx.Request) -> httpcore.Request:
    url = request.url
    origin = httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    return httpcore.Request(
        request.method,
        origin,
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )


def _forwarded(request: httpx.Request, proxy: Proxy) -> httpcore.Request:
    """Return what *proxy* is asked for: the whole address (RFC 9112, 3.2.2)."""
    target = b"http://" + request.url.netloc + request.extensions["target"]
    headers = request.headers.raw
    if proxy.user:
        pair = b64encode(f"{proxy.user}:{proxy.password}".encode())
        headers = [*headers, (b"Proxy-Authorization", b"Basic " + pair)]
    url = httpcore.URL(scheme="http", host=proxy.host, port=proxy.port, target=target)
    return httpcore.Request(request.method, url, headers=headers, content=request.stream)


@contextlib.contextmanager
def _translated(host: str) -> Iterator[None]:
    """Say httpcore's errors in our words."""
    try:
        yield
    except TlsError:
        raise NotTrusted(host=host) from None
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol):
        raise BadResponse(host=host) from None
    except (httpcore.NetworkError, httpcore.TimeoutException):
        raise ConnectionFailed(host=host) from None
