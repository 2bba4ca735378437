"""A SOCKS 5 proxy on loopback, for tests: every name is this machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class SocksProxy:
    login: str = ""
    """``user:password``, if it asks for one."""
    answers: bool = True
    """False: a connection is asked for and never made."""
    reply: int = 0
    """What it replies to a request: 0, connected; 5, refused (RFC 1928, section 6)."""
    asked: list[tuple[str, int]] = field(default_factory=list)
    """The hosts and ports that it was to connect to."""
    hanging: asyncio.Queue[None] = field(default_factory=asyncio.Queue)
    """Something for each connection that was asked for and is never made."""
    gone: asyncio.Queue[None] = field(default_factory=asyncio.Queue)
    """Something for each client that has gone."""
    port: int = 0

    @property
    def url(self) -> str:
        return f"socks5://{self.login}{'@' if self.login else ''}127.0.0.1:{self.port}"

    @asynccontextmanager
    async def running(self) -> AsyncIterator["SocksProxy"]:
        async with asyncio.TaskGroup() as tasks:
            started: list[asyncio.Task[None]] = []

            def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                started.append(tasks.create_task(self._talk(reader, writer)))

            listener = await asyncio.start_server(connected, "127.0.0.1", 0)
            self.port = listener.sockets[0].getsockname()[1]
            yield self
            listener.close()
            for task in started:
                task.cancel()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            _version, count = await reader.readexactly(2)
            await reader.readexactly(count)
            writer.write(b"\x05\x02" if self.login else b"\x05\x00")
            if self.login:
                await reader.readexactly(1)
                login = [(await self._text(reader)).decode() for _part in range(2)]
                is_right = ":".join(login) == self.login
                writer.write(b"\x01\x00" if is_right else b"\x01\x01")
                if not is_right:
                    return
            *_command, kind = await reader.readexactly(4)
            host = (await self._text(reader)).decode() if kind == 3 else "127.0.0.1"
            if kind == 1:
                await reader.readexactly(4)
            port = int.from_bytes(await reader.readexactly(2), "big")
            self.asked.append((host, port))
            if not self.answers:
                self.hanging.put_nowait(None)
                await reader.read()
                return
            writer.write(bytes([5, self.reply, 0, 1, 0, 0, 0, 0, 0, 0]))
            if self.reply:
                return
            there = await asyncio.open_connection("127.0.0.1", port)
            try:
                await asyncio.gather(_copy(reader, there[1]), _copy(there[0], writer))
            finally:
                there[1].close()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client went away
        finally:
            self.gone.put_nowait(None)
            writer.close()

    async def _text(self, reader: asyncio.StreamReader) -> bytes:
        [length] = await reader.readexactly(1)
        return await reader.readexactly(length)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(1 << 16):
        writer.write(data)
        await writer.drain()
    writer.close()
