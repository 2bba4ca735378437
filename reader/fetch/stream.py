"""The bytes of a connection, by asyncio's own streams.

httpcore's network backends go through anyio, which costs a third of a request; its retries and time
limits for each read are not needed, since one deadline covers a whole fetch.
"""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import httpcore

CHUNK = 1 << 16
"""Bytes that are read ahead."""


class TlsError(httpcore.NetworkError):
    """The certificate is not valid, or the other side does not speak TLS."""


class Stream(httpcore.AsyncNetworkStream):
    """A TCP connection, in the clear or over TLS."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connect(cls, address: str, port: int, seconds: float | None) -> Self:
        """Connect to an IP address within so many seconds.

        Raises httpcore's ConnectError and ConnectTimeout.
        """
        with _translated(httpcore.ConnectError, httpcore.ConnectTimeout):
            async with asyncio.timeout(seconds):
                return cls(*await asyncio.open_connection(address, port, limit=CHUNK))

    @classmethod
    async def over(cls, connected: socket.socket) -> Self:
        """Take over a connected socket."""
        return cls(*await asyncio.open_connection(sock=connected, limit=CHUNK))

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Return what has come, at least a byte; none at the end. Raises httpcore.ReadError."""
        with _translated(httpcore.ReadError, httpcore.ReadTimeout):
            return await self._reader.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Send *buffer*. Raises httpcore.WriteError."""
        with _translated(httpcore.WriteError, httpcore.WriteTimeout):
            self._writer.write(buffer)
            await self._writer.drain()

    async def aclose(self) -> None:
        """Let go of the connection at once: nothing is left to be said."""
        self._writer.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's signature)
    ) -> httpcore.AsyncNetworkStream:
        """Go over to TLS. Raises TlsError, httpcore.ConnectError."""
        try:
            with _translated(httpcore.ConnectError, httpcore.ConnectTimeout):
                await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except BaseException:
            await self.aclose()
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks of an idle connection: whether the server has closed it."""
        if info == "is_readable":
            return self._reader.at_eof() or self._writer.is_closing()
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._writer.get_extra_info(names.get(info, info))


@contextmanager
def _translated(error: type[Exception], timeout: type[Exception]) -> Iterator[None]:
    """Say the system's errors in httpcore's words."""
    try:
        yield
    except TimeoutError as cause:
        raise timeout(cause) from cause
    except ssl.SSLError as cause:
        raise TlsError(cause) from cause
    except OSError as cause:
        raise error(cause) from cause
