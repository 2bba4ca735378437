"""A child process and its parent, who send each other pickles, each with its length before it.

They go over the child's standard input and output. The child ends at the end of its input, so it
never outlives its parent.
"""

import asyncio
import contextlib
import os
import pickle
import signal
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from typing import Any, BinaryIO, Self

_LENGTH = struct.Struct(">Q")
_BUFFER = 1 << 20


class Child:
    """What the parent has of a child."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, module: str, *arguments: str) -> Self:
        """Start *module*, whose main function talks by `Parent`, in a Python of its own."""
        # -P: a module in the folder where the reader stands must not pass for ours.
        command = (sys.executable, "-P", "-m", module, *arguments)
        starting = asyncio.ensure_future(
            asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_BUFFER
            )
        )
        try:
            return cls(await asyncio.shield(starting))
        except asyncio.CancelledError:
            await cls(await starting).end()  # otherwise it would be left behind
            raise

    @property
    def is_over(self) -> bool:
        """Whether the child has ended."""
        return self._process.returncode is not None

    async def send(self, request: object) -> int:
        """Send *request*, and give its size in bytes. Raises ConnectionError where it ended."""
        assert self._process.stdin is not None
        parts = _Parts()
        pickle.dump(request, parts)
        size = sum(map(len, parts.all))
        for part in (memoryview(_LENGTH.pack(size)), *parts.all):
            for start in range(0, len(part), _BUFFER):
                self._process.stdin.write(part[start : start + _BUFFER])
                await self._process.stdin.drain()
        return size

    async def receive(self) -> Any:
        """Give the next thing that the child sends. Raises EOFError where it ended."""
        assert self._process.stdout is not None
        (length,) = _LENGTH.unpack(await self._process.stdout.readexactly(_LENGTH.size))
        return pickle.loads(await self._process.stdout.readexactly(length))

    async def end(self) -> None:
        """End the child, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.communicate()


class _Parts:
    """What pickle writes, in which long bytes are themselves and not copies."""

    def __init__(self) -> None:
        self.all: list[memoryview[int]] = []

    def write(self, data: bytes | bytearray | memoryview, /) -> None:
        """Take *data*."""
        self.all.append(memoryview(data))


class Parent:
    """What the child has of its parent; standard input and output are taken from all others."""

    def __init__(self) -> None:
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # Ctrl-C goes to the parent, which then ends us
        self._requests, self._replies = _pipes()
        self._length = 0

    def asks(self) -> bool:
        """Wait for a request, which `take` then gives; False where there are no more."""
        header = self._requests.read(_LENGTH.size)
        if header:
            (self._length,) = _LENGTH.unpack(header)
        return bool(header)

    def take(self) -> Any:
        """Give what the parent asks for; nothing here holds it any more."""
        return pickle.loads(self._requests.read(self._length))

    def wait(self) -> None:
        """Wait until the parent has ended or has no more to say."""
        os.read(self._requests.fileno(), 1)  # holds no lock, so that Python may end meanwhile

    def send(self, reply: object) -> None:
        """Send *reply* at once."""
        data = pickle.dumps(reply)
        self._replies.write(_LENGTH.pack(len(data)))
        self._replies.write(data)
        self._replies.flush()


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return pipes
