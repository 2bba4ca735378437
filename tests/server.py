"""A real HTTP server on loopback, for tests: routes given by the test, good and bad behaviour.

It runs in a thread of its own and is bounded: in time, in requests and in the size of a request.
"""

import asyncio
import gzip
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self

LIFETIME = 600.0
MAX_REQUESTS = 2_000
TLS = b"\x16"
"""What a TLS handshake begins with (RFC 8446, 5.1)."""


@dataclass(frozen=True)
class Request:
    path: str
    """With its query."""
    headers: Mapping[str, str]
    """Names in lower case."""
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    body: bytes | str = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    """Further headers; a ``Content-Length`` here lies in place of the true one."""
    etag: str = ""
    """With either validator, a request that knows it gets 304."""
    last_modified: str = ""
    gzip: bool = False
    """Compress for a client that accepts it."""
    drip: float = 0.0
    """Seconds between one byte of the body and the next."""
    cut: int | None = None
    """Break the connection after so many bytes of the body."""
    raw: bytes | None = None
    """Send this instead of a well-formed answer, and close."""

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


Answer = Reply | Callable[[Request], Reply]


def redirect(location: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": location})


class Server:
    """``with Server() as server: server.route("/feed", Reply(...)); ask(server.at("/feed"))``."""

    def __init__(self, most: int = MAX_REQUESTS) -> None:
        self.requests: list[Request] = []
        self._most = most
        self._routes: dict[str, Answer] = {}
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def route(self, path: str, answer: Answer) -> str:
        """Answer *path* (without its query) so; gives the full address."""
        self._routes[path] = answer
        return self.at(path)

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(60), "the test server did not start"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(60)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        listener = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port: int = listener.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.call_later(LIFETIME, self._stop.set)
        await self._stop.wait()
        listener.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._talk(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while len(self.requests) < self._most:
                first = await reader.readexactly(1)
                if first == TLS:
                    break  # as a server does that speaks none
                request = await _read(first, reader)
                self.requests.append(request)
                if not await _send(writer, request, self._answer(request)):
                    break
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass  # the client went away, which is its right
        finally:
            writer.close()

    def _answer(self, request: Request) -> Reply:
        answer = self._routes.get(request.path.partition("?")[0], Reply("nothing here", 404))
        return answer if isinstance(answer, Reply) else answer(request)


async def _read(start: bytes, reader: asyncio.StreamReader) -> Request:
    head = start + await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("utf-8", "surrogateescape").strip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    method, path = first.split(" ")[:2]
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(path, headers, method, body)


async def _send(writer: asyncio.StreamWriter, request: Request, reply: Reply) -> bool:
    """Send *reply*; False where the connection must end after it."""
    if reply.raw is not None:
        writer.write(reply.raw)
        await writer.drain()
        return False
    status, body = reply.status, reply.content
    headers = {"Content-Type": reply.content_type, "ETag": reply.etag}
    headers["Last-Modified"] = reply.last_modified
    if _is_fresh(request, reply):
        status, body = 304, b""
    elif reply.gzip and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body)
        headers["Content-Encoding"] = "gzip"
    headers |= {"Content-Length": str(len(body)), **reply.headers}
    head = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n" + "".join(
        f"{name}: {value}\r\n" for name, value in headers.items() if value
    )
    writer.write(head.encode("utf-8", "surrogateescape") + b"\r\n")
    if reply.drip:
        for byte in body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(reply.drip)
    else:
        writer.write(body[: reply.cut])
        await writer.drain()
    if reply.cut is not None:
        writer.close()
        await writer.wait_closed()
    return reply.cut is None


def _is_fresh(request: Request, reply: Reply) -> bool:
    """Say whether the client has this very body already (RFC 9110, section 13.2.2)."""
    known = request.headers.get("if-none-match")
    if known is not None:
        return bool(reply.etag) and known == reply.etag
    since = request.headers.get("if-modified-since")
    if not since or not reply.last_modified:
        return False
    return parsedate_to_datetime(since) >= parsedate_to_datetime(reply.last_modified)
